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
PICTURES = ("img", f"{SVG}svg")
# Only groups what it holds: without attributes of its own nothing stands for it in the end.
GROUP = "Div"
GROUPS = {"Document", "Sect", "Art", "Index", GROUP}
MERE_GROUPS = {"body", "main", "div", "figure", "header", "footer", "form", "fieldset", "details"}
KINDS = {
    "html": "Document", "section": "Sect", "article": "Art", "nav": "Sect", "aside": "Sect",
    "p": "P", "blockquote": "BlockQuote", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4",
    "h5": "H5", "h6": "H6", "ul": "L", "ol": "L", "dl": "L", "table": "Table", "thead": "THead",
    "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption",
    "figcaption": "Caption", "code": "Code", "q": "Quote", "strong": "Strong", "b": "Strong",
    "em": "Em", "i": "Em", "input": "Form", "textarea": "Form", "select": "Form", "button": "Form",
    "img": "Figure", f"{SVG}svg": "Figure",
}  # fmt: skip
# Words of the Digital Publishing module of WAI-ARIA, where HTML has none.
ROLES = {"doc-index": "Index", "doc-footnote": "Note", "doc-noteref": "Reference"}
CONTENTS = "doc-toc"
# Of PDF 2.0; a reader of PDF 1.7 takes them for what the role map says.
ROLE_MAP = {"Strong": "Span", "Em": "Span"}
INLINE = {"Link", "Span", "Strong", "Em", "Code", "Quote", "Reference"}
# Inside these a block of text is a paragraph; elsewhere it is part of the line.
HOLD_BLOCKS = GROUPS | {"LBody", "TH", "TD", "BlockQuote", "Caption", "Note"}
NUMBERING = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "lower-latin": "LowerAlpha", "upper-latin": "UpperAlpha",
}  # fmt: skip
KEEP_EMPTY = {"TH", "TD"}


@dataclass(frozen=True)
class Content:
    """A piece of what is printed: its page (from 0), and its number there (`MCID`)."""

    page: int
    number: int


@dataclass(frozen=True)
class Annotation:
    """The annotation of a link or field: its page (from 0), and the number of its object."""

    page: int
    object: int


