"""Reading the structure of a tagged PDF, without the code that wrote it, and judging it.

A rule is a function from a tagged PDF to what is wrong with it. They see what veraPDF does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, permutations
from typing import Any

import pikepdf

HEADING = re.compile(r"H([1-6])")
MAY_BE_EMPTY = {"TH", "TD"}


@dataclass(frozen=True)
class Element:
    """A structure element: its kind, the PDF object, and the kinds above it."""

    kind: str
    thing: Any
    above: tuple[str, ...]

    @property
    def kids(self) -> list[Any]:
        """What it holds: elements, numbers of content, and references."""
        kids = self.thing.get("/K", [])
        return list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    @property
    def elements(self) -> list[Any]:
        """The elements directly in it."""
        return [kid for kid in self.kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]

    @property
    def annotations(self) -> list[Any]:
        """The annotations directly in it."""
        return [kid.Obj for kid in self.kids if is_type(kid, "/OBJR")]

    @property
    def contents(self) -> list[tuple[Any, int]]:
        """Page (its object's number) and number of each piece of content directly in it."""
        found = []
        for kid in self.kids:
            if isinstance(kid, int):
                found.append((self.thing.Pg.objgen, kid))
            elif is_type(kid, "/MCR"):
                found.append((kid.get("/Pg", self.thing.get("/Pg")).objgen, int(kid.MCID)))
        return found


def is_type(kid: Any, name: str) -> bool:
    """Tell whether a kid is a reference of this type."""
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == name


def elements(thing: Any, above: tuple[str, ...] = ()) -> Iterator[Element]:
    """Give all structure elements below a thing, in reading order."""
    if isinstance(thing, pikepdf.Array):
        for kid in thing:
            yield from elements(kid, above)
    elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
        kind = str(thing.S)[1:]
        yield Element(kind, thing, above)
        if "/K" in thing:
            yield from elements(thing.K, (*above, kind))


@dataclass
class Mark:
    """A marked sequence on a page (its object's number): its tag, its properties, its text."""

    page: Any
    tag: str
    properties: Any
    text: str = ""


def marks_of(page: pikepdf.Page, signs: dict[str, dict[bytes, str]]) -> Iterator[Mark]:
    """Give what is marked on a page; a sequence may hold others."""
    above: list[Mark] = []
    font: dict[bytes, str] = {}
    for part in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf TJ Tj"):
        operands: list[Any] = list(part.operands)
        match str(part.operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else None
                above.append(Mark(page.objgen, str(operands[0]), properties))
            case "EMC":
                yield above.pop()
            case "Tf":
                font = signs[str(operands[0])]
            case "TJ" | "Tj" if above:
                shown = [x for x in operands[0] if isinstance(x, pikepdf.String)]
                data = b"".join(bytes(x) for x in shown)
                codes = (data[n : n + 2] for n in range(0, len(data), 2))
                above[0].text += "".join(font.get(code, "") for code in codes)


def signs_of(table: bytes) -> dict[bytes, str]:
    """Give what each code of a font stands for, by its `ToUnicode` table."""
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", table)
    }


class Tagged:
    """A tagged PDF: its structure, and what is marked on its pages."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root.StructTreeRoot

    @cached_property
    def elements(self) -> list[Element]:
        """All structure elements, in reading order."""
        return list(elements(self.root.K))

    def of(self, kind: str) -> list[Element]:
        """All elements of a kind."""
        return [one for one in self.elements if one.kind == kind]

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many elements there are of each kind."""
        return Counter(one.kind for one in self.elements)

    @cached_property
    def marked(self) -> dict[tuple[Any, int], str]:
        """What is marked on the pages to be owned: page and number, and its text."""
        return {
            (mark.page, int(mark.properties.MCID)): mark.text
            for mark in self.marks
            if isinstance(mark.properties, pikepdf.Dictionary) and "/MCID" in mark.properties
        }

    @cached_property
    def marks(self) -> list[Mark]:
        """All that is marked on the pages, in the order in which it is painted."""
        return [mark for page in self.pdf.pages for mark in marks_of(page, self.signs)]

    @cached_property
    def signs(self) -> dict[str, dict[bytes, str]]:
        """What each code of each font stands for."""
        fonts: Any = self.pdf.pages[0].Resources.Font
        return {name: signs_of(font.ToUnicode.read_bytes()) for name, font in fonts.items()}

    def text(self, element: Element) -> str:
        """Give the text of an element with all in it, as it is read out."""
        told = [str(element.thing.get("/Alt", ""))]
        for kid in element.kids if element.kind != "Figure" else []:
            if isinstance(kid, int):
                told.append(self.marked[element.thing.Pg.objgen, kid])
            elif is_type(kid, "/MCR"):
                told.append(self.marked[kid.Pg.objgen, int(kid.MCID)])
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                told.append(self.text(Element(str(kid.S)[1:], kid, ())))
        return " ".join(told)

    @cached_property
    def parents(self) -> dict[int, Any]:
        """The parent tree: what each number leads to."""
        return {
            int(number): value for number, value in pikepdf.NumberTree(self.root.ParentTree).items()
        }


def headings(tagged: Tagged) -> Iterator[str]:
    """The first heading is of level 1, and none skips a level (ISO 14289-1, 7.4.2)."""
    levels = [int(e.kind[1]) for e in tagged.elements if HEADING.fullmatch(e.kind)]
    for before, after in pairwise([0, *levels]):
        if after > before + 1:
            yield f"H{before} is followed by H{after}"


def lists(tagged: Tagged) -> Iterator[str]:
    """A list holds items, an item one body at most, after its label (32000-1, 14.8.4.3.3)."""
    for element in tagged.elements:
        kids = tuple(str(kid.S)[1:] for kid in element.elements)
        if element.kind == "L" and set(kids) != {"LI"}:
            yield f"a list holds {kids}"
        if element.kind == "LI" and (
            kids not in (("LBody",), ("Lbl", "LBody"), ("Lbl",)) or element.contents
        ):
            yield f"a list item holds {kids}"


def contents(tagged: Tagged) -> Iterator[str]:
    """An entry of the contents is a reference with one link, then the entries below it."""
    for element in tagged.of("TOC"):
        if any(kid.S != "/TOCI" for kid in element.elements) or element.contents:
            yield "the contents hold more than entries"
    for element in tagged.of("TOCI"):
        held = {str(kid.S)[1:]: kid for kid in element.elements}
        if [kind for kind in held if kind != "Lbl"] not in (["Reference"], ["Reference", "TOC"]):
            yield f"an entry holds {[*held]}"
            continue
        links = [e for e in elements(held["Reference"]) if e.kind == "Link"]
        if len(links) != 1 or len(links[0].annotations) != 1:
            yield f"an entry holds {len(links)} links"
    for element in tagged.of("Link"):
        if "L" in element.above and "TOC" in element.above:
            yield "a list stands in the contents"


def links(tagged: Tagged) -> Iterator[str]:
    """A link annotation stands in a Link, is described in words, and lies in no other."""
    for element in tagged.elements:
        annotations = [a for a in element.annotations if a.Subtype == "/Link"]
        if (element.kind == "Link") != bool(annotations):
            yield f"{element.kind} with {len(annotations)} link annotations"
        for annotation in annotations:
            told = str(annotation.get("/Contents", ""))
            if not told.strip() or told == str(annotation.get("/Dest", "")):
                yield f"a link is described as {told!r}"
        boxes = [
            (kid.get("/Pg", element.thing.get("/Pg")).objgen, [float(x) for x in kid.Obj.Rect])
            for kid in element.kids
            if is_type(kid, "/OBJR")
        ]
        for one, other in permutations(boxes, 2):
            if one[0] == other[0] and inside(one[1], other[1]):
                yield "a link annotation lies in another of the same link"


def inside(inner: list[float], outer: list[float]) -> bool:
    """Tell whether a rectangle (two corners) lies within another, but for a point."""
    least = [min(outer[0], outer[2]) - 1, min(outer[1], outer[3]) - 1]
    most = [max(outer[0], outer[2]) + 1, max(outer[1], outer[3]) + 1]
    return all(least[n % 2] <= inner[n] <= most[n % 2] for n in range(4))


def tables(tagged: Tagged) -> Iterator[str]:
    """A table has one head, rows of one width, headers that say what they head (7.5)."""
    for table in tagged.of("Table"):
        parts = [str(kid.S)[1:] for kid in table.elements]
        if parts.count("THead") > 1 or parts.count("TBody") > 1:
            yield f"a table holds {parts}"
        rows = [row for row in elements(table.thing) if row.kind == "TR"]
        reach: Counter[int] = Counter()
        for number, row in enumerate(rows):
            for cell in row.elements:
                attributes = cell.get("/A", {})
                for down in range(int(attributes.get("/RowSpan", 1))):
                    reach[number + down] += int(attributes.get("/ColSpan", 1))
        if len(set(reach.values())) > 1 or len(reach) != len(rows):
            yield f"the rows of a table have {sorted(set(reach.values()))} cells"
    for header in tagged.of("TH"):
        if header.thing.get("/A", {}).get("/Scope") not in ("/Row", "/Column"):
            yield "a table header does not say what it heads"


def figures(tagged: Tagged) -> Iterator[str]:
    """A figure has words, and a box on its page, in points from the lower left (7.3)."""
    for figure in tagged.of("Figure"):
        if not str(figure.thing.get("/Alt", "")).strip():
            yield "a figure has no words"
        left, low, right, high = (float(x) for x in figure.thing.A.BBox)
        _, _, width, height = (float(x) for x in figure.thing.Pg.MediaBox)
        if not (0 <= left < right <= width and 0 <= low < high <= height):
            yield f"a figure has its box at {left, low, right, high}"


def owners(tagged: Tagged) -> Iterator[str]:
    """All that is marked on the pages has one owner, and the parent tree leads back to it."""
    count = Counter(content for element in tagged.elements for content in element.contents)
    if lost := set(tagged.marked) - set(count):
        yield f"{len(lost)} pieces of content have no owner"
    if void := set(count) - set(tagged.marked):
        yield f"{len(void)} pieces of content are on no page"
    if [content for content, times in count.items() if times > 1]:
        yield "a piece of content has two owners"
    keys = {page.objgen: int(page.StructParents) for page in tagged.pdf.pages}
    for element in tagged.elements:
        for page, number in element.contents:
            if tagged.parents[keys[page]][number].objgen != element.thing.objgen:
                yield f"the parent tree leads from {number} to another element"
        for annotation in element.annotations:
            if tagged.parents[int(annotation.StructParent)].objgen != element.thing.objgen:
                yield "the parent tree leads from an annotation to another element"
    for page in tagged.pdf.pages:
        if len(tagged.parents[keys[page.objgen]]) != sum(
            one == page.objgen for one, _ in tagged.marked
        ):
            yield "the parent tree has not as many places as the page has pieces"
    known = {a.objgen for element in tagged.elements for a in element.annotations}
    shown = {a.objgen for page in tagged.pdf.pages for a in page.get("/Annots", [])}
    if known != shown:
        yield f"{len(known ^ shown)} annotations are on no page, or in no element"


def parents(tagged: Tagged) -> Iterator[str]:
    """Each element hangs under the one that holds it, and holds something, but for a cell."""
    for element in tagged.elements:
        for kid in element.elements:
            if kid.P.objgen != element.thing.objgen:
                yield f"{kid.S} hangs under another than the {element.kind} that holds it"
        if not element.kids and element.kind not in MAY_BE_EMPTY:
            yield f"{element.kind} is empty"


def lines(tagged: Tagged) -> Iterator[str]:
    """Text stands in its paragraph; a printed line has no element of its own."""
    spans = sum(len(element.contents) for element in tagged.of("Span"))
    if spans > len(tagged.marked) / 2:
        yield f"{spans} of {len(tagged.marked)} pieces of content stand in a span"


RULES: dict[str, Callable[[Tagged], Iterator[str]]] = {
    rule.__name__: rule
    for rule in (headings, lists, contents, links, tables, figures, owners, parents, lines)
}
