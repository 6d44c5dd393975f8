"""Two readings of a page, compared: what its author means, and what the engine makes of it.

A reading is a list of parts, in order: items of lists with their depth and number, headings, rows,
code, quotations, boxes, links, pictures and line breaks, each with its letters. What differs is a
difference at a line. Footnotes stand elsewhere in the HTML, so each is a reading by itself.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from urllib.parse import unquote

from markdown_it.token import Token

from tools.markup.commonmark import HTML_NAME
from tools.markup.heading_ids import ATTRIBUTES
from tools.markup.html_marks import get_tag_attribute
from tools.markup.html_tree import Element, parse_html
from tools.markup.normalise import strip_common_indent
from tools.markup.source import PARSER, Node, Source

NON_LETTERS = re.compile("[^\\w\x01]+|_+")  # a macro call keeps its place
ATTRIBUTE_LIST = re.compile(r"\{:?[ \t]*[#.\w][^{}\n]*\}")
TASK = re.compile(r"\[[ xX]\][ \t]+")
ATTRIBUTED_TOKENS = {"link_close", "image", "code_inline", "em_close", "strong_close"}
ADDRESS_ATTRIBUTES = {"a": ("link", "href"), "img": ("picture", "src")}
KEYS = re.compile(r"\+\+[\w\"'+-]+\+\+")  # of a keyboard, which the engine shows by their names
CODE_LANGUAGE = re.compile(r"\A#!\w+\s")  # of code in a line, for its colours
TITLE = re.compile(r'"(.*)"')  # of a box
TITLE_CLASSES = {"admonition-title", "tab-title"}
# Elements in the HTML that only wrap what the author wrote, or that an extension may add.
BLOCK_TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "li", "blockquote"),
    *("div", "details", "summary", "pre", "section", "ul", "ol", "dl", "table", "figure"),
    *("figcaption", "article", "aside", "header", "footer", "address", "caption"),
}
# The kinds of parts, and `nothing` where one of the two readings has no part.
KINDS = (
    *("box", "break", "cell", "code", "dd", "dt", "end", "heading", "item", "keys", "line"),
    *("link", "note", "nothing", "picture", "quote", "tab", "table", "text", "tr"),
)
MAX_DIFFERENCES = 5  # of a page: the others mostly follow from these


@dataclass(frozen=True)
class Part:
    """A part of a reading: its kind, what is compared, and its line (0 in HTML)."""

    kind: str
    value: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Difference:
    """A difference at a line: the kinds that are meant and built, and an excerpt."""

    line: int
    meant: str
    built: str
    excerpt: str


@dataclass
class Reading:
    """The parts of a page, and those of each of its footnotes, by its name."""

    parts: list[Part] = field(default_factory=list)
    notes: dict[str, list[Part]] = field(default_factory=dict)


def compare_readings(meant: Reading, built: Reading) -> Iterator[Difference]:
    """Yield what differs between two readings of a page."""
    yield from compare_parts(meant.parts, built.parts)
    for name, parts in meant.notes.items():
        yield from compare_parts(parts, built.notes.get(name, []))


def compare_parts(meant: list[Part], built: list[Part]) -> Iterator[Difference]:
    """Yield what differs between two lists of parts, of much only the first."""
    built = leave_out_titles(meant, built)
    if meant == built:
        return
    matcher = SequenceMatcher(None, meant, built, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    for _, start, end, built_start, built_end in changes[:MAX_DIFFERENCES]:
        place = meant[min(start, len(meant) - 1)] if meant else Part("")
        one = meant[start] if start < end else Part("nothing")
        other = built[built_start] if built_start < built_end else Part("nothing")
        yield Difference(place.line, one.kind, other.kind, (one.value or other.value)[:40])


def leave_out_titles(meant: list[Part], built: list[Part]) -> list[Part]:
    """Return what was built without the titles of boxes to which the author gave none."""
    titles = [part.value for part in meant if part.kind == "box"]
    if len(titles) != sum(part.kind == "box" for part in built):
        return built
    remaining = iter(titles)
    return [
        replace(part, value=part.value if next(remaining) else "") if part.kind == "box" else part
        for part in built
    ]


def strip_letters(text: str) -> str:
    """Return only the letters and digits of a text, and the places of macro calls."""
    return NON_LETTERS.sub("", text)


class TextCollector:
    """Collects parts; the letters of what stands in one block are one part."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.text: list[str] = []
        self.text_line = 0
        self.line = 0  # of all parts of HTML that an author wrote

    def add_text(self, text: str, line: int = 0) -> None:
        """Add text to the block."""
        if not self.text:
            self.text_line = line or self.line
        self.text.append(text)

    def end_block(self) -> None:
        """End the block: its letters become a part."""
        letters = strip_letters("".join(self.text))
        if letters:
            self.parts.append(Part("text", letters, self.text_line))
        self.text = []

    def add(self, kind: str, value: str = "", line: int = 0) -> None:
        """End the block, and add a part."""
        self.end_block()
        self.parts.append(Part(kind, value, line or self.line))


