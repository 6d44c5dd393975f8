"""The structure of a tagged PDF: the structure element of each element of an HTML document.

An HTML element has one structure element, on however many pages and lines it is printed. Its type
and its parent follow ISO 32000-1, 14.8.4 (standard structure types) and the Tagged PDF Best
Practice Guide of the PDF Association (2019). This module knows nothing of WeasyPrint or pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element as Html

SVG = "{http://www.w3.org/2000/svg}"
# Only groups its children: without properties of its own it is left out in the end.
GROUP_TYPE = "Div"
GROUPING_TYPES = {"Document", "Sect", "Art", "Index", GROUP_TYPE}
GROUPING_TAGS = {"body", "main", "div", "figure", "header", "footer", "form", "fieldset", "details"}
STRUCTURE_TYPES = {
    "html": "Document", "section": "Sect", "article": "Art", "nav": "Sect", "aside": "Sect",
    "p": "P", "blockquote": "BlockQuote", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4",
    "h5": "H5", "h6": "H6", "ul": "L", "ol": "L", "dl": "L", "table": "Table", "thead": "THead",
    "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption",
    "figcaption": "Caption", "code": "Code", "q": "Quote", "strong": "Strong", "b": "Strong",
    "em": "Em", "i": "Em", "input": "Form", "textarea": "Form", "select": "Form", "button": "Form",
    "img": "Figure", f"{SVG}svg": "Figure",
}  # fmt: skip
# Roles of the Digital Publishing module of WAI-ARIA, where HTML has no element.
ARIA_ROLES = {"doc-index": "Index", "doc-footnote": "Note", "doc-noteref": "Reference"}
# Types of PDF 2.0; a reader of PDF 1.7 uses what the role map says.
ROLE_MAP = {"Strong": "Span", "Em": "Span"}
INLINE_TYPES = {"Link", "Span", "Strong", "Em", "Code", "Quote", "Reference"}
# In these a block of text is a paragraph; elsewhere it is part of the line.
BLOCK_CONTAINERS = GROUPING_TYPES | {"LBody", "TH", "TD", "BlockQuote", "Caption", "Note"}
COLUMN_ATTRIBUTE = "data-column-of"  # has the same value in all columns of a list
LIST_NUMBERING = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "lower-latin": "LowerAlpha", "upper-latin": "UpperAlpha",
}  # fmt: skip


@dataclass(frozen=True)
class MarkedContent:
    """A piece of printed content: its page (from 0), and its number there (`MCID`)."""

    page: int
    mcid: int


@dataclass(frozen=True)
class AnnotationRef:
    """The annotation of a link or field: its page (from 0), and the number of its object."""

    page: int
    object_number: int


@dataclass(eq=False)
class StructElement:
    """A structure element: its type, its parent, and its kids in reading order."""

    structure_type: str
    parent: StructElement | None
    kids: list[StructElement | MarkedContent | AnnotationRef] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)  # Alt, E, ID, Lang
    attributes: dict[str, Any] = field(
        default_factory=dict
    )  # by ISO 32000-1, 14.8.5; names with `/`
    is_anonymous: bool = False  # a paragraph without an HTML element

    def add(self, structure_type: str) -> StructElement:
        """Add a new element at the end, and return it."""
        kid = StructElement(structure_type, self)
        self.kids.append(kid)
        return kid

    @property
    def last_element(self) -> StructElement | None:
        """The last kid, or None when that is no structure element."""
        last = self.kids[-1] if self.kids else None
        return last if isinstance(last, StructElement) else None

    def descendants(self) -> Iterator[StructElement]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, StructElement):
                yield from kid.descendants()


@lru_cache(maxsize=1)
def read_html(root: Html) -> tuple[dict[Html, Html], set[Html]]:
    """Return the parent of each element in a document, and the elements that are not read aloud.

    They are read once for all files that are made of the pages of one layout.
    """
    marked = (html for html in root.iter() if html.get("aria-hidden") == "true")
    hidden = {inner for html in marked for inner in html.iter()}
    return {kid: parent for parent in root.iter() for kid in parent}, hidden


class StructureBuilder:
    """Builds the structure of a section, as its elements are asked for in reading order."""

    def __init__(self, root: Html, text_blocks: Collection[Html], document: StructElement) -> None:
        """Begin with the `html` element; `text_blocks` are those with lines of their own.

        What is built is added to `document`.
        """
        self.text_blocks = text_blocks
        self.parents, self.hidden = read_html(root)
        self.elements = {root: document}
        self.columns: dict[str | None, StructElement] = {}

    def element_for(self, html: Html) -> StructElement:
        """Return the structure element for the content of an HTML element."""
        if html not in self.elements:
            column_of = html.get(COLUMN_ATTRIBUTE)
            element = self.columns.get(column_of) or self.create_element(html)
            if column_of:
                self.columns[column_of] = element
            self.elements[html] = element
        return self.elements[html]

    def label_for(self, html: Html, list_style_type: str) -> StructElement:
        """Return the label of a list item, for the marker of that CSS `list-style-type`."""
        body = self.element_for(html)
        item = body.parent
        if item is None or item.structure_type not in ("LI", "TOCI"):
            return body
        label = item.kids[0]
        if not isinstance(label, StructElement) or label.structure_type != "Lbl":
            label = StructElement("Lbl", item)
            item.kids.insert(0, label)
        numbering = LIST_NUMBERING.get(list_style_type)
        if numbering and item.parent is not None and item.parent.structure_type == "L":
            item.parent.attributes |= {"O": "/List", "ListNumbering": f"/{numbering}"}
        return label

    def create_element(self, html: Html) -> StructElement:
        """Create the structure element for an HTML element, below that of its parent."""
        tag, parent = str(html.tag), self.element_for(self.parents[html])
        if tag in ("li", "dt", "dd"):
            element = self.create_list_item(html, parent)
            self.set_language(html, element)
            return element
        structure_type = self.structure_type_of(html, parent)
        if not structure_type:
            return parent
        if structure_type in INLINE_TYPES:
            parent = ensure_paragraph(parent)
        if structure_type == "Link" and ARIA_ROLES.get(html.get("role", "")) == "Reference":
            parent = parent.add("Reference")  # the call of a note is a link in a reference
        if structure_type == "TOC" and parent.structure_type == "Reference" and parent.parent:
            parent = parent.parent  # the entries below one are beside its own words
        element = parent.add(structure_type)
        self.set_language(html, element)
        if structure_type == "Figure":
            element.properties["Alt"] = alt_text(html)
        if structure_type == "Note" and "id" in html.attrib:
            element.properties["ID"] = html.attrib["id"]  # PDF/UA-1, 7.9
        if tag == "abbr" and "title" in html.attrib:
            element.properties["E"] = html.attrib["title"]
        if structure_type == "TH":
            is_row_header = html.get("scope") in ("row", "rowgroup")
            element.attributes |= {"O": "/Table", "Scope": "/Row" if is_row_header else "/Column"}
        return element

    def create_list_item(self, html: Html, parent: StructElement) -> StructElement:
        """Create a list item, and return the element in it for the content without the label."""
        if parent.structure_type == "TOC":
            return parent.add("TOCI").add("Reference")
        if html.tag == "dt":
            return parent.add("LI").add("Lbl")
        item = parent.last_element
        if html.tag == "dd" and item and item.structure_type == "LI":
            body = item.last_element
            return body if body and body.structure_type == "LBody" else item.add("LBody")
        return parent.add("LI").add("LBody")

    def structure_type_of(self, html: Html, parent: StructElement) -> str:
        """Return the type of an HTML element's own structure element, or "" if it has none."""
        tag, role = str(html.tag), html.get("role", "")
        if tag == "a" and "href" in html.attrib:
            return "Link"
        if tag in ("ul", "ol") and any(e.get("role") == "doc-toc" for e in self.walk_up(html)):
            return "TOC"
        if role in ARIA_ROLES or tag in STRUCTURE_TYPES:
            return ARIA_ROLES.get(role) or STRUCTURE_TYPES[tag]
        is_in_block = parent.structure_type in BLOCK_CONTAINERS
        if tag in GROUPING_TAGS:
            return GROUP_TYPE if is_in_block else ""
        if html in self.text_blocks:
            return "P" if is_in_block else "Span"
        return "Span" if "lang" in html.attrib or (tag == "abbr" and html.get("title")) else ""

    def set_language(self, html: Html, element: StructElement) -> None:
        """Set the language of an element, if it differs from that around it."""
        outer = self.walk_up(self.parents[html])
        language = next((above.attrib["lang"] for above in outer if "lang" in above.attrib), "")
        if html.get("lang", language) != language:
            element.properties["Lang"] = html.attrib["lang"]

    def walk_up(self, html: Html | None) -> Iterator[Html]:
        """Yield an HTML element and those around it, the innermost first."""
        while html is not None:
            yield html
            html = self.parents.get(html)


