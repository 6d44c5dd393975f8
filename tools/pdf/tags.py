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
from tools.pdf.structure_tree import (
    GROUPING_TYPES,
    ROLE_MAP,
    AnnotationRef,
    HtmlTree,
    MarkedContent,
    StructElement,
    StructureBuilder,
    accessible_name,
    alt_text,
)

POINTS_PER_PIXEL = 0.75  # in a CSS pixel
TABLE_HEAD_TAGS = ("thead", "tfoot")
TABLE_CELL_TAGS = ("th", "td")


class UntaggableError(BuildError):
    """Something is painted where no tag reaches it: in a group with an effect, such as opacity."""


@contextmanager
def use_html_structure() -> Iterator[None]:
    """Let WeasyPrint write our structure tree in every tagged PDF that it makes meanwhile."""
    before = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = before
        cached_html_tree.cache_clear()


def add_tags(pdf: Any, document: Any, version: object, streams: Sequence[Any]) -> None:
    """Add the structure tree to a PDF whose pages are painted, each in its stream.

    Raises UntaggableError.
    """
    flows = [list(walk_boxes(page._page_box)) for page in document.pages]
    root = next(box.element for boxes_ in flows for box in boxes_ if box.element_tag == "html")
    lines = {box.element for boxes_ in flows for box in boxes_ if has_line_boxes(box)}
    structure = StructureBuilder(cached_html_tree(root), lines)
    pages = [
        PaintedPage(pdf, number, page, stream)
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True))
    ]
    reader = PageReader(structure)
    for page in pages:
        reader.read_page(page)
    write_structure_tree(pdf, structure.finish(), pages)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if "Lang" not in pdf.catalog:
        LOGGER.error("The document does not say its language")


@lru_cache(maxsize=1)
def cached_html_tree(root: Any) -> HtmlTree:
    """Know the tree of a document, once for all the files that its pages are written to."""
    return HtmlTree.from_root(root)


def walk_boxes(box: Any) -> Iterator[Any]:
    """Give a box and all in it, in reading order, without what stands in the margins of a page."""
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if not isinstance(box, boxes.MarginBox):
        yield box
        for child in box.children:
            yield from walk_boxes(child)


def has_line_boxes(box: Any) -> bool:
    """Tell whether a box holds lines of text."""
    return isinstance(box, boxes.BlockContainerBox) and any(
        isinstance(child, boxes.LineBox) for child in box.children
    )


class PaintedPage:
    """A painted page: what is painted on it, under which number, and its annotations."""

    def __init__(self, pdf: Any, number: int, page: Any, stream: Any) -> None:
        """Take the page's number (from 0), its layout, and the stream that paints it."""
        self.pdf, self.number, self.stream = pdf, number, stream
        self.box, self.height = page._page_box, page.height * POINTS_PER_PIXEL
        self.reference = pdf.page_references[number]
        self.object = pdf.objects[int(self.reference.split()[0])]
        self.mcids = {box: mark["mcid"] for box, mark in stream._tags.items()}
        self.elements_by_mcid: dict[int, StructElement] = {}

    def assign(self, box: Any, element: StructElement) -> None:
        """Give what a box painted to an element."""
        if box in self.mcids:
            self.elements_by_mcid[self.mcids[box]] = element
            element.kids.append(MarkedContent(self.number, self.mcids[box]))

    def annotation_ref(self, annotation: Any) -> AnnotationRef | None:
        """Give an annotation, unless a PDF made earlier from the same layout left it."""
        if annotation and self.pdf.objects[annotation.number : annotation.number + 1] == [
            annotation
        ]:
            return AnnotationRef(self.number, annotation.number)
        return None

    def remove_annotation(self, annotation: AnnotationRef) -> None:
        """Take an annotation off the page; its object stays, empty, as objects are numbered."""
        thing = self.pdf.objects[annotation.object_number]
        self.object["Annots"].remove(thing.reference)
        thing.clear()

    def renumber_mcids(self) -> dict[int, int]:
        """Renumber what has an owner, make artifacts of the rest; give each new number."""
        numbers: dict[int, int] = {}
        painting = self.stream.stream
        for place, part in enumerate(painting):
            if isinstance(part, dict) and "MCID" in part:
                if part["MCID"] in self.elements_by_mcid:
                    part["MCID"] = numbers.setdefault(part["MCID"], len(numbers))
                else:
                    painting[place - 1] = "/Artifact"
                    painting[place] = pydyf.Dictionary({"Type": "/Pagination"})
        if len(numbers) != len(self.elements_by_mcid):
            raise UntaggableError(
                f"page {self.number + 1}: painted under an effect such as opacity"
            )
        return numbers


