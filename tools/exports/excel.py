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
from tools.exports.checklist_texts import ChecklistTexts, document_timestamp, status_labels
from tools.model.entities.checklist import Checklist, ItemField
from tools.model.publication import Publication
from tools.render.imprint import absolute_url, based_on_line

FONT = "Calibri"
COLOURS = PALETTE.light
MUTED, TINT, RULE, INK, INPUT_FILL = (
    COLOURS[name] for name in ("quiet", "field", "office-rule", "ink", "fill-in")
)
STATUSES_RANGE = "statuses"  # the named range that the drop-down lists rest on
LIST_FIELDS: tuple[ItemField, ...] = (
    "what",
    "when",
    "who",
    "done_when",
)  # as the design's table says
EXPLANATION_FIELDS: tuple[ItemField, ...] = ("what", "why", "how")
COLUMN_WIDTHS = (5, 16, 38, 19, 20, 32, 13, 12, 26)
STATUS_COLUMN, DATE_COLUMN, REMARK_COLUMN = 6, 7, 8
HEADER_ROW = 6  # the row of the table's head; above it stand title, goal, facts and progress
EARLIEST_DATE = dt.date(2000, 1, 1)
MAX_SHEET_NAME_LENGTH = 31  # of a sheet's name
SHEET_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
PAPER_A4, LINE_HEIGHT_PT = 9, 13.0  # paper; height of a line of ten points
CELL_PADDING_CHARS = 2  # what the room at the sides of a cell takes, in letters
MAX_ROW_HEIGHT_PT = 409  # points, says Excel
WORKBOOK_OPTIONS = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "in_memory": True,
}  # fmt: skip


