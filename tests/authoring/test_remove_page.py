"""Removing a page: all that only lists it follows; what an editor must decide is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.test_move_page import changed_lines, read_texts
from tests.conftest import change
from tools.cli import main
from tools.model.loader import load_project, load_publication
from tools.model.release.requirements import find_missing_requirements

pytestmark = pytest.mark.integration  # seconds: each test writes and judges a publication

ROUND = "docs/practices/weekly-round.md"
SOURCES = "docs/_data/sources.yml"
SHED_HOUR = "docs/practices/shed-hour.md"


@pytest.fixture
def small(small_sources: Path) -> Path:
    """The small publication, released."""
    assert main(["--project", str(small_sources), "release"]) == 0
    return small_sources


def remove(root: Path, *arguments: str) -> int:
    """Run the command."""
    return main(["--project", str(root), "remove", *arguments])


def test_a_page_that_others_only_list_goes_in_one_command(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_texts(small)
    assert remove(small, "shed-hour", "--to", "practices") == 0
    after = read_texts(small)
    assert set(before) - set(after) == {SHED_HOUR}
    assert changed_lines(before, after) == {
        "docs/_data/redirects.yml": ["- was: practices/shed-hour.html", "  page: practices"],
        "docs/_data/retired.yml": ["pages: [shed-rules, shed-hour]"],
        "mkdocs.yml": ["        pages: [practices, tidy-tools, weekly-round, door-talk]"],
    }
    output = capsys.readouterr().out
    assert f"− {SHED_HOUR}" in output
    assert "mkdocs.yml:" in output
    publication = load_publication(small)
    assert publication.redirects["practices/shed-hour.html"] == "practices"
    assert [*find_missing_requirements(load_project(small))] == []


def test_links_lists_and_data_lead_to_the_page_in_its_place(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        small,
        "docs/_data/changes.yml",
        "  page: weekly-round",
        "  page: contact\n  also: [weekly-round]",
    )
    assert remove(small, ROUND, "--to", "tidy-tools") == 1, "there must be two practices"
    output = capsys.readouterr()
    texts = {
        name: data.decode() for name, data in read_texts(small).items() if not name.endswith(".png")
    }
    assert '{{ ref("tidy-tools", "the reason for a weekly round") }}' in texts["docs/index.md"]
    assert "[the weekly round](tidy-tools.md)" in texts["docs/practices/index.md"]
    story = texts["docs/stories/beanpole-garden.md"]
    assert "related: [tidy-tools]" in story
    assert "  shows: [tidy-tools]" in story
    questions = texts["docs/_data/questions.yml"]
    assert "weekly-round" not in questions
    assert questions.count("checklist: tidy-tools") == 2
    assert texts["docs/_data/glossary.yml"].count("page: tidy-tools") == 2
    assert "  also: [tidy-tools]" in texts["docs/_data/changes.yml"]
    assert "page: weekly-round" not in texts["docs/practices/door-talk.md"]
    assert "checklists: [spring-clean, weekly-round]" in texts["docs/_data/retired.yml"]
    settings = texts["mkdocs.yml"]
    assert "count: 1" in settings
    assert "shorter: {}" in settings
    assert "many: Two practices\n        pages: {least: 1, most: 2}" in settings
    # What is left for the editor: what the page alone treated.
    assert "docs/_data/statements.yml:" in output.err
    assert "docs/practices/weekly-round.md" not in output.err


def test_a_link_in_a_text_is_reported_when_no_page_takes_its_place(
    small_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was released, so that no redirect is needed."""
    index = "docs/practices/index.md"
    line = change(
        small_sources, index, "- Do people ask", '- See {{ ref("shed-hour") }}.\n- Do people ask'
    )
    before = read_texts(small_sources)
    assert remove(small_sources, "shed-hour") == 1
    assert f"{index}:{line}: " in capsys.readouterr().err
    assert [*changed_lines(before, read_texts(small_sources))] == ["mkdocs.yml"]


def test_the_address_on_the_sheet_of_its_list_leads_on(small: Path) -> None:
    assert remove(small, "weekly-round", "--to", "practices") == 1  # some texts still name it
    redirects = load_project(small).redirects
    moved = {one.get_text("was"): one.get_text("page") for one in redirects}
    assert moved["list/weekly-round.html"] == moved["practices/weekly-round.html"] == "practices"


