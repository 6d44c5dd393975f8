"""A canvas as data: a sheet that people fill in, with boxes in a grid, a table, or both.

Two layouts cover all sheets, so that no canvas needs a template of its own. What an example has in
cells that are computed follows from the other cells, so that it cannot contradict them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, StringConstraints

from tools.model.entities.checklist import Id, SingleLine, StrictDate, StrictInt, StrictModel

MAX_GRID_COLUMNS = 6
MAX_TABLE_COLUMNS = 14  # with those that repeat
NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Ids, numbers and signs with spaces between them, computed from left to right.
Formula = Annotated[str, StringConstraints(pattern=r"^\S+( [-+*/] \S+)+$", max_length=120)]


def write_number(value: Any) -> Any:
    """Return a number as text, so that all values are texts."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value}" if is_number else value


# What a person writes in a place, on one line or more; of a number the text to compute with.
Value = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\r]*$"),
    BeforeValidator(write_number, json_schema_input_type=str | int | float),
]


class Head(StrictModel):
    """A short line to fill in below the title, such as a name or a date."""

    id: Id
    title: Annotated[SingleLine, Field(max_length=40)]


class Box(StrictModel):
    """A box of the grid: how many columns and rows it spans, and what is in it while it is empty.

    `fill`: lines to write on, an empty space, or the place of a picture. `formula`: how it follows
    from other boxes, in Excel and in the example.
    """

    id: Id
    title: Annotated[SingleLine, Field(max_length=60)]
    hint: Annotated[SingleLine, Field(max_length=160)] | None = None
    columns: Annotated[StrictInt, Field(ge=1, le=MAX_GRID_COLUMNS)] = 1
    rows: Annotated[StrictInt, Field(ge=1, le=12)] = 1
    fill: Literal["lines", "space", "picture"] = "lines"
    formula: Formula | None = None


class PlacedBox(NamedTuple):
    """A box with the row and column of the grid (from 0) in which it begins, and its columns."""

    box: Box
    row: int
    column: int
    columns: int


class Column(StrictModel):
    """A column of the table; without a `title` its heading is filled in by hand.

    `times`: how many of it stand side by side. `width`: relative to the other columns. `total`: it
    sums the repeated cells to its left, or counts those of at least `least`.
    """

    id: Id
    title: Annotated[SingleLine, Field(max_length=40)] | None = None
    hint: Annotated[SingleLine, Field(max_length=60)] | None = None
    width: Annotated[StrictInt, Field(ge=1, le=20)] = 2
    times: Annotated[StrictInt, Field(ge=1, le=MAX_TABLE_COLUMNS)] = 1
    total: Literal["sum", "count"] | None = None
    least: StrictInt = 1


class TableRow(StrictModel):
    """A row with a label; `number`: its cells are numbers, which a total can sum."""

    title: Annotated[SingleLine, Field(max_length=60)]
    number: bool = False


class Table(StrictModel):
    """A table to fill in: a row for each of `labels`, or else so many empty `rows`.

    `share`: the part of the height that it gets beside boxes, in percent.
    """

    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=8)]
    labels: Annotated[tuple[TableRow, ...], Field(max_length=20)] = ()
    rows: Annotated[StrictInt, Field(ge=1, le=40)] = 8
    share: Annotated[StrictInt, Field(ge=10, le=90)] = 60

    @property
    def row_count(self) -> int:
        """The number of rows below the headings."""
        return len(self.labels) or self.rows

    @property
    def places(self) -> list[tuple[Column, int]]:
        """All columns as they stand, each with its number (from 1) among those that repeat it."""
        return [(column, n) for column in self.columns for n in range(1, column.times + 1)]


class Example(StrictModel):
    """A filled-in canvas, which is always shown as fictional; `about`: what it is an example of.

    `columns`: by column, the headings that are filled in by hand. `rows`: the cells of each row,
    without its label and without totals.
    """

    about: Annotated[SingleLine, Field(max_length=90)]
    heads: dict[Id, Value] = {}
    boxes: dict[Id, Value] = {}
    columns: dict[Id, tuple[Value, ...]] = {}
    rows: tuple[tuple[Value | None, ...], ...] = ()


