"""Read the fields of one item from each output, independently of what wrote it.

A reader returns text by the name under which the output shows it: the id or the label of a field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from tests.exports import readers
from tests.pdf.sheet_structure import item_bodies
from tools.model.publication import Publication
from tools.publish.embed import embed_path
from tools.render import site_paths
from tools.site.built_pages import extract_text
from tools.site.search_index import INDEX_PATH

Shown = dict[str, str]
CHAPTER = re.compile(r'addPage\("[\w-]+", (\{.*\})\)\n')


class SiteReader:
    """Reads what a built site shows of one item of a publication."""

    def __init__(self, publication: Publication, site: Path, list_id: str, item_id: str) -> None:
        self.publication, self.site = publication, site
        self.page, self.checklist = next(
            pair for pair in publication.checklist_pages if pair[1].id == list_id
        )
        self.item = next(item for item in self.checklist.items if item.id == item_id)

    @property
    def number(self) -> int:
        """The place of the item in its checklist, from 0."""
        return [item.id for item in self.checklist.items].index(self.item.id)

    def read_file(self, ending: str) -> Path:
        """Return the path of the checklist in a format."""
        return self.site / site_paths.checklist_file_path(self.checklist.id, ending)

    def read_html(self, source: str) -> Shown:
        """Return the fields in HTML, each by its id and by its label."""
        root: HtmlElement = html.fromstring(source)
        (item,) = root.xpath("//*[@data-item=$id]", id=self.item.id)
        shown = {}
        for field in item.xpath(".//*[@data-field]"):
            shown[str(field.get("data-field"))] = extract_text(field)
            for label in field.xpath("../dt"):
                shown[extract_text(label)] = extract_text(field)
        return shown

    def read_page(self) -> Shown:
        """Return what the page shows."""
        return self.read_html((self.site / self.page.url).read_text(encoding="utf-8"))

    def read_frame(self) -> Shown:
        """Return what the page for a frame on another site shows."""
        path = self.site / embed_path(self.checklist.id)
        return self.read_html(path.read_text(encoding="utf-8"))

    def read_pieces(self) -> dict[str, str]:
        """Return the HTML of the chapter and the sheet in a hand-out of one's own, by name."""
        text = (self.site / f"assets/composer/{self.page.id}.js").read_text(encoding="utf-8")
        found = CHAPTER.search(text)
        assert found
        pieces: dict[str, str] = json.loads(found[1])
        return pieces

    def read_chapter(self) -> Shown:
        """Return what the chapter in a book shows."""
        return self.read_html(self.read_pieces()["chapter"])

    def read_sheet(self) -> Shown:
        """Return what the sheet shows: short fields by their id, long ones by their label too."""
        root: HtmlElement = html.fromstring(self.read_pieces()["sheet"])
        item = root.xpath("//li[@class='sheet-item']")[self.number]
        shown = {str(f.get("data-field")): extract_text(f) for f in item.xpath(".//*[@data-field]")}
        for line in item.xpath(".//*[@class='sheet-long']"):
            label, text = (extract_text(part) for part in line)
            shown[label.removesuffix(":")] = text
        return shown

    def read_pdf(self, path: str) -> str:
        """Return all text of the item in a sheet or form, without white space."""
        return item_bodies(self.site / path)[self.number].full_text

    def read_word(self) -> Shown:
        """Return what the Word document shows, by column and by label."""
        return readers.word_items(self.read_file("docx"))[self.number]

    def read_excel(self) -> Shown:
        """Return what the workbook shows, on the sheet to fill in and with the explanation."""
        first, second, *_ = readers.sheets(self.read_file("xlsx"))
        return read_row(first, readers.FIRST - 1, self.number) | read_row(second, 1, self.number)

    def read_csv(self) -> Shown:
        """Return what the CSV file shows."""
        head, *rows = readers.csv_table(self.read_file("csv"))
        return dict(zip(head, rows[self.number], strict=True))

    def read_markdown(self) -> Shown:
        """Return what the Markdown file shows to a Markdown reader."""
        lines = readers.markdown_lines(self.read_file("md"))
        return split_labels(lines_after(lines, f"[ ] {self.item.what}", "[ ] "))

    def read_calendar(self) -> Shown:
        """Return what the description of the event shows."""
        lines = str(readers.event_of(self.read_file("ics"))["DESCRIPTION"]).split("\n")
        return split_labels(
            line.removeprefix("   ") for line in lines_after(lines, f"☐ {self.item.what}", "☐ ")
        )

    def read_search(self) -> list[str]:
        """Return the lines that the search index has of the item."""
        text = (self.site / INDEX_PATH).read_text(encoding="utf-8").rstrip().removesuffix(")")
        pages = json.loads(text.removeprefix("searchEngine.loadIndex("))["pages"]
        anchor = f"{self.checklist.id}--{self.item.id}"
        (lines,) = (p[3] for page in pages for p in page["places"] if p[0] == anchor)
        return str(lines).split("\n")

    def read_json(self) -> dict[str, Any]:
        """Return the item in the data file."""
        data = json.loads((self.site / "checklists.json").read_text(encoding="utf-8"))
        (checklist,) = (one for one in data["checklists"] if one["id"] == self.checklist.id)
        items = [item for block in checklist["blocks"] for item in block["items"]]
        found: dict[str, Any] = items[self.number]
        return found


def read_row(sheet: readers.Sheet, head: int, number: int) -> Shown:
    """Return a row of a sheet by the head of each column; rows count from 1."""
    columns = [column for column, row in sheet.cells if row == head]
    return {
        sheet.cells[column, head]: sheet.cells.get((column, head + 1 + number), "")
        for column in columns
    }


def lines_after(lines: list[str], first: str, next_: str) -> Iterable[str]:
    """Yield the lines after one, up to the next that begins an item."""
    for line in lines[lines.index(first) + 1 :]:
        if line.startswith(next_):
            return
        yield line


def split_labels(lines: Iterable[str]) -> Shown:
    """Return the texts of lines by the label before each."""
    parts = (line.partition(": ") for line in lines)
    return {label: text for label, colon, text in parts if colon}


# Output → how to read it. `frame` and `chapter` show what `page` shows.
READERS: dict[str, Callable[[SiteReader], Shown]] = {
    "page": SiteReader.read_page,
    "frame": SiteReader.read_frame,
    "chapter": SiteReader.read_chapter,
    "sheet": SiteReader.read_sheet,
    "word": SiteReader.read_word,
    "excel": SiteReader.read_excel,
    "csv": SiteReader.read_csv,
    "markdown": SiteReader.read_markdown,
    "calendar": SiteReader.read_calendar,
}
