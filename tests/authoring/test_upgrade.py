"""An upgrade brings data of an earlier form to the present one, and changes nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SMALL, Built, change, command, copy_project
from tools.authoring import upgrade
from tools.authoring.migrations.fields_as_settings import ITEM_FIELDS
from tools.authoring.migrations.files import CheckedYaml
from tools.authoring.upgrade import plan_upgrade
from tools.cli import main
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication

SCHEMA_1 = ROOT / "tests" / "fixtures" / "schema_1"  # the small publication's files of version 1
PAGE = "docs/practices/tidy-tools.md"
FORMER_LINE = re.compile(r"^\s*(mode: |statements: \[|added_by_editors: ).*\n", re.MULTILINE)
TWO_STATEMENTS = re.compile(rb"\], [A-Z]-")  # whose fields version 1 did not tell apart
PRESENT_LINE = re.compile(r"^ {6,}statements: \{.*\n", re.MULTILINE)
INTRO = re.compile(r"^(      title: .*\n)      intro: .*\n", re.MULTILINE)
CANVAS_LINE = re.compile(r"^ +canvas: .*\n", re.MULTILINE)
CANVASES = re.compile(r'^ *"canvas": \[[^\]]*\],\n', re.MULTILINE)
MINUTES = re.compile(r"^      minutes: .*\n", re.MULTILINE)
SETTINGS = re.compile(r"^    (?:fields|blanks|limits|rules):.*\n(?:^     .*\n)*", re.MULTILINE)


def make_former(root: Path) -> Path:
    """Overwrite files of the small publication in `root` with those of version 1; return `root`."""
    for path in (path for path in SCHEMA_1.rglob("*.*") if path.is_file()):
        shutil.copy(path, root / path.relative_to(SCHEMA_1))
    (root / "docs" / "writing.md").unlink()  # which came later, as did what follows
    (root / "docs" / "_data" / "charts.yml").unlink()
    shutil.rmtree(root / "docs" / "canvases")
    for path in (root / "docs").rglob("*.md"):
        path.write_text(CANVAS_LINE.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    change_all(root / "mkdocs.yml", "../../../", "")
    return root


@pytest.fixture
def former(small_sources: Path) -> Path:
    """The small publication as it was in version 1."""
    return make_former(small_sources)


def change_all(path: Path, old: str, new: str) -> None:
    """Replace a text wherever a file has it."""
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def read_items(publication: Publication) -> list[dict[str, Any]]:
    """Return the items of all checklists, with their fields and provenance."""
    return [
        item.model_dump(exclude_none=True, exclude={"canvas"})
        for checklist in publication.checklists
        for item in checklist.items
    ]


def run(root: Path, *arguments: str) -> int:
    """Run the command line on a project in this process."""
    return main(["--project", str(root), *arguments])


def read_sources(root: Path) -> dict[Path, bytes]:
    """Return the settings and files of a publication."""
    files = [root / "mkdocs.yml", *sorted((root / "docs").rglob("*"))]
    return {path.relative_to(root): path.read_bytes() for path in files if path.is_file()}


def test_a_former_publication_is_told_the_command(
    former: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(former, "check") == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{PAGE}:21: ")
    assert "python -m tools upgrade" in lines[1]


def test_a_former_publication_is_upgraded(former: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: (former / path).read_text(encoding="utf-8") for path in read_sources(former)
              if path.suffix in (".md", ".yml")}  # fmt: skip
    assert run(former, "upgrade") == 0
    told = capsys.readouterr().out
    assert "docs/practices/tidy-tools.md: − added_by_editors × 6, statements × 4" in told
    assert "mkdocs.yml: + fields, + blanks, + limits" in told
    assert "docs/index.md" not in told
    assert read_items(load_publication(former)) == read_items(load_publication(SMALL))
    for path, text in before.items():
        after = (former / path).read_text(encoding="utf-8")
        if path.name == "mkdocs.yml":
            assert SETTINGS.sub("", after).replace("    schema_version: 2\n", "") == text
        else:
            assert PRESENT_LINE.sub("", after) == FORMER_LINE.sub("", text)


@pytest.mark.integration
def test_what_was_upgraded_builds_to_the_same_items(small_cached: Path, built_small: Built) -> None:
    make_former(small_cached)
    done = command(small_cached, "build")
    assert done.returncode == 1
    assert "python -m tools upgrade" in done.stderr
    assert command(small_cached, "upgrade").returncode == 0
    intro = INTRO.search((SMALL / PAGE).read_text(encoding="utf-8"))
    minutes = MINUTES.search((SMALL / "mkdocs.yml").read_text(encoding="utf-8"))
    assert intro  # which came later, too
    assert minutes
    change(small_cached, PAGE, intro[1], intro[0])
    change(small_cached, "mkdocs.yml", "      done_when:", f"{minutes[0]}      done_when:")
    assert command(small_cached, "build").returncode == 0
    for name in ("checklists.json", "downloads/checklists/tidy-tools.csv"):
        built, expected = (
            (root / "site" / name).read_text() for root in (small_cached, built_small.root)
        )
        assert built == CANVASES.sub("", expected)


def test_a_second_upgrade_changes_nothing(former: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(former, "upgrade") == 0
    after = read_sources(former)
    capsys.readouterr()
    assert run(former, "upgrade") == 0
    assert "Nothing to upgrade" in capsys.readouterr().out
    assert read_sources(former) == after


def test_a_dry_run_shows_the_changes_and_writes_nothing(
    former: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_sources(former)
    assert run(former, "upgrade", "--dry-run") == 0
    told = capsys.readouterr().out
    assert f"--- {PAGE}\n+++ {PAGE}\n" in told
    assert "\n-  mode: read-do\n" in told
    assert "\n+          statements: {G-label: [what]}\n" in told
    assert read_sources(former) == before


def test_everything_is_undone_when_the_result_cannot_be_read(
    former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(root: Path) -> None:
        assert "added_by_editors" not in (root / PAGE).read_text(encoding="utf-8")
        raise InvalidPublicationError([], language)

    before, plan = read_sources(former), plan_upgrade(former)
    assert plan
    language = plan.language
    monkeypatch.setattr(upgrade, "load_project", fail)
    with pytest.raises(InvalidPublicationError):
        plan.apply()
    assert read_sources(former) == before


REFUSED = {
    "a later version": ("mkdocs.yml", "    slug:", "    schema_version: 99\n    slug:", ":97:"),
    "no version": ("mkdocs.yml", "    slug:", "    schema_version: two\n    slug:", ":97:"),
    "no page": (PAGE, "---\n", "", f"{PAGE}:1:"),
    "anchors": (
        PAGE,
        "  mode: read-do\n  goal: 'Every tool hangs on its own hook & a stranger can put it back.'",
        "  mode: &all read-do\n  goal: *all",
        f"{PAGE}:1: S112 ",
    ),
    "docs elsewhere": ("mkdocs.yml", "docs_dir: docs", "docs_dir: ..", "mkdocs.yml:6:"),
    "no docs": ("mkdocs.yml", "docs_dir: docs", "docs_dir: pages", "pages:1:"),
    "no settings": ("mkdocs.yml", "  publication:", "  publications:", "mkdocs.yml:3:"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_upgraded_is_told_and_stays(
    former: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    file, old, new, place = REFUSED[name]
    change(former, file, old, new)
    before = read_sources(former)
    assert run(former, "upgrade") == 1
    assert place in capsys.readouterr().err
    assert read_sources(former) == before


VARIANTS = {
    "a list of lines": ("added_by_editors: [why]", "added_by_editors:\n            - why"),
    "quotes and spaces": ("statements: [G-tidy]", "statements:   [ 'G-tidy' ]"),
    "a comment": ("statements: [G-tidy]", "statements: [G-tidy]  # the leaflet"),
    "another order": (
        "id: a\n          statements: [G-tidy]",
        "statements: [G-tidy]\n          id: a",
    ),
    "carriage returns": ("\n", "\r\n"),
}
ITEM = """---
checklist:
  mode: read-do
  blocks:
    - items:
        - id: a
          statements: [G-tidy]
          what: Do it
          why: 'It helps'   # a comment
          added_by_editors: [why]
