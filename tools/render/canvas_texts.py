"""The texts of a canvas in all its outputs: each place to fill in with name, label and value."""

from dataclasses import dataclass
from functools import cached_property

from tools.model.entities.canvas import NUMBER, Canvas, Column, PlacedBox
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.imprint import based_on_line, dated


@dataclass(frozen=True)
class Place:
    """A place to fill in: its name in a form, its label, and its value, empty on a blank."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class BoxText:
    """A box with its place in the grid, and the place to fill in."""

    placed: PlacedBox
    place: Place


@dataclass(frozen=True)
class Heading:
    """The heading of a column: its text, or a place to fill it in; `width`: in percent."""

    column: Column
    text: str
    place: Place | None
    width: float


@dataclass(frozen=True)
class Row:
    """A row of a table: its label, if it has one, and its cells; totals have no place in a form."""

    label: str
    cells: list[Place]


@dataclass(frozen=True)
class CanvasTexts:
    """The texts of the canvas of a page; `filled`: with its example. `copy`: its number, from 1."""

    publication: Publication
    page: Page
    filled: bool = False
    copy: int = 1

    @cached_property
    def canvas(self) -> Canvas:
        """The canvas, blank or filled in; raises ValueError for a page without one."""
        canvas = self.page.meta.canvas
        if canvas is None:
            raise ValueError(f"{self.page.id} has no canvas")
        return canvas if self.filled else canvas.blank()

    @property
    def about(self) -> str:
        """The line that calls the example fictional, with what it is about."""
        word = self.publication.language.word
        return f"{word('canvas_example')}: {self.canvas.example.about}"

    @property
    def footer(self) -> str:
        """The line at the foot: the publication, and the version of the canvas."""
        version = dated(self.publication, "version_of", self.canvas.version)
        return f"{self.page.title}. {based_on_line(self.publication)}. {version}."

    def place(self, part: str, label: str, value: str | None) -> Place:
        """Return a place to fill in; a large number is written as readers write it."""
        copy = f"{self.copy}--" if self.copy > 1 else ""
        text = value or ""
        if NUMBER.fullmatch(text):
            text = self.publication.language.format_amount(text)
        return Place(f"{self.canvas.id}--{copy}{part}", label, text)

    @property
    def heads(self) -> list[Place]:
        """The short lines below the title."""
        values = self.canvas.example.heads
        return [self.place(head.id, head.title, values.get(head.id)) for head in self.canvas.heads]

    @property
    def boxes(self) -> list[BoxText]:
        """The boxes, in order."""
        values = self.canvas.box_values
        return [
            BoxText(placed, self.place(placed.box.id, placed.box.title, values.get(placed.box.id)))
            for placed in self.canvas.placed_boxes
        ]

    @property
    def has_labels(self) -> bool:
        """True when the rows of the table have labels."""
        return bool(self.canvas.table and self.canvas.table.labels)

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings of the columns of the table."""
        table = self.canvas.table
        places = table.places if table else []
        widths = [column.width for column, _ in places]
        total = sum(widths) + (self.label_weight if self.has_labels else 0)
        return [
            Heading(
                column,
                self.title_column(column, number),
                None if column.title else self.heading_place(column, number),
                100 * column.width / total,
            )
            for column, number in places
        ]

    @property
    def label_weight(self) -> int:
        """The width of the column of labels, relative to the others."""
        table = self.canvas.table
        return max(column.width for column in table.columns) + 1 if table else 0

    def title_column(self, column: Column, number: int) -> str:
        """Return the title of a column, numbered when it repeats; empty when it has none."""
        if not column.title:
            return ""
        return f"{column.title} {number}" if column.times > 1 else column.title

    def heading_place(self, column: Column, number: int) -> Place:
        """Return the place of a heading that is filled in by hand."""
        values = self.canvas.example.columns.get(column.id, ())
        label = self.publication.language.word("canvas_heading").format(number=number)
        value = values[number - 1] if number <= len(values) else None
        return self.place(f"{column.id}-{number}", label, value)

    @property
    def rows(self) -> list[Row]:
        """The rows of the table, with all their cells."""
        table = self.canvas.table
        if table is None:
            return []
        word = self.publication.language.word
        rows = []
        for number, values in enumerate(self.canvas.table_values, 1):
            label = table.labels[number - 1].title if table.labels else ""
            name = label or word("canvas_row").format(number=number)
            cells = [
                self.place(
                    f"{column.id}-{n}--{number}", f"{self.name_column(column, n)}, {name}", value
                )
                for (column, n), value in zip(table.places, values, strict=True)
            ]
            rows.append(Row(label, cells))
        return rows

    @property
    def shown_columns(self) -> list[int]:
        """The numbers (from 0) of the columns with a title, or with something filled in."""
        values = list(zip(*self.canvas.table_values, strict=True))
        return [
            number
            for number, heading in enumerate(self.headings)
            if heading.text or any(values[number]) or (heading.place and heading.place.value)
        ]

    def name_column(self, column: Column, number: int) -> str:
        """Return what the label of a cell calls its column."""
        numbered = self.publication.language.word("canvas_column").format(number=number)
        return self.title_column(column, number) if column.title else numbered
