"""Splitting a document in sections, and room for page numbers."""

from __future__ import annotations

import pytest

from tools.pdf.sections import (
    CHARACTERS_PER_PAGE,
    Section,
    expect_pages,
    reserve_room,
    split_sections,
)

HEAD = "<html><head></head><body>"


def test_each_section_has_the_head_of_the_document() -> None:
    source = f"{HEAD}<!-- section --><p>a</p><!-- section right -->\n<p>b</p><!-- section left -->c"
    assert split_sections(source) == [
        Section(f"{HEAD}<p>a</p>"),
        Section(f"{HEAD}<p>b</p>", "right"),
        Section(f"{HEAD}c", "left"),
    ]


@pytest.mark.parametrize("mark", ["", "<!-- sections -->", "<!-- section middle -->", "section"])
def test_a_document_without_marks_is_one_section(mark: str) -> None:
    source = f"{HEAD}<p>a</p>{mark}<p>b</p>"
    assert split_sections(source) == [Section(source)]


@pytest.mark.parametrize(
    ("side", "number", "expected"),
    [
        ("", 4, 4), ("", 5, 5), ("right", 1, 1), ("right", 4, 5), ("right", 5, 5), ("left", 4, 4),
        ("left", 5, 6),
    ],
)  # fmt: skip
def test_a_section_begins_on_a_page_of_its_side(side: str, number: int, expected: int) -> None:
    assert Section("", side).first_page(number) == expected


def test_a_known_number_has_the_room_of_itself() -> None:
    html = '<a href="#x" data-page-of="x">x</a>'
    expected = '<a href="#x" data-page-of="x" data-page="73">x</a>'
    assert reserve_room(html, {"x": 73}, {"x": "1500"}) == expected


def test_an_unknown_number_has_room_for_as_many_digits_as_expected() -> None:
    page = "x" * CHARACTERS_PER_PAGE
    source = f'<i id="a"></i>{page * 12}<i id="b"></i>{page * 90}<i id="c"></i>'
    expected = expect_pages(source)
    assert {id_: len(number) for id_, number in expected.items()} == {"a": 1, "b": 2, "c": 3}
    html = '<a data-page-of="c"></a><a data-page-of="a"></a>'
    filled = reserve_room(html, {}, expected)
    assert filled == (
        f'<a data-page-of="c" data-page="{expected["c"]}"></a>'
        f'<a data-page-of="a" data-page="{expected["a"]}"></a>'
    )


def test_the_number_of_an_id_that_is_nowhere_has_room_for_one_digit() -> None:
    (number,) = {reserve_room('data-page-of="x"', {"y": 20}, {"y": "50"}).split('"')[-2]}
    assert len(number) == 1
    assert number.isdigit()


def test_what_refers_to_no_page_is_left_as_it_is() -> None:
    html = '<a href="#x" id="x" data-pages="x">data-page-of</a>'
    assert reserve_room(html, {"x": 73}, {"x": "50"}) == html
