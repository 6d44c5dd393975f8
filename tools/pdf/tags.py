"""Tagging of a PDF: replaces the structure tree of WeasyPrint 70 by one that follows the HTML.

The tree of WeasyPrint follows the boxes of the layout: an element for every line, a new table or
list on each page, repeated table heads as content. That of `structure_tree` follows the HTML; the
boxes only determine in which order, and on which page, each piece is printed. What is printed but
belongs to no element is an artifact: running heads, page numbers, the repeated head of a table,
decoration (ISO 32000-1, 14.8.2.2).

WeasyPrint has no public way to do so. It calls one function when all pages are painted, and
`use_html_structure` replaces that by `add_tags`. Check again when WeasyPrint is upgraded.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from tools.errors import BuildError
from tools.pdf import structure_tree
from tools.pdf.structure_tree import AnnotationRef, MarkedContent, StructElement, StructureBuilder

POINTS_PER_PIXEL = 0.75  # of a CSS pixel


class UntaggableError(BuildError):
    """Content is painted where tags do not reach: in a group with an effect such as opacity."""


@contextmanager
def use_html_structure() -> Iterator[None]:
    """Write the structure tree of the HTML in every tagged PDF that WeasyPrint makes meanwhile."""
    before = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = before
        structure_tree.read_html.cache_clear()


def add_tags(pdf: Any, document: Any, version: object, streams: Sequence[Any]) -> None:
    """Add the structure tree to a PDF whose pages are painted, each in its stream.

    Raises UntaggableError.
    """
    flows = [list(walk_boxes(page._page_box)) for page in document.pages]
    root = next(box.element for flow in flows for box in flow if box.element_tag == "html")
    text_blocks = {box.element for flow in flows for box in flow if has_line_boxes(box)}
    structure = StructureBuilder(root, text_blocks)
    painted = enumerate(zip(document.pages, streams, strict=True))
    pages = [PaintedPage(pdf, number, page, stream) for number, (page, stream) in painted]
    reader = PageReader(structure)
    for page in pages:
        reader.read_box(page, page.box)
    structure_tree.prune(structure.document)
    write_structure_tree(pdf, structure.document, pages)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if "Lang" not in pdf.catalog:
        LOGGER.error("The document does not say its language")


def walk_boxes(box: Any) -> Iterator[Any]:
    """Yield a box and all in it, in reading order, without the margins of a page."""
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if not isinstance(box, boxes.MarginBox):
        yield box
        for child in box.children:
            yield from walk_boxes(child)


def has_line_boxes(box: Any) -> bool:
    """Return whether a box contains lines of text."""
    return isinstance(box, boxes.BlockContainerBox) and any(
        isinstance(child, boxes.LineBox) for child in box.children
    )


class PaintedPage:
    """A painted page: its marked content by number, and its annotations."""

    def __init__(self, pdf: Any, number: int, page: Any, stream: Any) -> None:
        """Read a page by its number (from 0), its layout, and the stream that paints it."""
        self.pdf, self.number, self.stream = pdf, number, stream
        self.box, self.height = page._page_box, page.height * POINTS_PER_PIXEL
        self.reference = pdf.page_references[number]
        self.object = pdf.objects[int(self.reference.split()[0])]
        self.mcids = {box: mark["mcid"] for box, mark in stream._tags.items()}
        self.elements_by_mcid: dict[int, StructElement] = {}

    def assign(self, box: Any, element: StructElement) -> None:
        """Assign what a box painted to an element."""
        if box in self.mcids:
            self.elements_by_mcid[self.mcids[box]] = element
            element.kids.append(MarkedContent(self.number, self.mcids[box]))

    def annotation_ref(self, annotation: Any) -> AnnotationRef | None:
        """Return a reference to an annotation, unless it is of an earlier PDF of this layout."""
        if not annotation:
            return None
        objects = self.pdf.objects[annotation.number : annotation.number + 1]
        return AnnotationRef(self.number, annotation.number) if objects == [annotation] else None

    def remove_annotation(self, ref: AnnotationRef) -> None:
        """Remove an annotation from the page; its object stays, empty, as objects are numbered."""
        annotation = self.pdf.objects[ref.object_number]
        self.object["Annots"].remove(annotation.reference)
        annotation.clear()

    def renumber_mcids(self) -> dict[int, int]:
        """Renumber what was assigned, and make the rest artifacts; return new numbers by old.

        Raises UntaggableError.
        """
        numbers: dict[int, int] = {}
        painting = self.stream.stream
        for index, part in enumerate(painting):
            if isinstance(part, dict) and "MCID" in part:
                if part["MCID"] in self.elements_by_mcid:
                    part["MCID"] = numbers.setdefault(part["MCID"], len(numbers))
                else:
                    painting[index - 1] = "/Artifact"
                    painting[index] = pydyf.Dictionary({"Type": "/Pagination"})
        if len(numbers) != len(self.elements_by_mcid):
            page = self.number + 1
            raise UntaggableError(f"page {page}: painted under an effect such as opacity")
        return numbers


class PageReader:
    """Reads the pages in order, and assigns what is on them to elements of the structure."""

    def __init__(self, structure: StructureBuilder) -> None:
        self.structure = structure
        self.seen_table_heads: set[Any] = set()

    def read_box(self, page: PaintedPage, box: Any, link: Any = None) -> None:
        """Read a box and all in it; `link` is the box of the link around it, or None."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if isinstance(box, boxes.MarginBox):
            return
        if isinstance(box, boxes.TableRowGroupBox) and box.element_tag in ("thead", "tfoot"):
            if box.element in self.seen_table_heads:  # repeated where the table continues
                for inner in walk_boxes(box):
                    if annotation := page.annotation_ref(inner.link_annotation):
                        page.remove_annotation(annotation)
                return
            self.seen_table_heads.add(box.element)
        if annotation := page.annotation_ref(box.widget_annotation):
            self.structure.element_for(box.element).kids.append(annotation)
        if annotation := page.annotation_ref(box.link_annotation):
            link = self.read_link(page, box, link, annotation)
        if box.element_tag in ("th", "td"):
            self.read_cell(box)
        if isinstance(box, boxes.TextBox):
            self.read_text(page, box)
        elif isinstance(box, boxes.ReplacedBox):
            self.read_image(page, box)
        for child in box.children:
            self.read_box(page, child, link)

    def read_link(self, page: PaintedPage, box: Any, link: Any, ref: AnnotationRef) -> Any:
        """Assign an annotation to its link, or remove it when within another of that link.

        Returns the box of the link.
        """
        annotation = page.pdf.objects[ref.object_number]
        if link is None:
            link = box
        elif is_within(annotation["Rect"], link.link_annotation["Rect"]):
            page.remove_annotation(ref)
            return link
        if text := structure_tree.accessible_name(link.element) or printed_text(link):
            annotation["Contents"] = pydyf.String(text)
        self.structure.element_for(link.element).kids.append(ref)
        return link

    def read_cell(self, box: Any) -> None:
        """Add a cell to its table, even if it is empty."""
        cell = self.structure.element_for(box.element)
        for name, count in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)):
            if count != 1:
                cell.attributes |= {"O": "/Table", name: count}

    def read_text(self, page: PaintedPage, box: Any) -> None:
        """Assign a piece of text to its element."""
        if box.element in self.structure.hidden:
            return
        if box.element_tag.endswith("::marker"):
            page.assign(box, self.structure.label_for(box.element, box.style["list_style_type"]))
            return
        element = self.structure.element_for(box.element)
        if box.text.strip() or element.structure_type not in structure_tree.GROUPING_TYPES:
            page.assign(box, structure_tree.ensure_paragraph(element))

    def read_image(self, page: PaintedPage, box: Any) -> None:
        """Assign an image to its figure, with its place on the page, unless it is decoration."""
        html = box.element
        if html.tag == "img" and "alt" not in html.attrib:
            LOGGER.error('The picture "%s" has no alternative text', html.get("src", ""))
        if html in self.structure.hidden or not structure_tree.alt_text(html):
            return
        figure = self.structure.element_for(html)
        left, top = box.content_box_x() * POINTS_PER_PIXEL, box.content_box_y() * POINTS_PER_PIXEL
        right, bottom = left + box.width * POINTS_PER_PIXEL, top + box.height * POINTS_PER_PIXEL
        place = pydyf.Array([left, page.height - bottom, right, page.height - top])
        figure.attributes |= {"O": "/Layout", "BBox": place}
        page.assign(box, figure)