def read_tree(root: Node, source: Source) -> Reading:
    """Return the reading of a page as its author means it."""
    reading = Reading()
    collector = TextCollector()
    walk_blocks(root.children, collector, reading, source, depth=0)
    collector.end_block()
    reading.parts = collector.parts
    return reading


def walk_blocks(
    nodes: Iterable[Node],
    collector: TextCollector,
    reading: Reading,
    source: Source,
    depth: int,
    parent: str = "",
) -> None:
    """Add the parts of blocks; `depth` is that of the lists around them, `parent` their kind."""
    for node in nodes:
        token, kind, line = node.token, node.kind, node.line
        inner = depth
        if kind == "footnote":
            note = TextCollector()
            walk_blocks(node.children, note, reading, source, 0)
            note.end_block()
            reading.notes[token.info] = note.parts
            continue
        if kind in ("fence", "code_block"):
            content = strip_common_indent(token.content) if kind == "code_block" else token.content
            collector.add("code", strip_letters(source.restore_code(content)), line)
        elif kind == "hr":
            collector.add("line", "", line)
        elif kind == "heading":
            collector.add("heading", token.tag[1], line)
        elif kind == "table":
            collector.add("table", "", line)
        elif kind in ("tr", "dt", "dd"):
            collector.add(kind, "", line)
        elif kind in ("th", "td"):
            collector.add("cell", str(token.attrs.get("style", "")).partition(":")[2], line)
        elif kind == "blockquote":
            collector.add("quote", "", line)
        elif kind == "box":
            title = TITLE.search(token.info)
            letters = read_title(title[1], source) if title else ""
            collector.add("tab" if token.info.startswith("=") else "box", letters, line)
        elif kind in ("bullet_list", "ordered_list"):
            inner = depth + 1
            add_items(node, collector, reading, source, inner)
            collector.add("end", str(inner), line)
            continue
        elif kind == "html_block" and token.meta.get("is_inline"):
            collector.end_block()
        elif kind == "html_block":
            add_html(token.content, line, collector, reading, depth)
        elif kind == "inline":
            add_inline(token, collector, source, parent in ("heading", "dt", "td", "th"))
            continue
        walk_blocks(node.children, collector, reading, source, inner, kind)
        if node.children:
            collector.end_block()


def read_title(title: str, source: Source) -> str:
    """Return the letters of the title of a box, which may hold links and marks."""
    (token,) = PARSER.parseInline(html.unescape(title), source.env)
    collector = TextCollector()
    add_inline(token, collector, source, ends_with_attributes=False)
    collector.end_block()
    return "".join(part.value for part in collector.parts if part.kind == "text")


def add_items(
    node: Node, collector: TextCollector, reading: Reading, source: Source, depth: int
) -> None:
    """Add the items of a list, each with its depth, and its number if it has one."""
    number = int(node.token.attrs.get("start", 1))
    for count, item in enumerate(node.children):
        mark = str(number + count) if node.kind == "ordered_list" else ""
        collector.add("item", f"{depth} {mark}", item.line)
        walk_blocks(item.children, collector, reading, source, depth)


def add_inline(
    token: Token, collector: TextCollector, source: Source, ends_with_attributes: bool
) -> None:
    """Add the parts inside a paragraph, a heading, a term or a cell.

    `ends_with_attributes`: whether attributes at its end belong to it; otherwise only those on a
    line of their own.
    """
    line = (token.map or [0])[0] + 1
    children = token.children or []
    for number, child in enumerate(children):
        if child.type in ("text", "text_special", "html_inline", "image"):
            text = child.content
            if child.type == "html_inline":
                add_tag(text, line, collector)
                line += text.count("\n")
                continue
            if child.type == "image":
                collector.add("picture", unquote(str(child.attrs["src"])), line)
                continue
            if number == 0:
                text = TASK.sub("", text, count=1)
            if number and children[number - 1].type in ATTRIBUTED_TOKENS:
                text = re.sub(r"\A\{[^{}\n]*\}", "", text)  # attributes of what is before
            starts_line = number and children[number - 1].type in ("softbreak", "hardbreak")
            if number == len(children) - 1 and (ends_with_attributes or starts_line):
                text = ATTRIBUTES.sub("", text)
            for piece in KEYS.split(text)[:-1]:
                collector.add_text(piece, line)
                collector.add("keys", "", line)
            collector.add_text(KEYS.split(text)[-1], line)
        elif child.type == "code_inline":
            code = CODE_LANGUAGE.sub("", source.restore_code(child.content))
            collector.add_text(code, line)
        elif child.type == "softbreak":
            collector.add_text(" ", line)
            line += 1
        elif child.type == "hardbreak":
            collector.add("break", "", line)
            line += 1
        elif child.type == "link_open":
            collector.add("link", unquote(str(child.attrs["href"])), line)
        elif child.type == "footnote_call":
            collector.add("note", child.info, line)


def add_html(
    content: str, line: int, collector: TextCollector, reading: Reading, depth: int
) -> None:
    """Add the parts of HTML that stands by itself; Markdown may follow inside its last element."""
    collector.end_block()
    root, _ = parse_html(content)
    collector.line = line
    walk_html(root, collector, reading, depth)
    collector.end_block()
    collector.line = 0


