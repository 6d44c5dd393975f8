"""Read exported files back, independently of their writers, into the same rows."""

from __future__ import annotations

import csv
import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import icalendar
from lxml import etree
from markdown_it import MarkdownIt

from tests.item_texts import format_fields
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication

Row = tuple[str, ...]  # an item as read: its fields in the order of its form
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"w": W, "w14": W14, "s": S, "r": R}

Fields = tuple[str, ...]

# The fields of each format, as the settings of both publications name them, repeated here.
ALL: Fields = ("what", "why", "how", "who", "when", "minutes", "done_when")
CSV, WORD = ALL, ALL
EXCEL: Fields = ("what", "who", "when", "done_when")
EXPLANATION: Fields = ("what", "why", "how", "minutes")
MARKDOWN: Fields = ("what", "who", "when", "minutes", "done_when")
CALENDAR: Fields = ("what",)


def expected_rows(publication: Publication, checklist: Checklist, fields: Fields) -> list[Row]:
    """Return the rows of the model."""
    return [format_fields(publication, item, *fields) for item in checklist.items]


def xpath(element: etree._Element, path: str) -> list[etree._Element]:
    """Find elements in Office XML."""
    found = element.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [node for node in found if isinstance(node, etree._Element)]


def part(path: Path, name: str) -> etree._Element:
    """Read a part of an Office file."""
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


# -- CSV


def csv_table(path: Path) -> list[list[str]]:
    """Read a CSV file as a spreadsheet shows it, the apostrophe before formulas gone."""
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    rows = csv.reader(lines, delimiter=";", strict=True)
    return [[re.sub(r"^'(?='*[=+\-@\t＝＋－＠])", "", cell) for cell in row] for row in rows]


def csv_rows(path: Path) -> list[Row]:
    """Return the items of a CSV file."""
    return [tuple(row[2:9]) for row in csv_table(path)[1:]]


# -- Markdown


def markdown_lines(path: Path) -> list[str]:
    """Return the texts that a Markdown reader shows, a text per paragraph, item or heading."""
    tokens = MarkdownIt("commonmark").parse(path.read_text(encoding="utf-8"))
    lines = []
    for token in tokens:
        if token.type == "inline":
            kinds = {child.type for child in token.children or []}
            allowed = {"text", "strong_open", "strong_close", "text_special"}
            assert kinds <= allowed | {"link_open", "link_close"}, token.content
            lines.append("".join(child.content for child in token.children or []))
    return lines


def markdown_rows(path: Path, labels: Row) -> list[Row]:
    """Return the items of a Markdown file; `labels` name its fields besides the action."""
    lines = markdown_lines(path)
    rows = []
    for at, line in enumerate(lines):
        if line.startswith("[ ] "):
            below = lines[at + 1 : at + 1 + len(labels)]
            texts = dict(content.split(": ", 1) for content in below if ": " in content)
            rows.append((line.removeprefix("[ ] "), *(texts.get(label, "") for label in labels)))
    return rows


# -- iCalendar


def event_of(path: Path) -> icalendar.Event:
    """Read the one event of a calendar file."""
    return parse_event(path.read_bytes())


def parse_event(data: bytes) -> icalendar.Event:
    """Read the one event of a calendar."""
    calendar = icalendar.Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    assert len(events) == 1
    event = events[0]
    assert isinstance(event, icalendar.Event)
    return event


def moment(event: icalendar.Event, name: str) -> dt.datetime:
    """Return a moment of an event."""
    value = event.decoded(name)
    assert isinstance(value, dt.datetime)
    return value


def calendar_rows(path: Path) -> list[Row]:
    """Return the items in an event's description."""
    lines = str(event_of(path)["DESCRIPTION"]).split("\n")
    return [(line.removeprefix("☐ "),) for line in lines if line.startswith("☐ ")]


# -- Word


def document(path: Path) -> etree._Element:
    """Read the main part of a Word document."""
    return part(path, "word/document.xml")


def word_styles(path: Path) -> dict[str, str]:
    """Return the names of the styles of a Word document, as its reader sees them, by their ids."""
    styles = xpath(part(path, "word/styles.xml"), "w:style[w:name]")
    value = f"{{{W}}}val"
    return {
        str(style.get(f"{{{W}}}styleId")): str(xpath(style, "w:name")[0].get(value))
        for style in styles
    }


