"""Chapters that fill their pages: set a little closer or wider where the last page would be short.

Where a chapter ends follows from its words, so some end with a few lines on a page. An element with
the attribute `data-fill` that ends so is laid out again in other settings, and keeps the first that
fills its last page, or else what comes nearest. Most end well and are laid out once. Imports
WeasyPrint, so import it late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tools.pdf.painted_page import walk_boxes

FILL_ATTRIBUTE = "data-fill"
SETTINGS = ("closer", "wider")  # style sheets in `overrides/print/`, in the order of trial
SHORT = 0.41  # a last page that is filled for a smaller share is short


@dataclass(frozen=True)
class Ending:
    """How an element ends: its number of pages, and the share of the last one that it fills."""

    pages: int
    share: float

    @property
    def is_short(self) -> bool:
        """Whether it goes on to a last page that it hardly fills."""
        return self.pages > 1 and self.share < SHORT

    @property
    def rank(self) -> tuple[int, float]:
        """How well it ends, to compare: on the fewest pages, and with the fullest last one."""
        return -self.pages, self.share


def measure_ending(pages: Sequence[Any]) -> Ending:
    """Return how the element to fill ends on laid-out pages; without such an element, well."""
    count, share = 0, 1.0
    for page in pages:
        page_box = page._page_box
        for box in walk_boxes(page_box):
            if is_to_fill(box):
                count += 1
                bottom = box.content_box_y() + box.height
                share = (bottom - page_box.content_box_y()) / page_box.height
                break
    return Ending(count, share)


def is_to_fill(box: Any) -> bool:
    """Return whether a box is that of an element of which the last page should be filled."""
    return "::" not in (box.element_tag or "") and FILL_ATTRIBUTE in getattr(
        box.element, "attrib", ()
    )
