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
from itertools import groupby
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.logger import LOGGER

from tools.errors import BuildError
from tools.pdf import structure_tree
from tools.pdf.painted_page import POINTS_PER_PIXEL, Mark, PaintedPage
from tools.pdf.structure_tree import AnnotationRef, MarkedContent, StructElement, StructureBuilder


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
    """Add the structure tree to a PDF of painted pages, each painted in its stream.

    Raises UntaggableError.
    """
    painted = enumerate(zip(document.pages, streams, strict=True))
    pages = [TaggedPage(pdf, number, page, stream) for number, (page, stream) in painted]
    structure = StructElement("Document", None)
    with_content = (page for page in pages if page.page.root is not None)
    for root, group in groupby(with_content, lambda page: page.page.root):
        section = [*group]
        text_blocks = {block for page in section for block in page.page.text_blocks}
        reader = PageReader(StructureBuilder(root, text_blocks, structure))
        for page in section:
            reader.read_page(page)
    structure_tree.prune(structure)
    write_structure_tree(pdf, structure, pages)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if "Lang" not in pdf.catalog:
        LOGGER.error("The document does not say its language")


class TaggedPage:
    """A page in a PDF: its marked content by number, and its annotations."""

    def __init__(self, pdf: Any, number: int, page: PaintedPage, stream: Any) -> None:
        """Read a page by its number (from 0), and the stream that paints it."""
        self.pdf, self.number, self.page, self.stream = pdf, number, page, stream
        self.height = page.height * POINTS_PER_PIXEL
        self.reference = pdf.page_references[number]
        self.object = pdf.objects[int(self.reference.split()[0])]
        self.elements_by_mcid: dict[int, StructElement] = {}

    def assign(self, mark: Mark, element: StructElement) -> None:
        """Assign what a mark paints to an element."""
        if mark.mcid is not None:
            self.elements_by_mcid[mark.mcid] = element
            element.kids.append(MarkedContent(self.number, mark.mcid))

    def annotation_ref(self, mark: Mark) -> AnnotationRef | None:
        """Return a reference to an annotation, unless it is of an earlier PDF of this page."""
        annotation = mark.link.link_annotation if mark.link else mark.box.widget_annotation
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
    """Reads the pages of a section in order, and assigns what is on them to its structure."""

    def __init__(self, structure: StructureBuilder) -> None:
        self.structure = structure
        self.page_of_head: dict[Any, int] = {}  # where the head or foot of a table stands first

    def read_page(self, page: TaggedPage) -> None:
        """Read the marks of a page in order."""
        read = {
            "text": self.read_text, "label": self.read_label, "picture": self.read_picture,
            "cell": self.read_cell, "link": self.read_link, "field": self.read_field,
        }  # fmt: skip
        for mark in page.page.marks:
            number = self.page_of_head.setdefault(mark.head, page.number)
            if mark.head is None or number == page.number:
                read[mark.kind](page, mark)
            elif mark.kind in ("link", "field") and (annotation := page.annotation_ref(mark)):
                page.remove_annotation(annotation)  # repeated where the table continues

    def read_field(self, page: TaggedPage, mark: Mark) -> None:
        """Assign the annotation of a form field to its element."""
        if annotation := page.annotation_ref(mark):
            self.structure.element_for(mark.html).kids.append(annotation)

    def read_link(self, page: TaggedPage, mark: Mark) -> None:
        """Assign an annotation to its link, or remove it when within another of that link."""
        ref = page.annotation_ref(mark)
        if ref is None:
            return
        annotation = page.pdf.objects[ref.object_number]
        link = mark.outer or mark
        outer = page.annotation_ref(mark.outer) if mark.outer else None
        if outer and is_within(annotation["Rect"], page.pdf.objects[outer.object_number]["Rect"]):
            page.remove_annotation(ref)
            return
        if text := structure_tree.accessible_name(link.html) or link.text:
            annotation["Contents"] = pydyf.String(text)
        self.structure.element_for(link.html).kids.append(ref)

    def read_cell(self, page: TaggedPage, mark: Mark) -> None:
        """Add a cell to its table, even if it is empty."""
        cell = self.structure.element_for(mark.html)
        for name, count in zip(("ColSpan", "RowSpan"), mark.spans, strict=True):
            if count != 1:
                cell.attributes |= {"O": "/Table", name: count}

    def read_label(self, page: TaggedPage, mark: Mark) -> None:
        """Assign the marker of a list item to its label."""
        if mark.html not in self.structure.hidden:
            page.assign(mark, self.structure.label_for(mark.html, mark.list_style))

    def read_text(self, page: TaggedPage, mark: Mark) -> None:
        """Assign a piece of text to its element."""
        if mark.html in self.structure.hidden:
            return
        element = self.structure.element_for(mark.html)
        if mark.text.strip() or element.structure_type not in structure_tree.GROUPING_TYPES:
            page.assign(mark, structure_tree.ensure_paragraph(element))

    def read_picture(self, page: TaggedPage, mark: Mark) -> None:
        """Assign a picture to its figure, with its place on the page, unless it is decoration."""
        html = mark.html
        if html.tag == "img" and "alt" not in html.attrib:
            LOGGER.error('The picture "%s" has no alternative text', html.get("src", ""))
        if html in self.structure.hidden or not structure_tree.alt_text(html):
            return
        figure = self.structure.element_for(html)
        left, top, right, bottom = (side * POINTS_PER_PIXEL for side in mark.place or ())
        place = pydyf.Array([left, page.height - bottom, right, page.height - top])
        figure.attributes |= {"O": "/Layout", "BBox": place}
        page.assign(mark, figure)


def is_within(inner: Sequence[float], outer: Sequence[float]) -> bool:
    """Return whether a rectangle lies within another, with a margin of one point."""
    (left, right), (bottom, top) = sorted(inner[::2]), sorted(inner[1::2])
    (min_x, max_x), (min_y, max_y) = sorted(outer[::2]), sorted(outer[1::2])
    return left > min_x - 1 and right < max_x + 1 and bottom > min_y - 1 and top < max_y + 1


def write_structure_tree(pdf: Any, document: StructElement, pages: Sequence[TaggedPage]) -> None:
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
    write_id_tree(pdf, root, objects)
    root["RoleMap"] = pydyf.Dictionary(
        {name: f"/{type_}" for name, type_ in structure_tree.ROLE_MAP.items()}
    )
    pdf.catalog["StructTreeRoot"] = root.reference


def write_id_tree(pdf: Any, root: Any, objects: Mapping[StructElement, Any]) -> None:
    """Write the name tree from the ids of structure elements to them (ISO 32000-1, 14.7.2)."""
    by_id = {
        encode_string(element.properties["ID"]): obj
        for element, obj in objects.items()
        if "ID" in element.properties
    }
    if by_id:
        names = pydyf.Array()
        for _, obj in sorted(by_id.items(), key=lambda pair: pair[0]):
            names.extend([obj["ID"], obj.reference])
        tree = pydyf.Dictionary({"Names": names})
        pdf.add_object(tree)
        root["IDTree"] = tree.reference


def encode_string(text: str) -> bytes:
    """Return the bytes by which a name tree sorts a string (ISO 32000-1, 7.9.2.2)."""
    return text.encode() if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


def write_parent_tree(
    pdf: Any,
    root: Any,
    objects: Mapping[StructElement, Any],
    pages: Sequence[TaggedPage],
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
