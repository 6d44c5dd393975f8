"""Rules for the structure of a tagged PDF, read back independently of the code that wrote it.

A rule is a function from a tagged PDF to the problems in it. They find what veraPDF does not.
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
    obj: Any
    ancestors: tuple[str, ...]

    @property
    def children(self) -> list[Any]:
        """Its children: elements, content ids (MCIDs) and references."""
        children = self.obj.get("/K", [])
        return list(children) if isinstance(children, pikepdf.Array) else [children]

    @property
    def elements(self) -> list[Any]:
        """The elements that are its children."""
        return [
            child
            for child in self.children
            if isinstance(child, pikepdf.Dictionary) and "/S" in child
        ]

    @property
    def annotations(self) -> list[Any]:
        """The annotations that are its children."""
        return [child.Obj for child in self.children if is_type(child, "/OBJR")]

    @property
    def contents(self) -> list[tuple[Any, int]]:
        """The page (its object number) and id of each piece of content that is its child."""
        found = []
        for child in self.children:
            if isinstance(child, int):
                found.append((self.obj.Pg.objgen, child))
            elif is_type(child, "/MCR"):
                found.append((child.get("/Pg", self.obj.get("/Pg")).objgen, int(child.MCID)))
        return found


def is_type(child: Any, name: str) -> bool:
    """Return whether a child is a reference of this type."""
    return isinstance(child, pikepdf.Dictionary) and child.get("/Type") == name


def elements(obj: Any, ancestors: tuple[str, ...] = ()) -> Iterator[Element]:
    """Yield all structure elements of a PDF object, in reading order."""
    if isinstance(obj, pikepdf.Array):
        for child in obj:
            yield from elements(child, ancestors)
    elif isinstance(obj, pikepdf.Dictionary) and "/S" in obj:
        kind = str(obj.S)[1:]
        yield Element(kind, obj, ancestors)
        if "/K" in obj:
            yield from elements(obj.K, (*ancestors, kind))


@dataclass
class MarkedContent:
    """A marked-content sequence: page (its object number), tag, properties and text."""

    page: Any
    tag: str
    properties: Any
    text: str = ""


def read_marked_content(
    page: pikepdf.Page, font_maps: dict[str, dict[bytes, str]]
) -> Iterator[MarkedContent]:
    """Yield the marked-content sequences of a page; a sequence may contain others."""
    ancestors: list[MarkedContent] = []
    font: dict[bytes, str] = {}
    for part in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf TJ Tj"):
        operands: list[Any] = list(part.operands)
        match str(part.operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else None
                ancestors.append(MarkedContent(page.objgen, str(operands[0]), properties))
            case "EMC":
                yield ancestors.pop()
            case "Tf":
                font = font_maps[str(operands[0])]
            case "TJ" | "Tj" if ancestors:
                strings = [string for string in operands[0] if isinstance(string, pikepdf.String)]
                data = b"".join(bytes(string) for string in strings)
                codes = (data[n : n + 2] for n in range(0, len(data), 2))
                ancestors[0].text += "".join(font.get(code, "") for code in codes)


def read_font_map(table: bytes) -> dict[bytes, str]:
    """Return the characters of each code of a font, from its `ToUnicode` table."""
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", table)
    }


class TaggedPdf:
    """A tagged PDF: its structure, and the marked content of its pages."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root.StructTreeRoot

    @cached_property
    def elements(self) -> list[Element]:
        """All structure elements, in reading order."""
        return list(elements(self.root.K))

    def of_kind(self, kind: str) -> list[Element]:
        """All elements of a kind."""
        return [element for element in self.elements if element.kind == kind]

    @cached_property
    def kinds(self) -> Counter[str]:
        """The number of elements of each kind."""
        return Counter(element.kind for element in self.elements)

    @cached_property
    def owned_text(self) -> dict[tuple[Any, int], str]:
        """The text of marked content with an id, by page and id."""
        return {
            (mark.page, int(mark.properties.MCID)): mark.text
            for mark in self.marked_content
            if isinstance(mark.properties, pikepdf.Dictionary) and "/MCID" in mark.properties
        }

    @cached_property
    def marked_content(self) -> list[MarkedContent]:
        """All marked content, in the order in which it is painted."""
        return [
            mark for page in self.pdf.pages for mark in read_marked_content(page, self.font_maps)
        ]

    @cached_property
    def font_maps(self) -> dict[str, dict[bytes, str]]:
        """The characters of each code, by font."""
        fonts: Any = self.pdf.pages[0].Resources.Font
        return {name: read_font_map(font.ToUnicode.read_bytes()) for name, font in fonts.items()}

    def text(self, element: Element) -> str:
        """Return the text of an element and its descendants, as it is read out."""
        parts = [str(element.obj.get("/Alt", ""))]
        for child in element.children if element.kind != "Figure" else []:
            if isinstance(child, int):
                parts.append(self.owned_text[element.obj.Pg.objgen, child])
            elif is_type(child, "/MCR"):
                parts.append(self.owned_text[child.Pg.objgen, int(child.MCID)])
            elif isinstance(child, pikepdf.Dictionary) and "/S" in child:
                parts.append(self.text(Element(str(child.S)[1:], child, ())))
        return " ".join(parts)

    @cached_property
    def parents(self) -> dict[int, Any]:
        """The parent tree: the object of each number."""
        return {
            int(number): value for number, value in pikepdf.NumberTree(self.root.ParentTree).items()
        }


