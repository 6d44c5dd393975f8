"""What a page can call: each macro as the built small publication shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from macros import MACRO_FUNCTIONS
from macros.context import MacroContext
from tests.conftest import Built
from tools.model.entities.page import FrontMatter
from tools.model.entities.reference_data import AuditResult
from tools.model.macro_signatures import MACRO_ARGUMENT_COUNTS
from tools.model.publication import Publication
from tools.render.environment import jinja_environment
from tools.site.built_pages import BuiltPages, extract_text, read_pages


@pytest.fixture(scope="module")
def publication(built_small: Built) -> Publication:
    """The small publication."""
    return built_small.publication


@pytest.fixture(scope="module")
def pages(built_small: Built) -> BuiltPages:
    """Its built pages."""
    return read_pages(built_small.site)


def call(publication: Publication, page: str, name: str, *args: str) -> str:
    """Call a macro on a page."""
    context = MacroContext(publication, publication.pages[page], jinja_environment(publication))
    return MACRO_FUNCTIONS[name](context, *args)


def test_the_rules_know_exactly_the_macros_that_there_are() -> None:
    assert set(MACRO_FUNCTIONS) == set(MACRO_ARGUMENT_COUNTS)


def test_no_macro_has_the_name_of_a_front_matter_field() -> None:
    assert not set(MACRO_FUNCTIONS) & set(FrontMatter.model_fields)


def test_related_pages_are_shown_both_ways(publication: Publication) -> None:
    for page in publication.pages.values():
        for other in publication.get_related_pages(page):
            assert page in publication.get_related_pages(other)


def test_stories_are_linked_both_ways(publication: Publication, pages: BuiltPages) -> None:
    stories = [page for page in publication.pages.values() if page.meta.story]
    assert stories
    for story in stories:
        assert story.meta.story
        for identity in story.meta.story.shows:
            shown = publication.pages[identity]
            links = pages[shown.url].root.xpath("//*[contains(@class, 'stories')]//a/@href")
            assert shown.get_relative_url(story.url) in links
            back = pages[story.url].root.xpath("//*[contains(@class, 'story-note')]//a/@href")
            assert story.get_relative_url(shown.url) in back


def test_a_reference_has_the_title_or_the_given_words(publication: Publication) -> None:
    target = publication.get_pages_of_kind("practice")[0]
    assert ">other words</a>" in call(publication, "start", "ref", target.id, "other words")
    html = call(publication, "start", "ref", f"{target.id}#why")
    assert f'href="{target.url}#why"' in html


def test_text_is_escaped_for_html_and_markdown(publication: Publication) -> None:
    html = call(publication, "start", "ref", "start", "<b> *x* _y_ `z` & [q]")
    assert "<b>" not in html
    assert not set("*_`[]") & set(html.partition(">")[2].partition("</a>")[0])


def test_cards_show_every_page_of_a_kind(publication: Publication) -> None:
    html = call(publication, "start", "cards", "practice")
    for page in publication.get_pages_of_kind("practice"):
        assert page.url in html


def test_every_question_leads_to_a_page_stories_and_a_list(
    publication: Publication, pages: BuiltPages
) -> None:
    here = publication.pages["practices"]
    assert publication.questions
    for question in publication.questions.values():
        heading = pages[here.url].root.get_element_by_id(f"question-{question.id}")
        assert extract_text(heading) == question.ask
        section = heading.getparent()
        assert question.answer in extract_text(section)
        listed = publication.find_checklist_page(question.checklist)
        assert listed
        stories = publication.find_answering_stories(question)
        assert stories
        wanted = [publication.pages[question.page].url, *(story.url for story in stories)]
        anchor = f"{listed.url}#checklist-{question.checklist}"
        links = section.xpath(".//a/@href")
        assert links == [here.get_relative_url(url) for url in [*wanted, anchor]]


def test_a_card_of_a_story_tells_by_what_it_is_found(
    publication: Publication, pages: BuiltPages
) -> None:
    root = pages[publication.pages["practices"].url].root
    cards = root.xpath("//*[@class='all-stories']//li")
    assert len(cards) == len(publication.pages_with_story)
    for card, page in zip(cards, publication.pages_with_story, strict=True):
        story = page.meta.story
        assert story
        assert card.get("data-question").split() == list(story.questions)
        assert card.get("data-subject").split() == list(story.shows)
        assert card.get("data-size") == story.size_class == "small"
        assert page.title in extract_text(card)
    assert [select.get("name") for select in root.xpath("//select")] == [
        "question", "subject", "size",
    ]  # fmt: skip
    assert "Tools get <lost> & stay lost" in root.xpath("//select[@name='question']/option/text()")


def test_a_fictional_story_says_so_wherever_it_is_named(
    publication: Publication, pages: BuiltPages
) -> None:
    label = publication.language.word("fictional")
    (story,) = publication.pages_with_story
    root = pages[story.url].root
    assert label in extract_text(root.xpath("//*[@class='opening-fictional']")[0])
    assert label in extract_text(root.xpath("//*[@class='story-note']")[0]).lower()
    for page in pages.values():
        for link in page.root.xpath("//article//a[contains(@href, 'beanpole-garden.html')]"):
            assert label in extract_text(link), page.url


def test_a_citation_leads_to_its_source(publication: Publication, pages: BuiltPages) -> None:
    for source in publication.sources.values():
        home = publication.pages[publication.settings.homes.sources]
        entry = pages[home.url].root.get_element_by_id(f"source-{source.id}")
        assert source.url in entry.xpath(".//a/@href")
        assert source.title in extract_text(entry)


def test_the_glossary_explains_every_term(publication: Publication, pages: BuiltPages) -> None:
    home = publication.pages[publication.settings.homes.glossary]
    for term in publication.terms.values():
        entry = pages[home.url].root.get_element_by_id(f"term-{term.id}")
        assert term.definition in extract_text(entry)


def test_all_checklists_are_listed(publication: Publication, pages: BuiltPages) -> None:
    home = publication.pages[publication.settings.homes.checklists]
    table = pages[home.url].root.xpath("//*[@class='all-checklists']//table")[0]
    assert len(table.xpath(".//tbody/tr")) == len([*publication.checklists])
    for checklist in publication.checklists:
        row = table.xpath(f".//tr[@data-checklist='{checklist.id}']")[0]
        assert checklist.title in extract_text(row)
        assert checklist.pause.moment in extract_text(row)
        assert publication.meetings[checklist.pause.meeting].title in extract_text(row)
        roles = row.get("data-role").split()
        assert {role for item in checklist.items for role in item.who} <= set(roles)
        for role in roles:
            assert publication.roles[role].title in extract_text(row)
        assert str(len(list(checklist.items))) in extract_text(row)


@pytest.mark.parametrize("role", ["keeper", "member"])
def test_a_page_of_a_role_shows_all_that_it_does_and_nothing_else(
    publication: Publication, pages: BuiltPages, role: str
) -> None:
    about = publication.find_role_page(role)
    assert about
    shown = {
        str(row.get("data-item")): extract_text(row)
        for row in pages[about.url].root.xpath("//*[@data-item]")
    }
    wanted = {
        f"{checklist.id}/{item.id}": item
        for checklist in publication.checklists
        for item in checklist.items
        if role in item.who
    }
    assert wanted
    assert list(shown) == list(wanted)
    for identity, item in wanted.items():
        for field in ("what", "when", "who", "done_when"):
            assert publication.format_field(item, field) in shown[identity]


def test_what_is_not_known_is_said_to_be_so(built: Built) -> None:
    pages = read_pages(built.site)
    assert built.publication.settings.publisher.mail is None
    for name in ("contact", "colofon"):
        page = built.publication.pages[name]
        assert pages[page.url].root.xpath("//*[contains(@class, 'unset')]")


def test_what_tests_found_is_shown_as_it_is(publication: Publication) -> None:
    trial = AuditResult(
        id="axe", on=dt.date(2026, 1, 2), by="axe <1>", count=3, times=12, found=("xy",)
    )
    well = trial.model_copy(update={"id": "html", "found": ()})
    shown = call(replace(publication, audit_results=(trial, well)), "contact", "tested")
    assert "3 pages, light and dark" in shown
    assert "axe &lt;1&gt;, 2 January 2026" in shown
    assert "Faults: 1<ul><li>xy</li></ul>" in shown
    assert shown.count("No faults") == 1
    assert "not tested yet" in call(replace(publication, audit_results=()), "contact", "tested")


def test_drawings_say_in_words_what_they_show(built: Built) -> None:
    pages = read_pages(built.site)
    drawings = [svg for page in pages.values() for svg in page.root.xpath("//figure/svg")]
    assert len(drawings) >= 3
    for svg in drawings:
        named = str(svg.get("aria-labelledby")).split()
        texts = [extract_text(svg.xpath(f".//*[@id='{identity}']")[0]) for identity in named]
        assert len(texts) == 2
        assert len(texts[1]) > 80, "the description tells too little"
