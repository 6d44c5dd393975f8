"""Nothing falls off the paper: every PDF has its ink where the styles mean it to be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.conftest import Built, shared
from tests.pdf.conftest import html_page
from tests.pdf.ink import Area, InkedPage, read_ink
from tests.pdf.read_back import pdftotext, remove_space
from tests.pdf.wide_publication import LONG_ADDRESS, LONG_WORD, copy_wide
from tools.model.publication import Publication
from tools.pdf.book import render_book
from tools.pdf.handouts import render_handout
from tools.pdf.renderer import bundled_fonts_only, write_pdf

pytestmark = pytest.mark.integration

TEXT = Area(19.5, 7, 186.4, 292)  # with heads and feet
STRIP = 70.0  # the height of the strip on a hand-out, at most
SHEET = Area(19.5, 10, 196, 292)  # a sheet, a scan, a working form
CUT_MARKS = Area(2.5, 3.5, 207.5, 293.5)  # of cards: beside them, clear of the edges
WIDE = Area(19.5, 10, 190.4, 290)
TURNED = Area(19.5, 9, 273.4, 204)
PRINTED = Area(13.5, 13.5, 197, 284)  # the margins of a page that a browser prints


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A publication of which everything is too wide, too high or too long."""
    return shared(tmp_path_factory, "wide", copy_wide)


def find_outside(
    pages: list[InkedPage], areas: dict[int, Area], usual: Area
) -> list[tuple[int, Area]]:
    """Return the pages with ink outside their area; `areas`: those of some pages, by number."""
    outside = []
    for page in pages:
        area = TURNED if page.width > page.height else areas.get(page.number, usual)
        if page.ink and not area.holds(page.ink):
            outside.append((page.number, page.ink))
    return outside


def test_ink_beyond_the_paper_is_seen(wide: Built, tmp_path: Path) -> None:
    source = "<p style='margin-left: -200mm'>x</p><p style='margin-left: 200mm'>y</p>"
    write_pdf(html_page(source), tmp_path / "x.pdf", wide.publication)
    page, *_ = read_ink(tmp_path / "x.pdf", tmp_path)
    assert page.ink
    assert page.ink.left < -100
    assert page.ink.right > 210


def test_the_book_keeps_to_its_areas(wide: Built, tmp_path: Path) -> None:
    publication = wide.publication
    book = tmp_path / "book.pdf"
    rendered = write_pdf(render_book(publication, wide.site), book, publication)
    areas = areas_of_book(publication, rendered.page_of_anchor, rendered.page_count)
    pages = [*read_ink(book, tmp_path)]
    assert len(pages) > 30
    assert sum(page.width > page.height for page in pages) > 2
    assert find_outside(pages, areas, TEXT) == []
    text = remove_space(pdftotext(book))
    assert remove_space(LONG_ADDRESS) in text
    assert text.replace("-", "").count(LONG_WORD) > 20


def areas_of_book(publication: Publication, page_of: dict[str, int], count: int) -> dict[int, Area]:
    """Return the areas of pages of the book other than those of text: covers, parts, sheets."""
    trim = Area(-0.5, -0.5, 210.5, 297.5)
    areas = {1: trim, count: trim}
    for anchor, page in page_of.items():
        if anchor.startswith("part-"):
            areas[page] = trim
        elif anchor.startswith("sheet-") or anchor in ("scan-door-talk", "workform-shed-hour"):
            areas[page] = SHEET
    areas[page_of["page-account"] + 1] = WIDE
    for scan_page, _ in publication.scan_pages:
        areas[page_of[f"page-{scan_page.id}"] + 1] = SHEET
    return areas


def test_the_book_to_fold_keeps_to_its_pages(wide: Built, tmp_path: Path) -> None:
    publication, book = wide.publication, tmp_path / "book.pdf"
    source = render_book(publication, wide.site, styles=["booklet"], sheets=False)
    page_of = write_pdf(source, book, publication, tagged=False).page_of_anchor
    pages = [*read_ink(book, tmp_path)]
    assert {(round(page.width), round(page.height)) for page in pages} == {(148, 210)}
    area, trim = Area(13.5, 8, 134.5, 203), Area(-0.5, -0.5, 148.5, 210.5)
    covers = {1, len(pages), *(page for id_, page in page_of.items() if id_.startswith("part-"))}
    assert find_outside(pages, dict.fromkeys(covers, trim), area) == []


def test_a_printed_book_has_pages_of_one_size(wide: Built, tmp_path: Path) -> None:
    publication, book = wide.publication, tmp_path / "book.pdf"
    write_pdf(render_book(publication, wide.site, ["press"]), book, publication, tagged=False)
    with pikepdf.open(book) as pdf:
        assert len({tuple(map(round, map(float, page.trimbox))) for page in pdf.pages}) == 1
    trim = Area(-3.5, -3.5, 213.5, 300.5)
    outside = [p for p in read_ink(book, tmp_path) if p.ink and not trim.holds(p.ink)]
    assert outside == []


@pytest.mark.parametrize("page_id", ["tidy-tools", "weekly-round", "story-beanpole"])
def test_a_handout_keeps_to_its_areas(wide: Built, tmp_path: Path, page_id: str) -> None:
    publication, file = wide.publication, tmp_path / "handout.pdf"
    page = publication.pages[page_id]
    write_pdf(render_handout(publication, page, wide.site), file, publication)
    first, *pages = read_ink(file, tmp_path)
    assert first.ink
    assert first.ink.right <= 210.5
    last = {pages[-1].number: SHEET} if page.meta.checklist else {}
    assert find_outside(pages, last, TEXT) == []