def headings(tagged: TaggedPdf) -> Iterator[str]:
    """The first heading is of level 1, and none skips a level (ISO 14289-1, 7.4.2)."""
    levels = [int(e.kind[1]) for e in tagged.elements if HEADING.fullmatch(e.kind)]
    for before, after in pairwise([0, *levels]):
        if after > before + 1:
            yield f"H{before} is followed by H{after}"


def lists(tagged: TaggedPdf) -> Iterator[str]:
    """A list holds items, an item one body at most, after its label (32000-1, 14.8.4.3.3)."""
    for element in tagged.elements:
        children = tuple(str(child.S)[1:] for child in element.elements)
        if element.kind == "L" and set(children) != {"LI"}:
            yield f"a list holds {children}"
        if element.kind == "LI" and (
            children not in (("LBody",), ("Lbl", "LBody"), ("Lbl",)) or element.contents
        ):
            yield f"a list item holds {children}"


def contents(tagged: TaggedPdf) -> Iterator[str]:
    """An entry of the contents is a reference with one link, then the entries below it."""
    for element in tagged.of_kind("TOC"):
        if any(child.S != "/TOCI" for child in element.elements) or element.contents:
            yield "the contents hold more than entries"
    for element in tagged.of_kind("TOCI"):
        held = {str(child.S)[1:]: child for child in element.elements}
        if [kind for kind in held if kind != "Lbl"] not in (["Reference"], ["Reference", "TOC"]):
            yield f"an entry holds {[*held]}"
            continue
        links = [e for e in elements(held["Reference"]) if e.kind == "Link"]
        if len(links) != 1 or len(links[0].annotations) != 1:
            yield f"an entry holds {len(links)} links"
    for element in tagged.of_kind("Link"):
        if "L" in element.ancestors and "TOC" in element.ancestors:
            yield "a list stands in the contents"


def links(tagged: TaggedPdf) -> Iterator[str]:
    """A link annotation stands in a Link, is described in words, and lies in no other."""
    for element in tagged.elements:
        annotations = [a for a in element.annotations if a.Subtype == "/Link"]
        if (element.kind == "Link") != bool(annotations):
            yield f"{element.kind} with {len(annotations)} link annotations"
        for annotation in annotations:
            description = str(annotation.get("/Contents", ""))
            if not description.strip() or description == str(annotation.get("/Dest", "")):
                yield f"a link is described as {description!r}"
        boxes = [
            (
                child.get("/Pg", element.obj.get("/Pg")).objgen,
                [float(coordinate) for coordinate in child.Obj.Rect],
            )
            for child in element.children
            if is_type(child, "/OBJR")
        ]
        for first, second in permutations(boxes, 2):
            if first[0] == second[0] and inside(first[1], second[1]):
                yield "a link annotation lies in another of the same link"


def inside(inner: list[float], outer: list[float]) -> bool:
    """Return whether a rectangle (two corners) lies within another, but for a point."""
    lower = [min(outer[0], outer[2]) - 1, min(outer[1], outer[3]) - 1]
    upper = [max(outer[0], outer[2]) + 1, max(outer[1], outer[3]) + 1]
    return all(lower[n % 2] <= inner[n] <= upper[n % 2] for n in range(4))


