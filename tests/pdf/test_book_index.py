"""The book index: its entries, and that every page number in it is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from lxml import html

from tests.conftest import SMALL, Built
from tests.pdf.read_back import A4, destination_pages, find_links, join_lines, word_boxes
from tools.model.entities.reference_data import Term
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.book_index import IndexEntry, build_index
from tools.pdf.chapter import Chapter, book_id


@pytest.fixture(scope="module")
def publication() -> Publication:
    """The small publication."""
    return load_publication(SMALL)


def chapter(publication: Publication, page: str, body: str) -> Chapter:
    """Return a page of the publication as a chapter with this content."""
    source_page = publication.pages[page]
    return Chapter(
        source_page,
        html.fragment_fromstring(f'<section id="{book_id(source_page)}">{body}</section>'),
    )


def entries(publication: Publication, *chapters: Chapter) -> dict[str, IndexEntry]:
    """Build the index of some chapters; return its entries by word."""
    by_letter = build_index(publication, chapters)
    assert list(by_letter) == sorted(by_letter)
    return {entry.word: entry for found in by_letter.values() for entry in found}


def with_terms(publication: Publication, **terms: tuple[str, ...]) -> Publication:
    """Return a copy of the publication with these terms, each with its other forms."""
    glossary = {
        word: Term(id=word, term=word, also=also, definition=f"What {word} is.")
        for word, also in terms.items()
    }
    return replace(publication, terms=glossary)


def test_first_mentions_in_running_text_are_marked(publication: Publication) -> None:
    with_glossary = with_terms(publication, hook=("peg",))
    first_chapter = chapter(
        with_glossary,
        "tidy-tools",
        "<h3>Hook</h3><p>A hooked <em>nail</em> is none. Two <a href='#x'>pegs</a>, one Peg. "
        "Another hook.</p>",
    )
    found = entries(with_glossary, first_chapter)
    (place,) = found["hook"].locators
    (marked,) = first_chapter.element.xpath(f"//*[@id='{place.anchor}']")
    assert marked.text == "Peg"
    assert marked.tail == ". Another hook."
    text = first_chapter.element.text_content()
    assert text == "HookA hooked nail is none. Two pegs, one Peg. Another hook."
    assert found["peg"].see == ("hook",)


@pytest.mark.parametrize(
    "body",
    [
        "<h3>hook</h3><p>Nothing.</p>",
        "<section class='checklist'><p>hook</p></section>",
        "<div class='related page-sources'><p>hook</p></div>",
        "<p>unhooked</p>",
        "<p><cite>hook</cite></p>",
    ],
)
def test_what_is_no_running_text_is_not_a_mention(publication: Publication, body: str) -> None:
    with_glossary = with_terms(publication, hook=("peg",))
    assert "hook" not in entries(with_glossary, chapter(with_glossary, "tidy-tools", body)), (
        "an entry without a page"
    )
    assert "peg" not in entries(with_glossary, chapter(with_glossary, "tidy-tools", body)), (
        "it would lead nowhere"
    )


def test_the_glossary_counts_as_its_definition_only(publication: Publication) -> None:
    with_glossary = with_terms(publication, hook=(), shed=())

    def place(anchor: str) -> str:
        return book_id(with_glossary.pages[with_glossary.settings.homes.glossary], anchor)

    glossary = chapter(
        with_glossary,
        with_glossary.settings.homes.glossary,
        f"<dl><div id='{place('term-hook')}'><dt>hook</dt><dd>In a shed.</dd></div>"
        f"<div id='{place('term-shed')}'><dt>shed</dt></div></dl>",
    )
    text = chapter(with_glossary, "tidy-tools", "<p>The shed.</p>")
    found = entries(with_glossary, text, glossary)
    assert [place.is_main for place in found["hook"].locators] == [True]
    assert [place.is_main for place in found["shed"].locators] == [False, True]


def test_a_form_of_two_words_leads_to_both_and_never_hides_a_word(
    publication: Publication,
) -> None:
    with_glossary = with_terms(publication, hook=("holder", "shed"), rack=("holder",), shed=())
    found = entries(
        with_glossary, chapter(with_glossary, "tidy-tools", "<p>A rack, a hook and a shed.</p>")
    )
    assert found["holder"].see == ("hook", "rack")
    assert found["shed"].locators
    assert not found["shed"].see


def test_organisations_of_stories_are_in_it_with_their_story_as_main_place(
    built: Built, pages: list[str]
) -> None:
    text = join_lines(pages[-3] if pages[-2].strip() == "" else pages[-2])
    for page in built.publication.book_pages:
        story = page.meta.story
        if story:  # fictional organisations are not in the index
            assert (story.organisation in text) is not story.fictional


def printed_links(
    book: Path, pdf: pikepdf.Pdf
) -> Iterator[tuple[int, str, int, tuple[float, float]]]:
    """Yield each link of the index: page, printed number, target page, and position."""
    page_of, boxes = destination_pages(pdf), word_boxes(book)
    first = page_of["book-index"]
    for number, link in find_links(pdf):
        if number < first or "/A" in link:
            continue
        left, low, right, high = (float(side) for side in link.Rect)
        middle = A4[1] - (low + high) / 2
        inside = [
            box.text
            for box in boxes[number]
            if left - 1.5 <= box.left <= right
            and box.right <= right + 4
            and abs(box.middle - middle) < 5
        ]
        yield number, " ".join(inside), page_of[str(link.Dest)], (left, middle)


def test_every_number_of_the_book_index_is_right(book: Path, pdf: pikepdf.Pdf) -> None:
    found = list(printed_links(book, pdf))
    assert len(found) > 100
    for page, text, place, _ in found:
        assert re.fullmatch(rf"{place},?", text), (page, text, place)


def test_no_entry_names_a_page_twice(built: Built, book: Path, pdf: pikepdf.Pdf) -> None:
    page_of = destination_pages(pdf)
    by_entry: dict[str, list[int]] = {}
    for name, place in page_of.items():
        found = re.fullmatch(r"book-index-(\d+)-\d+", name)
        if found:
            by_entry.setdefault(found[1], []).append(place)
    assert len(by_entry) > 20
    for places in by_entry.values():
        assert len(places) == len(set(places))


def test_every_number_stands_where_the_word_is(
    built: Built, pages: list[str], pdf: pikepdf.Pdf
) -> None:
    page_of = destination_pages(pdf)
    terms = list(built.publication.terms.values())
    checked = 0
    for name, place in page_of.items():
        found = re.fullmatch(r"book-index-(\d+)-\d+", name)
        if found and int(found[1]) <= len(terms):
            term = terms[int(found[1]) - 1]
            text = re.sub(r"[\s-]+", "", pages[place - 1]).casefold()
            forms = [re.sub(r"[\s-]+", "", form).casefold() for form in (term.term, *term.also)]
            assert any(form in text for form in forms), (term.id, place)
            checked += 1
    assert checked > 60