class Canvas(StrictModel):
    """A canvas. `page`: the page whose subject it is about, from which its colour comes.

    `copies`: how many of it stand on one sheet, to cut. `grid`: the number of columns for boxes.
    `table_first`: the table stands above the boxes. `asked_as`: words by which texts ask for it.
    """

    id: Id
    version: StrictDate
    page: Id
    goal: Annotated[SingleLine, Field(max_length=110)]
    paper: Literal["A4", "A3"] = "A4"
    orientation: Literal["portrait", "landscape"] = "portrait"
    copies: Annotated[StrictInt, Field(ge=1, le=4)] = 1
    asked_as: tuple[SingleLine, ...] = ()
    heads: Annotated[tuple[Head, ...], Field(max_length=4)] = ()
    grid: Annotated[StrictInt, Field(ge=1, le=MAX_GRID_COLUMNS)] = 2
    boxes: Annotated[tuple[Box, ...], Field(max_length=16)] = ()
    table: Table | None = None
    table_first: bool = False
    notes: Annotated[
        tuple[Annotated[SingleLine, Field(max_length=180)], ...], Field(max_length=3)
    ] = ()
    example: Example

    @property
    def placed_boxes(self) -> list[PlacedBox]:
        """The boxes in their places: from left to right, on the first row with room."""
        return [*place_boxes(self.boxes, self.grid)]

    @property
    def grid_rows(self) -> int:
        """The number of rows of the grid."""
        return max((place.row + place.box.rows for place in self.placed_boxes), default=0)

    def blank(self) -> Self:
        """Return the canvas with nothing filled in."""
        example = Example(about=self.example.about)
        return self.model_copy(update={"example": example})

    @property
    def box_values(self) -> dict[str, str]:
        """The values of the example by box, with those that a formula computes."""
        values = dict(self.example.boxes)
        for box in self.boxes:
            result = compute(box.formula, values) if box.formula else None
            if result:
                values[box.id] = result
        return values

    @property
    def table_values(self) -> list[list[str]]:
        """The values of the example in the cells of the table, with its totals."""
        table = self.table
        if table is None:
            return []
        rows = [*self.example.rows, *[()] * (table.row_count - len(self.example.rows))]
        return [[*complete_row(table, row, n)] for n, row in enumerate(rows[: table.row_count])]


def place_boxes(boxes: tuple[Box, ...], width: int) -> Iterator[PlacedBox]:
    """Yield boxes with their places in a grid of so many columns, in order, without overlap."""
    taken: set[tuple[int, int]] = set()
    row = column = 0
    for box in boxes:
        columns = min(box.columns, width)
        while column + columns > width or taken & cover(box, row, column, columns):
            row, column = (row, column + 1) if column + columns < width else (row + 1, 0)
        taken |= cover(box, row, column, columns)
        yield PlacedBox(box, row, column, columns)


def cover(box: Box, row: int, column: int, columns: int) -> set[tuple[int, int]]:
    """Return the cells of the grid that a box covers when it begins in a row and column."""
    return {(row + down, column + across) for down in range(box.rows) for across in range(columns)}


def complete_row(table: Table, cells: tuple[str | None, ...], number: int) -> Iterator[str]:
    """Yield the cells of a row (its number from 0) in all columns, with its totals."""
    given = iter(cells)
    repeated: list[str] = []
    for column, _ in table.places:
        if column.total:
            yield compute_total(table, column, repeated, number)
            continue
        cell = next(given, None) or ""
        if column.times > 1:
            repeated.append(cell)
        yield cell


def compute_total(table: Table, column: Column, cells: list[str], row: int) -> str:
    """Return the total of cells in a row (from 0); empty where there is nothing to compute."""
    numbers = [float(cell) for cell in cells if NUMBER.fullmatch(cell)]
    if not numbers or not has_total(table, row):
        return ""
    if column.total == "sum":
        return tidy(sum(numbers))
    return str(sum(number >= column.least for number in numbers))


def has_total(table: Table, row: int) -> bool:
    """Return whether the totals of a row (from 0) are numbers: it has no label, or says so."""
    return not table.labels or table.labels[row].number


def split_formula(formula: str) -> Iterator[tuple[str, str]]:
    """Yield the sign and the id or number of each part of a formula; the first sign is `+`."""
    first, *rest = formula.split(" ")
    yield "+", first
    yield from zip(rest[::2], rest[1::2], strict=True)


def compute(formula: str, values: Mapping[str, str]) -> str:
    """Return what a formula makes of values by id; empty when one is no number, or absent."""
    result = 0.0
    for sign, part in split_formula(formula):
        text = part if NUMBER.fullmatch(part) else values.get(part, "")
        value = float(text) if NUMBER.fullmatch(text) else None
        if value is None or (sign == "/" and value == 0):
            return ""
        match sign:
            case "+":
                result += value
            case "-":
                result -= value
            case "*":
                result *= value
            case _:
                result /= value
    return tidy(result)


def tidy(number: float) -> str:
    """Return a number as text with at most one decimal, whole where it can be."""
    rounded = round(number, 1)
    return str(int(rounded) if rounded == int(rounded) else rounded)
