"""Reading an Excel workbook: the values of its cells, as they were last calculated.

A workbook is read here and not by a library: what is needed is small, none that is required
anyway reads workbooks, and the limits of `office_package` hold (decision 22).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from lxml import etree

from tools.authoring.importing.office_package import OfficePackage, read_number
from tools.authoring.importing.parts import (
    Cell,
    Place,
    Source,
    Table,
    UnreadableFileError,
)
from tools.authoring.importing.words import create_cell

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
MAX_CELLS = 200_000
MAX_WIDTH = 200  # columns of a table: farther to the right no checklist goes
# The formats of numbers that every workbook has and that show a date (ECMA-376, 18.8.30).
DATE_FORMATS = {*range(14, 18), 22, *range(27, 37), *range(45, 48), *range(50, 59)}
# What a format has beside its letters: texts, colours, escaped characters.
FORMAT_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
EPOCH, EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


def read_excel(data: bytes) -> Source:
    """Return the sheets of a workbook as tables; raise UnreadableFileError when it has none."""
    return WorkbookReader(OfficePackage(data)).read()


class WorkbookReader:
    """Reads one workbook."""

    def __init__(self, package: OfficePackage) -> None:
        """Find the parts of a package."""
        self.package = package
        self.main = package.find_main_part()
        self.related = package.find_related(self.main)
        self.workbook = package.read_xml(self.main)
        if self.workbook.tag != f"{S}workbook":
            raise UnreadableFileError("import-damaged")
        properties = self.workbook.find(f"{S}workbookPr")
        is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = EPOCH_1904 if is_1904 else EPOCH
        self.cell_count = 0

    def read(self) -> Source:
        """Return the sheets in order; those that are hidden stay aside."""
        source = Source()
        for sheet in self.workbook.iter(f"{S}sheet"):
            name = sheet.get("name", "")
            _, part = self.related.get(sheet.get(f"{R}id", ""), ("", ""))
            if part not in self.package.names:
                raise UnreadableFileError("import-damaged")
            table = SheetReader(self, name, self.package.read_xml(part)).read()
            if sheet.get("state", "visible") == "visible":
                source.parts.append(table)
            else:
                cells = (cell for row in table.rows for cell in row)
                source.left += [line for cell in cells for line in cell.lines]
        return source

    def find_part(self, type_: str) -> etree._Element | None:
        """Return the part of a type that the workbook has one of, if it is there."""
        for relation, target in self.related.values():
            if relation.endswith(type_) and target in self.package.names:
                return self.package.read_xml(target)
        return None

    @cached_property
    def shared_texts(self) -> list[tuple[str, bool]]:
        """The texts that cells refer to by number, and whether part of it has marks of its own."""
        root = self.find_part("/sharedStrings")
        return [] if root is None else [read_text(entry) for entry in root.iter(f"{S}si")]

    @cached_property
    def cell_styles(self) -> list[tuple[bool, bool]]:
        """The styles of cells: whether each shows a date, and whether it is bold."""
        root = self.find_part("/styles")
        if root is None:
            return []
        formats = {
            entry.get("numFmtId", ""): entry.get("formatCode", "")
            for entry in root.iter(f"{S}numFmt")
        }
        fonts = root.find(f"{S}fonts")
        bold = [] if fonts is None else [font.find(f"{S}b") is not None for font in fonts]
        styles = root.find(f"{S}cellXfs")
        found = []
        for style in [] if styles is None else styles:
            number, font = style.get("numFmtId", "0"), read_number(style.get("fontId"), 0)
            is_date = is_date_format(number, formats.get(number))
            found.append((is_date, bold[font] if font < len(bold) else False))
        return found


class SheetReader:
    """Reads one sheet of a workbook."""

    def __init__(self, workbook: WorkbookReader, name: str, root: etree._Element) -> None:
        """Store what to read; the names of merged cells give how many columns they take."""
        self.workbook, self.name, self.root = workbook, name, root
        self.spans = {}
        for merged in root.iter(f"{S}mergeCell"):
            ends = REFERENCE.findall(merged.get("ref", ""))
            if len(ends) == 2:
                self.spans["".join(ends[0])] = 1 + get_column(ends[1][0]) - get_column(ends[0][0])

    def read(self) -> Table:
        """Return the rows with words, from the first column that has any."""
        rows = []
        next_row = 1
        for row in self.root.iter(f"{S}row"):
            number = read_number(row.get("r"), next_row)
            next_row = number + 1
            cells = {
                column: cell
                for column, cell in self.read_cells(row, number)
                if cell.lines or cell.has_box
            }
            if cells:
                rows.append((number, cells))
        if not rows:
            return Table((), self.name, is_sheet=True)
        first = min(min(cells) for _, cells in rows)
        last = max(max(cells) for _, cells in rows)
        full = tuple(
            tuple(
                cells.get(column) or self.create_empty(column, number)
                for column in range(first, last + 1)
            )
            for number, cells in rows
        )
        return Table(full, self.name, is_sheet=True)

    def read_cells(self, row: etree._Element, number: int) -> Iterator[tuple[int, Cell]]:
        """Yield the cells of a row, each with its column from 1."""
        column = 0
        for element in row.iter(f"{S}c"):
            self.workbook.cell_count += 1
            reference = REFERENCE.fullmatch(element.get("r", ""))
            column = get_column(reference[1]) if reference else column + 1
            if self.workbook.cell_count > MAX_CELLS:
                raise UnreadableFileError("import-huge")
            if column > MAX_WIDTH:
                if element.find(f"{S}v") is not None:
                    raise UnreadableFileError("import-huge")
                continue
            yield column, self.read_cell(element, f"{name_column(column)}{number}")

    def read_cell(self, element: etree._Element, name: str) -> Cell:
        """Return a cell; `name`: such as C7."""
        place = self.get_place(name)
        is_date, is_bold = self.get_style(element)
        raw, value, has_marks = self.read_value(element, is_date)
        cell = create_cell(raw, place)
        lines = [
            replace(line, is_bold=is_bold, marks=("bold",) if has_marks else ())
            for line in cell.lines
        ]
        return replace(cell, lines=tuple(lines), value=value, span=self.spans.get(name, 1))

    def read_value(
        self, element: etree._Element, is_date: bool
    ) -> tuple[str, dt.date | float | None, bool]:
        """Return what a cell shows, its value if that is a number or date, and if it has marks."""
        type_, raw = element.get("t", "n"), element.findtext(f"{S}v") or ""
        if type_ == "inlineStr":
            inline = element.find(f"{S}is")
            text, has_marks = read_text(inline) if inline is not None else ("", False)
            return text, None, has_marks
        if type_ == "s":
            try:
                text, has_marks = self.workbook.shared_texts[int(raw)]
            except (ValueError, IndexError) as error:
                raise UnreadableFileError("import-damaged") from error
            return text, None, has_marks
        if type_ == "d":
            return raw[:10], parse_iso_date(raw), False
        if type_ != "n" or not raw:
            return raw, None, False
        try:
            number = float(raw)
        except ValueError as error:
            raise UnreadableFileError("import-damaged") from error
        if is_date and (day := self.to_date(number)):
            return day.isoformat(), day, False
        whole = int(number) if number.is_integer() else number
        return f"{whole}", whole, False

    def get_style(self, element: etree._Element) -> tuple[bool, bool]:
        """Return whether a cell shows a date, and whether it is bold."""
        styles, number = self.workbook.cell_styles, read_number(element.get("s"), 0)
        return styles[number] if number < len(styles) else (False, False)

    def to_date(self, number: float) -> dt.date | None:
        """Return the day that a number stands for, if there is one; its time is left out."""
        try:
            return self.workbook.epoch + dt.timedelta(days=int(number)) if number >= 1 else None
        except OverflowError:
            return None

    def create_empty(self, column: int, row: int) -> Cell:
        """Return a cell without words."""
        return Cell((), self.get_place(f"{name_column(column)}{row}"))

    def get_place(self, name: str) -> Place:
        """Return the place of a cell."""
        return Place("cell", (self.name, name))


def read_text(entry: etree._Element) -> tuple[str, bool]:
    """Return a text without its guide to pronunciation, and whether parts of it have marks."""
    phonetic = {text for guide in entry.iter(f"{S}rPh") for text in guide.iter(f"{S}t")}
    texts = [text for text in entry.iter(f"{S}t") if text not in phonetic]
    marks = [run for run in entry.iter(f"{S}r") if is_marked(run.find(f"{S}rPr"))]
    words = "".join(text.text or "" for text in texts)
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), words), bool(marks)


def is_marked(properties: etree._Element | None) -> bool:
    """Return whether the properties of a run make it bold, italic, underlined or struck."""
    return properties is not None and any(
        properties.find(f"{S}{name}") is not None for name in ("b", "i", "u", "strike")
    )


def is_date_format(number: str, code: str | None) -> bool:
    """Return whether a format of numbers shows a day: by its number, or its code of letters."""
    if code is None:
        return number.isdecimal() and int(number) in DATE_FORMATS
    letters = FORMAT_LITERALS.sub("", code).lower()
    return "y" in letters or ("d" in letters and "m" in letters)


def parse_iso_date(text: str) -> dt.date | None:
    """Return the day that a text such as 2026-11-21T00:00:00 begins with, if it does."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def get_column(letters: str) -> int:
    """Return the number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def name_column(number: int) -> str:
    """Return the letters of a column, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