---
text
"""


@pytest.mark.parametrize("name", VARIANTS)
def test_any_way_of_writing_is_upgraded(name: str) -> None:
    from tools.authoring.migrations.fields_as_settings import migrate_checklist

    page = CheckedYaml(ITEM.replace(*VARIANTS[name]), front_matter=True)
    migrate_checklist(page)
    assert page.holds_data()
    assert page.get(("checklist",)) == {
        "blocks": [{"items": [
            {"id": "a", "statements": {"G-tidy": ["what"]}, "what": "Do it", "why": "It helps"}
        ]}]
    }  # fmt: skip
    assert "'It helps'   # a comment" in page.text
    assert page.text.replace("\r\n", "\n").endswith("---\ntext\n")


def downgrade(text: str) -> str:
    """Return a page in version 1."""
    lines = []
    for block in re.split(r"(?m)^(?=        - id: )", text):
        given = re.search(r"^          statements: \{(.*?): \[(.*?)\]\}\n", block, re.MULTILINE)
        rested = given[2].split(", ") if given else []
        names = re.findall(r"^ {8}[- ] (\w+):", block, re.MULTILINE)
        added = ", ".join(name for name in ITEM_FIELDS if name in names and name not in rested)
        former = f"          statements: [{given[1] if given else ''}]\n"
        former += f"          added_by_editors: [{added}]\n"
        if given:
            block = block.replace(given[0], former)
        elif added:
            last = re.findall(r"^          \w+: .*\n", block, re.MULTILINE)[-1]
            block = block.replace(last, last + former)
        lines.append(block)
    return re.sub(r"(?m)^(  title: .*\n)", r"\1  mode: read-do\n", "".join(lines), count=1)


def test_every_checklist_of_the_publication_comes_back(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "own")
    pages = [
        p
        for p in read_sources(root)
        if p.suffix == ".md"
        and b"\nchecklist:" in (root / p).read_bytes()
        and not TWO_STATEMENTS.search((root / p).read_bytes())
    ]
    before = {page: (root / page).read_text(encoding="utf-8") for page in pages}
    assert len(before) > 10
    for page, text in before.items():
        (root / page).write_text(downgrade(text), encoding="utf-8")
    change(root, "mkdocs.yml", "    schema_version: 2\n", "")
    with pytest.raises(InvalidPublicationError, match="upgrade"):
        load_publication(root)
    plan = plan_upgrade(root)
    assert plan
    plan.apply()
    assert {page: (root / page).read_text(encoding="utf-8") for page in pages} == before
    assert (root / "mkdocs.yml").read_bytes() == (ROOT / "mkdocs.yml").read_bytes()