@pytest.mark.parametrize("folder", ["checklists", "workforms", "."])
def test_a_sheet_keeps_to_its_area(wide: Built, tmp_path: Path, folder: str) -> None:
    files = sorted((wide.site / "downloads" / folder).glob("*.pdf"))
    files = [file for file in files if file.stem != wide.publication.settings.slug]
    assert files
    for file in files:
        area = CUT_MARKS if file.name == "cards.pdf" else SHEET
        assert find_outside([*read_ink(file, tmp_path)], {}, area) == [], file.name


def test_nothing_lies_over_text(wide: Built) -> None:
    """Headings in the margin keep clear of the next ones, of pictures and of the page's marker."""
    assert find_overlaps(render_book(wide.publication, wide.site), wide.publication) == []


def test_text_over_text_is_seen(wide: Built) -> None:
    source = render_book(wide.publication, wide.site).replace("min-height: calc", "x: ")
    source = source.replace("--lines: ", "--unused: ").replace("</head>", f"{OVERLAPPING}</head>")
    found = find_overlaps(source, wide.publication)
    assert any("Another heading" in text for _, *texts in found for text in texts)


OVERLAPPING = "<style>.topic { min-height: 0 !important }</style>"


def find_overlaps(source: str, publication: Publication) -> list[tuple[int, str, str]]:
    """Return the pieces of text on the pages of a document with something else over them."""
    found = []
    for number, page in lay_out_pages(source, publication):
        boxes = [(text, *place) for text, place in text_boxes(page)]
        for index, (text, left, top, right, bottom) in enumerate(boxes):
            for other, left_2, top_2, right_2, bottom_2 in boxes[index + 1 :]:
                width = min(right, right_2) - max(left, left_2)
                height = min(bottom, bottom_2) - max(top, top_2)
                if width > 1 and height > 0.4 * min(bottom - top, bottom_2 - top_2):
                    found.append((number, text, other))
    return found


def lay_out_pages(source: str, publication: Publication) -> Iterator[tuple[int, Any]]:
    """Yield the laid-out pages of a document, numbered, with their boxes."""
    from tools.pdf.sections import split_sections
    from tools.pdf.typesetter import HEAD_END, STYLE, Typesetter

    with bundled_fonts_only():
        typesetter = Typesetter(publication, tagged=False, fillable=False, cache=None)
        head, start, body = source.partition(HEAD_END)
        typesetter.sheets = typesetter.styles.load(head, typesetter.fetcher)
        number = 0
        for section in split_sections(STYLE.sub("", head) + start + body):
            for page in typesetter.lay_out(section.html, number + 1).pages:
                number += 1
                yield number, page._page_box


def text_boxes(page_box: Any) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield the texts and pictures of a page, with their places in pixels."""
    from weasyprint.formatting_structure import boxes

    from tools.pdf.painted_page import walk_boxes

    for box in walk_boxes(page_box):
        is_text = isinstance(box, boxes.TextBox) and box.text.strip()
        if (box.element_tag or "").endswith("::marker"):
            continue  # as high as the font that has its sign
        if is_text:  # by its own font: one that has a rare sign may be much higher
            left, base, size = box.position_x, box.position_y + box.baseline, box.style["font_size"]
            yield box.text, (left, base - size, left + box.width, base + size / 4)
        elif isinstance(box, boxes.ReplacedBox):
            left, top = box.content_box_x(), box.content_box_y()
            yield box.element_tag, (left, top, left + box.width, top + box.height)
        elif is_marker(box):
            left, top = box.border_box_x(), box.border_box_y()
            yield "mark", (left, top, left + box.width, top + box.height)


def is_marker(box: Any) -> bool:
    """Return whether a box is the marker of a page, or another mark that is drawn."""
    classes = (box.element.get("class") or "").split() if box.element is not None else []
    return "mark" in classes and bool(getattr(box, "height", 0) and box.width)


@pytest.mark.parametrize("page_path", ["practices/tidy-tools.html", "about/glossary.html"])
def test_a_page_printed_by_the_browser_keeps_to_its_margins(
    wide: Built, page: Page, tmp_path: Path, page_path: str
) -> None:
    page.goto(f"{wide.site.as_uri()}/{page_path}")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, format="A4")
    pages = [*read_ink(tmp_path / "page.pdf", tmp_path)]
    assert find_outside(pages, {}, PRINTED) == []
    text = remove_space(pdftotext(tmp_path / "page.pdf"))
    assert LONG_WORD in text


def test_a_composed_handout_keeps_to_its_areas(wide: Built, page: Page, tmp_path: Path) -> None:
    page.goto(f"{wide.site.as_uri()}/hand-out.html#hand-out=tidy-tools.tidy-tools~sheet")
    page.locator("[data-part=make]").click()
    page.locator("[data-part=print]").wait_for(timeout=60_000)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=False)
    pages = [*read_ink(tmp_path / "page.pdf", tmp_path)]
    assert len(pages) > 8
    areas = {1: SHEET, len(pages): Area(19.5, 10, 196, 294)}
    assert find_outside(pages, areas, TEXT) == []
