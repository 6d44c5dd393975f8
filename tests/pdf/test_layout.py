"""The layout of the book, read back from its words: nothing isolated, split or too wide."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.conftest import ROOT, Built
from tests.item_texts import format_fields, list_explanations
from tests.pdf.read_back import (
    A4,
    WordBox,
    destination_pages,
    join_lines,
    pdftotext,
    remove_space,
    word_boxes,
)
from tools.brand.palette import DEFAULT_PALETTE
from tools.brand.palette import STYLES as STYLES_FOLDER
from tools.editions.derive import derive_edition
from tools.model.entities.edition import BasedOn, Edition, EditionSpec
from tools.model.publication import Publication, format_item_anchor
from tools.model.reading.images import read_drawing_title
from tools.pdf.bitmaps import measure
from tools.pdf.chapter import book_id
from tools.pdf.renderer import write_pdf
from tools.render.environment import render_template

MM = 72 / 25.4
FOOT = A4[1] - 14 * MM  # only the page number is below this
HEAD = 16 * MM  # only the running head is above this
RIGHT = A4[0] - 24 * MM  # the right edge of text
RIGHT_OF_SHEET, RIGHT_OF_TABLES = A4[0] - 15 * MM, A4[0] - 20 * MM
MINIMUM_DEPTH = 100 * MM  # a page is filled at least this far down
TEXT_TOP, TEXT_BOTTOM = 25 * MM, A4[1] - 20 * MM
SHORT = 0.4  # of the height of text: what the last page of most chapters is filled for


@pytest.fixture(scope="module")
def words(book: Path) -> dict[int, list[WordBox]]:
    """The words of each page between running head and page number, with their positions."""
    found = word_boxes(book)
    for number, boxes in found.items():
        found[number] = [box for box in boxes if HEAD < box.middle < FOOT]
    return found


@pytest.fixture(scope="module")
def page_of(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page of each id in the book."""
    return destination_pages(pdf)


def openers(publication: Publication, page_of: dict[str, int]) -> set[int]:
    """Return the pages that open a part with a title."""
    parts = enumerate(publication.settings.book, 1)
    return {page_of[f"part-{n}"] for n, part in parts if part.title}


def test_the_book_has_an_even_number_of_pages_and_ends_with_its_back(
    built: Built, pages: list[str]
) -> None:
    assert len(pages) % 2 == 0
    publication = built.publication
    back = join_lines(pages[-1])
    assert publication.mkdocs.site_description
    for text in (
        publication.name, publication.mkdocs.site_description,
        publication.settings.version, publication.settings.licence,
    ):  # fmt: skip
        assert text in back


def test_parts_open_on_a_right_hand_page(built: Built, page_of: dict[str, int]) -> None:
    found = openers(built.publication, page_of)
    assert len(found) == sum(bool(part.title) for part in built.publication.settings.book)
    assert all(number % 2 for number in found)


def test_each_part_opens_with_a_pattern_of_its_own_above_its_text(
    built: Built,
    book: Path,
    words: dict[int, list[WordBox]],
    page_of: dict[str, int],
    tmp_path: Path,
) -> None:
    """The patterns differ in grey as well, and no text begins before the pattern ends."""
    patterns = set()
    for number in sorted(openers(built.publication, page_of)):
        crop = ["-r", "25.4", "-H", "51", "-gray", "-f", str(number), "-l", str(number)]
        target = tmp_path / str(number)
        subprocess.run(["pdftoppm", *crop, "-singlefile", book, target], check=True)
        with Image.open(target.with_suffix(".pgm")) as image:
            assert len(set(image.tobytes())) > 20, "no pattern"
            patterns.add(image.tobytes())
        assert min(box.middle for box in words[number]) > 54 * MM
    assert len(patterns) == len(openers(built.publication, page_of))
    for name in built.publication.settings.identity.drawings.parts:
        width, height = measure(ROOT / "docs" / name)
        assert height / width * 216 - 3 <= 51


def test_a_story_stands_on_one_page(
    built: Built, pages: list[str], page_of: dict[str, int]
) -> None:
    """From its title to its sources, which stand last."""
    publication = built.publication
    assert len(publication.pages_with_story) >= 12
    for story in publication.pages_with_story:
        number = page_of[book_id(story)]
        assert {page_of[book_id(story, heading)] for heading in story.headings} == {number}
        assert publication.language.word("page_sources") in join_lines(pages[number - 1]), story.id


