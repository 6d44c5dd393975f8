"""The structure of a tagged PDF: what stands in it for each element of an HTML document.

An HTML element has one structure element, on however many pages and lines it is printed. Which
kind that is, and where it hangs, follows ISO 32000-1, 14.8.4 (standard structure types) and the
Tagged PDF Best Practice Guide of the PDF Association (2019). Knows nothing of WeasyPrint or pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element as Html

SVG = "{http://www.w3.org/2000/svg}"
IMAGE_TAGS = ("img", f"{SVG}svg")
# Only groups what it holds: without attributes of its own nothing stands for it in the end.
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
# Words of the Digital Publishing module of WAI-ARIA, where HTML has none.
ARIA_ROLES = {"doc-index": "Index", "doc-footnote": "Note", "doc-noteref": "Reference"}
TOC_ROLE = "doc-toc"
# Of PDF 2.0; a reader of PDF 1.7 takes them for what the role map says.
ROLE_MAP = {"Strong": "Span", "Em": "Span"}
INLINE_TYPES = {"Link", "Span", "Strong", "Em", "Code", "Quote", "Reference"}
# Inside these a block of text is a paragraph; elsewhere it is part of the line.
BLOCK_CONTAINERS = GROUPING_TYPES | {"LBody", "TH", "TD", "BlockQuote", "Caption", "Note"}
LIST_NUMBERING = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "lower-latin": "LowerAlpha", "upper-latin": "UpperAlpha",
}  # fmt: skip
ALLOWED_EMPTY = {"TH", "TD"}


@dataclass(frozen=True)
class MarkedContent:
    """A piece of what is printed: its page (from 0), and its number there (`MCID`)."""

    page: int
    mcid: int


@dataclass(frozen=True)
class AnnotationRef:
    """The annotation of a link or field: its page (from 0), and the number of its object."""

    page: int
    object_number: int


@dataclass(eq=False)
class StructElement:
    """A structure element: what it is, what it hangs under, and what it holds in reading order."""

    structure_type: str
    parent: StructElement | None
    kids: list[StructElement | MarkedContent | AnnotationRef] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)  # Alt, Lang
    attributes: dict[str, Any] = field(default_factory=dict)  # by ISO 32000-1, 14.8.5
    is_anonymous: bool = False  # a paragraph that the HTML has no element for

    def add(self, kind: str) -> StructElement:
        """Add an element of a kind at the end."""
        kid = StructElement(kind, self)
        self.kids.append(kid)
        return kid

    def descendants(self) -> Iterator[StructElement]:
        """Give this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, StructElement):
                yield from kid.descendants()


@dataclass(frozen=True)
class HtmlTree:
    """An HTML document: its root, the parent of each element, and what is not read out."""

    root: Html
    parents: Mapping[Html, Html]
    hidden: Collection[Html]

    @classmethod
    def from_root(cls, root: Html) -> HtmlTree:
        """Take the `html` element."""
        marked = (html for html in root.iter() if html.get("aria-hidden") == "true")
        hidden = {inner for html in marked for inner in html.iter()}
        return cls(root, {kid: parent for parent in root.iter() for kid in parent}, hidden)


