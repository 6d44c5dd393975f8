"""Tags a PDF: gives WeasyPrint 70 a structure tree of our own in place of the one that it makes.

Its own tree follows the boxes of the layout: an element for every line, a table or a list anew on
each page, repeated heads as content. Ours follows the HTML (`structure`); the boxes only say in
which order, and on which page, each piece of it is printed. What is printed and belongs to no
element is an artifact: running heads, page numbers, the head of a table that goes on, decoration
(ISO 32000-1, 14.8.2.2).

WeasyPrint has no public way to do so. It calls one function when all pages are painted, and
`own_tree` puts `add_tags` in its place. Look again when WeasyPrint is upgraded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from tools.errors import BuildError
from tools.pdf.structure import (
    GROUPS,
    ROLE_MAP,
    Annotation,
    Content,
    Element,
    Structure,
    Tree,
    spoken,
    words,
)

POINTS = 0.75  # in a CSS pixel
HEADS = ("thead", "tfoot")
CELLS = ("th", "td")


class UntaggableError(BuildError):
    """Something is painted where no tag reaches it: in a group with an effect, such as opacity."""


@contextmanager
def own_tree() -> Iterator[None]:
    """Let WeasyPrint write our structure tree in every tagged PDF that it makes meanwhile."""
    before = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = before
        known.cache_clear()


def add_tags(pdf: Any, document: Any, version: object, streams: Sequence[Any]) -> None:
    """Add the structure tree to a PDF whose pages are painted, each in its stream.

    Raises UntaggableError.
    """
    flows = [list(flow(page._page_box)) for page in document.pages]
    root = next(box.element for boxes_ in flows for box in boxes_ if box.element_tag == "html")
    lines = {box.element for boxes_ in flows for box in boxes_ if has_lines(box)}
    structure = Structure(known(root), lines)
    pages = [
        Page(pdf, number, page, stream)
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True))
    ]
    reader = Reader(structure)
    for page in pages:
        reader.read(page)
    write_tree(pdf, structure.finish(), pages)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if "Lang" not in pdf.catalog:
        LOGGER.error("The document does not say its language")


@lru_cache(maxsize=1)
def known(root: Any) -> Tree:
    """Know the tree of a document, once for all the files that its pages are written to."""
    return Tree.of(root)


def flow(box: Any) -> Iterator[Any]:
    """Give a box and all in it, in reading order, without what stands in the margins of a page."""
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if not isinstance(box, boxes.MarginBox):
        yield box
        for child in box.children:
            yield from flow(child)


def has_lines(box: Any) -> bool:
    """Tell whether a box holds lines of text."""
    return isinstance(box, boxes.BlockContainerBox) and any(
        isinstance(child, boxes.LineBox) for child in box.children
    )


class Page:
    """A painted page: what is painted on it, under which number, and its annotations."""

    def __init__(self, pdf: Any, number: int, page: Any, stream: Any) -> None:
        """Take the page's number (from 0), its layout, and the stream that paints it."""
        self.pdf, self.number, self.stream = pdf, number, stream
        self.box, self.height = page._page_box, page.height * POINTS
        self.reference = pdf.page_references[number]
        self.object = pdf.objects[int(self.reference.split()[0])]
        self.painted = {box: mark["mcid"] for box, mark in stream._tags.items()}
        self.owners: dict[int, Element] = {}

    def give(self, box: Any, element: Element) -> None:
        """Give what a box painted to an element."""
        if box in self.painted:
            self.owners[self.painted[box]] = element
            element.kids.append(Content(self.number, self.painted[box]))

    def annotation(self, annotation: Any) -> Annotation | None:
        """Give an annotation, unless a PDF made earlier from the same layout left it."""
        if annotation and self.pdf.objects[annotation.number : annotation.number + 1] == [
            annotation
        ]:
            return Annotation(self.number, annotation.number)
        return None

    def drop(self, annotation: Annotation) -> None:
        """Take an annotation off the page; its object stays, empty, as objects are numbered."""
        thing = self.pdf.objects[annotation.object]
        self.object["Annots"].remove(thing.reference)
        thing.clear()

    def settle(self) -> dict[int, int]:
        """Renumber what has an owner, make artifacts of the rest; give each new number."""
        numbers: dict[int, int] = {}
        painting = self.stream.stream
        for place, part in enumerate(painting):
            if isinstance(part, dict) and "MCID" in part:
                if part["MCID"] in self.owners:
                    part["MCID"] = numbers.setdefault(part["MCID"], len(numbers))
                else:
                    painting[place - 1] = "/Artifact"
                    painting[place] = pydyf.Dictionary({"Type": "/Pagination"})
        if len(numbers) != len(self.owners):
            raise UntaggableError(
                f"page {self.number + 1}: painted under an effect such as opacity"
            )
        return numbers


