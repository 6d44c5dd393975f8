"""New pages from templates: every kind builds, and hints are not published."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, change, command, copy_project
from tools.authoring.errors import AuthoringError
from tools.authoring.new_page import create_page
from tools.authoring.yaml_text import to_yaml_scalar
from tools.checks.release import check_release
from tools.cli import main
from tools.language import load_language
from tools.model.loader import load_project, load_publication, load_settings
from tools.model.page_templates import TEMPLATES_FOLDER, find_example_lines
from tools.model.project import DATA_FOLDER
from tools.model.reading.manifest import MANIFEST_FILE
from tools.model.reading.markdown import find_hint_lines
from tools.site.built_pages import read_pages

DAY = dt.date(2026, 12, 1)
TITLE = "Testen: een “nieuwe” pagina"
KINDS = [
    name
    for name, kind in load_settings(ROOT).mkdocs.publication.kinds.items()
    if (ROOT / "docs" / DATA_FOLDER / TEMPLATES_FOLDER / f"{kind.template or name}.md").is_file()
]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The text of the small publication, with a link to the theme."""
    shutil.copytree(SMALL / "docs", tmp_path / "docs")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    settings = (SMALL / "mkdocs.yml").read_text(encoding="utf-8").replace("../../../", "")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return tmp_path


def create_all(root: Path) -> list[Path]:
    """Create a page of every kind that has a template; return their files."""
    project = load_project(root)
    return [
        create_page(project, kind, f"nieuw-{kind}", f"{TITLE} {kind}", DAY).file for kind in KINDS
    ]


def test_every_kind_of_which_there_may_be_more_has_a_template() -> None:
    kinds = load_settings(ROOT).mkdocs.publication.kinds
    assert {name for name in kinds if name not in KINDS} <= {
        "home",  # there is one
        "role",  # each role has one; roles stand in the data
    }


@pytest.mark.integration
def test_a_page_of_every_kind_passes_the_rules_and_the_release_finds_its_hints(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    change(tmp_path, "mkdocs.yml", "P709: warning", "P709: off")  # nothing asks for a new canvas
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    (
        tmp_path / "docs" / DATA_FOLDER / MANIFEST_FILE
    ).unlink()  # so that no change must be announced
    files = create_all(tmp_path)
    publication = load_publication(tmp_path)
    created = {page.source_path: page for page in publication.pages.values()}
    for kind, file in zip(KINDS, files, strict=True):
        page = created[file.relative_to("docs")]
        assert page.meta.kind == kind
        assert page.title.startswith(f"{TITLE} {kind}")
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert not re.search(r"\$\{\w+\}", text), "a place of the template was not filled in"
    findings = [line for line in check_release(publication, DAY) if "nieuw-" in line]
    expected = [
        f"{file}:{line}"
        for file in files
        for line in find_hint_lines((tmp_path / file).read_text(encoding="utf-8"))
    ]
    written = {page.file: page for page in load_project(tmp_path).pages}
    examples = {file: find_example_lines(load_project(tmp_path), written[file]) for file in files}
    assert [file for file, lines in examples.items() if not lines] == []
    expected += [f"{file}:{line}" for file, lines in examples.items() for line in lines]
    assert len(expected) > 10 * len(files)
    assert sorted(line.split(": ")[0] for line in findings) == sorted(expected)


@pytest.mark.corpus
def test_a_publication_with_a_page_of_every_kind_builds(tmp_path: Path) -> None:
    files = create_all(copy_project(tmp_path))
    done = command(tmp_path, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = read_pages(tmp_path / "site")
    for file in files:
        built = pages[file.relative_to("docs").with_suffix(".html").as_posix()]
        assert "hint:" not in built.root.text_content()


def test_the_publication_holds_no_hints() -> None:
    pages = [path for path in (ROOT / "docs").rglob("*.md") if DATA_FOLDER not in path.parts]
    assert len(pages) > 40
    assert [str(path) for path in pages if find_hint_lines(path.read_text(encoding="utf-8"))] == []


def test_the_command_creates_a_page_next_to_its_kind(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def create(slug: str, title: str) -> tuple[int, str]:
        code = main(["--project", str(small), "new", "story", slug, title])
        return code, "".join(capsys.readouterr())

    settings = (small / "mkdocs.yml").read_text(encoding="utf-8")
    code, output = create("second-summer", "The second summer")
    assert code == 0
    assert "docs/stories/second-summer.md" in output
    assert "Put story-second-summer under `book`" in output
    page = load_publication(small).pages["story-second-summer"]
    assert (page.title, page.url) == (
        "The second summer (fictional example)",
        "stories/second-summer.html",
    )
    # The settings allow one page more and have a navigation entry; nothing else changes.
    changed = (small / "mkdocs.yml").read_text(encoding="utf-8")
    entry = "  - stories/second-summer.md\n"
    page_limits = "many: Stories, pages: {least: 1, most: "
    assert f"beanpole-garden.md\n{entry}" in changed
    assert changed.replace(entry, "").replace(f"{page_limits}2", f"{page_limits}1") == settings
    # A page that breaks a rule (a title that is taken) is reported and removed.
    code, output = create("third", "The second summer")
    assert code == 1
    assert "docs/stories/third.md:3: P106 title:" in output
    assert not (small / "docs/stories/third.md").exists()
    assert (small / "mkdocs.yml").read_text(encoding="utf-8") == changed


INVALID = {
    "new-kind": ("practice", "third", "no template for the kind practice.*story"),
    "new-slug": ("story", "Third story", "Third story"),
    "new-exists": ("story", "beanpole-garden", "docs/stories/beanpole-garden.md exists"),
}


@pytest.mark.parametrize("code", INVALID)
def test_an_invalid_page_is_reported_and_changes_nothing(code: str, small: Path) -> None:
    kind, slug, message = INVALID[code]
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    project = load_project(small)
    with pytest.raises(AuthoringError, match=re.compile(message, re.DOTALL)):
        create_page(project, kind, slug, "Third", DAY)
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def test_every_message_has_a_case() -> None:
    assert {code for code in load_language("en").messages if code.startswith("new-")} == set(
        INVALID
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Samen meten", "Samen meten"),
        ("Testen: zo", '"Testen: zo"'),
        ("On", '"On"'),
        ("’t Is zo", '"’t Is zo"'),
        ("80 procent", '"80 procent"'),
        ("A # B", '"A # B"'),
    ],
)
def test_a_title_is_quoted_where_yaml_asks_for_it(title: str, expected: str) -> None:
    assert to_yaml_scalar(title) == expected