def write_excel(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write one list: the list itself, why and how, and where it is from."""
    book = ChecklistWorkbook(publication, path)
    word = publication.language.word
    book.set_properties(checklist.title, checklist.goal, checklist.version)
    texts = ChecklistTexts(publication, checklist)
    book.add_checklist(texts, book.unique_sheet_name(word("list")))
    book.add_explanation([texts], word("explanation"))
    book.add_provenance(texts.footer, word("about_list"), [texts])
    book.close()


def write_combined_excel(publication: Publication, path: Path) -> None:
    """Write all lists: an overview, a sheet each, why and how, and where they are from."""
    book = ChecklistWorkbook(publication, path)
    word = publication.language.word
    lists = [ChecklistTexts(publication, checklist) for checklist in publication.checklists]
    title = f"{publication.name}: {word('lists').lower()}"
    book.set_properties(title, publication.settings.subtitle, publication.settings.date)
    overview = book.add_sheet(book.unique_sheet_name(word("lists_overview")))
    names = [book.unique_sheet_name(texts.checklist.title) for texts in lists]
    for texts, name in zip(lists, names, strict=True):
        book.add_checklist(texts, name)
    book.add_explanation(lists, word("explanation"))
    date = publication.language.format_date(publication.settings.date)
    foot = [title, word("version_of").format(date=date), based_on_line(publication)]
    site = absolute_url(publication)
    book.add_provenance([*foot, *([site] if site else [])], word("about_list"), lists)
    book.fill_overview(overview, title, lists, names)
    book.close()


class ChecklistWorkbook:
    """A workbook under way, with the formats and names that its sheets share."""

    def __init__(self, publication: Publication, path: Path) -> None:
        self.publication = publication
        self.word = publication.language.word
        self.statuses = status_labels(publication)
        self.sheet_names: set[str] = set()
        self.path, self.buffer = path, io.BytesIO()
        self.workbook: Any = xlsxwriter.Workbook(self.buffer, WORKBOOK_OPTIONS)
        base = self.workbook.formats[0]
        base.set_font_name(FONT)
        base.set_font_size(10)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def close(self) -> None:
        """Write the file."""
        self.workbook.close()
        self.path.write_bytes(self.buffer.getvalue())

    def set_properties(self, title: str, subject: str, day: dt.date) -> None:
        """Set what the file says of itself; its date is that of the text."""
        own = self.publication.settings
        self.workbook.set_properties(
            {
                "title": title[:255],
                "subject": subject[:255],
                "author": (own.publisher.name or self.publication.name)[:255],
                "comments": based_on_line(self.publication)[:255],
                "created": document_timestamp(day),
            }
        )

    def get_format(self, **wanted: Any) -> Any:
        """Give the format with these properties, each made once."""
        usual = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "font_color": INK}
        key = tuple(sorted({**usual, **wanted}.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(dict(key))
        return self.formats[key]

    def cell_format(self, **wanted: Any) -> Any:
        """Give the format of a cell of a table."""
        lines = {"top": 1, "bottom": 1, "top_color": RULE, "bottom_color": RULE}
        inset = {} if wanted.get("align") == "center" else {"align": "left", "indent": 1}
        return self.get_format(text_wrap=True, **{**lines, **inset, **wanted})

    def header_format(self) -> Any:
        """Give the format of the head of a table."""
        return self.cell_format(bold=True, bg_color=TINT, font_color=MUTED)

    def unique_sheet_name(self, text: str) -> str:
        """Make a name for a sheet: allowed, short, and the only one in this book."""
        clean = " ".join(SHEET_NAME_FORBIDDEN.sub(" ", text).split()) or self.word("list")
        name, turn = truncate(clean, MAX_SHEET_NAME_LENGTH), 1
        while name.casefold() in self.sheet_names:
            turn += 1
            name = f"{truncate(clean, MAX_SHEET_NAME_LENGTH - len(str(turn)) - 1)} {turn}"
        self.sheet_names.add(name.casefold())
        return name

    def add_sheet(self, name: str) -> Any:
        """Add a sheet that prints on A4, on its side, one page wide."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(PAPER_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.hide_gridlines(2)
        return sheet

    def set_footer(self, sheet: Any, texts: Sequence[str]) -> None:
        """Set the foot of the printed page; `&` is a command there, and its length is limited."""
        left = truncate(" · ".join(texts), 160).replace("&", "&&")
        sheet.set_footer(f"&L&8{left}&R&8&P / &N")

    def write_header_row(self, sheet: Any, row: int, names: Iterable[str]) -> None:
        """Write the head of a table."""
        for column, name in enumerate(names):
            sheet.write_string(row, column, name, self.header_format())

    def add_checklist(self, texts: ChecklistTexts, name: str) -> None:
        """Add the sheet of a list, to fill in, sort and filter."""
        word, checklist = self.word, texts.checklist
        sheet = self.add_sheet(name)
        hue = PALETTE.hues.get(self.publication.get_hue(texts.page), PALETTE.neutral)
        sheet.set_tab_color(hue)
        first, last = HEADER_ROW + 1, HEADER_ROW + texts.item_count
        sheet.write_string(
            0, 0, checklist.title, self.get_format(font_size=20, bold=True, font_color=hue)
        )
        sheet.write_string(1, 0, checklist.goal, self.get_format(font_size=12))
        facts = "   ".join(f"{name}: {value}." for name, value in texts.facts)
        sheet.write_string(2, 0, facts, self.get_format(font_color=MUTED))
        sheet.write_string(3, 0, f"{word('close')}: {checklist.close}", self.get_format())
        formula, value = self.progress_formula(first, last)
        sheet.write_formula(4, 0, formula, self.get_format(font_size=12, bold=True), value)
        for row, points in enumerate((28, 19, 17, 17, 21, 6)):
            sheet.set_row(row, points)
        for column, width in enumerate(COLUMN_WIDTHS):
            sheet.set_column(column, column, width)
        names = [word("number"), word("block"), *(word(field) for field in LIST_FIELDS)]
        self.write_header_row(
            sheet, HEADER_ROW, [*names, word("status"), word("date"), word("remark")]
        )
        sheet.set_row(HEADER_ROW, 20)
        fill = {"bg_color": INPUT_FILL}
        for number, block, item in texts.numbered_items:
            row = HEADER_ROW + number
            cells = [block.title, *(texts.field_text(item, field) for field in LIST_FIELDS)]
            sheet.write_number(row, 0, number, self.cell_format(font_color=MUTED, align="center"))
            for column, text in enumerate(cells, 1):
                sheet.write_string(row, column, text, self.cell_format(bold=column == 2))
            sheet.write_string(row, STATUS_COLUMN, self.statuses.open, self.cell_format(**fill))
            pattern = word("date_pattern").lower()
            sheet.write_blank(row, DATE_COLUMN, None, self.cell_format(num_format=pattern, **fill))
            sheet.write_blank(row, REMARK_COLUMN, None, self.cell_format(**fill))
            sheet.set_row(row, row_height(zip(cells, COLUMN_WIDTHS[1:], strict=False)))
        self.add_validation(sheet, first, last)
        sheet.freeze_panes(first, 3)
        sheet.autofilter(HEADER_ROW, 0, last, len(COLUMN_WIDTHS) - 1)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, last, len(COLUMN_WIDTHS) - 1)
        self.set_footer(sheet, texts.footer)

    def progress_formula(self, first: int, last: int) -> tuple[str, str]:
        """Give the formula that counts what is done, and its value while nothing is.

        What is not needed counts for neither number.
        """
        cells = f"$G${first + 1}:$G${last + 1}"
        done = f"COUNTIF({cells},{formula_string(self.statuses.done)})"
        count = f"ROWS({cells})-COUNTIF({cells},{formula_string(self.statuses.skipped)})"
        parts = re.split(r"(\{done\}|\{count\})", self.word("done_count"))
        value = {"{done}": done, "{count}": f"({count})"}
        formula = "&".join(value.get(part) or formula_string(part) for part in parts if part)
        return f"={formula}", self.word("done_count").format(done=0, count=last - first + 1)

    def add_validation(self, sheet: Any, first: int, last: int) -> None:
        """Let a row show its status by colour and by letters; offer statuses, ask for a date."""
        word = self.word
        status = {
            "validate": "list", "source": f"={STATUSES_RANGE}", "error_title": word("status"),
            "error_message": word("status_advice"),
        }  # fmt: skip
        date = {
            "validate": "date", "criteria": ">=", "value": EARLIEST_DATE, "error_title": word("date"),
            "error_message": word("date_advice"),
        }  # fmt: skip
        sheet.data_validation(first, STATUS_COLUMN, last, STATUS_COLUMN, status)
        sheet.data_validation(first, DATE_COLUMN, last, DATE_COLUMN, date)
        done = {
            "bg_color": COLOURS["done-tint"],
            "font_color": COLOURS["done"],
            "font_strikeout": True,
        }
        busy = {"bg_color": COLOURS["busy-tint"], "font_color": COLOURS["busy"], "bold": True}
        skipped = {"bg_color": COLOURS["skipped-tint"], "font_color": MUTED, "italic": True}
        looks = {
            self.statuses.done: done,
            self.statuses.in_progress: busy,
            self.statuses.skipped: skipped,
        }
        for value, look in looks.items():
            # The row of the formula is the first of the range; otherwise the colours shift.
            rule = {
                "type": "formula", "criteria": f"=$G{first + 1}={formula_string(value)}",
                "format": self.workbook.add_format(look),
            }  # fmt: skip
            sheet.conditional_format(first, 0, last, len(COLUMN_WIDTHS) - 1, rule)

    def add_explanation(self, lists: Sequence[ChecklistTexts], name: str) -> None:
        """Add the sheet with why and how, the ids, and which statements an item rests on."""
        word = self.word
        sheet = self.add_sheet(self.unique_sheet_name(name))
        widths = (5, 26, 38, 44, 44, 24, 36)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        names = [word("number"), word("list"), *(word(field) for field in EXPLANATION_FIELDS)]
        self.write_header_row(sheet, 0, [*names, word("origin"), word("item_id")])
        row = 0
        for texts in lists:
            for number, _, item in texts.numbered_items:
                row += 1
                cells = [texts.checklist.title]
                cells += [texts.field_text(item, field) for field in EXPLANATION_FIELDS]
                cells += [texts.origin_text(item), texts.qualified_id(item)]
                sheet.write_number(
                    row, 0, number, self.cell_format(font_color=MUTED, align="center")
                )
                for column, text in enumerate(cells, 1):
                    quiet = {} if 1 < column < 5 else {"font_color": MUTED}
                    sheet.write_string(
                        row, column, text, self.cell_format(bold=column == 2, **quiet)
                    )
                sheet.set_row(row, row_height(zip(cells, widths[1:], strict=True)))
        sheet.set_row(0, 20)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, row, len(widths) - 1)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, row, len(widths) - 1)
        self.set_footer(
            sheet,
            [name, *(lists[0].footer if len(lists) == 1 else [based_on_line(self.publication)])],
        )

    def add_provenance(
        self, foot: Sequence[str], name: str, lists: Sequence[ChecklistTexts]
    ) -> None:
        """Add the sheet with where all is from, and the statuses that the lists offer."""
        word, wrap = self.word, self.get_format(text_wrap=True)
        sheet = self.add_sheet(self.unique_sheet_name(name))
        sheet.set_column(0, 0, 90)
        lines = [word("provenance"), f"{word('licence')}: {self.publication.settings.licence}"]
        row = 0
        for row, line in enumerate([*foot, *lines]):
            look = self.get_format(font_size=14, bold=True, text_wrap=True) if row == 0 else wrap
            if line.startswith(("https://", "http://")) and line in foot[1:]:
                sheet.write_url(row, 0, line, wrap, string=line)
            else:
                sheet.write_string(row, 0, line[:1].upper() + line[1:], look)
            sheet.set_row(row, row_height([(line, 90 if row else 60)], 1.4 if row == 0 else 1))
        top = row + 2
        self.write_header_row(sheet, top, [word("status")])
        for number, status in enumerate(self.statuses, 1):
            sheet.write_string(top + number, 0, status, self.cell_format())
        count = len(tuple(self.statuses))
        place = f"='{sheet.get_name()}'!$A${top + 2}:$A${top + 1 + count}"
        self.workbook.define_name(STATUSES_RANGE, place)
        self.set_footer(sheet, [name, based_on_line(self.publication)])

    def fill_overview(
        self, sheet: Any, title: str, lists: Sequence[ChecklistTexts], names: Sequence[str]
    ) -> None:
        """Fill the first sheet: each list with its goal, moment, caller and progress."""
        word = self.word
        widths = (46, 64, 48, 20, 16)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(
            0, 0, title, self.get_format(font_size=20, bold=True, font_color=PALETTE.neutral)
        )
        sheet.write_string(1, 0, based_on_line(self.publication), self.get_format(font_color=MUTED))
        sheet.set_row(0, 28)
        heads = (word("list"), word("goal"), word("pause"), word("caller"), word("progress"))
        self.write_header_row(sheet, 3, heads)
        sheet.set_row(3, 20)
        for row, (texts, name) in enumerate(zip(lists, names, strict=True), 4):
            hue = PALETTE.hues.get(self.publication.get_hue(texts.page), PALETTE.neutral)
            link = self.cell_format(bold=True, font_color=hue, underline=1)
            place = f"internal:'{name}'!A1"
            sheet.write_url(row, 0, place, link, string=texts.checklist.title)
            cells = (texts.checklist.goal, texts.pause, texts.caller)
            for column, text in enumerate(cells, 1):
                sheet.write_string(row, column, text, self.cell_format())
            value = word("done_count").format(done=0, count=texts.item_count)
            sheet.write_formula(row, 4, f"='{name}'!$A$5", self.cell_format(), value)
            all_cells = (texts.checklist.title, *cells)
            sheet.set_row(row, row_height(zip(all_cells, widths, strict=False)))
        last = 3 + len(lists)
        sheet.freeze_panes(4, 1)
        sheet.autofilter(3, 0, last, len(widths) - 1)
        sheet.repeat_rows(3)
        sheet.print_area(0, 0, last, len(widths) - 1)
        self.set_footer(sheet, [title, based_on_line(self.publication)])


def formula_string(text: str) -> str:
    """Write a text as a text in a formula."""
    return '"' + text.replace('"', '""') + '"'


def truncate(text: str, most: int) -> str:
    """Cut a text at a word, with a sign that it was cut."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:·") + "…"


def row_height(cells: Iterable[tuple[str, float]], size: float = 1) -> float:
    """Give the height of a row for texts in columns of these widths, in points."""
    lines = max(estimate_lines(text, (width - CELL_PADDING_CHARS) / size) for text, width in cells)
    return min(MAX_ROW_HEIGHT_PT, lines * LINE_HEIGHT_PT * size + 7)


def estimate_lines(text: str, width: float) -> int:
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
