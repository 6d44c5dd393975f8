"""Checklists as Excel workbooks: one checklist with its explanation and provenance, or all.

Texts are always written as strings, never as formulas or links; the only formulas are those that
count, made of interface words. Row heights are set, because LibreOffice and previews do not fit
them to wrapped text.
"""

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from tools.exports.checklist_texts import ChecklistTexts, document_timestamp, status_labels
from tools.model.entities.checklist import Checklist, Item
from tools.model.entities.fields import BlankId, FieldType, ItemField
from tools.model.publication import Publication
from tools.render.imprint import absolute_url, based_on_line, dated

STATUSES_RANGE = "statuses"  # the named range behind the drop-down lists
# The width of columns in characters: of those in every table, by type of field, by kind of blank.
WIDTHS = {
    "number": 5, "block": 16, "what": 38, "status": 13, "list": 26, "item_id": 36,
}  # fmt: skip
MUTED_COLUMNS = {"list", "item_id"}
FIELD_WIDTHS: dict[FieldType, int] = {
    "text": 32, "roles": 20, "moment": 19, "date": 12, "number": 11, "choice": 16, "link": 32,
}  # fmt: skip
EXPLANATION_WIDTH = 44  # of a field that explains
BLANK_WIDTHS: dict[BlankId, int] = {"name": 18, "date": 12, "remark": 26}
OVERVIEW_WIDTHS = {"list": 46, "goal": 64, "pause": 48, "caller": 20, "progress": 16}
FIRST_FIELD_COLUMN = 3  # after number, block and `what`
HEADER_ROW = 6  # of the table; above it are title, goal, facts and progress
OVERVIEW_HEADER_ROW = 3
MAX_SHEET_NAME_LENGTH = 31  # a limit of Excel, as are the forbidden characters
SHEET_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
LINE_HEIGHT_PT = 13.0  # of text of ten points
CELL_PADDING_CHARS = 2  # the margins of a cell, in characters
MAX_ROW_HEIGHT_PT = 409  # a limit of Excel
WORKBOOK_OPTIONS = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "in_memory": True, "default_format_properties": {"font_name": "Calibri", "font_size": 10},
}  # fmt: skip


class Column(NamedTuple):
    """A column of a table: the text above it, its width in characters, and how its text looks."""

    title: str
    width: int
    bold: bool = False
    is_muted: bool = False