def add_tag(text: str, line: int, collector: TextCollector) -> None:
    """Add the part of a tag in a paragraph."""
    tag = HTML_NAME.match(text)
    name = tag["name"].lower() if tag else ""
    if name == "br":  # also where it begins with a slash
        collector.add("break", "", line)
    elif tag and not tag["end"] and name in ADDRESS_ATTRIBUTES:
        kind, attribute = ADDRESS_ATTRIBUTES[name]
        address = get_tag_attribute(tag["rest"], attribute)
        if address is not None:
            collector.add(kind, unquote(address), line)


def read_html(root: Element) -> Reading:
    """Return the reading of a page as the engine makes it."""
    reading = Reading()
    collector = TextCollector()
    walk_html(root, collector, reading, 0)
    collector.end_block()
    reading.parts = collector.parts
    return reading


def walk_html(root: Element, collector: TextCollector, reading: Reading, depth: int) -> None:
    """Add the parts of an element; `depth` is that of the lists around it."""
    number = int(root.attributes.get("start") or 1) if root.tag == "ol" else 0
    for child in root.children:
        if isinstance(child, str):
            collector.add_text(child)
            continue
        tag, classes = child.tag, child.classes
        if "keys" in classes:
            collector.add("keys")
            continue
        if {"headerlink", "linenos"} & {*classes}:
            continue
        if "footnotes" in classes or "footnote" in classes:
            read_notes(child, reading)
            continue
        inner = depth
        if tag in BLOCK_TAGS:
            collector.end_block()
        if tag == "code":
            collector.add_text(CODE_LANGUAGE.sub("", child.text))
            continue
        if tag == "pre" or (tag == "div" and "highlight" in classes):
            texts = [pre.text for pre in child.find("pre")] or [child.text]
            collector.add("code", strip_letters("".join(texts)))
            continue
        if tag in ("ul", "ol"):
            inner = depth + 1
        elif tag == "li" and root.tag in ("ul", "ol"):
            collector.add("item", f"{depth} {number if root.tag == 'ol' else ''}")
            number += 1
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            collector.add("heading", tag[1])
        elif tag in ("table", "tr", "dt", "dd"):
            collector.add(tag)
        elif tag in ("td", "th"):
            collector.add("cell", find_alignment(child))
        elif tag == "blockquote":
            collector.add("quote")
        elif kind := find_box_kind(child):
            title, child = split_title(child)
            collector.add(kind, strip_letters(title))
        elif tag == "hr":
            collector.add("line")
        elif tag == "br":
            collector.add("break")
        elif tag == "img":
            collector.add("picture", unquote(child.attributes.get("src", "")))
        elif tag == "a" and child.attributes.get("role") == "doc-noteref":
            collector.add("note", unquote(child.attributes.get("href", "")).removeprefix("#fn:"))
            continue
        elif tag == "a" and "href" in child.attributes:
            collector.add("link", unquote(child.attributes["href"]))
        walk_html(child, collector, reading, inner)
        if tag in ("ul", "ol"):
            collector.add("end", str(inner))
        if tag in BLOCK_TAGS:
            collector.end_block()


def find_box_kind(element: Element) -> str:
    """Return the kind of a box or a tab that an extension made; empty for any other element."""
    if "tab" in element.classes:
        return "tab"
    is_box = (element.tag == "details" and element.classes) or "admonition" in element.classes
    return "box" if is_box else ""


def split_title(box: Element) -> tuple[str, Element]:
    """Return the title of a box or a tab, and the box without it."""
    elements = [child for child in box.children if isinstance(child, Element)]
    if not elements or not (elements[0].tag == "summary" or TITLE_CLASSES & {*elements[0].classes}):
        return "", box
    rest = [child for child in box.children if child is not elements[0]]
    return elements[0].text, Element(box.tag, box.attributes, rest)


def find_alignment(cell: Element) -> str:
    """Return the alignment of a cell, from its class or its style."""
    for name in cell.classes:
        if name.startswith("align-"):
            return name.removeprefix("align-")
    style = re.search(r"text-align: (\w+)", cell.attributes.get("style", ""))
    return style[1] if style else cell.attributes.get("align", "")


def read_notes(section: Element, reading: Reading) -> None:
    """Add the texts of footnotes, without the links back."""
    for item in section.find("li"):
        name = unquote(item.attributes.get("id", ""))
        if not name.startswith("fn:"):
            continue
        note = TextCollector()
        walk_html(without_links_back(item), note, reading, 0)
        note.end_block()
        reading.notes[name.removeprefix("fn:")] = note.parts


def without_links_back(element: Element) -> Element:
    """Return an element without the links from a footnote to its calls."""
    children = [
        child if isinstance(child, str) else without_links_back(child)
        for child in element.children
        if isinstance(child, str) or child.attributes.get("role") != "doc-backlink"
    ]
    return Element(element.tag, element.attributes, children)