class PageReader:
    """Reads the pages in order, and gives all that is on them to the elements of the structure."""

    def __init__(self, structure: StructureBuilder) -> None:
        """Take the structure to fill."""
        self.structure = structure
        self.seen_table_heads: set[Any] = set()

    def read_page(self, page: PaintedPage) -> None:
        """Read a page."""
        self.read_box(page, page.box, None)

    def read_box(self, page: PaintedPage, box: Any, link: Any) -> None:
        """Read a box and all in it; `link` is the box of the link around it, if there is one."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if isinstance(box, boxes.MarginBox):
            return
        if isinstance(box, boxes.TableRowGroupBox) and box.element_tag in TABLE_HEAD_TAGS:
            if box.element in self.seen_table_heads:  # printed again, where the table goes on
                for inner in walk_boxes(box):
                    if annotation := page.annotation_ref(inner.link_annotation):
                        page.remove_annotation(annotation)
                return
            self.seen_table_heads.add(box.element)
        if annotation := page.annotation_ref(box.widget_annotation):
            self.structure.element_for(box.element).kids.append(annotation)
        if annotation := page.annotation_ref(box.link_annotation):
            link = self.read_link(page, box, link, annotation)
        if box.element_tag in TABLE_CELL_TAGS:
            self.read_cell(box)
        if isinstance(box, boxes.TextBox):
            self.read_text(page, box)
        elif isinstance(box, boxes.ReplacedBox):
            self.read_image(page, box)
        for child in box.children:
            self.read_box(page, child, link)

    def read_link(self, page: PaintedPage, box: Any, link: Any, annotation: AnnotationRef) -> Any:
        """Give a link its annotation, unless that lies within one; give the box of the link."""
        thing = page.pdf.objects[annotation.object_number]
        if link is None:
            link = box
        elif is_within(thing["Rect"], link.link_annotation["Rect"]):
            page.remove_annotation(annotation)
            return link
        if told := accessible_name(link.element) or printed_text(link):
            thing["Contents"] = pydyf.String(told)
        self.structure.element_for(link.element).kids.append(annotation)
        return link

    def read_cell(self, box: Any) -> None:
        """Let a cell stand in its table, even if nothing is in it."""
        spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
        spans = {name: count for name, count in spans.items() if count != 1}
        cell = self.structure.element_for(box.element)
        if spans:
            cell.attributes |= {"O": "Table", **spans}

    def read_text(self, page: PaintedPage, box: Any) -> None:
        """Give a piece of text to the element that it is of."""
        if box.element in self.structure.hidden:
            return
        if box.element_tag.endswith("::marker"):
            page.assign(box, self.structure.label_for(box.element, box.style["list_style_type"]))
        elif (
            box.text.strip()
            or self.structure.element_for(box.element).structure_type not in GROUPING_TYPES
        ):
            page.assign(box, self.structure.text_element_for(box.element))

    def read_image(self, page: PaintedPage, box: Any) -> None:
        """Give a picture to its figure, with its place on the page, unless it is decoration."""
        html = box.element
        if html.tag == "img" and "alt" not in html.attrib:
            LOGGER.error('The picture "%s" has no alternative text', html.get("src", ""))
        if html in self.structure.hidden or not alt_text(html):
            return
        figure = self.structure.element_for(html)
        left, top = box.content_box_x() * POINTS_PER_PIXEL, box.content_box_y() * POINTS_PER_PIXEL
        right, bottom = left + box.width * POINTS_PER_PIXEL, top + box.height * POINTS_PER_PIXEL
        figure.attributes |= {
            "O": "Layout",
            "BBox": [left, page.height - bottom, right, page.height - top],
        }
        page.assign(box, figure)


def printed_text(box: Any) -> str:
    """Give the text that a box prints, such as the number of a page."""
    return "".join(
        inner.text for inner in walk_boxes(box) if isinstance(inner, boxes.TextBox)
    ).strip()


def is_within(inner: Sequence[float], outer: Sequence[float]) -> bool:
    """Tell whether a rectangle lies within another, but for a point."""
    (left, right), (low, high) = sorted(inner[::2]), sorted(inner[1::2])
    (least_x, most_x), (least_y, most_y) = sorted(outer[::2]), sorted(outer[1::2])
    return left > least_x - 1 and right < most_x + 1 and low > least_y - 1 and high < most_y + 1


def write_structure_tree(pdf: Any, document: StructElement, pages: Sequence[PaintedPage]) -> None:
    """Write a structure, with the tree that leads from what is on the pages back to it."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    things: dict[StructElement, Any] = {}
    for element in document.descendants():
        things[element] = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{element.structure_type}"}
        )
        pdf.add_object(things[element])
    numbers = [page.renumber_mcids() for page in pages]
    annotations = []
    for element, thing in things.items():
        thing["P"] = (things[element.parent] if element.parent else root).reference
        for name, text in element.properties.items():
            thing[name] = pydyf.String(text)
        if element.attributes:
            thing["A"] = to_pdf_attributes(element)
        kids = pydyf.Array()
        for kid in element.kids:
            if isinstance(kid, StructElement):
                kids.append(things[kid].reference)
                continue
            page = pages[kid.page].reference
            if isinstance(kid, AnnotationRef):
                annotations.append((pdf.objects[kid.object_number], thing))
                target = pdf.objects[kid.object_number].reference
                kids.append(pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": target}))
            elif thing.setdefault("Pg", page) == page:
                kids.append(numbers[kid.page][kid.mcid])
            else:
                number = numbers[kid.page][kid.mcid]
                kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number}))
        thing["K"] = kids
    parents = pydyf.Array()
    for page_, known in zip(pages, numbers, strict=True):
        owners = [things[page_.elements_by_mcid[number]].reference for number in known]
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


def to_pdf_attributes(element: StructElement) -> Any:
    """Give the attributes of an element as a PDF has them."""
    return pydyf.Dictionary(
        {
            name: f"/{value}" if isinstance(value, str)
            else pydyf.Array(value) if isinstance(value, list)
            else value
            for name, value in element.attributes.items()
        }
    )  # fmt: skip