class Reader:
    """Reads the pages in order, and gives all that is on them to the elements of the structure."""

    def __init__(self, structure: Structure) -> None:
        """Take the structure to fill."""
        self.structure = structure
        self.heads: set[Any] = set()

    def read(self, page: Page) -> None:
        """Read a page."""
        self.read_box(page, page.box, None)

    def read_box(self, page: Page, box: Any, link: Any) -> None:
        """Read a box and all in it; `link` is the box of the link around it, if there is one."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if isinstance(box, boxes.MarginBox):
            return
        if isinstance(box, boxes.TableRowGroupBox) and box.element_tag in HEADS:
            if box.element in self.heads:  # printed again, where the table goes on
                for inner in flow(box):
                    if annotation := page.annotation(inner.link_annotation):
                        page.drop(annotation)
                return
            self.heads.add(box.element)
        if annotation := page.annotation(box.widget_annotation):
            self.structure.of(box.element).kids.append(annotation)
        if annotation := page.annotation(box.link_annotation):
            link = self.read_link(page, box, link, annotation)
        if box.element_tag in CELLS:
            self.read_cell(box)
        if isinstance(box, boxes.TextBox):
            self.read_text(page, box)
        elif isinstance(box, boxes.ReplacedBox):
            self.read_picture(page, box)
        for child in box.children:
            self.read_box(page, child, link)

    def read_link(self, page: Page, box: Any, link: Any, annotation: Annotation) -> Any:
        """Give a link its annotation, unless that lies within one; give the box of the link."""
        thing = page.pdf.objects[annotation.object]
        if link is None:
            link = box
        elif within(thing["Rect"], link.link_annotation["Rect"]):
            page.drop(annotation)
            return link
        if told := spoken(link.element) or printed(link):
            thing["Contents"] = pydyf.String(told)
        self.structure.of(link.element).kids.append(annotation)
        return link

    def read_cell(self, box: Any) -> None:
        """Let a cell stand in its table, even if nothing is in it."""
        spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
        spans = {name: count for name, count in spans.items() if count != 1}
        cell = self.structure.of(box.element)
        if spans:
            cell.attributes |= {"O": "Table", **spans}

    def read_text(self, page: Page, box: Any) -> None:
        """Give a piece of text to the element that it is of."""
        if box.element in self.structure.hidden:
            return
        if box.element_tag.endswith("::marker"):
            page.give(box, self.structure.label_of(box.element, box.style["list_style_type"]))
        elif box.text.strip() or self.structure.of(box.element).kind not in GROUPS:
            page.give(box, self.structure.text_of(box.element))

    def read_picture(self, page: Page, box: Any) -> None:
        """Give a picture to its figure, with its place on the page, unless it is decoration."""
        html = box.element
        if html.tag == "img" and "alt" not in html.attrib:
            LOGGER.error('The picture "%s" has no alternative text', html.get("src", ""))
        if html in self.structure.hidden or not words(html):
            return
        figure = self.structure.of(html)
        left, top = box.content_box_x() * POINTS, box.content_box_y() * POINTS
        right, bottom = left + box.width * POINTS, top + box.height * POINTS
        figure.attributes |= {
            "O": "Layout",
            "BBox": [left, page.height - bottom, right, page.height - top],
        }
        page.give(box, figure)


def printed(box: Any) -> str:
    """Give the text that a box prints, such as the number of a page."""
    return "".join(inner.text for inner in flow(box) if isinstance(inner, boxes.TextBox)).strip()


def within(inner: Sequence[float], outer: Sequence[float]) -> bool:
    """Tell whether a rectangle lies within another, but for a point."""
    (left, right), (low, high) = sorted(inner[::2]), sorted(inner[1::2])
    (least_x, most_x), (least_y, most_y) = sorted(outer[::2]), sorted(outer[1::2])
    return left > least_x - 1 and right < most_x + 1 and low > least_y - 1 and high < most_y + 1


def write_tree(pdf: Any, document: Element, pages: Sequence[Page]) -> None:
    """Write a structure, with the tree that leads from what is on the pages back to it."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    things: dict[Element, Any] = {}
    for element in document.descendants():
        things[element] = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{element.kind}"})
        pdf.add_object(things[element])
    numbers = [page.settle() for page in pages]
    annotations = []
    for element, thing in things.items():
        thing["P"] = (things[element.parent] if element.parent else root).reference
        for name, text in element.properties.items():
            thing[name] = pydyf.String(text)
        if element.attributes:
            thing["A"] = attributes(element)
        kids = pydyf.Array()
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(things[kid].reference)
                continue
            page = pages[kid.page].reference
            if isinstance(kid, Annotation):
                annotations.append((pdf.objects[kid.object], thing))
                target = pdf.objects[kid.object].reference
                kids.append(pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": target}))
            elif thing.setdefault("Pg", page) == page:
                kids.append(numbers[kid.page][kid.number])
            else:
                number = numbers[kid.page][kid.number]
                kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number}))
        thing["K"] = kids
    parents = pydyf.Array()
    for page_, known in zip(pages, numbers, strict=True):
        owners = [things[page_.owners[number]].reference for number in known]
        parents.extend([page_.number, pydyf.Array(owners)])
    for key, (annotation, thing) in enumerate(annotations, len(pages)):
        annotation["StructParent"] = key
        parents.extend([key, thing.reference])
    tree = pydyf.Dictionary({"Nums": parents})
    pdf.add_object(tree)
    root["K"] = pydyf.Array([things[document].reference])
    root["ParentTree"] = tree.reference
    root["ParentTreeNextKey"] = len(pages) + len(annotations)
    root["RoleMap"] = pydyf.Dictionary({name: f"/{kind}" for name, kind in ROLE_MAP.items()})
    pdf.catalog["StructTreeRoot"] = root.reference


def attributes(element: Element) -> Any:
    """Give the attributes of an element as a PDF has them."""
    return pydyf.Dictionary(
        {
            name: f"/{value}" if isinstance(value, str)
            else pydyf.Array(value) if isinstance(value, list)
            else value
            for name, value in element.attributes.items()
        }
    )  # fmt: skip
