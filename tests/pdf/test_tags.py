"""The structure tree of the book, as PDF/UA-1 asks for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests.conftest import Built


@dataclass(frozen=True)
class Element:
    """A structure element: its kind, the PDF object, and the kinds above it."""

    kind: str
    thing: pikepdf.Object
    above: tuple[str, ...]


def elements(thing: pikepdf.Object, above: tuple[str, ...] = ()) -> Iterator[Element]:
    """Give all structure elements below a thing, in reading order."""
    if isinstance(thing, pikepdf.Array):
        for kid in thing:
            yield from elements(kid, above)
    elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
        kind = str(thing.S)[1:]
        yield Element(kind, thing, above)
        if "/K" in thing:
            yield from elements(thing.K, (*above, kind))


@pytest.fixture(scope="module")
def tree(built: Built) -> Iterator[list[Element]]:
    """The structure elements of the book."""
    path = built.site / "downloads" / f"{built.publication.own.slug}.pdf"
    with pikepdf.open(path) as pdf:
        yield list(elements(pdf.Root.StructTreeRoot.K))


def test_headings_start_at_one_and_never_skip(tree: list[Element]) -> None:
    levels = [int(e.kind[1]) for e in tree if re.fullmatch(r"H[1-6]", e.kind)]
    assert levels[0] == 1
    assert len(levels) > 200
    for before, after in pairwise(levels):
        assert after <= before + 1


def test_list_items_hold_only_label_and_body(tree: list[Element]) -> None:
    kids = Counter(e.kind for e in tree if e.above and e.above[-1] == "LI")
    assert kids["LBody"] > 500
    assert set(kids) <= {"Lbl", "LBody"}


def test_every_link_annotation_stands_in_a_link(tree: list[Element]) -> None:
    count = 0
    for element in tree:
        kids: Any = element.thing.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                assert element.kind == "Link"
                count += 1
    assert count > 300


def test_table_headers_say_what_they_head(tree: list[Element]) -> None:
    headers = [e for e in tree if e.kind == "TH"]
    assert headers
    assert all("/Scope" in e.thing.A for e in headers)


def test_figures_have_words_and_a_box_on_the_page(tree: list[Element]) -> None:
    figures = [e for e in tree if e.kind == "Figure"]
    assert len(figures) >= 2
    described = 0
    for figure in figures:
        described += len(str(figure.thing.get("/Alt", ""))) > 20
        left, low, right, high = (float(x) for x in figure.thing.A.BBox)
        assert 0 <= left < right <= 596
        assert 0 <= low < high <= 843
        assert "/Alt" in figure.thing or "/ActualText" in figure.thing
    assert described >= 2


def test_links_say_where_they_lead(built: Built) -> None:
    path = built.site / "downloads" / f"{built.publication.own.slug}.pdf"
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            if "/Annots" in page:
                assert page.get("/Tabs") == "/S"
                for annotation in page.Annots:
                    assert (
                        str(annotation.get("/Contents", "")).strip()
                        or "/StructParent" in annotation
                    )
