"""Fitting text to paper: tables that are wider than their column, headings longer than their text.

A table gets the first of these layouts in which no word is cut: in the column of the text; over the
margin column as well; there in a smaller size, with hyphens; on a page in landscape. The styles
(`overrides/print/fit.css`) are those of the names below, and break what fits in none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from tools.model.publication import Publication
from tools.pdf.font_metrics import (
    BOLD_FONT,
    HEADING_FONT,
    count_lines,
    font_of,
    split_chunks,
    split_syllables,
)

HEADING_MM, HEADING_POINTS = 40.0, 11.0  # of the margin column, and of a heading in it
CALLOUT_HEADING_MM = 36.0
CELL_PADDING_MM = 2.1
MAX_CELL_LINES = 14  # of the longest text in a column, before the column becomes wider
MAX_MARKED_CODE = 48  # characters in a line, also in a list in a box
ROUNDING = 1.02  # for kerning, and the thickness of lines
# Tables that the generator makes have styles of their own.
OWN_TABLES_XPATH = ".//table[not(@class) and not(ancestor::*[contains(@class, 'accountability')])]"


@dataclass(frozen=True)
class TableLayout:
    """A layout of a table: its class in the styles, its room, and the size of its text."""

    name: str
    width: float  # millimetres
    points: float
    hyphens: bool


TABLE_LAYOUTS = (
    TableLayout("", 120, 9, hyphens=False),
    TableLayout("table-wide", 166, 9, hyphens=False),
    TableLayout("table-wide table-small", 166, 7.5, hyphens=True),
    TableLayout("table-small table-broken", 253, 7.5, hyphens=True),
)
TURNED, BROKEN = "turned", "table-small table-broken"
HEADINGS = ("h2", "h3", "h4")


def fit_tables(article: HtmlElement, publication: Publication) -> None:
    """Set on each table that an author wrote the class of the layout in which it fits.

    A table in landscape gets a page of its own, with a heading right above it. One in a list or box
    cannot leave it, and is broken there when it does not fit.
    """
    for table in article.xpath(OWN_TABLES_XPATH):
        layout = choose_table_layout(publication, read_cells(table))
        parent = table.getparent()
        if not layout.name:
            continue
        if parent is not article and "topic" not in parent.get("class", "").split():
            table.set("class", BROKEN)
            continue
        table.set("class", layout.name)
        if layout is TABLE_LAYOUTS[-1]:
            page = table.makeelement("div", {"class": TURNED})
            heading = table.getprevious()
            table.addprevious(page)
            if heading is not None and heading.tag in HEADINGS:
                page.append(heading)
            page.append(table)


def read_cells(table: HtmlElement) -> list[list[str]]:
    """Return the texts of the cells of a table, by column."""
    columns: list[list[str]] = []
    for row in table.iter("tr"):
        for index, cell in enumerate(row.iterchildren("th", "td")):
            if index == len(columns):
                columns.append([])
            columns[index].append(str(cell.text_content()))
    return columns


def choose_table_layout(publication: Publication, columns: list[list[str]]) -> TableLayout:
    """Return the first layout in which a table with these columns fits, or else the last."""
    for layout in TABLE_LAYOUTS[:-1]:
        if needed_width(publication, columns, layout) <= layout.width:
            return layout
    return TABLE_LAYOUTS[-1]


def needed_width(publication: Publication, columns: list[list[str]], layout: TableLayout) -> float:
    """Return the least width of a table in millimetres, in the size of a layout."""
    font, language = font_of(publication, BOLD_FONT), publication.content_language
    total = 0.0
    for cells in columns:
        parts = {part for text in cells for part in split_cell(text, layout.hyphens, language)}
        widest = max((font.measure(part, layout.points) for part in parts), default=0)
        longest = max((font.measure(text, layout.points) for text in cells), default=0)
        total += max(widest, longest / MAX_CELL_LINES) + CELL_PADDING_MM
    return total * ROUNDING


def split_cell(text: str, hyphens: bool, language: str) -> Iterator[str]:
    """Yield the parts of the text of a cell between which a line may end."""
    for chunk in split_chunks(text):
        word = chunk.rstrip()
        if hyphens:
            yield from split_syllables(word, language)
        else:
            yield word


def fit_code(article: HtmlElement) -> None:
    """Take the marks for highlighting out of code with long lines, which break in plain text only.

    Text behind another element in a line has no place to break (WeasyPrint 70), also when that is
    the empty one that Pygments puts before code.
    """
    for code in article.iterfind(".//pre/code"):
        before = code.getprevious()
        if before is not None and not str(before.text_content()):
            before.drop_tree()
        text = str(code.text_content())
        if len(code) and max(map(len, text.splitlines()), default=0) > MAX_MARKED_CODE:
            for child in [*code]:
                code.remove(child)
            code.text = text


def fit_headings(article: HtmlElement, publication: Publication) -> None:
    """Make each topic at least as high as its heading in the margin beside it."""
    font = font_of(publication, HEADING_FONT)
    for topic in article.find_class("topic"):
        heading = next(topic.iterchildren("h2"), None)
        if heading is None:
            continue
        width = CALLOUT_HEADING_MM if "callout" in topic.classes else HEADING_MM
        lines = count_lines(str(heading.text_content()), width, font, HEADING_POINTS * ROUNDING)
        if lines > 1:
            topic.set("style", f"--lines: {lines}")
