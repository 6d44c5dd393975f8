"""What stands in a page's text, each with its line: headings, links, pictures, macro calls.

And what may not stand there (`foreign`): the engine would hand it to the reader's browser, or obey
it. That is looked for in the text itself, not in what one reader of Markdown makes of it: readers
differ, and what one shows as code another takes for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tools.model.reading.text import split_words

ATTRIBUTE_LIST = re.compile(r"\s*\{:\s*(?P<list>[^}]*)\}\s*$")
ATTRIBUTE_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
MACRO_CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
MAX_CALL_TOKENS = 40  # of a call: its name, brackets, texts and commas, and the room between them
MAX_NESTING = 20  # of blocks in blocks: a list of five levels has ten
MARKUP_TO_SPACES = str.maketrans(
    dict.fromkeys("[]()<>{}*_`!", " ")
)  # shown by a macro as they stand
# A block of code as the engine finds it: from the first column, to the same fence.
CODE_BLOCK = re.compile(
    r"^(?P<fence>(?:~{3,}|`{3,}))[ ]*\w*[ ]*\n.*?(?<=\n)(?P=fence)[ ]*$", re.M | re.S
)
HTML_TAG = re.compile(r"<(?=[A-Za-z/!?])[^<>]*>?")
AUTOLINK = re.compile(r"<(?:https?://[^\s<>]+|[^\s<>@/]+@[^\s<>@]+)>")
ALLOWED_TAG = re.compile(
    r'<(?P<end>/?)(?:div|section)(?: class="[\w -]+")?(?P<markdown> markdown)?>'
)
ALLOWED_ATTRIBUTES = re.compile(r"\{:[ ]*(?:[#.][^\s{}\"'=<>#.]+[ ]*)+\}")  # ids and classes only
BROKEN_LINK = re.compile(r"\][ ]?[(\[]")
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)  # to editors only: the engine leaves it out
CALL_NAME = re.compile(r"\{\{-?\s*(\w+)\(")
# Deeper than is allowed, so that what is too deep is seen to be.
MARKDOWN_PARSER = MarkdownIt("commonmark", {"maxNesting": 3 * MAX_NESTING}).enable("table")
# Any address is a link, as it is to the engine; the rules judge it.
MARKDOWN_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]
HINT_COMMENT = re.compile(
    r"#[ \t]*hint:"
)  # to who writes the page: in the text a comment, above it too
TOKEN_TEXT = {"softbreak": "\n", "hardbreak": "\n", "html_inline": " ", "image": " "}
TEMPLATE_PARSER = Environment()  # reads calls; never renders, so nothing to escape


@dataclass(frozen=True)
class Heading:
    """A heading: its level, authored id (or None), text, and line in the page's text."""

    level: int
    id: str | None
    text: str
    line: int


@dataclass(frozen=True)
class Link:
    """A Markdown link or picture: where it leads, and its words (alternative text)."""

    target: str
    text: str
    line: int
    is_image: bool = False


@dataclass(frozen=True)
class MacroCall:
    """A macro call with its constant arguments; a bare name has `args` None."""

    name: str
    args: tuple[Any, ...] | None
    line: int


