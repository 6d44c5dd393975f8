"""A painted page: what a page of a PDF shows, apart from the layout that it was painted from.

Pages of different layouts, and pages of an earlier build, can so become one PDF: WeasyPrint's
`Document` takes them for its own pages. A painted page keeps the content stream, the resources that
it draws with, how it uses each font, its links, anchors and bookmarks, and a list of marks: what is
printed, in reading order, by element of the HTML. The fonts themselves are embedded once, when the
PDF is written. Imports WeasyPrint, so import it late. Check again when WeasyPrint is upgraded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal
from xml.etree.ElementTree import Element as Html

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key

POINTS_PER_PIXEL = 0.75  # of a CSS pixel
COLOR_SPACE = "color space of the document"  # known when the PDF is written
NUMBERED_NAME = re.compile(r"[xps]\d+")  # of resources that WeasyPrint numbers in each document
USE_OF_NAME = re.compile(rb"^/([xps]\d+) (Do|scn|SCN|gs|sh)$", re.MULTILINE)
CATEGORY_OF_OPERATOR = {
    b"Do": "XObject", b"scn": "Pattern", b"SCN": "Pattern", b"gs": "ExtGState", b"sh": "Shading",
}  # fmt: skip
MarkKind = Literal["text", "label", "picture", "cell", "link", "field"]
Rectangle = tuple[float, float, float, float]


class PaintError(Exception):
    """A painted page does not fit the fonts at hand."""


@dataclass(eq=False)
class LinkArea:
    """The rectangle of a link; WeasyPrint sets its annotation when the page gets into a PDF."""

    element: Html
    link_annotation: Any = None


@dataclass(eq=False)
class Mark:
    """A piece of a page: its HTML element, and what of it the structure tree needs.

    `mcid` is the number of the marked content that paints it. `link` is its rectangle and `outer`
    the link around it (of a link). `head` is the repeated head or foot of the table that it stands
    in. `place` is that of a picture, in pixels; `spans` are the columns and rows of a cell.
    """

    kind: MarkKind
    html: Html
    text: str = ""
    mcid: int | None = None
    head: Html | None = None
    link: LinkArea | None = None
    outer: Mark | None = None
    list_style: str = ""
    place: Rectangle | None = None
    spans: tuple[int, int] = (1, 1)
    box: Any = None  # of a form field: its layout, which such a page keeps


@dataclass
class FontUse:
    """The use of a font by a page: what the font is, and the glyphs drawn, by id."""

    hash: str
    family: str
    style: int
    weight: int
    variations: str
    size: float
    widths: dict[int, int]
    to_unicode: dict[int, str]
    missing: dict[int, int]

    @classmethod
    def of(cls, font: Any) -> FontUse:
        """Return the use of a font of WeasyPrint."""
        variations = ",".join(f"{axis}={value}" for axis, value in font.variations.items())
        names = (font.hash, font.family, font.style, font.weight, variations, font.font_size)
        return cls(*names, font.widths, font.to_unicode, font.missing)

    def add_to(self, document: Any) -> None:
        """Add the font and these glyphs to a document of WeasyPrint; raise PaintError."""
        pango_font = self.load(document.font_config.font_map)
        key, description, size = get_pango_font_key(pango_font)
        if key not in document.fonts:
            document.fonts[key] = Font(pango_font, description, size)
        font = document.fonts[key]
        if font.hash != self.hash:
            raise PaintError(f"{self.family}: another font than it was painted with")
        for used, uses in (
            (font.widths, self.widths), (font.to_unicode, self.to_unicode),
            (font.missing, self.missing),
        ):  # fmt: skip
            for glyph, value in uses.items():
                used.setdefault(glyph, value)

    def load(self, font_map: Any) -> Any:
        """Return the font of Pango."""
        context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
        description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
        pango.pango_font_description_set_family(description, self.family.encode())
        pango.pango_font_description_set_style(description, self.style)
        pango.pango_font_description_set_weight(description, self.weight)
        pango.pango_font_description_set_absolute_size(description, self.size * TO_UNITS)
        if self.variations:
            pango.pango_font_description_set_variations(description, self.variations.encode())
        return pango.pango_font_map_load_font(font_map, context, description)


@dataclass
class PaintedPage:
    """A page as WeasyPrint's `Document` takes it (sizes in CSS pixels), with what tags need.

    `content` is the content stream: pieces of bytes, and between them the name and the properties
    of each marked content. `resources` are those that it names, by category. `root` is the `html`
    element, and `text_blocks` are the elements with lines of their own.
    """

    width: float
    height: float
    bleed: dict[str, float]
    bookmarks: list[Any] = field(default_factory=list)
    anchors: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[str, str, Rectangle, LinkArea]] = field(default_factory=list)
    forms: dict[Any, list[Any]] = field(default_factory=dict)
    content: list[Any] = field(default_factory=list)
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    fonts: list[FontUse] = field(default_factory=list)
    root: Html | None = None
    text_blocks: list[Html] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def blank(self) -> PaintedPage:
        """Return an empty page of the same size."""
        return PaintedPage(self.width, self.height, self.bleed)

    def paint(self, stream: Any, scale: float) -> None:
        """Paint the page into a content stream of WeasyPrint."""
        names = add_resources(stream._resources, deepcopy(self.resources))
        for piece in self.content:
            if isinstance(piece, dict):
                stream.stream.append(pydyf.Dictionary(piece))
            elif names and isinstance(piece, bytes):
                stream.stream.append(USE_OF_NAME.sub(lambda use: rename_use(use, names), piece))
            else:
                stream.stream.append(piece)


def rename_use(use: re.Match[bytes], names: Mapping[tuple[str, str], str]) -> bytes:
    """Return an operation on a resource with the name that the resource has in the document."""
    name = names[CATEGORY_OF_OPERATOR[use[2]], use[1].decode()]
    return b"/%s %s" % (name.encode(), use[2])


def add_resources(
    document_resources: Any, page_resources: Mapping[str, Mapping[str, Any]]
) -> dict[tuple[str, str], str]:
    """Add the resources of a page to those of a document; return new names of numbered ones."""
    names = {}
    for category, resources in page_resources.items():
        in_document = document_resources[category]
        for name, resource in resources.items():
            set_color_space(resource, document_resources["ColorSpace"])
            new_name = f"{name[0]}{len(in_document)}" if NUMBERED_NAME.fullmatch(name) else name
            names[category, name] = new_name
            in_document.setdefault(new_name, resource)
    return names


def set_color_space(resource: Any, reference: Any) -> None:
    """Set the colour space of a document in the resources of a group or pattern, however deep."""
    resources = getattr(resource, "extra", {}).get("Resources")
    if isinstance(resources, dict):
        resources["ColorSpace"] = reference
        for category in ("XObject", "Pattern"):
            for inner in resources[category].values():
                set_color_space(inner, reference)


def add_fonts(document: Any) -> None:
    """Add the fonts of its painted pages to a document; raise PaintError."""
    for page in document.pages:
        for use in page.fonts:
            use.add_to(document)


def paint_pages(document: Any, root: Html, tagged: bool) -> list[PaintedPage]:
    """Paint the laid-out pages of a document of WeasyPrint; `root` is its `html` element."""
    return [paint_page(page, root, tagged) for page in document.pages]


def paint_page(page: Any, root: Html, tagged: bool) -> PaintedPage:
    """Paint a laid-out page."""
    fonts: dict[int, Any] = {}
    images: dict[str, Any] = {}
    tags: dict[Any, Any] | None = {} if tagged else None
    resources: dict[str, Any] = {category: {} for category in set(CATEGORY_OF_OPERATOR.values())}
    bleed = page.bleed
    rectangle = (
        -bleed["left"], -bleed["top"],
        page.width + bleed["left"] + bleed["right"], page.height + bleed["top"] + bleed["bottom"],
    )  # fmt: skip
    stream = Stream(
        fonts, rectangle, {**resources, "ColorSpace": COLOR_SPACE}, images, tags, {}, None,
        compress=True,
    )  # fmt: skip
    stream.transform(d=-1, f=page.height * POINTS_PER_PIXEL)
    stream.stream.clear()  # the page of the document has it too
    page.paint(stream, POINTS_PER_PIXEL)
    for name, image in images.items():
        ratio = max(image["dpi_ratios"])
        resources["XObject"][name] = image["image"].get_x_object(image["interpolate"], ratio)
    areas = {unwrap(box): LinkArea(box.element) for *_, box in page.links}
    forms = {form: fields for form, fields in page.forms.items() if fields}
    painted = PaintedPage(
        page.width, page.height, bleed, page.bookmarks, page.anchors,
        [(kind, target, place, areas[unwrap(box)]) for kind, target, place, box in page.links],
        forms, join_pieces(stream.stream), plain_resources(resources),
        [FontUse.of(font) for font in fonts.values()], root,
    )  # fmt: skip
    if tags is not None:
        painted.text_blocks = [
            box.element for box in walk_boxes(page._page_box) if has_line_boxes(box)
        ]
        mcids = {box: tag["mcid"] for box, tag in tags.items()}
        painted.marks = [*list_marks(page._page_box, areas, mcids)]
    return painted


def join_pieces(content: Iterable[Any]) -> list[Any]:
    """Join the operations of a content stream, but keep the names and properties of marks apart."""
    pieces: list[Any] = []
    for is_operation, items in groupby(content, lambda item: isinstance(item, bytes)):
        if is_operation:
            pieces.append(b"\n".join(items))
        else:
            pieces += (dict(item) if isinstance(item, dict) else item for item in items)
    return pieces


def plain_resources(value: Any, copies: dict[int, Any] | None = None) -> Any:
    """Return a copy of resources of which the streams are no longer tied to a layout."""
    copies = {} if copies is None else copies
    if id(value) in copies:
        return copies[id(value)]
    if isinstance(value, pydyf.Stream):
        content = [
            item if isinstance(item, bytes | str | dict) else item.data for item in value.stream
        ]
        copy = copies[id(value)] = pydyf.Stream(content, compress=value.compress)
        copy.extra = plain_resources(value.extra, copies)
        return copy
    if isinstance(value, dict):
        items = {name: plain_resources(inner, copies) for name, inner in value.items()}
        return pydyf.Dictionary(items) if isinstance(value, pydyf.Dictionary) else items
    return value


def list_marks(
    box: Any,
    areas: Mapping[Any, LinkArea],
    mcids: Mapping[Any, int],
    link: Mark | None = None,
    head: Html | None = None,
) -> Iterator[Mark]:
    """Yield the marks of a box and of all in it, in reading order, without the page's margins.

    `areas` are those of links and `mcids` the numbers of marked content, by box; `link` is the link
    around the box, and `head` the head or foot of a table.
    """
    box = unwrap(box)
    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.TableRowGroupBox) and box.element_tag in ("thead", "tfoot"):
        head = box.element
    if box.is_input():
        yield Mark("field", box.element, head=head, box=box)
    if box in areas:
        text = printed_text(box)
        mark = Mark("link", box.element, text, head=head, link=areas[box], outer=link)
        yield mark
        link = link or mark
    if box.element_tag in ("th", "td"):
        yield Mark("cell", box.element, head=head, spans=(box.colspan, box.rowspan))
    if isinstance(box, boxes.TextBox):
        if box.element_tag.endswith("::marker"):
            style = box.style["list_style_type"]
            yield Mark("label", box.element, mcid=mcids.get(box), head=head, list_style=style)
        else:
            yield Mark("text", box.element, box.text, mcids.get(box), head)
    elif isinstance(box, boxes.ReplacedBox):
        left, top = box.content_box_x(), box.content_box_y()
        place = (left, top, left + box.width, top + box.height)
        yield Mark("picture", box.element, mcid=mcids.get(box), head=head, place=place)
    for child in box.children:
        yield from list_marks(child, areas, mcids, link, head)


def unwrap(box: Any) -> Any:
    """Return the box itself for the placeholder of one that is positioned absolutely."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def walk_boxes(box: Any) -> Iterator[Any]:
    """Yield a box and all in it, in reading order, without the margins of a page."""
    box = unwrap(box)
    if not isinstance(box, boxes.MarginBox):
        yield box
        for child in box.children:
            yield from walk_boxes(child)


def has_line_boxes(box: Any) -> bool:
    """Return whether a box contains lines of text."""
    return isinstance(box, boxes.BlockContainerBox) and any(
        isinstance(child, boxes.LineBox) for child in box.children
    )


def printed_text(box: Any) -> str:
    """Return the text that a box prints, such as the number of a page."""
    texts = (inner.text for inner in walk_boxes(box) if isinstance(inner, boxes.TextBox))
    return "".join(texts).strip()
