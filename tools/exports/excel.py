"""Checklists as Excel workbooks: one list with its explanation and provenance, or all lists.

Texts are always written as texts, never as formulas or links; the only formulas are the ones that
count, made from words of the catalogue. Row heights are set, because LibreOffice and previews do
not fit them to wrapped text.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from tools.brand.palette import PALETTE
from tools.exports.texts import Texts, address, based_on, made_at, statuses
from tools.model.checklist import Checklist, ItemField
from tools.model.publication import Publication

FONT = "Calibri"
COLOURS = PALETTE.light
QUIET, TINT, RULE, INK, FILL_IN = (
    COLOURS[name] for name in ("quiet", "field", "office-rule", "ink", "fill-in")
)
STATUSES = "statuses"  # the named range that the drop-down lists rest on
FIELDS: tuple[ItemField, ...] = ("what", "when", "who", "done_when")  # as the design's table says
EXPLAINED: tuple[ItemField, ...] = ("what", "why", "how")
WIDTHS = (5, 16, 38, 19, 20, 32, 13, 12, 26)
STATUS, DATE, REMARK = 6, 7, 8
HEAD = 6  # the row of the table's head; above it stand title, goal, facts and progress
EARLIEST = dt.date(2000, 1, 1)
LONGEST = 31  # of a sheet's name
FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
A4, POINTS = 9, 13.0  # paper; height of a line of ten points
INSET = 2  # what the room at the sides of a cell takes, in letters
TALLEST = 409  # points, says Excel
OPTIONS = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "in_memory": True,
}  # fmt: skip


def write_excel(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write one list: the list itself, why and how, and where it is from."""
    book = Book(publication, path)
    word = publication.language.word
    book.properties(checklist.title, checklist.goal, checklist.version)
    texts = Texts(publication, checklist)
    book.add_list(texts, book.name(word("list")))
    book.add_explanation([texts], word("explanation"))
    book.add_about(texts.foot, word("about_list"), [texts])
    book.close()


def write_workbook(publication: Publication, path: Path) -> None:
    """Write all lists: an overview, a sheet each, why and how, and where they are from."""
    book = Book(publication, path)
    word = publication.language.word
    lists = [Texts(publication, checklist) for checklist in publication.checklists]
    title = f"{publication.name}: {word('lists').lower()}"
    book.properties(title, publication.own.subtitle, publication.own.date)
    overview = book.add_sheet(book.name(word("lists_overview")))
    names = [book.name(texts.checklist.title) for texts in lists]
    for texts, name in zip(lists, names, strict=True):
        book.add_list(texts, name)
    book.add_explanation(lists, word("explanation"))
    date = publication.language.date(publication.own.date)
    foot = [title, word("version_of").format(date=date), based_on(publication)]
    site = address(publication)
    book.add_about([*foot, *([site] if site else [])], word("about_list"), lists)
    book.fill_overview(overview, title, lists, names)
    book.close()