@dataclass(frozen=True)
class TextBlock:
    """A paragraph with the list or table that follows it: the words that a reader sees, and calls.

    `raw`: its words with the calls as they are written; `macros`: the names of the macros that it
    calls, in order.
    """

    source: str
    macro_names: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The words that stand in the text itself: not what macros show."""
        return MACRO_CALL.sub(" ", self.source)


@dataclass(frozen=True)
class DisallowedConstruct:
    """What may not stand in a text: the code of the problem, the sign that shows it, its line."""

    code: str
    excerpt: str
    line: int


@dataclass(frozen=True)
class PageBody:
    """The text of a page, taken apart.

    `broken`: (line, reason) of an unreadable macro call; `foreign`: what may not stand there.
    """

    headings: tuple[Heading, ...]
    paragraphs: tuple[TextBlock, ...]
    text_blocks: tuple[TextBlock, ...]
    links: tuple[Link, ...]
    calls: tuple[MacroCall, ...]
    word_count: int
    call_error: tuple[int, str] | None = None
    disallowed: tuple[DisallowedConstruct, ...] = ()

    @property
    def has_unreadable_calls(self) -> bool:
        """Tell whether its calls are not known, as one of them cannot be read."""
        return bool(self.call_error) or any(one.code == "macro-only" for one in self.disallowed)

    @property
    def disallowed_lines(self) -> set[int]:
        """The lines on which something stands that may not: what else they hold follows from it."""
        return {one.line for one in self.disallowed}

    def get_unique_arguments(self, macro: str) -> tuple[str, ...]:
        """Give what the calls of a macro name first, each once, in order."""
        named = (call.args[0] for call in self.calls if call.name == macro and call.args)
        return tuple(dict.fromkeys(str(name) for name in named))

    def get_arguments(self, macro: str) -> list[str]:
        """Give what the calls of a macro name first, in order, as often as they do."""
        return [str(call.args[0]) for call in self.calls if call.name == macro and call.args]

    def find_call_heading(self, macro: str) -> str | None:
        """Give the id of the heading of level 2 under which a macro is called first, if any."""
        line = next((call.line for call in self.calls if call.name == macro), 0)
        return self.find_heading_above(line)

    def find_heading_above(self, line: int) -> str | None:
        """Give the id of the heading of level 2 under which a line stands, if any."""
        above = [one.id for one in self.headings if one.level == 2 and one.line < line]
        return above[-1] if above else None


@dataclass(frozen=True)
class TemplateParts:
    """A text by its parts, each as long in lines as the whole.

    `marked`: without remarks, and with room for signs in the arguments of calls, which a macro
    shows as they stand; `bare`: without calls too; `foreign`: what the engine would obey.
    """

    markdown: str
    without_calls: str
    disallowed: tuple[DisallowedConstruct, ...]


def parse_body(text: str) -> PageBody:
    """Take the text of a page apart."""
    calls: tuple[MacroCall, ...] = ()
    broken = None
    try:
        parts = split_template(text)
        if not parts.disallowed:
            calls, obeyed = parse_calls(text)
            parts = TemplateParts(parts.markdown, parts.without_calls, obeyed)
    except TemplateSyntaxError as error:
        broken = error.lineno, error.message or ""
        parts = TemplateParts(strip_comments(text), "", ())
    tokens = MARKDOWN_PARSER.parse(parts.markdown)
    return PageBody(
        headings=tuple(extract_headings(tokens)),
        paragraphs=tuple(extract_paragraphs(tokens)),
        text_blocks=tuple(extract_text_blocks(tokens)),
        links=tuple(extract_links(tokens)),
        calls=calls,
        word_count=sum(count_words(token) for token in tokens if token.type == "inline"),
        call_error=broken,
        disallowed=keep_first_per_line(
            [
                *parts.disallowed,
                *find_disallowed_markup(parts.without_calls),
                *find_unparsed_markup(tokens),
            ]
        ),
    )


def strip_comments(text: str) -> str:
    """Leave out what only editors read; the lines stay where they are."""
    return TEMPLATE_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def split_template(text: str) -> TemplateParts:
    """Take a text apart as the engine does; raise TemplateSyntaxError when that cannot be done.

    What the engine would obey is found before it is read: loops, conditions, assignments, files
    that are included, and expressions that are longer than any call.
    """
    marked: list[str] = []
    bare: list[str] = []
    foreign: list[DisallowedConstruct] = []
    signs = 0
    for line, kind, value in TEMPLATE_PARSER.lex(text):
        lines = "\n" * value.count("\n")
        signs = signs + 1 if kind != "variable_begin" else 0
        if kind == "data":
            bare.append(value)
            marked.append(value)
        else:
            bare.append(lines)
            if kind.startswith(("comment", "block", "raw")):
                marked.append(lines)
            else:
                marked.append(value.translate(MARKUP_TO_SPACES) if kind == "string" else value)
        if kind in ("block_begin", "raw_begin"):
            foreign.append(DisallowedConstruct("macro-only", "{%", line))
        elif kind not in ("data", "comment") and signs == MAX_CALL_TOKENS:
            foreign.append(DisallowedConstruct("macro-only", "{{", line))
    return TemplateParts("".join(marked), "".join(bare), tuple(foreign[:1]))


def find_disallowed_markup(text: str) -> Iterator[DisallowedConstruct]:
    """Give what in a text without calls may not go to a reader's browser, once for each line.

    Boxes of the closed list stand on a line of their own, so that every reader of Markdown sees the
    same box; what stands between fences is shown as it stands.
    """
    text = CODE_BLOCK.sub(lambda code: "\n" * code[0].count("\n"), text)
    rows = text.split("\n")
    begun: list[DisallowedConstruct] = []  # boxes that are open
    loose: list[DisallowedConstruct] = []  # ends of what was not open
    wrong: list[DisallowedConstruct] = []
    for tag in HTML_TAG.finditer(text):
        line = text.count("\n", 0, tag.start()) + 1
        box = ALLOWED_TAG.fullmatch(tag[0]) if rows[line - 1].strip(" ") == tag[0] else None
        if box and box["markdown"] and not box["end"]:
            begun.append(DisallowedConstruct("html-open", tag[0], line))
        elif box and box["end"] and not box["markdown"]:
            loose += [] if begun else [DisallowedConstruct("html-open", tag[0], line)]
            del begun[-1:]
        elif tag[0].startswith("</"):
            loose.append(DisallowedConstruct("html-forbidden", tag[0], line))
        elif not AUTOLINK.fullmatch(tag[0]):
            wrong.append(DisallowedConstruct("html-forbidden", tag[0], line))
    yield from wrong or [*loose, *begun]  # an end follows from its beginning
    for line, row in enumerate(rows, 1):
        left = ALLOWED_ATTRIBUTES.sub("", row)
        if "{" in left or "}" in left:
            yield DisallowedConstruct("attributes-forbidden", left.strip(), line)


def keep_first_per_line(foreign: Iterable[DisallowedConstruct]) -> tuple[DisallowedConstruct, ...]:
    """Keep the first of what is wrong with a line: the rest mostly follows from it."""
    first: dict[int, DisallowedConstruct] = {}
    for one in foreign:
        first.setdefault(one.line, one)
    return tuple(first.values())


def find_unparsed_markup(tokens: list[Token]) -> Iterator[DisallowedConstruct]:
    """Give what looks like a link and is none, columns with a style, and what is too deep."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        deepest = max([token.level, *(child.level for child in token.children or [])])
        if deepest > MAX_NESTING:
            yield DisallowedConstruct("text-deep", "", line)
            return
        if token.type == "th_open" and token.attrs.get("style"):
            yield DisallowedConstruct("table-aligned", "", line)
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "text" and BROKEN_LINK.search(child.content):
                yield DisallowedConstruct("link-unreadable", child.content.strip(), line)


