"""Page numbers that are filled in after the layout: the lines are as if they had been there."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from tests.pdf.conftest import lay_out
from tools.pdf.page_numbers import fill_page_numbers, referenced_ids
from tools.pdf.painted_page import walk_boxes

NUMBER = '<a href="#x" data-page-of="x" data-page="{0}">blz. </a>'
LINES = {
    "text after it": f"<p>voor {NUMBER} na</p>",
    "two in a line": f"<p>voor {NUMBER} tussen {NUMBER} na</p>",
    "in a nested element": f"<p>voor <b>vet <i>schuin {NUMBER} na</i> vet</b> na <b>vet</b></p>",
    "at the right": f'<p style="text-align: right">voor {NUMBER} na</p>',
    "at the end": f'<p style="text-align: end">voor <b>vet {NUMBER}</b></p>',
    "in a float": f'<p><b style="float: right; width: 30mm; text-align: right">{NUMBER}</b></p>',
    "in a list": f"<ul><li>voor {NUMBER} <a href='#y'>na</a></li><li id='x'>{NUMBER}</li></ul>",
    "on two lines": f"<p>voor {NUMBER} na<br>voor {NUMBER} na</p>",
}


def positions(pages: list[Any]) -> list[tuple[str, float, float]]:
    """Return each text with its left and right edge, and the same of each link."""
    texts = [
        (box.text, box.position_x, box.position_x + box.width)
        for page in pages
        for box in walk_boxes(page._page_box)
        if isinstance(box, boxes.TextBox)
    ]
    areas = (area for page in pages for _, _, area, _ in page.links)
    return texts + [("link", left, right) for left, _, right, _ in areas]


@pytest.mark.parametrize(("room", "number"), [("5", 150), ("50", 7), ("11", 40), ("1500", 1500)])
@pytest.mark.parametrize("line", LINES)
def test_a_line_is_as_if_the_number_had_been_there(line: str, room: str, number: int) -> None:
    pages = lay_out(LINES[line].format(room))
    fill_page_numbers(pages, {"x": number})
    expected = positions(lay_out(LINES[line].format(number)))
    found = positions(pages)
    assert [text for text, *_ in found] == [text for text, *_ in expected]
    assert str(number) in "".join(text for text, *_ in found)
    for one, other in zip(found, expected, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=0.01), one


def test_what_follows_moves_by_the_width_of_the_digits() -> None:
    pages = lay_out(LINES["text after it"].format("5"))
    before = {text: left for text, left, _ in positions(pages)}
    fill_page_numbers(pages, {"x": 1500})
    after = {text: left for text, left, _ in positions(pages)}
    assert after["voor "] == before["voor "]
    assert after[" na"] > before[" na"] + 10


def test_the_left_of_a_line_at_the_right_moves() -> None:
    pages = lay_out(LINES["at the right"].format("1500"))
    before = {text: (left, right) for text, left, right in positions(pages)}
    fill_page_numbers(pages, {"x": 5})
    after = {text: (left, right) for text, left, right in positions(pages)}
    assert after["voor "][0] > before["voor "][0] + 10
    assert after[" na"] == pytest.approx(before[" na"], abs=0.01)


def test_only_printed_references_count() -> None:
    style = (
        "<style>b::after { content: none !important } i::after { content: 'x' !important }</style>"
    )
    reference = 'data-page-of="{0}" data-page="5"'.format
    printed = f"<a {reference('x')}></a>"
    others = f"<b {reference('y')}></b><i {reference('z')}></i><u data-page='5'></u>"
    assert [*referenced_ids(lay_out(f"{style}<p>{printed}{others}</p>"))] == ["x"]
    assert [*referenced_ids(lay_out(f"{style}<p>{others}</p>"))] == []
