"""The macros that pages can call, in the built small publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from macros import MACRO_FUNCTIONS
from macros.context import MacroContext
from tests.conftest import Built, change, copy_project
from tests.item_texts import format_fields
from tools.editions.derive import derive_edition
from tools.model.entities.edition import BasedOn, Edition, EditionSpec
from tools.model.entities.page import FrontMatter
from tools.model.entities.reference_data import AuditResult
from tools.model.loader import load_publication
from tools.model.macro_signatures import MACRO_ARGUMENT_COUNTS
from tools.model.publication import Publication
from tools.render.environment import jinja_environment
from tools.render.site_paths import list_path
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


def test_related_pages_are_mutual(publication: Publication) -> None:
    for page in publication.pages.values():
        for related_page in publication.get_related_pages(page):
            assert page in publication.get_related_pages(related_page)


def test_stories_are_linked_both_ways(publication: Publication, pages: BuiltPages) -> None:
    stories = [page for page in publication.pages.values() if page.meta.story]
    assert stories
    for story in stories:
        assert story.meta.story
        for page_id in story.meta.story.shows:
            subject = publication.pages[page_id]
            links = pages[subject.url].root.xpath("//*[contains(@class, 'stories')]//a/@href")
            assert subject.get_relative_url(story.url) in links
            back_links = pages[story.url].root.xpath("//*[contains(@class, 'story-note')]//a/@href")
            assert story.get_relative_url(subject.url) in back_links


def test_a_reference_has_the_title_or_the_given_words(publication: Publication) -> None:
    target = publication.get_pages_of_kind("practice")[0]
    assert ">other words</a>" in call(publication, "start", "ref", target.id, "other words")
    html = call(publication, "start", "ref", f"{target.id}#why")
    assert f'href="{target.url}#why"' in html


def test_a_reference_to_a_list_that_an_edition_leaves_out_leads_to_its_page(
    publication: Publication,
) -> None:
    target = publication.pages["weekly-round"]
    assert target.checklist_heading
    reference = f"{target.id}#{target.checklist_heading}"
    spec = EditionSpec(
        id="e", name="E", organisation="O", date=dt.date(2026, 12, 1), checklists=("tidy-tools",)
    )
    settings = publication.settings
    based_on = BasedOn(publication.name, settings.version, settings.date, settings.licence)
    edition = Edition(spec, based_on, logo=None, foreword="")
    derived = derive_edition(publication, edition, publication.docs_folder)
    assert f'href="{target.url}#' in call(publication, "start", "ref", reference)
    assert f'href="{target.url}"' in call(derived, "start", "ref", reference)


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
    questions_page = publication.pages["practices"]
    assert publication.questions
    for question in publication.questions.values():
        heading = pages[questions_page.url].root.get_element_by_id(f"question-{question.id}")
        assert extract_text(heading) == question.ask
        section = heading.getparent()
        assert question.answer in extract_text(section)
        checklist_page = publication.pages_by_checklist.get(question.checklist)
        assert checklist_page
        stories = publication.find_answering_stories(question)
        assert stories
        own = list_path(publication, question.checklist)
        expected = [own, publication.pages[question.page].url, *(story.url for story in stories)]
        links = section.xpath(".//a/@href")
        assert links == [*map(questions_page.get_relative_url, expected)]


def test_a_card_of_a_story_has_its_filter_values(
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


def test_a_fictional_story_is_marked_wherever_it_is_named(
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
        overview = publication.pages[publication.settings.homes.sources]
        entry = pages[overview.url].root.get_element_by_id(f"source-{source.id}")
        assert source.url in entry.xpath(".//a/@href")
        assert source.title in extract_text(entry)


def test_the_glossary_explains_every_term(publication: Publication, pages: BuiltPages) -> None:
    overview = publication.pages[publication.settings.homes.glossary]
    for term in publication.terms.values():
        entry = pages[overview.url].root.get_element_by_id(f"term-{term.id}")
        assert term.definition in extract_text(entry)


def test_all_checklists_are_listed(publication: Publication, pages: BuiltPages) -> None:
    overview = publication.pages[publication.settings.homes.checklists]
    table = pages[overview.url].root.xpath("//*[@class='all-checklists']//table")[0]
    assert len(table.xpath(".//tbody/tr")) == len([*publication.checklists])
    for checklist in publication.checklists:
        row = table.xpath(f".//tr[@data-checklist='{checklist.id}']")[0]
        assert checklist.title in extract_text(row)
        assert f"{checklist.pause.minutes} minutes" in extract_text(row)
        assert publication.meetings[checklist.pause.meeting].title in extract_text(row)
        roles = {value.partition(":")[0] for value in row.get("data-role").split()}
        leads = {f"lead-{item.get_value('who')[0]}" for item in checklist.items}
        assert roles == leads | {f"call-{checklist.pause.caller}"}
        assert row.xpath(".//a/@href") == [list_path(publication, checklist.id)]


@pytest.mark.parametrize("role", ["keeper", "member"])
def test_a_page_of_a_role_lists_exactly_its_tasks(
    publication: Publication, pages: BuiltPages, role: str
) -> None:
    role_page = publication.pages_by_role.get(role)
    assert role_page
    rendered = {
        str(row.get("data-item")): extract_text(row)
        for row in pages[role_page.url].root.xpath("//*[@data-item]")
    }
    expected = {
        f"{checklist.id}/{item.id}": item
        for leads in (True, False)  # what the role leads comes first
        for checklist in publication.checklists
        for item in checklist.items
        if role in item.get_value("who") and (item.get_value("who")[0] == role) == leads
    }
    assert expected
    assert list(rendered) == list(expected)
    for task_id, item in expected.items():
        for text in format_fields(publication, item, "what", "who", "when", "done_when"):
            assert text in rendered[task_id]


def test_a_story_asks_for_corrections_only_when_somebody_can_be_reached(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")

    def render_note() -> str:
        publication = load_publication(root)
        stories = ((page.id, page.meta.story) for page in publication.pages.values())
        true_story = next(id_ for id_, story in stories if story and not story.fictional)
        return call(publication, true_story, "story_note")

    assert "contact.html" not in render_note()
    change(root, "mkdocs.yml", "publisher: {} ", "publisher: {mail: post@example.org} ")
    assert "contact.html" in render_note()


def test_many_changed_pages_are_folded_and_counted(built: Built) -> None:
    publication, pages = built.publication, read_pages(built.site)
    (page,) = (page for page in pages.values() if page.root.xpath("//ul[@class='changes']"))
    for entry in publication.changes:
        (item,) = page.root.xpath(f"//li[@id='change-{entry.id}']")
        assert len(item.xpath(".//a")) == len(entry.also) + bool(entry.page)
        folded = item.xpath("./details[a]/summary")
        assert len(folded) == (len(entry.also) > 5)
        assert all(str(len(entry.also)) in summary.text for summary in folded)
    assert any(len(entry.also) > 5 for entry in publication.changes)


def test_unknown_values_are_marked(built: Built) -> None:
    pages = read_pages(built.site)
    assert built.publication.settings.publisher.mail is None
    for name in ("contact", "colofon"):
        page = built.publication.pages[name]
        assert pages[page.url].root.xpath("//*[contains(@class, 'unset')]")


def test_audit_results_are_escaped_and_complete(publication: Publication) -> None:
    with_faults = AuditResult(
        id="axe", on=dt.date(2026, 1, 2), by="axe <1>", count=3, times=12, found=("xy",)
    )
    without_faults = with_faults.model_copy(update={"id": "html", "found": ()})
    rendered = call(
        replace(publication, audit_results=(with_faults, without_faults)), "contact", "tested"
    )
    assert "3 pages, light and dark" in rendered
    assert "axe &lt;1&gt;, 2 January 2026" in rendered
    assert "Faults: 1<ul><li>xy</li></ul>" in rendered
    assert rendered.count("No faults") == 1
    assert "not tested yet" in call(replace(publication, audit_results=()), "contact", "tested")


def test_drawings_have_a_title_and_a_description(built: Built) -> None:
    pages = read_pages(built.site)
    drawings = [
        svg for page in pages.values() for svg in page.root.xpath("//figure[@class='drawing']/svg")
    ]
    assert len(drawings) >= 3
    for svg in drawings:
        labelled_by = str(svg.get("aria-labelledby")).split()
        texts = [extract_text(svg.xpath(f".//*[@id='{text_id}']")[0]) for text_id in labelled_by]
        assert len(texts) == 2
        assert len(texts[1]) > 80, "the description is too short"


def test_a_chart_says_its_finding_its_figures_its_source_and_its_date(built_small: Built) -> None:
    pages = read_pages(built_small.site)
    (figure,) = pages["practices/tidy-tools.html"].root.xpath("//figure[@class='chart']")
    (chart,) = built_small.publication.charts.values()
    (svg,) = figure.xpath("./svg")
    texts = [svg.xpath(f"./*[@id='{id_}']")[0].text for id_ in svg.get("aria-labelledby").split()]
    assert texts == [
        chart.title,
        "tools lost in a year. The year before: 12.5; "
        "With an outline for each tool, on the board by the door: 4.",
    ]
    assert extract_text(figure.find_class("figure-caption")[0]) == chart.title
    assert extract_text(figure.find_class("chart-source")[0]) == (
        "Source: (Shed leaflet, 2024). Checked on 21 November 2026."
    )
    assert figure.xpath(".//@style") == []


def test_a_page_lists_the_sources_of_its_charts(built_small: Built) -> None:
    assert "shed-leaflet" in built_small.publication.pages["tidy-tools"].cited_ids


def test_cards_carry_the_first_figure_of_their_page_without_its_words(built_small: Built) -> None:
    pages = read_pages(built_small.site)
    pictures = pages["practices/index.html"].root.xpath("//*[contains(@class, 'card-picture')]/svg")
    assert [svg.get("aria-hidden") for svg in pictures] == ["true"]  # of tidy-tools, no other
    assert pictures[0].xpath("./*[local-name() = 'title' or local-name() = 'desc']") == []
    home = pages["index.html"].root.xpath("//*[contains(@class, 'card-picture')]")
    assert home == []


def test_the_minutes_of_a_working_form_are_a_bar(built_small: Built) -> None:
    pages = read_pages(built_small.site)
    (bar,) = pages["practices/shed-hour.html"].root.xpath("//*[@class='minutes-bar']")
    form = built_small.publication.pages["shed-hour"].meta.workform
    assert form is not None
    widths = [float(rect.get("width").removesuffix("%")) for rect in bar.iter("rect")]
    assert widths == [round(step.minutes * 100 / form.minutes, 2) for step in form.steps]
    assert [text.text for text in bar.iter("text")] == [str(step.minutes) for step in form.steps]
    assert bar.findtext("desc").endswith(f"together {form.minutes}\u00a0minutes.")
