"""What a page can call: each macro as the built small publication shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from macros import ALL
from macros.context import Context
from tests.conftest import Built
from tools.checks.pages import Pages, read_pages, said
from tools.model.data import Trial
from tools.model.page import FrontMatter
from tools.model.publication import Publication
from tools.model.rules.links import MACROS
from tools.templates import environment


@pytest.fixture(scope="module")
def publication(built_small: Built) -> Publication:
    """The small publication."""
    return built_small.publication


@pytest.fixture(scope="module")
def pages(built_small: Built) -> Pages:
    """Its built pages."""
    return read_pages(built_small.site)


def call(publication: Publication, page: str, name: str, *args: str) -> str:
    """Call a macro on a page."""
    context = Context(publication, publication.pages[page], environment(publication))
    return ALL[name](context, *args)


def test_the_rules_know_exactly_the_macros_that_there_are() -> None:
    assert set(ALL) == set(MACROS)


def test_no_macro_has_the_name_of_a_front_matter_field() -> None:
    assert not set(ALL) & set(FrontMatter.model_fields)


def test_related_pages_are_shown_both_ways(publication: Publication) -> None:
    for page in publication.pages.values():
        for other in publication.related(page):
            assert page in publication.related(other)


def test_stories_are_linked_both_ways(publication: Publication, pages: Pages) -> None:
    stories = [page for page in publication.pages.values() if page.meta.story]
    assert stories
    for story in stories:
        assert story.meta.story
        for identity in story.meta.story.shows:
            shown = publication.pages[identity]
            links = pages[shown.url].root.xpath("//*[contains(@class, 'stories')]//a/@href")
            assert shown.link_to(story.url) in links
            back = pages[story.url].root.xpath("//*[contains(@class, 'story-note')]//a/@href")
            assert story.link_to(shown.url) in back


def test_a_reference_has_the_title_or_the_given_words(publication: Publication) -> None:
    target = publication.of_kind("practice")[0]
    assert ">other words</a>" in call(publication, "start", "ref", target.id, "other words")
    html = call(publication, "start", "ref", f"{target.id}#why")
    assert f'href="{target.url}#why"' in html


def test_text_is_escaped_for_html_and_markdown(publication: Publication) -> None:
    html = call(publication, "start", "ref", "start", "<b> *x* _y_ `z` & [q]")
    assert "<b>" not in html
    assert not set("*_`[]") & set(html.partition(">")[2].partition("</a>")[0])


def test_cards_show_every_page_of_a_kind(publication: Publication) -> None:
    html = call(publication, "start", "cards", "practice")
    for page in publication.of_kind("practice"):
        assert page.url in html


def test_every_question_leads_to_a_page_stories_and_a_list(
    publication: Publication, pages: Pages
) -> None:
    here = publication.pages["practices"]
    assert publication.questions
    for question in publication.questions.values():
        heading = pages[here.url].root.get_element_by_id(f"question-{question.id}")
        assert said(heading) == question.ask
        section = heading.getparent()
        assert question.answer in said(section)
        listed = publication.list_page(question.checklist)
        assert listed
        stories = publication.answering(question)
        assert stories
        wanted = [publication.pages[question.page].url, *(story.url for story in stories)]
        anchor = f"{listed.url}#checklist-{question.checklist}"
        links = section.xpath(".//a/@href")
        assert links == [here.link_to(url) for url in [*wanted, anchor]]


def test_a_card_of_a_story_tells_by_what_it_is_found(
    publication: Publication, pages: Pages
) -> None:
    root = pages[publication.pages["practices"].url].root
    cards = root.xpath("//*[@class='all-stories']//li")
    assert len(cards) == len(publication.stories)
    for card, page in zip(cards, publication.stories, strict=True):
        story = page.meta.story
        assert story
        assert card.get("data-question").split() == list(story.questions)
        assert card.get("data-subject").split() == list(story.shows)
        assert card.get("data-size") == story.scale == "small"
        assert page.title in said(card)
    assert [select.get("name") for select in root.xpath("//select")] == [
        "question", "subject", "size",
    ]  # fmt: skip
    assert "Tools get <lost> & stay lost" in root.xpath("//select[@name='question']/option/text()")


def test_a_fictional_story_says_so_wherever_it_is_named(
    publication: Publication, pages: Pages
) -> None:
    label = publication.language.word("fictional")
    (story,) = publication.stories
    root = pages[story.url].root
    assert label in said(root.xpath("//*[@class='opening-fictional']")[0])
    assert label in said(root.xpath("//*[@class='story-note']")[0]).lower()
    for page in pages.values():
        for link in page.root.xpath("//article//a[contains(@href, 'beanpole-garden.html')]"):
            assert label in said(link), page.url


def test_a_citation_leads_to_its_source(publication: Publication, pages: Pages) -> None:
    for source in publication.sources.values():
        home = publication.pages[publication.own.homes.sources]
        entry = pages[home.url].root.get_element_by_id(f"source-{source.id}")
        assert source.url in entry.xpath(".//a/@href")
        assert source.title in said(entry)


def test_the_glossary_explains_every_term(publication: Publication, pages: Pages) -> None:
    home = publication.pages[publication.own.homes.glossary]
    for term in publication.terms.values():
        entry = pages[home.url].root.get_element_by_id(f"term-{term.id}")
        assert term.definition in said(entry)


def test_all_checklists_are_listed(publication: Publication, pages: Pages) -> None:
    home = publication.pages[publication.own.homes.checklists]
    table = pages[home.url].root.xpath("//*[@class='all-checklists']//table")[0]
    assert len(table.xpath(".//tbody/tr")) == len([*publication.checklists])
    for checklist in publication.checklists:
        row = table.xpath(f".//tr[@data-checklist='{checklist.id}']")[0]
        assert checklist.title in said(row)
        assert checklist.pause.moment in said(row)
        assert publication.meetings[checklist.pause.meeting].title in said(row)
        roles = row.get("data-role").split()
        assert {role for item in checklist.items for role in item.who} <= set(roles)
        for role in roles:
            assert publication.roles[role].title in said(row)
        assert str(len(list(checklist.items))) in said(row)


@pytest.mark.parametrize("role", ["keeper", "member"])
def test_a_page_of_a_role_shows_all_that_it_does_and_nothing_else(
    publication: Publication, pages: Pages, role: str
) -> None:
    about = publication.role_page(role)
    assert about
    shown = {
        str(row.get("data-item")): said(row)
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
            assert publication.field_text(item, field) in shown[identity]


def test_what_is_not_known_is_said_to_be_so(built: Built) -> None:
    pages = read_pages(built.site)
    assert built.publication.own.publisher.mail is None
    for name in ("contact", "colofon"):
        page = built.publication.pages[name]
        assert pages[page.url].root.xpath("//*[contains(@class, 'unset')]")


def test_what_tests_found_is_shown_as_it_is(publication: Publication) -> None:
    trial = Trial(id="axe", on=dt.date(2026, 1, 2), by="axe <1>", count=3, times=12, found=("xy",))
    well = trial.model_copy(update={"id": "html", "found": ()})
    shown = call(replace(publication, tested=(trial, well)), "contact", "tested")
    assert "3 pages, light and dark" in shown
    assert "axe &lt;1&gt;, 2 January 2026" in shown
    assert "Faults: 1<ul><li>xy</li></ul>" in shown
    assert shown.count("No faults") == 1
    assert "not tested yet" in call(replace(publication, tested=()), "contact", "tested")


def test_drawings_say_in_words_what_they_show(built: Built) -> None:
    pages = read_pages(built.site)
    drawings = [svg for page in pages.values() for svg in page.root.xpath("//figure/svg")]
    assert len(drawings) >= 3
    for svg in drawings:
        named = str(svg.get("aria-labelledby")).split()
        texts = [said(svg.xpath(f".//*[@id='{identity}']")[0]) for identity in named]
        assert len(texts) == 2
        assert len(texts[1]) > 80, "the description tells too little"