def ensure_paragraph(element: StructElement) -> StructElement:
    """Return the element itself, or for a mere group an anonymous paragraph at its end."""
    if element.structure_type not in GROUPING_TYPES:
        return element
    last = element.last_element
    if last and last.is_anonymous:
        return last
    paragraph = element.add("P")
    paragraph.is_anonymous = True
    return paragraph


def prune(element: StructElement) -> None:
    """Remove, below an element, what is empty and what only groups."""
    kids: list[StructElement | MarkedContent | AnnotationRef] = []
    for kid in element.kids:
        if not isinstance(kid, StructElement):
            kids.append(kid)
            continue
        prune(kid)
        if kid.structure_type == GROUP_TYPE and not kid.properties:
            kids += kid.kids
        elif kid.kids or kid.structure_type in ("TH", "TD"):
            kids.append(kid)
    for kid in kids:
        if isinstance(kid, StructElement):
            kid.parent = element
    element.kids = kids


def alt_text(html: Html) -> str:
    """Return the alternative text of an image: its `alt`, or `title` and `desc` of SVG; or ""."""
    if html.tag != f"{SVG}svg":
        return html.get("alt", "").strip()
    texts = (" ".join((html.findtext(f"{SVG}{name}") or "").split()) for name in ("title", "desc"))
    return ". ".join(text for text in texts if text)


def accessible_name(html: Html) -> str:
    """Return the name of an HTML element as it is read aloud, with the texts of its images."""
    return html.get("aria-label") or " ".join(accessible_text(html).split())


def accessible_text(html: Html) -> str:
    """Return the text of an HTML element, without decoration."""
    if not isinstance(html.tag, str) or html.get("aria-hidden") == "true":
        return ""
    if html.tag in ("img", f"{SVG}svg"):
        return alt_text(html)
    return (html.text or "") + "".join(accessible_text(kid) + (kid.tail or "") for kid in html)
