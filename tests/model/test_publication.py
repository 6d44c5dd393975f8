"""The publication as the outputs see it: orders, cross-references, addresses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import SMALL, change, copy_small, own_publication
from tests.item_texts import format_field, format_fields
from tools.model.entities.fields import lowercase_first
from tools.model.loader import (
    load_cached_project,
    load_cached_publication,
    load_publication,
    load_settings,
)
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication, format_item_anchor

HOME = "docs/index.md"


@pytest.fixture(scope="module")
def sheds(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The small publication."""
    return load_publication(copy_small(tmp_path_factory.mktemp("sheds")))


def test_orders_are_those_of_the_book_and_the_numbers(sheds: Publication) -> None:
    assert [page.id for page in sheds.get_pages_of_kind("practice")] == [
        "tidy-tools",
        "weekly-round",
    ]
    assert [page.id for page in sheds.get_pages_of_kind("overview")] == ["checklists", "practices"]
    assert [page.id for page in sheds.book_pages] == [
        "practices", "tidy-tools", "weekly-round", "door-talk", "shed-hour", "story-beanpole",
        "writing", "account", "sources", "glossary", "contact",
    ]  # fmt: skip
    assert [entry.id for entry in sheds.checklists] == ["tidy-tools", "weekly-round"]


def test_lists_follow_the_book_and_not_the_files(small: Path) -> None:
    before = "[practices, tidy-tools, weekly-round, door-talk, shed-hour]"
    change(small, "mkdocs.yml", before, "[weekly-round]")
    reordered = load_publication(small)
    assert [page.id for page in reordered.pages_with_checklist] == ["weekly-round", "tidy-tools"]


def test_numbers_and_not_files_order_a_kind(small: Path) -> None:
    change(small, "docs/practices/tidy-tools.md", "number: 1", "number: 2")
    change(small, "docs/practices/weekly-round.md", "number: 2", "number: 1")
    pages = load_publication(small).get_pages_of_kind("practice")
    assert [page.id for page in pages] == ["weekly-round", "tidy-tools"]


def test_a_statement_is_treated_under_headings_and_in_items(sheds: Publication) -> None:
    what = {item.id: item.what for entry in sheds.checklists for item in entry.items}
    places = [(page.id, anchor, text) for page, anchor, text in sheds.find_treatments("G-label")]
    assert places == [
        ("tidy-tools", "why", "Why it works"),
        ("tidy-tools", "tidy-tools--write-tin", f"{what['write-tin']} (what)"),
        ("tidy-tools", "tidy-tools--label-hooks", f"{what['label-hooks']} (what, why)"),
    ]
    assert all(sheds.find_treatments(statement) for statement in sheds.statements)


def test_statements_are_grouped_by_text_in_order(sheds: Publication) -> None:
    assert sheds.statement_groups == {
        "shed-leaflet": ["G-tidy", "G-label", "G-dry"],
        "round-note": ["G-round-1", "G-round-2", "G-round-3"],
    }


def test_related_pages_are_named_from_both_sides_once(sheds: Publication) -> None:
    pages = sheds.pages.values()
    related = {
        page.id: [related_page.id for related_page in sheds.get_related_pages(page)]
        for page in pages
    }
    assert related["weekly-round"] == ["tidy-tools", "story-beanpole"]
    assert related["contact"] == ["account"]
    assert related["account"].count("contact") == 1


def test_a_story_is_listed_on_the_pages_it_names(sheds: Publication) -> None:
    stories_by_page = {
        page.id: [s.id for s in sheds.find_stories_about(page)] for page in sheds.pages.values()
    }
    assert {page for page, stories in stories_by_page.items() if stories} == {
        "tidy-tools",
        "weekly-round",
    }
    assert stories_by_page["tidy-tools"] == ["story-beanpole"]


