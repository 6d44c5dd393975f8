"""HTML read strictly: what this module takes for a tag, every browser takes for the same tag.

Whatever else begins with `<` is an error, as is an element that does not end where it should. So no
parser can see an element or an attribute that the tree of this module lacks.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

VOID_ELEMENTS = {"br", "col", "hr", "img", "input", "wbr"}
ATTRIBUTE = re.compile(
    r"""\s+(?P<name>[A-Za-z_:@][^\s"'<>/=]*)(?:=(?:"(?P<double>[^"<]*)"|'(?P<single>[^'<]*)'"""
    r"""|(?P<bare>[^\s"'=<>`]+)))?"""
)
TAG = re.compile(
    r"<(?:/(?P<end>[A-Za-z][A-Za-z0-9-]*)\s*>|(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    rf"(?P<attributes>(?:{re.sub('[?]P<[a-z]+>', '?:', ATTRIBUTE.pattern)})*)\s*/?>)"
)


@dataclass
class Element:
    """An element: its tag and attributes in lower case, and its elements and texts in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The classes of the element."""
        return self.attributes.get("class", "").split()

    def iter(self) -> Iterator["Element"]:
        """Yield the elements in this one, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.iter()

    def find(self, *tags: str) -> Iterator["Element"]:
        """Yield the elements in this one with one of these tags."""
        return (element for element in self.iter() if element.tag in tags)

    def iter_texts(self, without: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield the texts in this element, but for those in elements of some tags."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in without:
                yield from child.iter_texts(without)

    @property
    def text(self) -> str:
        """All text in this element."""
        return "".join(self.iter_texts())


@dataclass(frozen=True)
class HtmlError:
    """An excerpt of HTML that is no tag, or a tag without its counterpart."""

    excerpt: str
    is_unbalanced: bool = False


def parse_html(text: str) -> tuple[Element, list[HtmlError]]:
    """Return HTML as a tree, below an element without a name, and what could not be read."""
    root = Element("")
    stack = [root]
    errors: list[HtmlError] = []
    position = 0
    while (start := text.find("<", position)) >= 0:
        add_text(stack[-1], text[position:start])
        tag = TAG.match(text, start)
        if tag is None:
            errors.append(HtmlError(text[start : start + 40]))
            add_text(stack[-1], "<")
            position = start + 1
            continue
        position = tag.end()
        if tag["end"]:
            close_element(stack, tag["end"].lower(), errors)
            continue
        element = Element(tag["name"].lower(), read_attributes(tag["attributes"]))
        stack[-1].children.append(element)
        if element.tag not in VOID_ELEMENTS:
            stack.append(element)
    add_text(stack[-1], text[position:])
    errors += [HtmlError(f"<{element.tag}>", is_unbalanced=True) for element in stack[1:]]
    return root, errors


def add_text(element: Element, text: str) -> None:
    """Add text to an element, with characters for its references."""
    if text:
        element.children.append(html.unescape(text))


def close_element(stack: list[Element], tag: str, errors: list[HtmlError]) -> None:
    """End an element, and with an error those in it that have no end of their own."""
    if tag == "br":  # which browsers take for a break
        stack[-1].children.append(Element(tag))
        return
    if tag not in [element.tag for element in stack[1:]]:
        errors.append(HtmlError(f"</{tag}>", is_unbalanced=True))
        return
    while (element := stack.pop()).tag != tag:
        errors.append(HtmlError(f"<{element.tag}>", is_unbalanced=True))


def read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag; of one that comes twice the first, as in a browser."""
    attributes: dict[str, str] = {}
    for attribute in ATTRIBUTE.finditer(text):
        value = next((v for v in attribute.group("double", "single", "bare") if v is not None), "")
        attributes.setdefault(attribute["name"].lower(), html.unescape(value))
    return attributes
