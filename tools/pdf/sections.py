"""The sections of a document: each begins on a new page, so each can be laid out by itself.

A template marks where one begins with the comment `<!-- section -->`, or with
`<!-- section right -->` or `<!-- section left -->` for one that begins on a page of that side,
after a blank page if needed. What stands before the first mark is the head of all of them. A
document without marks is one section.

An element with the attribute `data-page-of` refers to the page of an id. Before a section is laid
out it also gets `data-page`, and what its styles print (`attr(data-page)`) keeps room for the
number: the number itself for an id in an earlier section, and for another id a number that has as
many digits as expected.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SECTION_MARK = re.compile(r"<!-- section(?: (left|right))? -->\s*")
ID = re.compile(r'\bid="([^"]+)"')
REFERENCE = re.compile(r'data-page-of="([^"]+)"')
CHARACTERS_PER_PAGE = 4500  # of HTML, to estimate on which page an id is
TYPICAL_NUMBERS = ("", "5", "50", "150", "1500", "15000")  # by number of digits


@dataclass(frozen=True)
class Section:
    """A section as an HTML document; `side`: "left" or "right" when it begins on such a page."""

    html: str
    side: str = ""

    def first_page(self, number: int) -> int:
        """Return the page number that the section begins with, when `number` is the next page."""
        parity = {"left": 0, "right": 1}.get(self.side, number % 2)
        return number if number % 2 == parity else number + 1


def split_sections(source: str) -> list[Section]:
    """Return the sections of an HTML document, in order."""
    head, *marked = SECTION_MARK.split(source)
    if not marked:
        return [Section(head)]
    return [
        Section(head + body, side or "")
        for side, body in zip(marked[::2], marked[1::2], strict=True)
    ]


def expect_pages(source: str) -> dict[str, str]:
    """Return for each id of an HTML document a number as long as that of its page may be."""
    pages = {match[1]: match.start() // CHARACTERS_PER_PAGE for match in ID.finditer(source)}
    return {id_: TYPICAL_NUMBERS[len(str(page))] for id_, page in pages.items()}


def reserve_room(html: str, page_of_id: Mapping[str, int], expected: Mapping[str, str]) -> str:
    """Return HTML with room for each page number; `page_of_id` are the known numbers."""

    def reserve(match: re.Match[str]) -> str:
        number = page_of_id.get(match[1]) or expected.get(match[1], TYPICAL_NUMBERS[1])
        return f'{match[0]} data-page="{number}"'

    return REFERENCE.sub(reserve, html)