def find_hint_lines(text: str) -> list[int]:
    """Give the lines (from 1) where a hint to the writer of a page still stands."""
    return [number for number, line in enumerate(text.splitlines(), 1) if HINT_COMMENT.search(line)]


def extract_headings(tokens: list[Token]) -> Iterator[Heading]:
    """Give the headings, with the ids from their attribute lists."""
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or not token.map:
            continue
        found = ATTRIBUTE_LIST.search(inline.content)
        identity = ATTRIBUTE_ID.search(found["list"]) if found else None
        text = ATTRIBUTE_LIST.sub("", inline.content)
        yield Heading(int(token.tag[1]), identity[1] if identity else None, text, token.map[0] + 1)


def extract_text_blocks(tokens: list[Token]) -> Iterator[TextBlock]:
    """Give the passages: what stands under a heading begins a new one, and so does a paragraph."""
    gathered: list[Token] = []

    def passage() -> Iterator[TextBlock]:
        if gathered and gathered[0].map:
            calls = CALL_NAME.findall("\n".join(token.content for token in gathered))
            raw = "\n".join(map(get_visible_text, gathered))
            yield TextBlock(raw, tuple(calls), gathered[0].map[0] + 1)

    for before, token in pairwise(tokens):
        if before.type in ("paragraph_open", "heading_open") and before.level == 0:
            yield from passage()
            gathered = []
        if token.type == "inline" and before.type != "heading_open":
            gathered.append(token)
    yield from passage()


def extract_paragraphs(tokens: list[Token]) -> Iterator[TextBlock]:
    """Give the paragraphs outside lists and tables, each by itself."""
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and before.level == 0 and before.map:
            raw = ATTRIBUTE_LIST.sub("", get_visible_text(token))
            yield TextBlock(raw, tuple(CALL_NAME.findall(token.content)), before.map[0] + 1)


def extract_links(tokens: list[Token]) -> Iterator[Link]:
    """Give the links and pictures."""
    for token in tokens:
        if token.type != "inline" or not token.map:
            continue
        line = token.map[0] + 1
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                yield Link(str(child.attrs["href"]), "", line)
            elif child.type == "image":
                yield Link(str(child.attrs["src"]), child.content, line, is_image=True)


def parse_calls(text: str) -> tuple[tuple[MacroCall, ...], tuple[DisallowedConstruct, ...]]:
    """Give the macro calls, and what stands in the place of one; a bare name counts as a call.

    Raises TemplateSyntaxError. An argument that is no text of its own is None.
    """
    calls: list[MacroCall] = []
    foreign: list[DisallowedConstruct] = []
    for output in TEMPLATE_PARSER.parse(text).find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
                given = [a.value if isinstance(a, nodes.Const) else None for a in node.args]
                named = [None for more in (node.dyn_args, node.dyn_kwargs) if more is not None]
                args = (*given, *named, *(None for _ in node.kwargs))
                calls.append(MacroCall(node.node.name, args, node.lineno))
            elif isinstance(node, nodes.Name):
                calls.append(MacroCall(node.name, None, node.lineno))
            elif not isinstance(node, nodes.TemplateData):
                foreign.append(DisallowedConstruct("macro-only", "{{", node.lineno))
    return tuple(calls), tuple(foreign)


def count_words(token: Token) -> int:
    """Count the words that a reader sees in an inline token."""
    return len(split_words(MACRO_CALL.sub(" ", ATTRIBUTE_LIST.sub("", get_visible_text(token)))))


def get_visible_text(token: Token) -> str:
    """Give the text that a reader sees of an inline token: not addresses, not alternatives."""
    return "".join(
        child.content if child.type in ("text", "code_inline") else TOKEN_TEXT.get(child.type, "")
        for child in token.children or []
    )
