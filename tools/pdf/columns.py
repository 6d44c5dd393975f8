"""Columns of equal width, counted by ourselves: CSS columns cost a layout of all that follows each.

An element with the custom property `--columns: N` is first laid out as one column of the width that
its styles give it. From the heights of its children follows which of them stand in which column of
which page, and a second layout has them there. The last page is balanced. Children are not split.
Imports WeasyPrint, so import it late.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any
from xml.etree.ElementTree import Element as Html
from xml.etree.ElementTree import SubElement, tostring

from tools.pdf.painted_page import walk_boxes
from tools.pdf.structure_tree import COLUMN_ATTRIBUTE

PROPERTY = "__columns"  # as WeasyPrint calls `--columns`
ROUNDING = 0.001  # pixels by which sums of the same heights may differ
COLUMN_CLASS, PAGE_CLASS = "column", "columns"


@dataclass
class ColumnList:
    """An element to set in columns: their number, the height of each page, and of each child."""

    html: Html
    count: int
    rooms: list[float] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    def add_heights(self, boxes: Sequence[Any]) -> None:
        """Add the heights of boxes to those of the children that they show, whole or in part."""
        index_of = {child: index for index, child in enumerate(self.html)}
        self.heights = self.heights or [0.0] * len(index_of)
        for box in boxes:
            if box.element in index_of:
                self.heights[index_of[box.element]] += box.margin_height()


def find_column_lists(pages: Sequence[Any]) -> list[ColumnList]:
    """Return the elements to set in columns on laid-out pages."""
    found: dict[Html, ColumnList] = {}
    for page in pages:
        page_box = page._page_box
        bottom = page_box.content_box_y() + page_box.height
        for box in walk_boxes(page_box):
            if PROPERTY in getattr(box.style, "cascaded", ()) and "::" not in box.element_tag:
                count = next(int(t.value) for t in box.style[PROPERTY] if t.type == "number")
                if count > 1:
                    columns = found.setdefault(box.element, ColumnList(box.element, count))
                    columns.rooms.append(bottom - box.content_box_y())
                    columns.add_heights(box.children)
    return list(found.values())


def arrange(columns: ColumnList) -> Iterator[list[list[int]]]:
    """Yield for each page its columns, as indexes of children.

    A page after those of the first layout has the room of the last of them.
    """
    first, number = 0, 0
    while first < len(columns.heights):
        room = columns.rooms[min(number, len(columns.rooms) - 1)]
        page = fill(columns.heights, first, room, columns.count)
        if page[-1][-1] == len(columns.heights) - 1:
            page = balance(columns.heights, first, room, columns.count)
        yield page
        first, number = page[-1][-1] + 1, number + 1


def fill(heights: Sequence[float], first: int, room: float, count: int) -> list[list[int]]:
    """Return columns of at most `room`, from the child `first` on; a child may be taller itself."""
    columns: list[list[int]] = []
    for _ in range(count):
        column: list[int] = []
        used = 0.0
        while first < len(heights) and (not column or used + heights[first] <= room):
            column.append(first)
            used += heights[first]
            first += 1
        if column:
            columns.append(column)
    return columns


def balance(heights: Sequence[float], first: int, room: float, count: int) -> list[list[int]]:
    """Return columns that hold all from the child `first` on, as low as they can be.

    They must fit in columns of at most `room`.
    """
    sums = {total for start in range(first, len(heights)) for total in accumulate(heights[start:])}
    lowest = sum(heights[first:]) / count - ROUNDING
    for height in sorted(total for total in sums if lowest <= total < room):
        columns = fill(heights, first, height, count)
        if columns[-1][-1] == len(heights) - 1:
            return columns
    return fill(heights, first, room, count)


def set_in_columns(root: Html, lists: Sequence[ColumnList]) -> str:
    """Return the HTML of a document with its lists in columns, each a copy of its list.

    In the structure of the PDF the columns of a list are one element.
    """
    parents = {kid: parent for parent in root.iter() for kid in parent}
    for number, columns in enumerate(lists):
        html, parent = columns.html, parents[columns.html]
        children = list(html)
        groups = []
        for page in arrange(columns):
            groups.append(Html("div", {"class": PAGE_CLASS}))
            for indexes in page:
                column = SubElement(groups[-1], html.tag, html.attrib)
                column.set("class", f"{html.get('class', '')} {COLUMN_CLASS}".strip())
                column.set(COLUMN_ATTRIBUTE, str(number))
                column.extend([children[index] for index in indexes])
        place = list(parent).index(html)
        parent[place : place + 1] = groups
    return tostring(root, encoding="unicode", method="html")
