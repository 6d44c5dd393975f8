"""The first publication: minimal, valid in each language, and it builds."""

from __future__ import annotations

import datetime as dt
import errno
import re
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from tests.about import ORIGINAL_SLUG, is_another
from tests.conftest import ROOT, command
from tests.test_cli import run_in_terminal
from tools.authoring import begin, begin_questions
from tools.authoring.begin import Beginning, begin_publication
from tools.authoring.errors import AuthoringError
from tools.authoring.new_page import create_page
from tools.build.stage import temporary_folder
from tools.checks.release import check_release
from tools.cli import main
from tools.errors import BuildError
from tools.language import available_languages, load_language
from tools.model.loader import load_project, load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication
from tools.render import site_paths
from tools.runtime.files import write_file

DAY = dt.date(2026, 12, 1)
NAME = "Tomatoes: 5 ways & “more”"
FIELDS = "who, When, Cost per day:number, Where"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """The generator without a publication."""
    for name in ("overrides", "macros"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def list_files(root: Path) -> list[str]:
    """Return the paths of all files that belong to no generator."""
    files = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return sorted(name for name in files if not name.startswith(("overrides/", "macros/")))


def start(root: Path, code: str = "en", **values: Any) -> Publication:
    """Begin a publication in `root`, and return it."""
    answers = {"name": NAME, "slug": "tomatoes", **values}
    begin_publication(root, Beginning(load_language(code), **answers), DAY)
    return load_publication(root)


@pytest.mark.parametrize("code", available_languages())
def test_it_passes_every_rule_and_grows(empty: Path, code: str) -> None:
    publication = start(empty, code)
    assert (publication.name, publication.settings.slug) == (NAME, "tomatoes")
    assert publication.language.code == code
    assert (len(publication.pages), len(publication.pages_with_checklist)) == (3, 1)
    assert not publication.settings.fields
    assert [
        item.id for list_ in publication.checklists for item in list_.items if not item.id
    ] == []
    page = create_page(load_project(empty), "page", "second", "Second", DAY)
    assert not any("nav" in message for message in page.messages)
    grown = load_publication(empty)
    assert len(grown.pages_with_checklist) == 2
    hints = [finding for finding in check_release(grown, DAY) if "second.md:" in finding]
    assert len(hints) == 3


@pytest.mark.parametrize("code", available_languages())
def test_its_settings_are_few(empty: Path, code: str) -> None:
    start(empty, code)
    text = (empty / "mkdocs.yml").read_text(encoding="utf-8")
    settings = yaml.safe_load(text)
    assert set(settings) == {"INHERIT", "site_name", "site_url", "theme", "extra"}
    assert len([line for line in text.splitlines() if line and not line.startswith("#")]) < 16
    for guide in re.findall(r"tools/guides/[\w/-]+\.md", text):
        assert (ROOT / guide).is_file(), guide


def test_fields_and_kinds_are_written_as_settings(empty: Path) -> None:
    publication = start(
        empty,
        "nl",
        fields=begin_questions.split_names("Wie, when, Kosten: number, Waar?"),
        kinds=("Recept", "Groot ding"),
    )
    settings = publication.settings
    assert {id_: field.type for id_, field in settings.fields.items()} == {
        "who": "roles", "when": "moment", "kosten": "number", "waar": "text"
    }  # fmt: skip
    labels = [field.label for field in publication.get_fields("page")]
    assert labels == ["Wie", "Wanneer", "Kosten", "Waar?"]
    assert publication.roles
    names = {id_: kind.one for id_, kind in settings.kinds.items()}
    assert names == {"page": "", "recept": "Recept", "groot-ding": "Groot ding"}
    assert [page.meta.kind for page in publication.pages_with_checklist] == ["recept"]
    create_page(load_project(empty), "groot-ding", "second", "Second", DAY)
    assert load_publication(empty).pages["second"].meta.kind == "groot-ding"


@pytest.mark.parametrize(
    "values",
    [{"name": "A <name>"}, {"fields": ("cost:money",)}, {"name": " "}, {"slug": "No Slug"}],
)
def test_what_is_refused_leaves_nothing(empty: Path, values: dict[str, Any]) -> None:
    with pytest.raises((InvalidPublicationError, BuildError)):
        start(empty, **values)
    assert list_files(empty) == []


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_what_is_stopped_leaves_what_was_there(
    empty: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    start(empty)
    before = {name: (empty / name).read_bytes() for name in list_files(empty)}
    written: list[Path] = []

    def write(path: Path, text: str) -> Path:
        if len(written) == 3:
            raise error
        written.append(write_file(path, text))
        return path

    monkeypatch.setattr(begin, "write_file", write)
    with pytest.raises(type(error)):
        begin_publication(empty, Beginning(load_language("nl"), "B", "b"), DAY, replace=True)
    assert len(written) == 3
    assert {name: (empty / name).read_bytes() for name in list_files(empty)} == before


def test_nothing_is_replaced_unasked(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty / "mkdocs.yml").write_text("site_name: A")
    with pytest.raises(AuthoringError, match=r"mkdocs\.yml"):
        start(empty)
    assert main(["--project", str(empty), "begin", "B"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("S504 ")
    assert "--replace" in told
    assert list_files(empty) == ["mkdocs.yml"]


def test_what_is_replaced_is_set_aside(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(empty), "begin", "First", "--language", "en"]) == 0
    before = list_files(empty)
    for number in (1, 2):
        assert main(["--project", str(empty), "begin", "Next", "--replace"]) == 0
        assert f"build/aside/{number}" in capsys.readouterr().out
    assert load_publication(empty).name == "Next"
    aside = empty / "build" / "aside" / "1"
    with temporary_folder(empty):  # as a build does
        pass
    assert "site_name: First" in (aside / "mkdocs.yml").read_text(encoding="utf-8")
    moved = [name for name in before if name.startswith(("docs/", "mkdocs.yml"))]
    assert list_files(aside) == moved


def test_without_a_terminal_a_name_is_needed(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(empty), "begin"]) == 1
    assert "python -m tools begin" in capsys.readouterr().err


def test_in_a_terminal_it_asks(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["tlh", "nl", "De tuin", "tuin", "Wie", ""])
    asked: list[str] = []

    def ask(question: str, default: str | None = None) -> str:
        asked.append(question)
        return next(answers) or default or ""

    monkeypatch.setattr(begin_questions, "can_ask", lambda: True)
    monkeypatch.setattr(begin_questions, "ask", ask)
    assert main(["--project", str(empty), "begin"]) == 0
    publication = load_publication(empty)
    assert (publication.name, publication.settings.slug) == ("De tuin", "tuin")
    assert [*publication.settings.fields] == ["who"]
    assert len(asked) == 6
    assert asked[2] == load_language("nl").word("begin_ask_name")


@pytest.mark.parametrize(("answer", "code"), [("j", 0), ("n", 1), ("", 1)])
def test_in_a_terminal_replacing_is_asked(
    empty: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    start(empty)
    monkeypatch.setattr(begin_questions, "can_ask", lambda: True)
    monkeypatch.setattr(begin_questions, "ask", lambda question, default=None: answer)
    assert main(["--project", str(empty), "begin", "De tuin", "--language", "nl"]) == code
    assert load_publication(empty).name == (NAME if code else "De tuin")


@pytest.mark.integration
def test_a_real_terminal_asks(empty: Path) -> None:
    output = run_in_terminal("--project", str(empty), "begin", "B", "--language", "nl")
    assert "mkdocs.yml" in output


@pytest.mark.integration
@pytest.mark.parametrize("code", available_languages())
def test_it_builds_and_every_ordinary_output_is_there(tmp_path: Path, code: str) -> None:
    for name in ("overrides", "macros"):
        shutil.copytree(ROOT / name, tmp_path / name)
    arguments = ["begin", NAME, "--slug", "tomatoes", "--language", code, "--fields", FIELDS]
    assert main(["--project", str(tmp_path), *arguments]) == 0
    done = command(tmp_path, "build")
    assert done.returncode == 0, done.stderr
    site, word = tmp_path / "site", load_language(code).word
    (list_,) = load_publication(tmp_path).checklists
    forms = [
        f"{site_paths.CHECKLISTS_FOLDER}/{list_.id}.{kind}"
        for kind in ("pdf", "docx", "xlsx", "csv", "md", "ics")
    ]
    for name in (
        "index.html",
        "404.html",
        "checklists.json",
        f"{list_.id}.html",
        "downloads/tomatoes.pdf",
        site_paths.offline_archive_path("tomatoes"),
        site_paths.ALL_SHEETS_PDF,
        site_paths.ALL_CHECKLISTS_XLSX,
        site_paths.fillable_path(list_.id, word("fillable_word")),
        *forms,
    ):
        assert (site / name).is_file(), name
    folders = [path.name for path in (site / "downloads").iterdir() if path.is_dir()]
    assert sorted(folders) == ["checklists", "decks"]
    with ZipFile(site / forms[1]) as package:
        footer = package.read("word/footer1.xml").decode()
    assert list_.title in footer
    assert "·  ·" not in re.sub("<[^>]*>", "", footer)
    texts = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    assert not any(ORIGINAL_SLUG in text.lower() or "hint:" in text for text in texts)
    assert not any(re.search(r"<(li|h\d)( [^>]*)?>\s*</\1>", text) for text in texts)


def test_another_publication_is_known_by_its_settings(small: Path, empty: Path) -> None:
    assert not is_another(ROOT) or is_another(small)
    start(empty)
    assert is_another(small)
    assert is_another(empty)
