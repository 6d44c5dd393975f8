"""Printed page numbers: filled in after the layout, so that no page is laid out twice for them.

The `::after` text of an element that refers to a page (`data-page-of`) has room for the number, in
the form of another number (`data-page`): see `sections.py`. When all pages are known, the number
takes that place. Where it has more or fewer digits, what follows on the line moves, or what
precedes it in a line that is aligned at the right. Imports WeasyPrint, so import it late.

WeasyPrint's own way, `target-counter`, lays a page out again for each number that is not known yet,
and once more for each that moved: tools/decisions/0024-one-layout.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from weasyprint.anchors import gather_anchors
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import split_first_line

from tools.pdf.painted_page import walk_boxes

REFERENCE_ATTRIBUTE, PLACEHOLDER_ATTRIBUTE = "data-page-of", "data-page"


def referenced_ids(pages: Iterable[Any]) -> Iterator[str]:
    """Yield the ids that the page numbers on laid-out pages refer to."""
    for page in pages:
        for box in walk_boxes(page._page_box):
            if is_reference(box):
                yield box.element.get(REFERENCE_ATTRIBUTE)


def is_reference(box: Any) -> bool:
    """Return whether a box is a text with a page number to fill in."""
    return (
        isinstance(box, boxes.TextBox)
        and box.element_tag.endswith("::after")
        and REFERENCE_ATTRIBUTE in box.element.attrib
        and box.element.get(PLACEHOLDER_ATTRIBUTE) in box.text
    )


def fill_page_numbers(pages: Iterable[Any], page_of_id: Mapping[str, int]) -> None:
    """Fill in the numbers on laid-out pages; `page_of_id` has each id that they refer to.

    The areas of links move with the text.
    """
    for page in pages:
        moved = False
        for box in walk_boxes(page._page_box):
            if isinstance(box, boxes.LineBox):
                gained = fill_inline(box, page_of_id)
                moved = moved or gained != 0
                if box.style["text_align_all"] in ("right", "end"):
                    for child in box.children:
                        child.translate(dx=gained)
        if moved:
            page.links.clear()
            gather_anchors(page._page_box, {}, page.links, [], {None: []})


def fill_inline(box: Any, page_of_id: Mapping[str, int]) -> float:
    """Fill in the numbers in a line, or in a piece of it; return by how much it became narrower."""
    gained = 0.0
    for child in box.children:
        if gained and child.is_in_normal_flow():
            child.translate(dx=-gained)
        if is_reference(child):
            gained += fill_text(child, page_of_id[child.element.get(REFERENCE_ATTRIBUTE)])
        elif isinstance(child, boxes.InlineBox):
            narrowed = fill_inline(child, page_of_id)
            child.width -= narrowed
            gained += narrowed
    return gained


def fill_text(box: Any, number: int) -> float:
    """Fill in the number in a text; return by how much the text became narrower."""
    width = box.width
    box.text = box.text.replace(box.element.get(PLACEHOLDER_ATTRIBUTE), str(number))
    box.pango_layout, _, _, box.width, _, _ = split_first_line(box.text, box.style, None, None, 0)
    return float(width - box.width)
