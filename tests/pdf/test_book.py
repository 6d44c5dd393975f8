"""The built book: words, links, page numbers, outline, fonts, boxes."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import Built
from tests.item_texts import format_field, format_fields, list_explanations
from tests.pdf.read_back import (
    A4,
    check_references,
    destination_pages,
    find_links,
    join_lines,
    outline_titles,
    pdftotext,
    remove_space,
)
from tools.model.publication import format_item_anchor
from tools.pdf.book import render_book
from tools.pdf.chapter import book_id


def test_title_language_and_author_are_set(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/Title"]).startswith("Samenscholing")
    assert str(pdf.docinfo["/Author"])
    assert str(pdf.Root.Lang) == "nl"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root
    with pdf.open_metadata() as metadata:
        assert metadata.get("pdfuaid:part") == "1"


def test_the_file_is_sound(book: Path, pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []
    assert "/AcroForm" not in pdf.Root, "form fields belong to the form PDFs only"


def test_every_font_is_embedded(book: Path) -> None:
    done = subprocess.run(["pdffonts", str(book)], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"yes +yes +yes +\d+ +\d+$", row), row
        assert re.search(r"Atkinson|Bricolage", row), f"a font that is not ours: {row}"


def test_every_page_is_a4_and_holds_all_its_words(book: Path, pdf: pikepdf.Pdf) -> None:
    assert all(tuple(round(float(x)) for x in page.mediabox)[2:] == A4 for page in pdf.pages)
    boxes = pdftotext(book, "-bbox")
    words = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', boxes)
    assert len(words) > 20_000
    for left, top, right, bottom in words:
        assert float(left) > 20
        assert float(top) > 10
        assert float(right) < A4[0] - 20
        assert float(bottom) < A4[1] - 10


def test_every_page_of_the_publication_is_a_chapter_in_order(
    built: Built, pdf: pikepdf.Pdf
) -> None:
    page_of = destination_pages(pdf)
    places = [page_of[book_id(page)] for page in built.publication.book_pages]
    assert places == sorted(places)
    with pdf.open_outline() as opened:
        titles = list(outline_titles(list(opened.root)))
    chapters = [title for level, title in titles if level == 2]
    assert [page.title for page in built.publication.book_pages] == chapters
    parts = [title for level, title in titles if level == 1]
    part_titles = [part.title for part in built.publication.settings.book if part.title]
    assert parts[-len(part_titles) - 1 :] == [
        *part_titles,
        built.publication.language.word("book_index"),
    ]


def test_every_internal_link_resolves_and_outside_ones_are_addresses(pdf: pikepdf.Pdf) -> None:
    page_of = destination_pages(pdf)
    count = 0
    for number, link in find_links(pdf):
        count += 1
        if "/A" in link:
            address = str(link.A.URI)
            assert address.startswith(("http://", "https://", "mailto:")), (number, address)
        else:
            assert str(link.Dest) in page_of, (number, str(link.Dest))
    assert count > 300


def test_every_printed_page_number_is_right(built: Built, book: Path, pdf: pikepdf.Pdf) -> None:
    page_of = destination_pages(pdf)
    contents = join_lines(pdftotext(book, "-f", "2", "-l", "6"))
    for page in built.publication.book_pages:
        expected = rf"{re.escape(page.title)} {page_of[book_id(page)]}\b"
        assert re.search(expected, contents), f"contents: {page.title}"
    for page in built.publication.pages_with_checklist:
        checklist = page.meta.checklist
        assert checklist
        sheet = page_of[f"sheet-{checklist.id}"]
        assert re.search(rf"{re.escape(checklist.title)} {sheet}\b", contents), checklist.id


def test_cross_references_print_the_page_they_lead_to(book: Path) -> None:
    count, wrong = check_references(book)
    assert wrong == []
    assert count >= 20


def test_a_list_stands_once_its_explanation_in_the_chapter_and_the_rest_on_the_sheet(
    built: Built, pdf: pikepdf.Pdf, pages: list[str]
) -> None:
    publication, page_of = built.publication, destination_pages(pdf)
    explanations = list_explanations(publication)
    assert "why" in explanations
    for page, checklist in publication.checklist_pages:
        start, sheet = page_of[book_id(page)] - 1, page_of[f"sheet-{checklist.id}"] - 1
        chapter = remove_space("\n".join(pages[start:sheet]))
        for item in checklist.items:
            for words in format_fields(publication, item, "what", *explanations):
                assert remove_space(words) in chapter, f"{checklist.id} › {item.id}: {words}"
            done_when = remove_space(format_field(publication, item, "done_when"))
            assert done_when not in chapter, f"{checklist.id} › {item.id}"
        assert remove_space(checklist.goal) not in chapter


def test_each_sheet_has_one_page_with_what_when_who_and_done_when(
    built: Built, pdf: pikepdf.Pdf, pages: list[str]
) -> None:
    publication, page_of = built.publication, destination_pages(pdf)
    seen = set()
    for page in publication.pages_with_checklist:
        checklist = page.meta.checklist
        assert checklist
        number = page_of[f"sheet-{checklist.id}"]
        assert number not in seen
        seen.add(number)
        text = remove_space(pages[number - 1])
        place = 0
        for item in checklist.items:
            assert page_of[f"sheet-{format_item_anchor(checklist, item)}"] == number
            place = text.find(remove_space(item.what), place)
            assert place >= 0, f"{checklist.id} › {item.id} is not in its place"
            for words in format_fields(publication, item, "who", "when", "done_when"):
                assert remove_space(words) in text, f"{checklist.id} › {item.id}: {words}"
            assert remove_space(format_field(publication, item, "why")) not in text
        assert remove_space(checklist.close) in text


def test_dutch_is_hyphenated(book: Path) -> None:
    lines = pdftotext(book, "-layout").splitlines()
    assert sum(bool(re.search(r"[a-zà-ÿ]{2,}-$", line)) for line in lines) > 20


def test_no_page_is_empty_by_accident(built: Built, pages: list[str], pdf: pikepdf.Pdf) -> None:
    page_of = destination_pages(pdf)
    openers = {
        page_of[f"part-{n}" if part.title else f"page-{part.pages[0]}"]
        for n, part in enumerate(built.publication.settings.book, 1)
    }
    blanks = {2, len(pages) - 1, *(number - 1 for number in openers)}  # before what opens a side
    for number, text in enumerate(pages, 1):
        assert number in blanks or len(text.split()) > 6, f"page {number} is empty"
    assert all(number % 2 == 1 for number in openers), "parts open on a right-hand page"


def test_every_word_of_the_chapters_is_in_the_book(built: Built, pages: list[str]) -> None:
    text = join_lines("\n".join(pages))
    book_words = set(re.findall(r"\w+", text))
    source: HtmlElement = html.document_fromstring(render_book(built.publication, built.site))
    for element in source.xpath("//svg | //style | //head"):
        element.drop_tree()
    words = re.findall(r"\w+", " ".join(source.itertext()))
    expected = {word for word in words if len(word) > 3}
    addresses = set(re.findall(r"\w+", " ".join(source.xpath("//a/@href"))))
    assert len(expected) > 2500
    missing = {word for word in expected - book_words - addresses if not word.isdigit()}
    assert {word for word in missing if word not in remove_space(" ".join(pages))} == set()


def test_a_book_without_terms_has_no_index(built_small: Built) -> None:
    publication = built_small.publication
    for variant, expected in ((publication, True), (replace(publication, terms={}), False)):
        source = render_book(variant, built_small.site)
        assert ("#book-index" in source) == ('id="book-index"' in source) == expected