class Book:
    """A workbook under way, with the formats and names that its sheets share."""

    def __init__(self, publication: Publication, path: Path) -> None:
        self.publication = publication
        self.word = publication.language.word
        self.statuses = statuses(publication)
        self.names: set[str] = set()
        self.path, self.packed = path, io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self.packed, OPTIONS)
        base = self.book.formats[0]
        base.set_font_name(FONT)
        base.set_font_size(10)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def close(self) -> None:
        """Write the file."""
        self.book.close()
        self.path.write_bytes(self.packed.getvalue())

    def properties(self, title: str, subject: str, day: dt.date) -> None:
        """Set what the file says of itself; its date is that of the text."""
        own = self.publication.own
        self.book.set_properties(
            {
                "title": title[:255],
                "subject": subject[:255],
                "author": (own.publisher.name or self.publication.name)[:255],
                "comments": based_on(self.publication)[:255],
                "created": made_at(day),
            }
        )

    def format(self, **wanted: Any) -> Any:
        """Give the format with these properties, each made once."""
        usual = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "font_color": INK}
        key = tuple(sorted({**usual, **wanted}.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(key))
        return self.formats[key]

    def cell(self, **wanted: Any) -> Any:
        """Give the format of a cell of a table."""
        lines = {"top": 1, "bottom": 1, "top_color": RULE, "bottom_color": RULE}
        inset = {} if wanted.get("align") == "center" else {"align": "left", "indent": 1}
        return self.format(text_wrap=True, **{**lines, **inset, **wanted})

    def head(self) -> Any:
        """Give the format of the head of a table."""
        return self.cell(bold=True, bg_color=TINT, font_color=QUIET)

    def name(self, text: str) -> str:
        """Make a name for a sheet: allowed, short, and the only one in this book."""
        clean = " ".join(FORBIDDEN.sub(" ", text).split()) or self.word("list")
        name, turn = shortened(clean, LONGEST), 1
        while name.casefold() in self.names:
            turn += 1
            name = f"{shortened(clean, LONGEST - len(str(turn)) - 1)} {turn}"
        self.names.add(name.casefold())
        return name

    def add_sheet(self, name: str) -> Any:
        """Add a sheet that prints on A4, on its side, one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.hide_gridlines(2)
        return sheet

    def foot(self, sheet: Any, texts: Sequence[str]) -> None:
        """Set the foot of the printed page; `&` is a command there, and its length is limited."""
        left = shortened(" · ".join(texts), 160).replace("&", "&&")
        sheet.set_footer(f"&L&8{left}&R&8&P / &N")

    def table_head(self, sheet: Any, row: int, names: Iterable[str]) -> None:
        """Write the head of a table."""
        for column, name in enumerate(names):
            sheet.write_string(row, column, name, self.head())

    def add_list(self, texts: Texts, name: str) -> None:
        """Add the sheet of a list, to fill in, sort and filter."""
        word, checklist = self.word, texts.checklist
        sheet = self.add_sheet(name)
        hue = PALETTE.hues.get(self.publication.hue(texts.page), PALETTE.neutral)
        sheet.set_tab_color(hue)
        first, last = HEAD + 1, HEAD + texts.count
        sheet.write_string(
            0, 0, checklist.title, self.format(font_size=20, bold=True, font_color=hue)
        )
        sheet.write_string(1, 0, checklist.goal, self.format(font_size=12))
        facts = "   ".join(f"{name}: {value}." for name, value in texts.facts)
        sheet.write_string(2, 0, facts, self.format(font_color=QUIET))
        sheet.write_string(3, 0, f"{word('close')}: {checklist.close}", self.format())
        formula, value = self.progress(first, last)
        sheet.write_formula(4, 0, formula, self.format(font_size=12, bold=True), value)
        for row, points in enumerate((28, 19, 17, 17, 21, 6)):
            sheet.set_row(row, points)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        names = [word("number"), word("block"), *(word(field) for field in FIELDS)]
        self.table_head(sheet, HEAD, [*names, word("status"), word("date"), word("remark")])
        sheet.set_row(HEAD, 20)
        fill = {"bg_color": FILL_IN}
        for number, block, item in texts.rows:
            row = HEAD + number
            cells = [block.title, *(texts.field(item, field) for field in FIELDS)]
            sheet.write_number(row, 0, number, self.cell(font_color=QUIET, align="center"))
            for column, text in enumerate(cells, 1):
                sheet.write_string(row, column, text, self.cell(bold=column == 2))
            sheet.write_string(row, STATUS, self.statuses.open, self.cell(**fill))
            pattern = word("date_pattern").lower()
            sheet.write_blank(row, DATE, None, self.cell(num_format=pattern, **fill))
            sheet.write_blank(row, REMARK, None, self.cell(**fill))
            sheet.set_row(row, tall(zip(cells, WIDTHS[1:], strict=False)))
        self.add_rules(sheet, first, last)
        sheet.freeze_panes(first, 3)
        sheet.autofilter(HEAD, 0, last, len(WIDTHS) - 1)
        sheet.repeat_rows(HEAD)
        sheet.print_area(0, 0, last, len(WIDTHS) - 1)
        self.foot(sheet, texts.foot)

    def progress(self, first: int, last: int) -> tuple[str, str]:
        """Give the formula that counts what is done, and its value while nothing is.

        What is not needed counts for neither number.
        """
        cells = f"$G${first + 1}:$G${last + 1}"
        done = f"COUNTIF({cells},{literal(self.statuses.done)})"
        count = f"ROWS({cells})-COUNTIF({cells},{literal(self.statuses.skipped)})"
        parts = re.split(r"(\{done\}|\{count\})", self.word("done_count"))
        value = {"{done}": done, "{count}": f"({count})"}
        formula = "&".join(value.get(part) or literal(part) for part in parts if part)
        return f"={formula}", self.word("done_count").format(done=0, count=last - first + 1)

    def add_rules(self, sheet: Any, first: int, last: int) -> None:
        """Let a row show its status by colour and by letters; offer statuses, ask for a date."""
        word = self.word
        status = {
            "validate": "list", "source": f"={STATUSES}", "error_title": word("status"),
            "error_message": word("status_advice"),
        }  # fmt: skip
        date = {
            "validate": "date", "criteria": ">=", "value": EARLIEST, "error_title": word("date"),
            "error_message": word("date_advice"),
        }  # fmt: skip
        sheet.data_validation(first, STATUS, last, STATUS, status)
        sheet.data_validation(first, DATE, last, DATE, date)
        done = {
            "bg_color": COLOURS["done-tint"],
            "font_color": COLOURS["done"],
            "font_strikeout": True,
        }
        busy = {"bg_color": COLOURS["busy-tint"], "font_color": COLOURS["busy"], "bold": True}
        skipped = {"bg_color": COLOURS["skipped-tint"], "font_color": QUIET, "italic": True}
        looks = {
            self.statuses.done: done,
            self.statuses.busy: busy,
            self.statuses.skipped: skipped,
        }
        for value, look in looks.items():
            # The row of the formula is the first of the range; otherwise the colours shift.
            rule = {
                "type": "formula", "criteria": f"=$G{first + 1}={literal(value)}",
                "format": self.book.add_format(look),
            }  # fmt: skip
            sheet.conditional_format(first, 0, last, len(WIDTHS) - 1, rule)

    def add_explanation(self, lists: Sequence[Texts], name: str) -> None:
        """Add the sheet with why and how, the ids, and which statements an item rests on."""
        word = self.word
        sheet = self.add_sheet(self.name(name))
        widths = (5, 26, 38, 44, 44, 24, 36)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        names = [word("number"), word("list"), *(word(field) for field in EXPLAINED)]
        self.table_head(sheet, 0, [*names, word("origin"), word("item_id")])
        row = 0
        for texts in lists:
            for number, _, item in texts.rows:
                row += 1
                cells = [texts.checklist.title]
                cells += [texts.field(item, field) for field in EXPLAINED]
                cells += [texts.origin(item), texts.id(item)]
                sheet.write_number(row, 0, number, self.cell(font_color=QUIET, align="center"))
                for column, text in enumerate(cells, 1):
                    quiet = {} if 1 < column < 5 else {"font_color": QUIET}
                    sheet.write_string(row, column, text, self.cell(bold=column == 2, **quiet))
                sheet.set_row(row, tall(zip(cells, widths[1:], strict=True)))
        sheet.set_row(0, 20)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, row, len(widths) - 1)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, row, len(widths) - 1)
        self.foot(
            sheet, [name, *(lists[0].foot if len(lists) == 1 else [based_on(self.publication)])]
        )

    def add_about(self, foot: Sequence[str], name: str, lists: Sequence[Texts]) -> None:
        """Add the sheet with where all is from, and the statuses that the lists offer."""
        word, wrap = self.word, self.format(text_wrap=True)
        sheet = self.add_sheet(self.name(name))
        sheet.set_column(0, 0, 90)
        lines = [word("provenance"), f"{word('licence')}: {self.publication.own.licence}"]
        row = 0
        for row, line in enumerate([*foot, *lines]):
            look = self.format(font_size=14, bold=True, text_wrap=True) if row == 0 else wrap
            if line.startswith(("https://", "http://")) and line in foot[1:]:
                sheet.write_url(row, 0, line, wrap, string=line)
            else:
                sheet.write_string(row, 0, line[:1].upper() + line[1:], look)
            sheet.set_row(row, tall([(line, 90 if row else 60)], 1.4 if row == 0 else 1))
        top = row + 2
        self.table_head(sheet, top, [word("status")])
        for number, status in enumerate(self.statuses, 1):
            sheet.write_string(top + number, 0, status, self.cell())
        count = len(tuple(self.statuses))
        place = f"='{sheet.get_name()}'!$A${top + 2}:$A${top + 1 + count}"
        self.book.define_name(STATUSES, place)
        self.foot(sheet, [name, based_on(self.publication)])

    def fill_overview(
        self, sheet: Any, title: str, lists: Sequence[Texts], names: Sequence[str]
    ) -> None:
        """Fill the first sheet: each list with its goal, moment, caller and progress."""
        word = self.word
        widths = (46, 64, 48, 20, 16)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(
            0, 0, title, self.format(font_size=20, bold=True, font_color=PALETTE.neutral)
        )
        sheet.write_string(1, 0, based_on(self.publication), self.format(font_color=QUIET))
        sheet.set_row(0, 28)
        heads = (word("list"), word("goal"), word("pause"), word("caller"), word("progress"))
        self.table_head(sheet, 3, heads)
        sheet.set_row(3, 20)
        for row, (texts, name) in enumerate(zip(lists, names, strict=True), 4):
            hue = PALETTE.hues.get(self.publication.hue(texts.page), PALETTE.neutral)
            link = self.cell(bold=True, font_color=hue, underline=1)
            place = f"internal:'{name}'!A1"
            sheet.write_url(row, 0, place, link, string=texts.checklist.title)
            cells = (texts.checklist.goal, texts.pause, texts.caller)
            for column, text in enumerate(cells, 1):
                sheet.write_string(row, column, text, self.cell())
            value = word("done_count").format(done=0, count=texts.count)
            sheet.write_formula(row, 4, f"='{name}'!$A$5", self.cell(), value)
            all_cells = (texts.checklist.title, *cells)
            sheet.set_row(row, tall(zip(all_cells, widths, strict=False)))
        last = 3 + len(lists)
        sheet.freeze_panes(4, 1)
        sheet.autofilter(3, 0, last, len(widths) - 1)
        sheet.repeat_rows(3)
        sheet.print_area(0, 0, last, len(widths) - 1)
        self.foot(sheet, [title, based_on(self.publication)])


def literal(text: str) -> str:
    """Write a text as a text in a formula."""
    return '"' + text.replace('"', '""') + '"'


def shortened(text: str, most: int) -> str:
    """Cut a text at a word, with a sign that it was cut."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:·") + "…"


def tall(cells: Iterable[tuple[str, float]], size: float = 1) -> float:
    """Give the height of a row for texts in columns of these widths, in points."""
    lines = max(lines_of(text, (width - INSET) / size) for text, width in cells)
    return min(TALLEST, lines * POINTS * size + 7)


def lines_of(text: str, width: float) -> int:
    """Estimate how many lines a text takes in a column; a long word is cut where it must be."""
    room, lines, used = width * 1.02, 1, 0.0
    for word in text.split():
        size = len(word) + sum(ord(sign) > 0x2FFF for sign in word)
        if used and used + 1 + size > room:
            lines, used = lines + 1, 0
        used += size + (1 if used else 0)
        if used > room:
            lines, used = lines + math.ceil(used / room) - 1, used % room
    return lines