def test_no_page_is_nearly_empty(
    built: Built, words: dict[int, list[WordBox]], page_of: dict[str, int]
) -> None:
    exempt = {1, len(words)} | openers(built.publication, page_of)
    short = {
        number: round(max(box.middle for box in boxes) / MM)
        for number, boxes in words.items()
        if boxes and number not in exempt and max(box.middle for box in boxes) < MINIMUM_DEPTH
    }
    assert short == {}


def last_pages(publication: Publication, page_of: dict[str, int]) -> dict[str, int]:
    """Return the last page of each chapter, before its sheet, by the id of its page."""
    pages = publication.book_pages
    ends = [page_of[book_id(page)] for page in pages[1:]] + [page_of["book-index"]]
    found = {}
    for page, end in zip(pages, ends, strict=True):
        checklist = page.meta.checklist
        sheet = f"sheet-{checklist.id}" if checklist else f"workform-{page.id}"
        found[page.id] = page_of.get(sheet, end) - 1
    return found


def test_chapters_fill_their_pages(
    built: Built, words: dict[int, list[WordBox]], page_of: dict[str, int]
) -> None:
    """At most one in ten ends with a page that is filled for less than two fifths."""
    publication = built.publication
    short = {}
    for page_id, number in last_pages(publication, page_of).items():
        while number in openers(publication, page_of) or not words[number]:
            number -= 1
        depth = max(box.middle for box in words[number])
        if (share := (depth - TEXT_TOP) / (TEXT_BOTTOM - TEXT_TOP)) < SHORT:
            short[page_id] = round(share, 2)
    assert len(short) <= len(publication.book_pages) / 10, short


def test_no_word_passes_the_right_edge_of_the_text(
    built: Built, words: dict[int, list[WordBox]], page_of: dict[str, int]
) -> None:
    publication = built.publication
    sheets = {page_of[f"sheet-{checklist.id}"] for checklist in publication.checklists}
    sheets |= {page_of[f"workform-{page.id}"] for page, _ in publication.workform_pages}
    account = publication.pages[publication.settings.homes.accountability]
    next_page = publication.book_pages[publication.book_pages.index(account) + 1]
    tables = range(
        page_of[book_id(account, list(account.headings)[-1])], page_of[book_id(next_page)]
    )
    exempt_pages = {1, len(words)} | openers(publication, page_of)
    for number, boxes in words.items():
        edge = RIGHT
        if number in sheets:
            edge = RIGHT_OF_SHEET
        elif number in tables:
            edge = RIGHT_OF_TABLES
        if number not in exempt_pages:
            too_wide = [box.text for box in boxes if box.right > edge + 1]
            assert too_wide == [], f"page {number}"


def outline_places(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int, float]]:
    """Yield each chapter and heading of the outline: its title, page, and distance from the top."""
    index: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}

    def walk(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[str, int, float]]:
        for item in items:
            place = item.destination
            assert isinstance(place, pikepdf.Array)
            if level > 1:
                yield item.title, index[place[0].objgen], A4[1] - float(place[3])
            yield from walk(item.children, level + 1)

    with pdf.open_outline() as opened:
        yield from walk(list(opened.root), 1)


def test_no_heading_is_last_on_a_page(pdf: pikepdf.Pdf, words: dict[int, list[WordBox]]) -> None:
    places = list(outline_places(pdf))
    assert len(places) > 100
    for title, number, top in places:
        boxes_below = [box for box in words[number] if box.middle > top - 2]
        assert len(boxes_below) > len(title.split()) + 4, f"page {number}: {title} stands alone"


def test_no_item_is_split_over_two_pages(
    built: Built, pages: list[str], page_of: dict[str, int]
) -> None:
    publication = built.publication
    for page, checklist in publication.checklist_pages:
        for item in checklist.items:
            anchor = format_item_anchor(checklist, item)
            text = remove_space(pages[page_of[book_id(page, anchor)] - 1])
            for words in format_fields(publication, item, "what", *list_explanations(publication)):
                assert remove_space(words) in text, f"{anchor}: {words}"


def test_figures_are_numbered_in_order_with_the_title_of_the_drawing(
    built: Built, book: Path, pages: list[str], page_of: dict[str, int]
) -> None:
    publication = built.publication
    name = publication.language.word("figure")
    start = page_of[book_id(publication.book_pages[0])]  # after the contents
    text = join_lines("\n".join(pages[start - 1 :]))
    found = re.findall(rf"\b{name} (\d+)\. ", text)
    assert found == [str(number) for number, _ in enumerate(found, 1)]
    figures = [(page, figure) for page in publication.book_pages for figure in page.figures]
    assert len(figures) == len(found) > 0
    contents = join_lines(pdftotext(book, "-f", "3", "-l", str(start - 1)))
    for number, (page, figure) in enumerate(figures, 1):
        title = (
            publication.charts[figure.id].title
            if figure.macro == "chart"
            else read_drawing_title(publication.find_drawing(figure.id))
        )
        caption = f"{name} {number}. {title}"
        place = page_of[book_id(page, f"{figure.macro}-{figure.id}")]
        assert caption in join_lines(pages[place - 1])
        assert re.search(rf"{re.escape(caption)} {place}\b", contents)


