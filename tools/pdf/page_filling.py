"""Chapters that fill their pages: set a little closer or wider where the last page would be short.

Where a chapter ends follows from its words, so some end with a few lines on a page. The attribute
`data-fill` of an element says for how many percent its last page should be filled. One that ends
with less is laid out again in other settings, and keeps the first in which it does not, or else
what comes nearest. Most end well and are laid out once. Imports WeasyPrint, so import it late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tools.pdf.painted_page import walk_boxes

FILL_ATTRIBUTE = "data-fill"
SETTINGS = ("closer", "wider")  # style sheets in `overrides/print/`, in the order of trial


@dataclass(frozen=True)
class Ending:
    """The ending of an element: its number of pages, and the share of the last one that it fills.

    `least`: the share that it should fill, if it has pages before that.
    """

    pages: int
    share: float
    least: float

    @property
    def is_short(self) -> bool:
        """True when it goes on to a last page that it hardly fills."""
        return self.pages > 1 and self.share < self.least

    @property
    def rank(self) -> tuple[int, float]:
        """The better the greater: on fewer pages, and then with a fuller last one."""
        return -self.pages, self.share


def measure_ending(pages: Sequence[Any]) -> Ending:
    """Return how the element to fill ends on laid-out pages; without such an element, well."""
    count, share, least = 0, 1.0, 0.0
    for page in pages:
        page_box = page._page_box
        for box in walk_boxes(page_box):
            if is_to_fill(box):
                count, least = count + 1, int(box.element.get(FILL_ATTRIBUTE)) / 100
                bottom = box.content_box_y() + box.height
                share = (bottom - page_box.content_box_y()) / page_box.height
                break
    return Ending(count, share, least)


def is_to_fill(box: Any) -> bool:
    """Return whether a box is that of an element of which the last page should be filled."""
    return "::" not in (box.element_tag or "") and FILL_ATTRIBUTE in getattr(
        box.element, "attrib", ()
    )
