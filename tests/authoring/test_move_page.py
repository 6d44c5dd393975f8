"""Moving a page: links, menu and redirect follow, and all else stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import change
from tools.cli import main
from tools.model.loader import load_project, load_publication
from tools.model.release.requirements import find_missing_requirements

pytestmark = pytest.mark.integration  # seconds: each test writes and judges a publication

ROUND = "docs/practices/weekly-round.md"


def read_texts(root: Path) -> dict[str, bytes]:
    """Return the sources of a publication."""
    files = [root / "mkdocs.yml", *sorted((root / "docs").rglob("*"))]
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in files if f.is_file()}


def changed_lines(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the lines that are new in each file, which may be a new one."""
    return {
        name: [
            line
            for line in data.decode().splitlines()
            if line not in before.get(name, b"").decode().splitlines()
        ]
        for name, data in after.items()
        if data != before.get(name)
    }


@pytest.fixture
def small(small_sources: Path) -> Path:
    """The small publication, released."""
    assert main(["--project", str(small_sources), "release"]) == 0
    return small_sources


def move(root: Path, *arguments: str) -> int:
    """Run the command."""
    return main(["--project", str(root), "move", *arguments])


def test_links_menu_and_redirect_follow_a_page(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small, ROUND, "The story shows", "The [tools](tidy-tools.md#what) come first. The story")
    change(
        small, ROUND, "Do the round first", "![Shed](../assets/pictures/shed.png)\n\nDo the round"
    )
    line = change(small, "docs/practices/tidy-tools.md", "Then read", "Then read")
    before = read_texts(small)
    assert move(small, "weekly-round", "walks/each-week.md") == 0
    after = read_texts(small)
    new = "docs/walks/each-week.md"
    assert set(before) - set(after) == {ROUND}
    moved = after.pop(new)
    assert moved == (
        before[ROUND]
        .replace(b"(tidy-tools.md#what)", b"(../practices/tidy-tools.md#what)")
        .replace(b"(../assets/pictures/shed.png)", b"(../assets/pictures/shed.png)")
    )
    assert changed_lines(before, after) == {
        "docs/_data/redirects.yml": ["- was: practices/weekly-round.html", "  page: weekly-round"],
        "docs/practices/index.md": [
            "- Do things break and stay broken? Then begin with"
            " [the weekly round](../walks/each-week.md#checklist)."
        ],
        "docs/practices/tidy-tools.md": [
            "Then read about [why a round takes ten minutes](../walks/each-week.md#why)."
        ],
        "mkdocs.yml": ["      - walks/each-week.md"],
    }
    output = capsys.readouterr().out
    assert f"{ROUND} is now {new}." in output
    assert f"docs/practices/tidy-tools.md:{line}: " in output
    assert "practices/weekly-round.html redirects" in output
    assert load_publication(small).redirects["practices/weekly-round.html"] == "weekly-round"
    assert [*find_missing_requirements(load_project(small))] == []


def test_a_page_moves_back_without_a_trace_in_the_menu(small: Path) -> None:
    before = read_texts(small)
    assert move(small, ROUND, "walks/") == 0
    assert (small / "docs/walks/weekly-round.md").is_file()
    assert move(small, "walks/weekly-round", "practices/weekly-round") == 0
    after = read_texts(small)
    assert changed_lines(before, after) == {}, "the address that was never released is forgotten"
    assert after == before


def test_an_address_that_was_never_released_needs_no_redirect(
    small_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_texts(small_sources)["docs/_data/redirects.yml"]
    assert move(small_sources, "contact", "about/reach.md") == 0
    assert read_texts(small_sources)["docs/_data/redirects.yml"] == before
    assert "never published" in capsys.readouterr().out


def test_what_still_names_the_page_is_reported(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = small / "docs" / "README.md"
    guide.write_text("Look at\n`practices/weekly-round.md`.\n", encoding="utf-8")
    assert move(small, "weekly-round", "practices/walk.md") == 0
    assert "docs/README.md:2: this still names practices/weekly-round.md" in capsys.readouterr().out


INVALID = {
    "an unknown page": ("nowhere", "practices/x.md", "no page nowhere"),
    "an existing file": ("weekly-round", "practices/index.md", "practices/index.md exists"),
    "itself": ("weekly-round", ROUND, "exists"),
    "no page": ("weekly-round", "practices/x.txt", "practices/x.txt cannot be a page"),
    "the data": ("weekly-round", "_data/x.md", "cannot be a page"),
    "elsewhere": ("weekly-round", "../x.md", "cannot be a page"),
    "elsewhere, by a detour": ("weekly-round", "about/../../x.md", "cannot be a page"),
    "another folder": ("weekly-round", "about/contact.md", "docs/about/contact.md exists"),
    "a name that cannot be published": ("weekly-round", "practices/one?.md", "one?.md:1"),
}


@pytest.mark.parametrize("name", INVALID)
def test_a_move_that_cannot_be_changes_nothing(
    name: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, target, message = INVALID[name]
    before = read_texts(small)
    assert move(small, page, target) == 1
    assert message in capsys.readouterr().err
    assert read_texts(small) == before
    assert not (small / "docs" / "practices" / "one?.md").exists()


def test_problems_that_were_there_do_not_stop_a_move(small: Path) -> None:
    change(small, ROUND, "summary: Walk", "sumary: Walk")
    assert move(small, "weekly-round", "practices/walk.md") == 0


def test_a_page_that_is_called_after_its_file_keeps_its_id(small: Path) -> None:
    change(small, "docs/about/contact.md", "id: contact\n", "")
    change(small, "mkdocs.yml", "contact: contact", "contact: about-contact")
    change(small, "mkdocs.yml", "glossary, contact]", "glossary, about-contact]")
    change(small, "docs/about/account.md", ", contact]", ", about-contact]")
    assert move(small, "about-contact", "reach.md") == 0
    assert (small / "docs/reach.md").read_text().startswith("---\nid: about-contact\ntitle: ")
    assert load_publication(small).pages["about-contact"].url == "reach.html"
