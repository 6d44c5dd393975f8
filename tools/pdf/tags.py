"""Mends the structure tree that WeasyPrint 70 writes, so that it says what PDF/UA-1 asks.

Called through WeasyPrint's public `finisher`. What it mends, with the clause of ISO 14289-1 or
ISO 32000-1 that asks for it:

- a list item holds only Lbl and LBody (7.2; 32000-1 14.8.4.3.3);
- a link annotation stands in a Link element (7.18.5);
- a table header says what it heads (7.5);
- a figure's box is in points from the lower left (32000-1 14.8.5.4.3), and a decorative one has
  an empty replacement text (7.3).

Look again at each of these when WeasyPrint is upgraded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

POINTS = 0.75  # in a CSS pixel


def mend(document: Any, pdf: Any) -> None:
    """Mend the structure tree of a PDF that WeasyPrint is about to write."""
    if "StructTreeRoot" not in pdf.catalog:
        return
    tree = Tree(pdf)
    for item in tree.elements("/LI"):
        hold_in_body(tree, item)
    for element in list(tree.elements()):
        hold_in_link(tree, element)
    for figure in tree.elements("/Figure"):
        box_in_points(tree, figure)
    head_tables(document)


class Tree:
    """The structure elements of a PDF, and how they refer to each other."""

    def __init__(self, pdf: Any) -> None:
        """Read the elements and the parent tree of a PDF."""
        self.pdf = pdf
        root = self.at(pdf.catalog["StructTreeRoot"])
        self.parents = self.at(root["ParentTree"])["Nums"]
        self.parent_at = {self.parents[i]: i + 1 for i in range(0, len(self.parents), 2)}

    def at(self, reference: bytes) -> Any:
        """Give the object that a reference such as `b"12 0 R"` means."""
        return self.pdf.objects[int(reference.split()[0])]

    def elements(self, kind: str = "") -> Iterator[Any]:
        """Give all structure elements, or those of one kind (`/LI`)."""
        for thing in list(self.pdf.objects):
            is_element = isinstance(thing, dict) and thing.get("Type") == "/StructElem"
            if is_element and kind in ("", thing["S"]):
                yield thing

    def add(self, kind: str, parent: bytes, page: bytes, kids: list[Any]) -> Any:
        """Add a structure element."""
        element = pydyf.Dictionary(
            {"Type": "/StructElem", "S": kind, "P": parent, "Pg": page, "K": pydyf.Array(kids)}
        )
        self.pdf.add_object(element)
        return element

    def adopt(self, kid: Any, parent: bytes) -> None:
        """Give a kid, if it is an element, its new parent."""
        if isinstance(kid, bytes) and self.at(kid).get("Type") == "/StructElem":
            self.at(kid)["P"] = parent

    def is_kind(self, kid: Any, kind: str) -> bool:
        """Tell whether a kid is an element of a kind."""
        return isinstance(kid, bytes) and self.at(kid).get("S") == kind


def hold_in_body(tree: Tree, item: Any) -> None:
    """Put everything but the label of a list item into one LBody."""
    labels = [kid for kid in item["K"] if tree.is_kind(kid, "/Lbl")]
    rest = [kid for kid in item["K"] if kid not in labels]
    if not rest or (len(rest) == 1 and tree.is_kind(rest[0], "/LBody")):
        return
    body = tree.add("/LBody", item.reference, item["Pg"], [])
    for kid in rest:
        for part in tree.at(kid)["K"] if tree.is_kind(kid, "/LBody") else [kid]:
            tree.adopt(part, body.reference)
            body["K"].append(part)
    item["K"] = pydyf.Array([*labels, body.reference])


def hold_in_link(tree: Tree, element: Any) -> None:
    """Put a link annotation that stands elsewhere into a Link element."""
    for kid in [kid for kid in element["K"] if isinstance(kid, bytes)]:
        thing = tree.at(kid)
        is_link = thing.get("Type") == "/OBJR" and tree.at(thing["Obj"]).get("Subtype") == "/Link"
        if not is_link or element["S"] == "/Link":
            continue
        if element["S"] in ("/NonStruct", "/Span"):
            element["S"] = "/Link"
            continue
        parent = tree.at(element["P"])
        link = tree.add("/Link", element["P"], element["Pg"], [kid, element.reference])
        element["K"].remove(kid)
        parent["K"][parent["K"].index(element.reference)] = link.reference
        element["P"] = link.reference
        tree.parents[tree.parent_at[tree.at(thing["Obj"])["StructParent"]]] = link.reference


def box_in_points(tree: Tree, figure: Any) -> None:
    """Measure a figure's box as PDF does; say that one without words is decoration."""
    height = tree.at(figure["Pg"])["MediaBox"][3]
    left, top, right, bottom = figure["A"]["BBox"]
    figure["A"]["BBox"] = pydyf.Array(
        (left * POINTS, height - bottom * POINTS, right * POINTS, height - top * POINTS)
    )
    if "Alt" not in figure:
        figure["ActualText"] = pydyf.String("")


def head_tables(document: Any) -> None:
    """Say of each table header whether it heads its row or its column."""
    for page in document.pages:
        for box in page._page_box.descendants():
            mark = getattr(box, "mark", None)
            if mark is not None and mark.get("S") == "/TH":
                row = box.element.get("scope") in ("row", "rowgroup")
                mark["A"]["Scope"] = "/Row" if row else "/Column"