def write_excel(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write one checklist to `path`: a sheet to fill in, its explanation, and its provenance."""
    book = ChecklistWorkbook(publication, path)
    word = publication.language.word
    version = publication.get_version(checklist)
    book.set_properties(checklist.title, checklist.goal, version.date)
    texts = ChecklistTexts(publication, checklist)
    book.add_checklist(texts, word("list"))
    book.add_explanation([texts], word("explanation"))
    book.add_provenance(texts.footer, word("about_list"))
    book.close()


def write_combined_excel(publication: Publication, path: Path) -> None:
    """Write all checklists to `path`: an overview, a sheet each, explanation and provenance."""
    book = ChecklistWorkbook(publication, path)
    word = publication.language.word
    lists = [ChecklistTexts(publication, checklist) for checklist in publication.checklists]
    title = f"{publication.name}: {word('lists').lower()}"
    subject = publication.settings.subtitle or publication.name
    book.set_properties(title, subject, publication.settings.date)
    overview = book.add_sheet(word("lists_overview"))
    names = [book.add_checklist(texts, texts.checklist.title) for texts in lists]
    book.add_explanation(lists, word("explanation"))
    version = dated(publication, "version_of", publication.settings.date)
    footer = [title, version, based_on_line(publication), absolute_url(publication) or ""]
    book.add_provenance([*filter(None, footer)], word("about_list"))
    book.fill_overview(overview, title, lists, names)
    book.close()


class PublicationWorkbook:
    """A workbook in progress, with the formats and names that its sheets share."""

    def __init__(self, publication: Publication, path: Path) -> None:
        self.publication = publication
        self.word = publication.language.word
        self.colours = publication.palette.light
        self.path, self.buffer = path, io.BytesIO()
        self.workbook: Any = xlsxwriter.Workbook(self.buffer, WORKBOOK_OPTIONS)

    def close(self) -> None:
        """Write the file."""
        self.workbook.close()
        self.path.write_bytes(self.buffer.getvalue())

    def set_properties(self, title: str, subject: str, day: dt.date) -> None:
        """Set the document properties; its date is that of the text."""
        properties = {
            "title": title,
            "subject": subject,
            "author": self.publication.settings.publisher.name or self.publication.name,
            "comments": based_on_line(self.publication),
        }
        self.workbook.set_properties(
            {name: text[:255] for name, text in properties.items()}  # a limit of Excel
            | {"created": document_timestamp(day)}
        )

    def get_format(self, **properties: Any) -> Any:
        """Return a format with these properties; the workbook stores equal formats once."""
        return self.workbook.add_format(
            {"valign": "vcenter", "font_color": self.colours["ink"], **properties}
        )

    def cell_format(self, **properties: Any) -> Any:
        """Return the format of a cell of a table, with these properties as well."""
        rule = self.colours["office-rule"]
        borders = {"top": 1, "bottom": 1, "top_color": rule, "bottom_color": rule}
        indent = {} if properties.get("align") == "center" else {"align": "left", "indent": 1}
        return self.get_format(text_wrap=True, **{**borders, **indent, **properties})

    def unique_sheet_name(self, text: str) -> str:
        """Return a name for a sheet: allowed, short, and unique in this workbook."""
        clean = " ".join(SHEET_NAME_FORBIDDEN.sub(" ", text).split()) or self.word("list")
        used = {sheet.get_name().casefold() for sheet in self.workbook.worksheets()}
        name, number = truncate(clean, MAX_SHEET_NAME_LENGTH), 1
        while name.casefold() in used:
            number += 1
            name = f"{truncate(clean, MAX_SHEET_NAME_LENGTH - len(str(number)) - 1)} {number}"
        return name

    def add_sheet(self, title: str) -> Any:
        """Add a sheet, named after a title, that prints on A4 in landscape, one page wide."""
        sheet = self.workbook.add_worksheet(self.unique_sheet_name(title))
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.hide_gridlines(2)
        return sheet

    def set_footer(self, sheet: Any, texts: Sequence[str]) -> None:
        """Set the footer in print; `&` is a command there, and the length is limited."""
        left = truncate(" · ".join(texts), 160).replace("&", "&&")
        sheet.set_footer(f"&L&8{left}&R&8&P / &N")


class ChecklistWorkbook(PublicationWorkbook):
    """A workbook of checklists, with the columns of their tables."""

    def __init__(self, publication: Publication, path: Path) -> None:
        super().__init__(publication, path)
        self.statuses = status_labels(publication)
        self.columns = publication.get_columns("excel")
        self.explanations = [
            field for field in publication.get_fields("excel") if not field.settings.column
        ]
        self.blanks = publication.get_blanks("excel")
        self.status_column = FIRST_FIELD_COLUMN + len(self.columns)
        self.list_columns = [
            *self.fixed_columns("number", "block", "what"),
            *(Column(field.label, FIELD_WIDTHS[field.settings.type]) for field in self.columns),
            *self.fixed_columns("status"),
            *(Column(label, BLANK_WIDTHS[name]) for name, label in self.blanks.items()),
        ]
        self.explanation_columns = [
            *self.fixed_columns("number", "list", "what"),
            *(Column(field.label, EXPLANATION_WIDTH) for field in self.explanations),
            *self.fixed_columns("item_id"),
        ]

    def fixed_columns(self, *names: str) -> list[Column]:
        """Return columns that every publication has, by their names."""
        return [
            Column(
                self.word(name),
                WIDTHS[name],
                bold=name == "what",
                is_muted=name in MUTED_COLUMNS,
            )
            for name in names
        ]

    def write_header_row(self, sheet: Any, row: int, names: Iterable[str]) -> None:
        """Write the header row of a table."""
        style = self.cell_format(
            bold=True, bg_color=self.colours["field"], font_color=self.colours["quiet"]
        )
        for column, name in enumerate(names):
            sheet.write_string(row, column, name, style)

    def set_up_table(
        self, sheet: Any, header_row: int, last_row: int, columns: Sequence[Column], fixed: int
    ) -> None:
        """Set up a table: filters, a header repeated in print, and `fixed` columns kept in view."""
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        self.write_header_row(sheet, header_row, (column.title for column in columns))
        sheet.set_row(header_row, 20)
        sheet.freeze_panes(header_row + 1, fixed)
        sheet.autofilter(header_row, 0, last_row, len(columns) - 1)
        sheet.repeat_rows(header_row)
        sheet.print_area(0, 0, last_row, len(columns) - 1)

    def write_item(
        self, sheet: Any, row: int, number: int, columns: Sequence[Column], cells: Sequence[str]
    ) -> None:
        """Write the number of an item and the cells after it, in a row of the height they need."""
        sheet.write_number(
            row, 0, number, self.cell_format(font_color=self.colours["quiet"], align="center")
        )
        filled = [*zip(columns[1:], cells, strict=False)]
        for position, (column, text) in enumerate(filled, 1):
            style = self.cell_format(
                bold=column.bold, font_color=self.colours["quiet" if column.is_muted else "ink"]
            )
            sheet.write_string(row, position, text, style)
        sheet.set_row(row, row_height((text, column.width) for column, text in filled))

    def format_fields(self, item: Item, fields: Iterable[ItemField]) -> list[str]:
        """Return the values of fields of an item, as readers see them."""
        return [self.publication.format_field(item, field) for field in fields]

    def add_checklist(self, texts: ChecklistTexts, title: str) -> str:
        """Add the sheet of a checklist, to fill in, sort and filter; return its name."""
        sheet = self.add_sheet(title)
        first, last = HEADER_ROW + 1, HEADER_ROW + len(texts.numbered_items)
        self.write_heading(sheet, texts, self.progress_formula(first, last))
        self.set_up_table(sheet, HEADER_ROW, last, self.list_columns, fixed=FIRST_FIELD_COLUMN)
        fill = {"bg_color": self.colours["fill-in"]}
        pattern = self.word("date_pattern").lower()
        for number, block, item in texts.numbered_items:
            row = HEADER_ROW + number
            title = self.publication.format_block_title(block)
            cells = [title, item.what, *self.format_fields(item, self.columns)]
            self.write_item(sheet, row, number, self.list_columns, cells)
            status = self.status_column
            sheet.write_string(row, status, self.statuses.open, self.cell_format(**fill))
            for column, name in enumerate(self.blanks, status + 1):
                form = {"num_format": pattern} if name == "date" else {}
                sheet.write_blank(row, column, None, self.cell_format(**form, **fill))
        self.add_validation(sheet, first, last)
        self.add_status_colours(sheet, first, last)
        self.set_footer(sheet, texts.footer)
        return str(sheet.get_name())

    def write_heading(self, sheet: Any, texts: ChecklistTexts, progress: tuple[str, str]) -> None:
        """Write what is above the table of a checklist; `progress`: a formula and its value."""
        checklist = texts.checklist
        hue = self.page_colour(texts)
        sheet.set_tab_color(hue)
        sheet.write_string(
            0, 0, checklist.title, self.get_format(font_size=20, bold=True, font_color=hue)
        )
        close = f"{self.word('close')}: {checklist.close}" if checklist.close else ""
        facts = "   ".join(f"{name}: {value}." for name, value in texts.facts)
        formula, value = progress
        sheet.write_formula(4, 0, formula, self.get_format(font_size=12, bold=True), value)
        for row, points in ((0, 28), (4, 21), (5, 6)):
            sheet.set_row(row, points)
        for row, points, text, style in (
            (1, 19, checklist.goal, {"font_size": 12}),
            (2, 17, facts, {"font_color": self.colours["quiet"]}),
            (3, 17, close, {}),
        ):
            sheet.set_row(row, points, None, {"hidden": not text})
            if text:
                sheet.write_string(row, 0, text, self.get_format(**style))

    def page_colour(self, texts: ChecklistTexts) -> str:
        """Return the colour of the page of a checklist."""
        return self.publication.palette.get_hue(self.publication.get_hue(texts.page))

    def progress_formula(self, first: int, last: int) -> tuple[str, str]:
        """Return the formula that counts what is done, and its value while nothing is.

        Skipped items are in neither number. `first` and `last` are rows, from 0.
        """
        cells = xl_range_abs(first, self.status_column, last, self.status_column)
        done = f"COUNTIF({cells},{formula_string(self.statuses.done)})"
        count = f"ROWS({cells})-COUNTIF({cells},{formula_string(self.statuses.skipped)})"
        parts = re.split(r"(\{done\}|\{count\})", self.word("done_count"))
        counts = {"{done}": done, "{count}": f"({count})"}
        formula = "&".join(counts.get(part) or formula_string(part) for part in parts if part)
        return f"={formula}", self.word("done_count").format(done=0, count=last - first + 1)

    def add_validation(self, sheet: Any, first: int, last: int) -> None:
        """Offer the statuses to choose from, and ask for a valid date."""
        word = self.word
        status = {
            "validate": "list", "source": f"={STATUSES_RANGE}", "error_title": word("status"),
            "error_message": word("status_advice"),
        }  # fmt: skip
        date = {
            "validate": "date", "criteria": ">=", "value": dt.date(2000, 1, 1),
            "error_title": word("date"), "error_message": word("date_advice"),
        }  # fmt: skip
        column = self.status_column
        sheet.data_validation(first, column, last, column, status)
        if "date" in self.blanks:
            column += 1 + [*self.blanks].index("date")
            sheet.data_validation(first, column, last, column, date)

    def add_status_colours(self, sheet: Any, first: int, last: int) -> None:
        """Show the status of a row by colour and by font."""
        column = xl_col_to_name(self.status_column)
        for status, tint, colour, font in (
            (self.statuses.done, "done-tint", "done", "font_strikeout"),
            (self.statuses.in_progress, "busy-tint", "busy", "bold"),
            (self.statuses.skipped, "skipped-tint", "quiet", "italic"),
        ):
            style = {"bg_color": self.colours[tint], "font_color": self.colours[colour], font: True}
            rule = {
                "type": "formula",
                # The row is the first of the range; otherwise the colours shift.
                "criteria": f"=${column}{first + 1}={formula_string(status)}",
                "format": self.workbook.add_format(style),
            }
            sheet.conditional_format(first, 0, last, len(self.list_columns) - 1, rule)

    def add_explanation(self, lists: Sequence[ChecklistTexts], name: str) -> None:
        """Add the sheet with why and how, and the ids."""
        sheet = self.add_sheet(name)
        rows = [
            (texts, number, item) for texts in lists for number, _, item in texts.numbered_items
        ]
        self.set_up_table(sheet, 0, len(rows), self.explanation_columns, FIRST_FIELD_COLUMN)
        for row, (texts, number, item) in enumerate(rows, 1):
            cells = [texts.checklist.title, item.what]
            cells += self.format_fields(item, self.explanations)
            cells.append(texts.qualified_id(item))
            self.write_item(sheet, row, number, self.explanation_columns, cells)
        footer = lists[0].footer if len(lists) == 1 else [based_on_line(self.publication)]
        self.set_footer(sheet, [name, *footer])

    def add_provenance(self, footer: Sequence[str], name: str) -> None:
        """Add the sheet with the origin of the texts, and the statuses behind the drop-downs."""
        word, wrap = self.word, self.get_format(text_wrap=True)
        sheet = self.add_sheet(name)
        sheet.set_column(0, 0, 90)
        licence = f"{word('licence')}: {self.publication.settings.licence}"
        provenance = [word("provenance")] if self.publication.statements else []
        lines = [*footer, *provenance, licence]
        for row, line in enumerate(lines):
            style = self.get_format(font_size=14, bold=True, text_wrap=True) if row == 0 else wrap
            if line.startswith(("https://", "http://")) and line in footer[1:]:
                sheet.write_url(row, 0, line, wrap, string=line)
            else:
                sheet.write_string(row, 0, line[:1].upper() + line[1:], style)
            sheet.set_row(row, row_height([(line, 90 if row else 60)], 1.4 if row == 0 else 1))
        header_row = len(lines) + 1
        self.write_header_row(sheet, header_row, [word("status")])
        for row, status in enumerate(self.statuses, header_row + 1):
            sheet.write_string(row, 0, status, self.cell_format())
        cells = f"$A${header_row + 2}:$A${row + 1}"
        self.workbook.define_name(STATUSES_RANGE, f"='{sheet.get_name()}'!{cells}")
        self.set_footer(sheet, [name, based_on_line(self.publication)])

    def fill_overview(
        self, sheet: Any, title: str, lists: Sequence[ChecklistTexts], names: Sequence[str]
    ) -> None:
        """Fill the first sheet: each checklist with its goal, moment, caller and progress."""
        sheet.write_string(
            0, 0, title, self.get_format(font_size=20, bold=True, font_color=self.colours["hue-0"])
        )
        sheet.write_string(
            1, 0, based_on_line(self.publication), self.get_format(font_color=self.colours["quiet"])
        )
        sheet.set_row(0, 28)
        last_row = OVERVIEW_HEADER_ROW + len(lists)
        columns = [Column(self.word(name), width) for name, width in OVERVIEW_WIDTHS.items()]
        self.set_up_table(sheet, OVERVIEW_HEADER_ROW, last_row, columns, fixed=1)
        first_row = OVERVIEW_HEADER_ROW + 1
        for row, (texts, name) in enumerate(zip(lists, names, strict=True), first_row):
            link = self.cell_format(bold=True, font_color=self.page_colour(texts), underline=1)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, string=texts.checklist.title)
            cells = (texts.checklist.goal, texts.pause, texts.caller)
            for column, text in enumerate(cells, 1):
                sheet.write_string(row, column, text, self.cell_format())
            value = self.word("done_count").format(done=0, count=len(texts.numbered_items))
            sheet.write_formula(row, 4, f"='{name}'!$A$5", self.cell_format(), value)
            all_cells = (texts.checklist.title, *cells)
            sheet.set_row(row, row_height(zip(all_cells, OVERVIEW_WIDTHS.values(), strict=False)))
        self.set_footer(sheet, [title, based_on_line(self.publication)])


def formula_string(text: str) -> str:
    """Return a text as a string literal in a formula."""
    return '"' + text.replace('"', '""') + '"'


def truncate(text: str, maximum: int) -> str:
    """Return a text cut after a word with an ellipsis, when it is longer than `maximum`."""
    if len(text) <= maximum:
        return text
    start = text[: maximum - 1]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:·") + "…"


def row_height(cells: Iterable[tuple[str, float]], size: float = 1) -> float:
    """Return the height of a row in points, for texts in columns of these widths.

    `size`: of the letters, as a multiple of ten points.
    """
    lines = max(estimate_lines(text, (width - CELL_PADDING_CHARS) / size) for text, width in cells)
    return min(MAX_ROW_HEIGHT_PT, lines * LINE_HEIGHT_PT * size + 7)


def estimate_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column; a long word is broken where needed."""
    available, lines, used = width * 1.02, 1, 0.0
    for word in text.split():
        size = len(word) + sum(ord(char) > 0x2FFF for char in word)  # East Asian ones are wide
        if used and used + 1 + size > available:
            lines, used = lines + 1, 0
        used += size + (1 if used else 0)
        if used > available:
            lines, used = lines + math.ceil(used / available) - 1, used % available
    return lines