# ---- In grey -------------------------------------------------------------------------------------

STYLES = re.sub(
    r"var\(--([a-z0-9-]+)\)",
    lambda name: DEFAULT_PALETTE.light.get(name[1], name[0]),
    "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "overrides/print").glob("*.css"))
    ),
)


def contrast(colour: str, background: str = "#ffffff") -> float:
    """Return the contrast (WCAG) of two colours as a printer without colour shows them."""

    def light(text: str) -> float:
        parts = [int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        grey = sum(part * share for part, share in zip(parts, (0.299, 0.587, 0.114), strict=True))
        return float(grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4)

    darker, lighter = sorted((light(colour), light(background)))
    return (lighter + 0.05) / (darker + 0.05)


def text_colours(styles: str) -> set[str]:
    """Return the colours that styles give to text, the hues among them."""
    return set(re.findall(r"(?:(?<![\w-])color|--hue):\s*(#[0-9a-f]{6})", styles))


def test_text_can_be_read_in_grey_on_white_and_on_a_tinted_band() -> None:
    found = text_colours(STYLES)
    assert len(found) >= 8
    bands = set(re.findall(r"\.callout[^{]*\{[^}]*background: (#[0-9a-f]{6})", STYLES))
    assert bands
    for colour in found:
        for background in {"#ffffff", *bands}:
            assert contrast(colour, background) >= 4.5, (colour, background)


def test_a_pale_colour_is_seen() -> None:
    assert contrast("#94a3b8") < 4.5
    assert text_colours("p { color: #94a3b8 } a { border-color: #cbd5e1 }") == {"#94a3b8"}


def test_each_kind_of_call_out_has_its_own_icon() -> None:
    icons = re.findall(
        r"\.callout-(\w+) \{ --sign: url\(\.\./assets/drawings/([\w-]+)\.svg", STYLES
    )
    assert [sort for sort, _ in icons] == ["warning", "example", "question"]
    drawings = {
        (ROOT / f"overrides/theme/assets/drawings/{name}.svg").read_bytes() for _, name in icons
    }
    assert len(drawings) == len(icons)


# ---- The cover -----------------------------------------------------------------------------------


def test_a_cover_can_have_publisher_logo_and_recipient(built: Built, tmp_path: Path) -> None:
    publication = built.publication
    spec = EditionSpec(
        id="works",
        name=publication.name,
        organisation="Owner & Co",
        date=publication.settings.date,
        handed_to="The Works",
    )
    based_on = BasedOn(publication.name, "1", publication.settings.date, "CC BY 4.0")
    edition = Edition(spec, based_on, logo=Path("x.svg"), foreword="")
    derived = derive_edition(publication, edition, Path("docs"))
    bare, full = (render_template(each, "print/cover.html") for each in (publication, derived))
    assert "<img" not in bare
    assert '<p class="cover-name">Owner &amp; Co</p>' in full, (
        "below the logo, which need not say it"
    )
    assert publication.language.word("handed_to").format(name="The Works") in full
    colours = (STYLES_FOLDER / "palette.css").read_text(encoding="utf-8")
    colours = colours.replace("{", "{{").replace("}", "}}")
    source = (
        f'<!doctype html><html lang="nl"><head><title>x</title><style>{colours}</style>'
        + "".join(
            f'<link rel="stylesheet" href="print/{name}.css">'
            for name in ("fonts", "pages", "cover", "text")
        )
        + "</head><body>{}</body></html>"
    )
    full = full.replace("assets/edition/logo.svg", "assets/drawings/favicon.svg")
    rendered = write_pdf(source.format(full), tmp_path / "cover.pdf", publication)
    assert rendered.page_count == 1
    boxes = word_boxes(tmp_path / "cover.pdf")[1]
    bare_rendered = write_pdf(source.format(bare), tmp_path / "bare.pdf", publication)
    assert bare_rendered.page_count == 1
    title = [box for box in boxes if box.text == publication.name]
    assert title == [
        box for box in word_boxes(tmp_path / "bare.pdf")[1] if box.text == publication.name
    ], "the title stands in the same place, whoever hands it out"
    for box in boxes:
        assert box.left > 19 * MM
        assert box.right < 165 * MM, f"{box.text} stands in the drawing"
