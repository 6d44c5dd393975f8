"""The starter publication: minimal, valid in each language, and it builds."""

from __future__ import annotations

import datetime as dt
import errno
import shutil
from pathlib import Path

import pytest

from tests.about import ORIGINAL_SLUG, is_another
from tests.conftest import ROOT, command
from tools.authoring import new_publication
from tools.authoring.errors import AuthoringError
from tools.authoring.new_page import create_page
from tools.authoring.new_publication import create_publication
from tools.checks.release import check_release
from tools.cli import main
from tools.language import available_languages, load_language
from tools.model.loader import load_project, load_publication
from tools.render import site_paths
from tools.runtime.files import write_file

DAY = dt.date(2026, 12, 1)
NAME = "Tomatoes: 5 ways & “more”"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """The generator without a publication."""
    for name in ("overrides", "macros"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("code", available_languages())
def test_it_passes_every_rule_and_grows(tmp_path: Path, code: str) -> None:
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    created = create_publication(tmp_path, "tomatoes", NAME, code, DAY)
    assert all(path.is_file() for path in created)
    publication = load_publication(tmp_path)
    assert (publication.name, publication.settings.slug) == (NAME, "tomatoes")
    assert publication.language.code == code
    assert (len(publication.pages), len(publication.pages_with_checklist)) == (4, 1)
    assert not publication.pages_with_story
    assert not publication.sources
    hints = [finding for finding in check_release(publication, DAY) if ".md:" in finding]
    assert len(hints) > 10
    kind = load_language(code).word("init_kind")
    create_page(load_project(tmp_path), kind, "second", "Second", DAY)
    assert len(load_publication(tmp_path).pages_with_checklist) == 2


@pytest.mark.integration
def test_it_builds_and_every_ordinary_output_is_there(empty: Path) -> None:
    assert main(["--project", str(empty), "init", "tomatoes", NAME]) == 0
    assert list((empty / "docs" / "_data" / "schema").glob("*.json"))
    done = command(empty, "build")
    assert done.returncode == 0, done.stderr
    site, word = empty / "site", load_language("en").word
    forms = [
        f"{site_paths.CHECKLISTS_FOLDER}/first-topic.{kind}"
        for kind in ("pdf", "docx", "xlsx", "csv", "md", "ics")
    ]
    for name in (
        "index.html",
        "404.html",
        "checklists.json",
        "topics/first-topic.html",
        "downloads/tomatoes.pdf",
        site_paths.offline_archive_path("tomatoes"),
        site_paths.ALL_SHEETS_PDF,
        site_paths.ALL_CHECKLISTS_XLSX,
        site_paths.fillable_path("first-topic", word("fillable_word")),
        "downloads/chapters/first-topic.pdf",
        *forms,
    ):
        assert (site / name).is_file(), name
    assert {path.name for path in (site / "downloads").iterdir() if path.is_dir()} == {
        "chapters",
        "checklists",
    }
    texts = [page.read_text(encoding="utf-8").lower() for page in site.rglob("*.html")]
    assert not any(ORIGINAL_SLUG in text for text in texts)
    assert not any("hint:" in text for text in texts)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A")
    with pytest.raises(AuthoringError, match=r"^S504 (?s:.*)git rm -rq mkdocs\.yml"):
        create_publication(tmp_path, "tomatoes", NAME, "en", DAY)
    assert (tmp_path / "mkdocs.yml").read_text() == "site_name: A"
    assert not (tmp_path / "docs").exists()


def test_an_invalid_publication_is_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(tmp_path), "init", "tomatoes", "A <name>"]) == 1
    assert "<name>" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_an_interrupted_publication_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    written: list[Path] = []

    def write(path: Path, text: str) -> Path:
        if len(written) == 3:
            raise error
        written.append(real_write(path, text))
        return path

    real_write = write_file
    monkeypatch.setattr(new_publication, "write_file", write)
    with pytest.raises(type(error)):
        create_publication(tmp_path, "tomatoes", NAME, "en", DAY)
    assert len(written) == 3
    assert list(tmp_path.iterdir()) == []


def test_a_slug_is_a_name_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(AuthoringError, match="Not A Slug"):
        create_publication(tmp_path, "Not A Slug", NAME, "en", DAY)
    assert list(tmp_path.iterdir()) == []


def test_another_publication_is_known_by_its_settings(small: Path) -> None:
    assert not is_another(ROOT) or is_another(small)
    assert is_another(small)
