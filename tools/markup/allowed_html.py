"""The one list of what a page may hold: elements, attributes and addresses.

It is judged on the HTML that Markdown made of a page, before macros and plugins add theirs. Nothing
on it runs code, loads anything, takes input, or changes how another part of the page looks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.markup.html_tree import Element

ELEMENTS = {
    *("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br"),
    *("caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl"),
    *("dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s"),
    *("samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
}
GLOBAL_ATTRIBUTES = {"class", "dir", "id", "lang", "role", "title", "translate"}
ATTRIBUTES_BY_TAG = {
    "a": {"href", "rel", "target", "download"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "height", "loading", "src", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"align", "colspan", "headers", "rowspan"},
    "th": {"abbr", "align", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
# What the engine and its extensions write, by tag: values that harm nothing.
ENGINE_VALUES = {
    ("td", "style"): re.compile(r"text-align: (?:left|center|right);"),
    ("th", "style"): re.compile(r"text-align: (?:left|center|right);"),
    ("span", "data-linenos"): re.compile(r"[\d ]*"),
    ("div", "data-selected"): re.compile(""),
    ("a", "name"): re.compile(r"__codelineno[\w-]+"),
}
TARGETS = {"_blank", "_self"}
LINK_SCHEMES = {"", "http", "https", "mailto", "tel"}
ADDRESS_ATTRIBUTES = {"href": LINK_SCHEMES, "src": {"", "http", "https"}, "cite": LINK_SCHEMES}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
IGNORED_CHARACTERS = re.compile(r"[\x00-\x20]")  # by a browser, inside an address


@dataclass(frozen=True)
class Disallowed:
    """A part that no page may hold: the name of the rule, an excerpt, and the name to look for."""

    rule: str
    excerpt: str
    name: str


def find_disallowed(root: Element) -> Iterator[Disallowed]:
    """Yield the elements, attributes and addresses that are not on the list, in order."""
    for element in root.iter():
        if element.tag not in ELEMENTS:
            yield Disallowed("html-forbidden", f"<{element.tag}>", element.tag)
            continue
        for name, value in element.attributes.items():
            if not is_allowed_attribute(element.tag, name, value):
                yield Disallowed("attributes-forbidden", f"{name} ({element.tag})", name)
            elif not is_allowed_address(name, value):
                yield Disallowed("address-malformed", value, value)


def is_allowed_attribute(tag: str, name: str, value: str) -> bool:
    """Return whether an element may have an attribute with this value, apart from addresses."""
    engine = ENGINE_VALUES.get((tag, name))
    if engine and engine.fullmatch(value):
        return True
    if name == "target":
        return tag == "a" and value in TARGETS
    allowed = name in GLOBAL_ATTRIBUTES or name in ATTRIBUTES_BY_TAG.get(tag, ())
    return allowed or name.startswith("aria-")


def is_allowed_address(name: str, value: str) -> bool:
    """Return whether an attribute leads nowhere else than a page, a file or a mail."""
    schemes = ADDRESS_ATTRIBUTES.get(name)
    if schemes is None:
        return True
    match = SCHEME.match(IGNORED_CHARACTERS.sub("", value))
    return (match[1].lower() if match else "") in schemes