@dataclass(eq=False)
class Element:
    """A structure element: what it is, what it hangs under, and what it holds in reading order."""

    kind: str
    parent: Element | None
    kids: list[Element | Content | Annotation] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)  # Alt, Lang
    attributes: dict[str, Any] = field(default_factory=dict)  # by ISO 32000-1, 14.8.5
    unnamed: bool = False  # a paragraph that the HTML has no element for

    def add(self, kind: str) -> Element:
        """Add an element of a kind at the end."""
        kid = Element(kind, self)
        self.kids.append(kid)
        return kid

    def descendants(self) -> Iterator[Element]:
        """Give this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.descendants()


@dataclass(frozen=True)
class Tree:
    """An HTML document: its root, the parent of each element, and what is not read out."""

    root: Html
    parents: Mapping[Html, Html]
    hidden: Collection[Html]

    @classmethod
    def of(cls, root: Html) -> Tree:
        """Take the `html` element."""
        marked = (html for html in root.iter() if html.get("aria-hidden") == "true")
        hidden = {inner for html in marked for inner in html.iter()}
        return cls(root, {kid: parent for parent in root.iter() for kid in parent}, hidden)


class Structure:
    """The structure of a document, made as its parts are asked for in reading order."""

    def __init__(self, tree: Tree, lines: Collection[Html]) -> None:
        """Take a document, and those elements that the styles give lines of their own."""
        self.lines, self.parents, self.hidden = lines, tree.parents, tree.hidden
        self.document = Element("Document", None)
        self.made = {tree.root: self.document}

    def of(self, html: Html) -> Element:
        """Give what holds the content of an HTML element."""
        if html not in self.made:
            self.made[html] = self.make(html)
        return self.made[html]

    def text_of(self, html: Html) -> Element:
        """Give what holds the text of an HTML element: never a mere group."""
        return lined(self.of(html))

    def label_of(self, html: Html, style: str) -> Element:
        """Give the label of a list item, whose marker has this `list-style-type`."""
        body = self.of(html)
        item = body.parent
        if item is None or item.kind not in ("LI", "TOCI"):
            return body
        label = item.kids[0]
        if not isinstance(label, Element) or label.kind != "Lbl":
            label = Element("Lbl", item)
            item.kids.insert(0, label)
        if style in NUMBERING and item.parent is not None and item.parent.kind == "L":
            item.parent.attributes |= {"O": "List", "ListNumbering": NUMBERING[style]}
        return label

    def make(self, html: Html) -> Element:
        """Make what holds the content of an HTML element, below what holds its parent's."""
        tag, holder = str(html.tag), self.of(self.parents[html])
        if tag in ("li", "dt", "dd"):
            made = self.make_item(html, holder)
            self.tell_language(html, made)
            return made
        kind = self.kind_of(html, holder)
        if not kind:
            return holder
        if kind in INLINE:
            holder = lined(holder)
        if kind == "TOC" and holder.kind == "Reference" and holder.parent:
            holder = holder.parent  # the entries below one stand beside its own words
        made = holder.add(kind)
        self.tell_language(html, made)
        if kind == "Figure":
            made.properties["Alt"] = words(html)
        if kind == "TH":
            row = html.get("scope") in ("row", "rowgroup")
            made.attributes |= {"O": "Table", "Scope": "Row" if row else "Column"}
        return made

    def make_item(self, html: Html, holder: Element) -> Element:
        """Make a list item, and give what holds its content: only its label stands beside that."""
        if holder.kind == "TOC":
            return holder.add("TOCI").add("Reference")
        if html.tag == "dt":
            return holder.add("LI").add("Lbl")
        before = holder.kids[-1] if holder.kids else None
        if html.tag == "dd" and isinstance(before, Element) and before.kind == "LI":
            last = before.kids[-1]
            if isinstance(last, Element) and last.kind == "LBody":
                return last
            return before.add("LBody")
        return holder.add("LI").add("LBody")

    def kind_of(self, html: Html, holder: Element) -> str:
        """Give the kind of an HTML element's own structure element, or "" if it has none."""
        tag, role = str(html.tag), html.get("role", "")
        if tag == "a" and "href" in html.attrib:
            return "Link"
        if tag in ("ul", "ol") and self.in_contents(html):
            return "TOC"
        if role in ROLES or tag in KINDS:
            return ROLES.get(role) or KINDS[tag]
        if tag in MERE_GROUPS:
            return GROUP if holder.kind in HOLD_BLOCKS else ""
        if html in self.lines:
            return "P" if holder.kind in HOLD_BLOCKS else "Span"
        return "Span" if "lang" in html.attrib else ""

    def in_contents(self, html: Html | None) -> bool:
        """Tell whether an HTML element is part of the table of contents."""
        while html is not None and html.get("role") != CONTENTS:
            html = self.parents.get(html)
        return html is not None

    def tell_language(self, html: Html, made: Element) -> None:
        """Say in which language the words of an element are, if it changes there."""
        if "lang" in html.attrib and html.attrib["lang"] != self.language(self.parents[html]):
            made.properties["Lang"] = html.attrib["lang"]

    def language(self, html: Html | None) -> str:
        """Give the language of the words in an HTML element, or "" if it is not said."""
        while html is not None and "lang" not in html.attrib:
            html = self.parents.get(html)
        return html.attrib["lang"] if html is not None else ""

    def finish(self) -> Element:
        """Leave out what holds nothing, and what only groups; give the whole document."""
        settle(self.document)
        return self.document


def lined(holder: Element) -> Element:
    """Give what holds lines in an element: a mere group gets a paragraph for them."""
    if holder.kind not in GROUPS:
        return holder
    last = holder.kids[-1] if holder.kids else None
    if not (isinstance(last, Element) and last.unnamed):
        last = holder.add("P")
        last.unnamed = True
    return last


def settle(element: Element) -> None:
    """Leave out, below an element, what holds nothing and what only groups."""
    kids: list[Element | Content | Annotation] = []
    for kid in element.kids:
        if not isinstance(kid, Element):
            kids.append(kid)
            continue
        settle(kid)
        if kid.kind == GROUP and not kid.properties:
            kids += kid.kids
        elif kid.kids or kid.kind in KEEP_EMPTY:
            kids.append(kid)
    for kid in kids:
        if isinstance(kid, Element):
            kid.parent = element
    element.kids = kids


def words(html: Html) -> str:
    """Give the words that stand for a picture: its `alt`, or its `title` and `desc`; or ""."""
    if html.tag != f"{SVG}svg":
        return html.get("alt", "").strip()
    found = (" ".join((html.findtext(f"{SVG}{name}") or "").split()) for name in ("title", "desc"))
    title, description = found
    return f"{title}. {description}" if title and description else title or description


def spoken(html: Html) -> str:
    """Give the words of an HTML element as they are read out, with those of its pictures."""
    return html.get("aria-label") or " ".join(read_out(html).split())


def read_out(html: Html) -> str:
    """Give the words of an HTML element, without decoration."""
    if not isinstance(html.tag, str) or html.get("aria-hidden") == "true":
        return ""
    if html.tag in PICTURES:
        return words(html)
    return (html.text or "") + "".join(read_out(kid) + (kid.tail or "") for kid in html)