class StructureBuilder:
    """The structure of a document, made as its parts are asked for in reading order."""

    def __init__(self, tree: HtmlTree, lines: Collection[Html]) -> None:
        """Take a document, and those elements that the styles give lines of their own."""
        self.lines, self.parents, self.hidden = lines, tree.parents, tree.hidden
        self.document = StructElement("Document", None)
        self.elements = {tree.root: self.document}

    def element_for(self, html: Html) -> StructElement:
        """Give what holds the content of an HTML element."""
        if html not in self.elements:
            self.elements[html] = self.create_element(html)
        return self.elements[html]

    def text_element_for(self, html: Html) -> StructElement:
        """Give what holds the text of an HTML element: never a mere group."""
        return ensure_paragraph(self.element_for(html))

    def label_for(self, html: Html, style: str) -> StructElement:
        """Give the label of a list item, whose marker has this `list-style-type`."""
        body = self.element_for(html)
        item = body.parent
        if item is None or item.structure_type not in ("LI", "TOCI"):
            return body
        label = item.kids[0]
        if not isinstance(label, StructElement) or label.structure_type != "Lbl":
            label = StructElement("Lbl", item)
            item.kids.insert(0, label)
        if (
            style in LIST_NUMBERING
            and item.parent is not None
            and item.parent.structure_type == "L"
        ):
            item.parent.attributes |= {"O": "List", "ListNumbering": LIST_NUMBERING[style]}
        return label

    def create_element(self, html: Html) -> StructElement:
        """Make what holds the content of an HTML element, below what holds its parent's."""
        tag, holder = str(html.tag), self.element_for(self.parents[html])
        if tag in ("li", "dt", "dd"):
            made = self.create_list_item(html, holder)
            self.set_language(html, made)
            return made
        kind = self.structure_type_of(html, holder)
        if not kind:
            return holder
        if kind in INLINE_TYPES:
            holder = ensure_paragraph(holder)
        if kind == "TOC" and holder.structure_type == "Reference" and holder.parent:
            holder = holder.parent  # the entries below one stand beside its own words
        made = holder.add(kind)
        self.set_language(html, made)
        if kind == "Figure":
            made.properties["Alt"] = alt_text(html)
        if kind == "TH":
            row = html.get("scope") in ("row", "rowgroup")
            made.attributes |= {"O": "Table", "Scope": "Row" if row else "Column"}
        return made

    def create_list_item(self, html: Html, holder: StructElement) -> StructElement:
        """Make a list item, and give what holds its content: only its label stands beside that."""
        if holder.structure_type == "TOC":
            return holder.add("TOCI").add("Reference")
        if html.tag == "dt":
            return holder.add("LI").add("Lbl")
        before = holder.kids[-1] if holder.kids else None
        if html.tag == "dd" and isinstance(before, StructElement) and before.structure_type == "LI":
            last = before.kids[-1]
            if isinstance(last, StructElement) and last.structure_type == "LBody":
                return last
            return before.add("LBody")
        return holder.add("LI").add("LBody")

    def structure_type_of(self, html: Html, holder: StructElement) -> str:
        """Give the kind of an HTML element's own structure element, or "" if it has none."""
        tag, role = str(html.tag), html.get("role", "")
        if tag == "a" and "href" in html.attrib:
            return "Link"
        if tag in ("ul", "ol") and self.is_in_toc(html):
            return "TOC"
        if role in ARIA_ROLES or tag in STRUCTURE_TYPES:
            return ARIA_ROLES.get(role) or STRUCTURE_TYPES[tag]
        if tag in GROUPING_TAGS:
            return GROUP_TYPE if holder.structure_type in BLOCK_CONTAINERS else ""
        if html in self.lines:
            return "P" if holder.structure_type in BLOCK_CONTAINERS else "Span"
        return "Span" if "lang" in html.attrib else ""

    def is_in_toc(self, html: Html | None) -> bool:
        """Tell whether an HTML element is part of the table of contents."""
        while html is not None and html.get("role") != TOC_ROLE:
            html = self.parents.get(html)
        return html is not None

    def set_language(self, html: Html, made: StructElement) -> None:
        """Say in which language the words of an element are, if it changes there."""
        if "lang" in html.attrib and html.attrib["lang"] != self.language_of(self.parents[html]):
            made.properties["Lang"] = html.attrib["lang"]

    def language_of(self, html: Html | None) -> str:
        """Give the language of the words in an HTML element, or "" if it is not said."""
        while html is not None and "lang" not in html.attrib:
            html = self.parents.get(html)
        return html.attrib["lang"] if html is not None else ""

    def finish(self) -> StructElement:
        """Leave out what holds nothing, and what only groups; give the whole document."""
        prune(self.document)
        return self.document


def ensure_paragraph(holder: StructElement) -> StructElement:
    """Give what holds lines in an element: a mere group gets a paragraph for them."""
    if holder.structure_type not in GROUPING_TYPES:
        return holder
    last = holder.kids[-1] if holder.kids else None
    if not (isinstance(last, StructElement) and last.is_anonymous):
        last = holder.add("P")
        last.is_anonymous = True
    return last


def prune(element: StructElement) -> None:
    """Leave out, below an element, what holds nothing and what only groups."""
    kids: list[StructElement | MarkedContent | AnnotationRef] = []
    for kid in element.kids:
        if not isinstance(kid, StructElement):
            kids.append(kid)
            continue
        prune(kid)
        if kid.structure_type == GROUP_TYPE and not kid.properties:
            kids += kid.kids
        elif kid.kids or kid.structure_type in ALLOWED_EMPTY:
            kids.append(kid)
    for kid in kids:
        if isinstance(kid, StructElement):
            kid.parent = element
    element.kids = kids


def alt_text(html: Html) -> str:
    """Give the words that stand for a picture: its `alt`, or its `title` and `desc`; or ""."""
    if html.tag != f"{SVG}svg":
        return html.get("alt", "").strip()
    found = (" ".join((html.findtext(f"{SVG}{name}") or "").split()) for name in ("title", "desc"))
    title, description = found
    return f"{title}. {description}" if title and description else title or description


def accessible_name(html: Html) -> str:
    """Give the words of an HTML element as they are read out, with those of its pictures."""
    return html.get("aria-label") or " ".join(accessible_text(html).split())


def accessible_text(html: Html) -> str:
    """Give the words of an HTML element, without decoration."""
    if not isinstance(html.tag, str) or html.get("aria-hidden") == "true":
        return ""
    if html.tag in IMAGE_TAGS:
        return alt_text(html)
    return (html.text or "") + "".join(accessible_text(kid) + (kid.tail or "") for kid in html)
