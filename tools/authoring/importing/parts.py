"""The parts of a file with a checklist, the same for all formats.

Readers keep the words, and remember of each part its place in the file, so that whatever is not
taken can be named.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Mark = Literal["bold", "italic", "underline", "strike", "code", "link", "image"]
# Language-independent: what kind of place, and the values that name it.
PlaceKind = Literal["line", "paragraph", "table_cell", "cell", "sheet", "part"]


class UnreadableFileError(Exception):
    """A file that cannot be taken in; `code` names the message that says why."""

    def __init__(self, code: str, **values: object) -> None:
        """Store the message's code and values."""
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Place:
    """A place in a file: its kind, and the numbers (from 1) or names that say which one.

    A cell of a sheet has the name of its sheet and its own, such as C7; a cell of another table the
    number of the table, its row and its column; a part that of the document, such as `footer`.
    """

    kind: PlaceKind
    values: tuple[str | int, ...]


@dataclass(frozen=True)
class Text:
    """Words, their place, and the marks that they have there.

    `targets`: the addresses of links; `removed`: invisible characters that no page may have, as
    code points.
    """

    words: str
    place: Place
    marks: tuple[Mark, ...] = ()
    targets: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    is_bold: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading; the lower its level, the more it is over."""

    text: Text
    level: int


@dataclass(frozen=True)
class Entry:
    """An entry of a list: `depth` counts the lists that it is in, from 0."""

    text: Text
    depth: int = 0
    has_box: bool = False
    is_ticked: bool = False
    id: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Any other text."""

    text: Text


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its lines, and its value where that is no text.

    `span`: the number of columns that it takes; `id`: that of the item whose box is in it.
    """

    lines: tuple[Text, ...]
    place: Place
    value: dt.date | float | None = None
    span: int = 1
    has_box: bool = False
    is_ticked: bool = False
    id: str = ""

    @property
    def words(self) -> str:
        """Its words, as one line."""
        return " ".join(line.words for line in self.lines if line.words)

    @property
    def is_bold(self) -> bool:
        """True when all its words are bold."""
        filled = [line for line in self.lines if line.words]
        return bool(filled) and all(line.is_bold for line in filled)


@dataclass(frozen=True)
class Table:
    """A table, all rows of which have as many cells; `name`: that of its sheet.

    `has_header`: its first row is marked as a header. `is_sheet`: it is a file or sheet by itself,
    where headers have no mark, and a title may stand above them.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    has_header: bool = False
    is_sheet: bool = False


@dataclass(frozen=True)
class Comment:
    """The ids of all items, in order, as a file of a publication may have them out of sight."""

    item_ids: tuple[str, ...]


Part = Heading | Entry | Paragraph | Table | Comment
Headed = Heading | Entry | Table  # what a bold paragraph is the heading of
BOLD_LEVEL = 10  # of such a heading: below all others


@dataclass
class Source:
    """The parts of a file in order, as a reader found them, and what it left aside.

    `left`: texts that belong to no part, such as a footer; `encoding`: one other than Unicode.
    """

    parts: list[Part] = field(default_factory=list)
    left: list[Text] = field(default_factory=list)
    encoding: str = ""

    def iter_tables(self) -> Iterator[Table]:
        """Yield the tables."""
        return (part for part in self.parts if isinstance(part, Table))


def fill_rows(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of the same length, with empty cells for those that are missing."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *[Cell((), row[-1].place)] * (width - len(row))) for row in rows if row)


def mark_bold_headings(parts: Sequence[Part]) -> list[Part]:
    """Return parts in which a bold paragraph above a list, table or other heading is a heading.

    Paragraphs without words and marks are left out.
    """
    filled = [
        part
        for part in parts
        if isinstance(part, Table | Comment) or part.text.words or part.text.marks
    ]
    result: list[Part] = []
    for part in reversed(filled):
        follows = result[-1] if result else None
        if isinstance(part, Paragraph) and part.text.is_bold and isinstance(follows, Headed):
            result.append(Heading(part.text, BOLD_LEVEL))
        else:
            result.append(part)
    return result[::-1]


Reader = Callable[[bytes], Source]