def text_of(element: etree._Element, labels: set[str]) -> str:
    """Return the text of a paragraph without its runs in one of the styles `labels`."""
    pieces = []
    for run in xpath(element, ".//w:r"):
        style = xpath(run, "w:rPr/w:rStyle")
        if not style or style[0].get(f"{{{W}}}val") not in labels:
            pieces += [
                "\t" if node.text is None else node.text for node in xpath(run, "w:t | w:tab")
            ]
    return "".join(pieces)


def word_texts(path: Path) -> list[str]:
    """Return all paragraphs of a document and of its foot, labels included."""
    with zipfile.ZipFile(path) as package:
        feet = [n for n in package.namelist() if n.startswith("word/footer")]
    roots = [document(path), *(part(path, foot) for foot in feet)]
    return [
        "".join(t.text or "" for t in xpath(p, ".//w:t")) for r in roots for p in xpath(r, ".//w:p")
    ]


def word_rows(path: Path, publication: Publication) -> list[Row]:
    """Return the items of a Word document, with the fields of both publications."""
    names = {"what": publication.language.word("what")}
    names |= {field.id: field.label for field in publication.item_fields}
    return [tuple(item.get(names[field], "") for field in WORD) for item in word_items(path)]


def word_items(path: Path) -> list[dict[str, str]]:
    """Return the texts of each item of a Word document by the head of their column or their label.

    The items are the rows that hold a box.
    """
    labels = {style_id for style_id, name in word_styles(path).items() if name == "Label"}
    items = []
    for table in xpath(document(path), ".//w:tbl[.//w14:checkbox]"):
        head, *rows = xpath(table, "w:tr")
        columns = [text_of(cell, set()) for cell in xpath(head, "w:tc")]
        for row in rows:
            item = {}
            for column, cell in zip(columns, xpath(row, "w:tc"), strict=True):
                first, *others = xpath(cell, "w:p")
                item[column] = text_of(first, labels)
                for paragraph in others:
                    text = text_of(paragraph, labels)
                    label = text_of(paragraph, set()).removesuffix(text)
                    item[label.removesuffix(": ")] = text
            items.append(item)
    return items


# -- Excel


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its XML, and its cells as (column letters, row) → text."""

    name: str
    xml: etree._Element
    shared: tuple[str, ...]

    @cached_property
    def cells(self) -> dict[tuple[str, int], str]:
        """The values, shared texts resolved."""
        found = {}
        for cell in xpath(self.xml, ".//s:c[s:v]"):
            place = re.fullmatch(r"([A-Z]+)(\d+)", str(cell.get("r")))
            value = xpath(cell, "s:v")[0].text or ""
            assert place
            text = self.shared[int(value)] if cell.get("t") == "s" else value
            found[place[1], int(place[2])] = text
        return found

    @cached_property
    def formulas(self) -> dict[str, str]:
        """The formulas by cell."""
        return {
            str(cell.get("r")): xpath(cell, "s:f")[0].text or ""
            for cell in xpath(self.xml, ".//s:c[s:f]")
        }

    def rows(self, columns: str, first: int) -> list[Row]:
        """Return the texts of these columns, from a row to the last that has a number in A."""
        last = max(row for column, row in self.cells if column == "A")
        return [
            tuple(self.cells.get((column, row), "") for column in columns)
            for row in range(first, last + 1)
        ]


def sheets(path: Path) -> list[Sheet]:
    """Read the sheets of a workbook in order."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    shared: tuple[str, ...] = ()
    if "xl/sharedStrings.xml" in names:
        strings = xpath(part(path, "xl/sharedStrings.xml"), "s:si")
        shared = tuple("".join(t.text or "" for t in xpath(node, ".//s:t")) for node in strings)
    targets = {
        str(node.get("Id")): str(node.get("Target"))
        for node in part(path, "xl/_rels/workbook.xml.rels")
    }
    return [
        Sheet(
            str(sheet.get("name")),
            part(path, posixpath.join("xl", targets[str(sheet.get(f"{{{R}}}id"))])),
            shared,
        )
        for sheet in xpath(part(path, "xl/workbook.xml"), "s:sheets/s:sheet")
    ]


FIRST = 8  # the row of the first item on a sheet with a list


def excel_rows(sheet: Sheet) -> list[Row]:
    """Return the items on the sheet of a list."""
    return sheet.rows("CDEF", FIRST)


def explanation_rows(sheet: Sheet) -> list[Row]:
    """Return what, why, how and the minutes on the sheet with the explanation."""
    return sheet.rows("CDEF", 2)


def every_text(path: Path) -> Iterator[str]:
    """Yield all texts of a workbook."""
    for sheet in sheets(path):
        yield from sheet.cells.values()
