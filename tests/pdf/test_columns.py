"""Lists in columns: nothing lost, in order, no column higher than its page, the last page even."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree.ElementTree import Element as Html

import pikepdf
import pytest
from weasyprint.formatting_structure import boxes

from tests.conftest import own_publication
from tests.pdf.conftest import lay_out, small_document
from tests.pdf.tagged_pdf import RULES, TaggedPdf
from tools.pdf.columns import ColumnList, arrange
from tools.pdf.painted_page import walk_boxes
from tools.pdf.renderer import RenderedPdf, write_pdf

TWO_COLUMNS = "ul { --columns: 2; width: 38mm; list-style: none }"
WHOLE = "li { break-inside: avoid }"


def random_lists() -> list[ColumnList]:
    """Return lists with children and pages of all heights, always the same."""
    chance = random.Random(1)
    return [
        ColumnList(
            Html("ul"), chance.randint(2, 4),
            [chance.uniform(20, 90) for _ in range(chance.randint(1, 3))],
            [chance.choice([chance.uniform(1, 30), 7.1, 100])
             for _ in range(chance.randint(1, 40))],
        )
        for _ in range(150)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def lists() -> list[ColumnList]:
    return random_lists()


def test_every_child_stands_in_one_column_in_order(lists: list[ColumnList]) -> None:
    for columns in lists:
        placed = [child for page in arrange(columns) for column in page for child in column]
        assert placed == [*range(len(columns.heights))]
        assert all(1 <= len(page) <= columns.count for page in arrange(columns))
    assert max(len([*arrange(columns)]) for columns in lists) > 3


def test_no_column_is_higher_than_its_page_but_for_one_high_child(lists: list[ColumnList]) -> None:
    higher = 0
    for columns in lists:
        for number, page in enumerate(arrange(columns)):
            room = columns.rooms[min(number, len(columns.rooms) - 1)]
            for column in page:
                if sum(columns.heights[child] for child in column) > room + 1e-6:
                    assert len(column) == 1
                    higher += 1
    assert higher


def test_a_page_is_full_before_the_next_begins(lists: list[ColumnList]) -> None:
    for columns in lists:
        pages = [*arrange(columns)]
        for number, (page, following) in enumerate(pairwise(pages)):
            room = columns.rooms[min(number, len(columns.rooms) - 1)]
            for column, after in pairwise([*page, following[0]]):
                assert sum(columns.heights[child] for child in [*column, after[0]]) > room - 1e-6


def test_the_last_page_is_as_low_as_it_can_be(lists: list[ColumnList]) -> None:
    tried = 0
    for columns in lists:
        heights, (*_, last) = columns.heights, arrange(columns)
        first, end = last[0][0], len(heights)
        if end - first > 14:
            continue
        found = max(sum(heights[child] for child in column) for column in last)
        cuts = combinations(range(first + 1, end), min(columns.count, end - first) - 1)
        lowest = min(
            max(sum(heights[start:stop]) for start, stop in pairwise([first, *cut, end]))
            for cut in cuts
        )
        assert found == pytest.approx(lowest)
        tried += 1
    assert tried > 50


@pytest.mark.parametrize(
    ("count", "heights", "expected"),
    [
        (2, [1] * 4, [[0, 1], [2, 3]]), (2, [1] * 5, [[0, 1, 2], [3, 4]]), (3, [5], [[0]]),
        (2, [3, 1, 1, 1], [[0], [1, 2, 3]]), (3, [0.1] * 9, [[0, 1, 2], [3, 4, 5], [6, 7, 8]]),
        (3, [0.7] * 9, [[0, 1, 2], [3, 4, 5], [6, 7, 8]]),
    ],
)  # fmt: skip
def test_one_page_is_balanced(count: int, heights: list[float], expected: list[list[int]]) -> None:
    assert [*arrange(ColumnList(Html("ul"), count, [100], heights))] == [expected]


# -- in a PDF


def write_list(folder: Path, items: list[str], style: str) -> tuple[RenderedPdf, pikepdf.Pdf]:
    """Write a list of items, each of which has an id, and what follows it."""
    listed = "".join(f'<li id="i{number}">{item}</li>' for number, item in enumerate(items))
    source = small_document(f'<h1>x</h1><ul>{listed}</ul><p id="end">x</p>', style=style)
    pdf = write_pdf(source, folder / "x.pdf", own_publication())
    return pdf, pikepdf.open(folder / "x.pdf")


def positions(pdf: pikepdf.Pdf) -> dict[str, tuple[float, float]]:
    """Return the position of each id on its page, in points from the left and the bottom."""
    places = pikepdf.NameTree(pdf.Root.Names.Dests).items()
    return {str(name): (float(place[2]), float(place[3])) for name, place in places}


def test_a_list_in_columns_is_one_list_on_fewer_pages(tmp_path: Path) -> None:
    items = [f"punt {number}" for number in range(30)]
    rendered, pdf = write_list(tmp_path, items, TWO_COLUMNS + WHOLE)
    with pdf:
        tree = TaggedPdf(pdf)
        assert (tree.kinds["L"], tree.kinds["LI"]) == (1, 30)
        [element] = tree.of_kind("L")
        words = "".join(tree.text(element).split())
        assert words == "".join(item.replace(" ", "") for item in items)
        assert [problem for rule in RULES.values() for problem in rule(tree)] == []
        assert rendered.page_count == 2
        lefts = {round(left) for name, (left, _) in positions(pdf).items() if name[0] == "i"}
        assert len(lefts) == 2
    rendered, pdf = write_list(tmp_path, items, "ul { list-style: none }" + WHOLE)
    with pdf:
        assert rendered.page_count == 4
        assert len({round(left) for left, _ in positions(pdf).values()}) == 1


def test_the_last_columns_are_even_and_the_text_goes_on_below_them(tmp_path: Path) -> None:
    rendered, pdf = write_list(tmp_path, ["x"] * 30, TWO_COLUMNS + WHOLE)
    with pdf:
        place = positions(pdf)
        last = [n for n in range(30) if rendered.page_of_anchor[f"i{n}"] == 2]
        half = len(last) // 2
        assert len(last) > 4
        assert place[f"i{last[0]}"][1] == place[f"i{last[(len(last) + 1) // 2]}"][1]
        assert place[f"i{last[half]}"] != place[f"i{last[0]}"]
        assert place["end"][1] < min(place[f"i{number}"][1] for number in last)
        assert rendered.page_of_anchor["end"] == 2


@pytest.mark.parametrize(
    ("style", "count"), [("", 0), ("--columns: 1", 0), ("--columns: 2", 2), ("--columns: 3", 3)]
)
def test_a_list_of_one_column_is_left_as_it_is(style: str, count: int) -> None:
    pages = lay_out("<ul><li>x</li><li>y</li></ul>", f"ul {{ width: 9mm; {style} }}")
    classes = [box.element.get("class") for page in pages for box in walk_boxes(page._page_box)
               if isinstance(box, boxes.BlockBox)]  # fmt: skip
    assert classes.count("column") == min(count, 2), "as many as there are items"
    assert classes.count("columns") == (count > 1)


def test_an_item_that_two_pages_have_in_one_column_is_not_lost(tmp_path: Path) -> None:
    """In the first layout its two parts count as one child."""
    items = [f"punt {number}" for number in range(5)] + ["deel " * 40, "punt", "einde"]
    _, pdf = write_list(tmp_path, items, TWO_COLUMNS)
    with pdf:
        tree = TaggedPdf(pdf)
        assert (tree.kinds["L"], tree.kinds["LI"]) == (1, len(items))
        [element] = tree.of_kind("L")
        assert "".join(tree.text(element).split()) == "".join("".join(items).split())


def test_what_is_no_item_counts_for_nothing(tmp_path: Path) -> None:
    style = "ul::before { content: 'kop'; display: block } .no { display: none }"
    source = small_document(
        '<ul><!-- x --><li class="no">niet</li>' + "<li>punt</li>" * 12 + "</ul>",
        style=TWO_COLUMNS + style,
    )
    write_pdf(source, tmp_path / "x.pdf", own_publication())
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        tree = TaggedPdf(pdf)
        assert tree.kinds["LI"] == 12
        assert len(pdf.pages) == 1