def test_a_question_has_its_main_story_first(sheds: Publication, small: Path) -> None:
    question = sheds.questions["lost-tools"]
    assert [page.id for page in sheds.find_answering_stories(question)] == ["story-beanpole"]
    text = (small / "docs/stories/beanpole-garden.md").read_text(encoding="utf-8")
    other_story = text.replace("id: story-beanpole", "id: story-alder").replace(
        "The Bean", "The Alder"
    )
    other_story = other_story.replace(
        "A fictional example, invented", "Another fictional example, invented"
    )
    (small / "docs/stories/alder.md").write_text(other_story, encoding="utf-8")
    change(small, "mkdocs.yml", "most: 1}, story: true", "most: 2}, story: true")
    change(small, "mkdocs.yml", "  - Story: ", "  - Other: stories/alder.md\n  - Story: ")
    answering = load_publication(small).find_answering_stories(question)
    assert [page.id for page in answering] == ["story-beanpole", "story-alder"]


def test_subjects_of_stories_are_grouped_by_kind(sheds: Publication) -> None:
    pages_by_kind = [(name, [page.id for page in pages]) for name, pages in sheds.story_subjects]
    assert pages_by_kind == [("Two practices", ["tidy-tools", "weekly-round"])]


@pytest.mark.parametrize(
    ("employees", "scale"),
    [(1, "small"), (49, "small"), (50, "medium"), (249, "medium"), (250, "large"),
     (None, "unknown")],
)  # fmt: skip
def test_the_size_of_an_organisation_is_that_of_the_european_recommendation(
    sheds: Publication, employees: int | None, scale: str
) -> None:
    story = sheds.pages["story-beanpole"].meta.story
    assert story
    assert story.model_copy(update={"employees": employees}).size_class == scale


def test_a_list_is_found_on_its_page(sheds: Publication) -> None:
    assert sheds.pages_by_checklist.get("weekly-round") is sheds.pages["weekly-round"]
    assert sheds.pages_by_checklist.get("daily-round") is None


def test_a_page_knows_what_it_cites(sheds: Publication) -> None:
    assert sheds.pages["tidy-tools"].cited_ids == ("shed-leaflet",)
    assert sheds.pages["weekly-round"].cited_ids == ("round-note",)
    assert sheds.pages["contact"].cited_ids == ()


def test_only_kinds_with_colours_give_a_page_one(sheds: Publication, small: Path) -> None:
    pages = ("tidy-tools", "weekly-round", "start")
    assert [sheds.get_hue(sheds.pages[page]) for page in pages] == [1, 2, 0]
    change(small, "mkdocs.yml", "        hues: true\n", "")
    without_hues = load_publication(small)
    assert without_hues.get_hue(without_hues.pages["tidy-tools"]) == 0


def test_fields_are_formatted_for_readers(sheds: Publication) -> None:
    items = {item.id: item for entry in sheds.checklists for item in entry.items}
    carry = items["carry-broken"]
    assert format_fields(sheds, carry, "who", "when", "what", "done_when") == (
        "Member, keeper", "The same day", "Carry one broken thing out of the shed",
        "It stands outside with a red string.",
    )  # fmt: skip


def test_a_title_inside_a_line_loses_its_capital_unless_it_is_an_abbreviation(small: Path) -> None:
    titles = {title: lowercase_first(title) for title in ("Keeper", "HR", "Head of HR", "één")}
    assert [*titles.values()] == ["keeper", "HR", "head of HR", "één"]
    change(small, "docs/_data/roles.yml", "title: Keeper", "title: HR")
    items = {item.id: item for entry in load_publication(small).checklists for item in entry.items}
    assert format_field(load_publication(small), items["carry-broken"], "who") == "Member, HR"


def test_the_anchor_of_an_item_depends_only_on_ids(sheds: Publication) -> None:
    entry = next(sheds.checklists)
    assert format_item_anchor(entry, next(entry.items)) == "tidy-tools--count-tools"


def test_a_drawing_is_found_in_docs_or_in_the_theme(sheds: Publication) -> None:
    drawings = "assets/drawings"
    assert sheds.find_drawing("shed") == sheds.root / "docs" / drawings / "shed.svg"
    assert (
        sheds.find_drawing("marker-1") == sheds.root / "overrides/theme" / drawings / "marker-1.svg"
    )