def printed_text(box: Any) -> str:
    """Return the text that a box prints, such as the number of a page."""
    texts = (inner.text for inner in walk_boxes(box) if isinstance(inner, boxes.TextBox))
    return "".join(texts).strip()


def is_within(inner: Sequence[float], outer: Sequence[float]) -> bool:
    """Return whether a rectangle lies within another, with a margin of one point."""
    (left, right), (bottom, top) = sorted(inner[::2]), sorted(inner[1::2])
    (min_x, max_x), (min_y, max_y) = sorted(outer[::2]), sorted(outer[1::2])
    return left > min_x - 1 and right < max_x + 1 and bottom > min_y - 1 and top < max_y + 1


def write_structure_tree(pdf: Any, document: StructElement, pages: Sequence[PaintedPage]) -> None:
    """Write the structure tree, and the parent tree from marked content back to its elements.

    Raises UntaggableError.
    """
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    objects: dict[StructElement, Any] = {}
    for element in document.descendants():
        data = {"Type": "/StructElem", "S": f"/{element.structure_type}"}
        objects[element] = pydyf.Dictionary(data)
        pdf.add_object(objects[element])
    numbers = [page.renumber_mcids() for page in pages]
    annotations = []
    for element, obj in objects.items():
        obj["P"] = (objects[element.parent] if element.parent else root).reference
        for name, text in element.properties.items():
            obj[name] = pydyf.String(text)
        if element.attributes:
            obj["A"] = pydyf.Dictionary(element.attributes)
        kids = pydyf.Array()
        for kid in element.kids:
            if isinstance(kid, StructElement):
                kids.append(objects[kid].reference)
                continue
            page = pages[kid.page].reference
            if isinstance(kid, AnnotationRef):
                annotation = pdf.objects[kid.object_number]
                annotations.append((annotation, obj))
                data = {"Type": "/OBJR", "Pg": page, "Obj": annotation.reference}
                kids.append(pydyf.Dictionary(data))
                continue
            mcid = numbers[kid.page][kid.mcid]
            if obj.setdefault("Pg", page) == page:
                kids.append(mcid)
            else:
                kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mcid}))
        obj["K"] = kids
    root["K"] = pydyf.Array([objects[document].reference])
    write_parent_tree(pdf, root, objects, pages, numbers, annotations)
    root["RoleMap"] = pydyf.Dictionary(
        {name: f"/{type_}" for name, type_ in structure_tree.ROLE_MAP.items()}
    )
    pdf.catalog["StructTreeRoot"] = root.reference


def write_parent_tree(
    pdf: Any,
    root: Any,
    objects: Mapping[StructElement, Any],
    pages: Sequence[PaintedPage],
    numbers: Sequence[Mapping[int, int]],
    annotations: Sequence[tuple[Any, Any]],
) -> None:
    """Write the parent tree of a structure tree root (ISO 32000-1, 14.7.4.4).

    `objects` are those of the structure elements, `numbers` the new MCIDs of each page by old, and
    `annotations` the annotations with the objects that they belong to.
    """
    entries = pydyf.Array()
    for page, mcids in zip(pages, numbers, strict=True):
        parents = [objects[page.elements_by_mcid[mcid]].reference for mcid in mcids]
        entries.extend([page.number, pydyf.Array(parents)])
    for key, (annotation, obj) in enumerate(annotations, len(pages)):
        annotation["StructParent"] = key
        entries.extend([key, obj.reference])
    tree = pydyf.Dictionary({"Nums": entries})
    pdf.add_object(tree)
    root["ParentTree"] = tree.reference
    root["ParentTreeNextKey"] = len(pages) + len(annotations)
