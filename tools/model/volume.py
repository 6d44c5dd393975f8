"""The volumes of a book: where it splits, once it is too long for one document.

Pages that link to volumes are made before these are set, so where a book splits follows from the
sources alone: from an estimate of the A4 that each page takes, not from the layout.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tools.model.page import Page

# How the pages of the book turned out: what makes one A4 full, and what comes besides.
WORDS = 320  # of running text
SOURCES, TERMS, STATEMENTS = 17, 20, 12  # that a page lists
LIST, FORM = 3, 1  # a checklist takes two in its chapter and one as a sheet; a working form one
OPENING = 1  # of a part


@dataclass(frozen=True)
class Portion:
    """A part of the book, or as much of it as a volume holds; `goes_on` where another before did.

    `number` is that of the part in the whole book.
    """

    number: int
    title: str
    pages: tuple[Page, ...]
    goes_on: bool = False


@dataclass(frozen=True)
class Volume:
    """A volume: its number (from 1), of how many it is one, and what it holds."""

    number: int
    count: int
    parts: tuple[Portion, ...]

    @property
    def alone(self) -> bool:
        """Tell whether it is the whole book."""
        return self.count == 1

    @property
    def pages(self) -> list[Page]:
        """Its pages, in order."""
        return [page for part in self.parts for page in part.pages]

    @property
    def titles(self) -> list[str]:
        """The titles of its parts, in order."""
        return [part.title for part in self.parts]


def estimate(page: Page, listed: Mapping[str, float]) -> int:
    """Estimate how many A4 a page takes in the book; `listed`: what it lists, by page id."""
    text = math.ceil(page.words / WORDS + listed.get(page.id, 0))
    return max(1, text) + LIST * bool(page.meta.checklist) + FORM * bool(page.meta.workform)


def split(parts: Sequence[Portion], length: Callable[[Page], int], most: int) -> tuple[Volume, ...]:
    """Gather parts into volumes, in order, each as many as stay within `most` pages of A4.

    A part that is longer by itself splits between its chapters; a chapter never does.
    """
    volumes: list[list[Portion]] = [[]]
    taken = 0
    for part in parts:
        for portion in portions(part, length, most):
            room = OPENING + sum(map(length, portion.pages))
            if volumes[-1] and taken + room > most:
                volumes.append([])
                taken = 0
            volumes[-1].append(portion)
            taken += room
    return tuple(
        Volume(number, len(volumes), tuple(held)) for number, held in enumerate(volumes, 1)
    )


def portions(part: Portion, length: Callable[[Page], int], most: int) -> Iterator[Portion]:
    """Give a part as a whole, or in portions when it does not fit one volume."""
    held: list[Page] = []
    taken, goes_on = OPENING, False
    for page in part.pages:
        if held and taken + length(page) > most:
            yield Portion(part.number, part.title, tuple(held), goes_on)
            held, taken, goes_on = [], OPENING, True
        held.append(page)
        taken += length(page)
    yield Portion(part.number, part.title, tuple(held), goes_on)