def test_the_settings_are_at_hand(sheds: Publication) -> None:
    assert (sheds.name, sheds.settings.slug, sheds.language.code) == (
        "Good Sheds",
        "good-sheds",
        "en",
    )
    assert sheds.theme_folder == sheds.root / "overrides/theme"
    assert sheds.templates_folder == sheds.root / "overrides"


@pytest.mark.parametrize(
    ("page", "url", "link"),
    [
        ("start", "practices/index.html", "practices/index.html"),
        ("tidy-tools", "practices/weekly-round.html#why", "weekly-round.html#why"),
        ("tidy-tools", "about/sources.html#source-a", "../about/sources.html#source-a"),
        ("tidy-tools", "practices/tidy-tools.html#why", "#why"),
        ("tidy-tools", "practices/tidy-tools.html", "tidy-tools.html"),
        ("tidy-tools", "index.html", "../index.html"),
    ],
)
def test_links_are_relative_to_their_page(
    sheds: Publication, page: str, url: str, link: str
) -> None:
    assert sheds.pages[page].get_relative_url(url) == link


def test_a_page_is_found_by_its_file(sheds: Publication) -> None:
    page = sheds.pages_by_source[Path("practices/index.md")]
    assert (page.id, page.url) == ("practices", "practices/index.html")


def test_every_checklist_and_its_page_is_read(sheds: Publication) -> None:
    files = {page.source_path for page in sheds.pages.values()}
    found = {path.relative_to(SMALL / "docs") for path in (SMALL / "docs").rglob("*.md")}
    assert files == {path for path in found if path.parts[0] != "_data"}


def test_data_and_readmes_are_no_pages(small: Path) -> None:
    (small / "docs" / "README.md").write_text("How to edit this.\n", encoding="utf-8")
    (small / "docs" / "_data" / "notes.md").write_text("No page.\n", encoding="utf-8")
    assert len(load_publication(small).pages) == 19


def test_the_real_publication_has_no_problems() -> None:
    assert len(own_publication().pages) > 30


def test_settings_can_be_read_separately(small: Path) -> None:
    change(small, HOME, "kind: home", "kind: house")
    settings = load_settings(small)
    assert settings.mkdocs.site_name == "Good Sheds"
    assert settings.mkdocs_node.get_line("site_name") == 3
    assert settings.language.code == "en"


def test_a_publication_is_read_again_only_after_a_change(small: Path) -> None:
    first = load_cached_publication(small)
    project = load_cached_project(small)
    assert load_cached_publication(small) is first
    assert load_cached_project(small) is project
    change(small, HOME, "title: Good Sheds", "title: Better Sheds")
    os.utime(small / HOME, (1, 1))  # however coarse the clock of the file system is
    second = load_cached_publication(small)
    assert load_cached_project(small) is not project
    assert second is not first
    assert second.pages["start"].title == "Better Sheds"


def test_a_new_or_lost_file_is_a_change(small: Path) -> None:
    first = load_cached_publication(small)
    extra = small / "docs" / "about" / "more.md"
    text = (small / "docs/about/contact.md").read_text(encoding="utf-8")
    extra.write_text(text.replace("id: contact", "id: more"), encoding="utf-8")
    with pytest.raises(InvalidPublicationError, match=r"about/more\.md"):  # not in the navigation
        load_cached_publication(small)
    extra.unlink()
    assert load_cached_publication(small).pages.keys() == first.pages.keys()


def test_a_publication_that_breaks_and_is_mended_is_read_again(small: Path) -> None:
    load_cached_publication(small)
    change(small, HOME, "kind: home", "kind: house")
    os.utime(small / HOME, (1, 1))
    with pytest.raises(InvalidPublicationError, match="kind house"):
        load_cached_publication(small)
    change(small, HOME, "kind: house", "kind: home")
    os.utime(small / HOME, (2, 2))
    assert load_cached_publication(small).pages["start"].meta.kind == "home"