def test_hand_outs_lose_the_page_and_words_of_links_are_told(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pieces = "pieces: [tidy-tools, weekly-round, weekly-round~sheet]"
    more = "      - title: For a round\n        pieces: [weekly-round~sheet]"
    change(small, "mkdocs.yml", "pieces: [tidy-tools, tidy-tools~sheet]", f"{pieces}\n{more}")
    remove(small, ROUND, "--to", "tidy-tools")
    settings = (small / "mkdocs.yml").read_text()
    assert "pieces: [tidy-tools]\n" in settings
    assert "For a round" not in settings
    output = capsys.readouterr()
    assert "docs/practices/index.md:" in output.out
    assert "this link still says “the weekly round”" in output.out
    assert "this link still says “the reason for a weekly round”" in output.out
    assert "mkdocs.yml" not in output.err


def test_what_only_that_page_used_goes_too(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(small, SHED_HOUR, "\n---\n", '\n---\n\nAs a leaflet says {{ cite("old-leaflet") }}.\n')
    sources = small / SOURCES
    entry = sources.read_text().split("\n- ")[1].replace("id: ", "id: old-leaflet # ", 1)
    before = sources.read_text()
    sources.write_text(f"{before.rstrip()}\n\n- {entry.replace('https://', 'https://old.')}")
    shed = small / "docs/assets/pictures/shed.png"
    shed.with_name("hour.png").write_bytes(shed.read_bytes())
    change(small, SHED_HOUR, "As a leaflet", "![Hour](../assets/pictures/hour.png)\n\nAs a leaflet")
    load_publication(small)
    assert main(["--project", str(small), "release", "--reset"]) == 0
    assert remove(small, "shed-hour", "--to", "practices") == 0
    assert sources.read_text() == f"{before.rstrip()}\n", "no blank line is left"
    assert "sources: [lost-leaflet, old-leaflet]" in (small / "docs/_data/retired.yml").read_text()
    assert "− docs/assets/pictures/hour.png" in capsys.readouterr().out
    assert [*find_missing_requirements(load_project(small))] == []


def test_a_section_of_the_menu_and_a_part_of_the_book_go_with_their_last_page(small: Path) -> None:
    change(small, "docs/_data/questions.yml", "  story: story-beanpole", "  story: story-other")
    assert remove(small, "story-beanpole", "--to", "practices") == 1
    settings = (small / "mkdocs.yml").read_text()
    assert "Story:" not in settings
    assert "A story" not in settings


INVALID = {
    "an unknown page": (("nowhere",), "no page nowhere"),
    "an unknown page in its place": (("weekly-round", "--to", "nowhere"), "no page nowhere"),
    "itself in its place": (("weekly-round", "--to", ROUND), "cannot take its own place"),
    "a released address that leads nowhere": (
        ("weekly-round",),
        "python -m tools remove weekly-round --to PAGE",
    ),
}


@pytest.mark.parametrize("name", INVALID)
def test_a_removal_that_cannot_be_changes_nothing(
    name: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, message = INVALID[name]
    before = read_texts(small)
    assert remove(small, *arguments) == 1
    assert message in capsys.readouterr().err
    assert read_texts(small) == before


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("docs/_data/glossary.yml", "docs/_data/glossary.yml:1: "),
        ("docs/_data/search_queries.yml", "docs/_data/search_queries.yml is no readable YAML"),
    ],
)
def test_a_data_file_that_cannot_be_read_stops_a_removal(
    file: str, message: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / file).write_text("- [a: {\n")
    before = read_texts(small)
    assert remove(small, "shed-hour", "--to", "practices") == 1
    assert message in capsys.readouterr().err
    assert read_texts(small) == before


def test_in_a_terminal_the_page_in_its_place_is_asked(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = []

    def answer(question: str) -> str:
        questions.append(question)
        return "practices"

    monkeypatch.setattr("tools.commands.can_ask", lambda: True)
    monkeypatch.setattr("tools.commands.ask", answer)
    assert remove(small, "shed-hour") == 0
    (question,) = questions
    assert "Which page" in question
    assert load_publication(small).redirects["practices/shed-hour.html"] == "practices"
