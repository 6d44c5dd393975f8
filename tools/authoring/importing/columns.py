"""The columns of a table: which one has the items, and what the others have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tools.authoring.importing.labels import Labels, NamedColumn
from tools.authoring.importing.parts import Cell, Table

MAX_HEADER_ROW = 30  # above a header may stand a title and an explanation
MAX_LABEL_LENGTH = 60  # characters
ColumnKind = Literal[NamedColumn, "field", "made", "blank", "unknown", "unnamed", "empty"]
LETTER = re.compile(r"[^\W\d_]")
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A column: its kind, its label, and the id of its field."""

    kind: ColumnKind
    label: str = ""
    field_id: str = ""


@dataclass(frozen=True)
class Layout:
    """The columns of a table; its items begin after `header`, the position of its header row.

    Without a header that is -1. `is_labelled`: a label says which column has the items.
    """

    columns: tuple[Column, ...]
    header: int
    is_labelled: bool

    @property
    def what(self) -> int:
        """The position of the column with the items."""
        return next(number for number, column in enumerate(self.columns) if column.kind == "what")

    def iter_cells(self, row: Row) -> Iterator[tuple[Column, Cell]]:
        """Yield the columns, each with its cell in a row."""
        yield from zip(self.columns, row, strict=True)


def find_layout(table: Table, labels: Labels) -> Layout | None:
    """Return the columns of a table, or None when none of them can have items."""
    rows = table.rows
    header = find_header(table, labels)
    body = rows[header + 1 :]
    if not rows or not body:
        return None
    columns = [
        create_column(rows[header][number].words if header >= 0 else "", body, number, labels)
        for number in range(len(rows[0]))
    ]
    is_labelled = any(column.kind == "what" for column in columns)
    if not is_labelled:
        number = find_text_column(columns, body)
        if number is None:
            return None
        columns[number] = Column("what", columns[number].label)
    return Layout(tuple(columns), header, is_labelled)


def create_column(label: str, body: tuple[Row, ...], number: int, labels: Labels) -> Column:
    """Return the column under a label."""
    if field_id := labels.find_field(label):
        return Column("field", label, field_id)
    if kind := labels.find_column(label):
        return Column(kind, label)
    if labels.is_made(label):
        return Column("made", label)
    if labels.is_blank(label):
        return Column("blank", label)
    if not any(row[number].words for row in body):
        return Column("empty", label)
    return Column("unknown" if label else "unnamed", label)


def find_text_column(columns: list[Column], body: tuple[Row, ...]) -> int | None:
    """Return the first column of which most cells with words have letters, and no other meaning."""
    for number, column in enumerate(columns):
        words = [row[number].words for row in body if row[number].words]
        lettered = [text for text in words if LETTER.search(text)]
        if column.kind in ("unknown", "unnamed", "list") and 2 * len(lettered) > len(words):
            return number
    return None


def find_header(table: Table, labels: Labels) -> int:
    """Return the position of the header row; -1 when there is none."""
    for number, row in enumerate(table.rows[:MAX_HEADER_ROW]):
        filled = [cell.words for cell in row if cell.words]
        known = [words for words in filled if is_known(words, labels)]
        has_what = any(labels.find_column(words) == "what" for words in filled)
        if has_what or len(known) > 1 or (known and len(filled) > 1 and is_header_like(row)):
            return number
    if table.has_header:
        return 0
    if table.is_sheet:
        wide = (
            number
            for number, row in enumerate(table.rows[:MAX_HEADER_ROW])
            if len([cell for cell in row if cell.words]) > 1
        )
        number = next(wide, -1)
        return number if number >= 0 and is_header_like(table.rows[number]) else -1
    return 0 if has_distinct_first_row(table.rows) else -1


def is_known(words: str, labels: Labels) -> bool:
    """Return whether words are a label with a meaning."""
    named = labels.find_field(words) or labels.find_column(words)
    return bool(named) or labels.is_made(words) or labels.is_blank(words)


def is_header_like(row: Row) -> bool:
    """Return whether all cells of a row with words are short, different, and no values."""
    filled = [cell for cell in row if cell.words]
    return len({cell.words for cell in filled}) == len(filled) and all(
        cell.value is None and len(cell.words) <= MAX_LABEL_LENGTH and not cell.is_ticked
        for cell in filled
    )


def has_distinct_first_row(rows: tuple[Row, ...]) -> bool:
    """Return whether the first row differs from those below it: it is bold, or has no box."""
    if len(rows) < 2 or not is_header_like(rows[0]):
        return False
    first, *others = ([cell for cell in row if cell.words] for row in rows)
    is_bold = all(cell.is_bold for cell in first)
    if len(first) > 1 and is_bold and not all(cell.is_bold for row in others for cell in row):
        return True
    boxes = [any(cell.has_box for cell in row) for row in rows]
    return not boxes[0] and all(boxes[1:])