def tables(tagged: TaggedPdf) -> Iterator[str]:
    """A table has one head, rows of one width, headers that say what they head (7.5)."""
    for table in tagged.of_kind("Table"):
        parts = [str(child.S)[1:] for child in table.elements]
        if parts.count("THead") > 1 or parts.count("TBody") > 1:
            yield f"a table holds {parts}"
        rows = [row for row in elements(table.obj) if row.kind == "TR"]
        reach: Counter[int] = Counter()
        for number, row in enumerate(rows):
            for cell in row.elements:
                attributes = cell.get("/A", {})
                for offset in range(int(attributes.get("/RowSpan", 1))):
                    reach[number + offset] += int(attributes.get("/ColSpan", 1))
        if len(set(reach.values())) > 1 or len(reach) != len(rows):
            yield f"the rows of a table have {sorted(set(reach.values()))} cells"
    for header in tagged.of_kind("TH"):
        if header.obj.get("/A", {}).get("/Scope") not in ("/Row", "/Column"):
            yield "a table header does not say what it heads"


def figures(tagged: TaggedPdf) -> Iterator[str]:
    """A figure has alternative text, and a box on its page, in points from the lower left (7.3)."""
    for figure in tagged.of_kind("Figure"):
        if not str(figure.obj.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        left, low, right, high = (float(coordinate) for coordinate in figure.obj.A.BBox)
        _, _, width, height = (float(coordinate) for coordinate in figure.obj.Pg.MediaBox)
        if not (0 <= left < right <= width and 0 <= low < high <= height):
            yield f"a figure has its box at {left, low, right, high}"


def owners(tagged: TaggedPdf) -> Iterator[str]:
    """All marked content has one owner, and the parent tree leads back to it."""
    owner_counts = Counter(content for element in tagged.elements for content in element.contents)
    if unowned := set(tagged.owned_text) - set(owner_counts):
        yield f"{len(unowned)} pieces of content have no owner"
    if missing := set(owner_counts) - set(tagged.owned_text):
        yield f"{len(missing)} pieces of content are on no page"
    if [content for content, times in owner_counts.items() if times > 1]:
        yield "a piece of content has two owners"
    keys = {page.objgen: int(page.StructParents) for page in tagged.pdf.pages}
    for element in tagged.elements:
        for page, number in element.contents:
            if tagged.parents[keys[page]][number].objgen != element.obj.objgen:
                yield f"the parent tree leads from {number} to another element"
        for annotation in element.annotations:
            if tagged.parents[int(annotation.StructParent)].objgen != element.obj.objgen:
                yield "the parent tree leads from an annotation to another element"
    for page in tagged.pdf.pages:
        if len(tagged.parents[keys[page.objgen]]) != sum(
            owner_page == page.objgen for owner_page, _ in tagged.owned_text
        ):
            yield "the parent tree has not as many places as the page has pieces"
    element_annotations = {a.objgen for element in tagged.elements for a in element.annotations}
    page_annotations = {a.objgen for page in tagged.pdf.pages for a in page.get("/Annots", [])}
    if element_annotations != page_annotations:
        count = len(element_annotations ^ page_annotations)
        yield f"{count} annotations are on no page, or in no element"


def parents(tagged: TaggedPdf) -> Iterator[str]:
    """Each element hangs under the one that holds it, and holds something, but for a cell."""
    for element in tagged.elements:
        for child in element.elements:
            if child.P.objgen != element.obj.objgen:
                yield f"{child.S} hangs under another than the {element.kind} that holds it"
        if not element.children and element.kind not in MAY_BE_EMPTY:
            yield f"{element.kind} is empty"


def lines(tagged: TaggedPdf) -> Iterator[str]:
    """Text stands in its paragraph; a printed line has no element of its own."""
    spans = sum(len(element.contents) for element in tagged.of_kind("Span"))
    if spans > len(tagged.owned_text) / 2:
        yield f"{spans} of {len(tagged.owned_text)} pieces of content stand in a span"


RULES: dict[str, Callable[[TaggedPdf], Iterator[str]]] = {
    rule.__name__: rule
    for rule in (headings, lists, contents, links, tables, figures, owners, parents, lines)
}
