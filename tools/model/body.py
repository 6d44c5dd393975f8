"""What stands in a page's text, each with its line: headings, links, pictures, macro calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tools.model.text import words

ATTRIBUTES = re.compile(r"\s*\{:\s*(?P<list>[^}]*)\}\s*$")
ATTRIBUTE_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)  # to editors only: the engine leaves it out
CALLED = re.compile(r"\{\{-?\s*(\w+)\(")
MARKDOWN = MarkdownIt("commonmark").enable("table")
# Any address is a link, as it is to the engine; the rules judge it.
MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]
HINT = re.compile(r"#[ \t]*hint:")  # to who writes the page: in the text a comment, above it too
BREAKS = {"softbreak": "\n", "hardbreak": "\n", "html_inline": " ", "image": " "}
JINJA = Environment()  # reads calls; never renders, so nothing to escape


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
    words: str
    line: int
    picture: bool = False


@dataclass(frozen=True)
class Call:
    """A macro call with its constant arguments; a bare name has `args` None."""

    name: str
    args: tuple[Any, ...] | None
    line: int


@dataclass(frozen=True)
class Passage:
    """A paragraph with the list or table that follows it: the words that a reader sees, and calls.

    `raw`: its words with the calls as they are written; `macros`: the names of the macros that it
    calls, in order.
    """

    raw: str
    macros: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The words that stand in the text itself: not what macros show."""
        return MACRO.sub(" ", self.raw)


@dataclass(frozen=True)
class Body:
    """The text of a page, taken apart. `broken`: (line, reason) of an unreadable macro call."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Passage, ...]
    passages: tuple[Passage, ...]
    links: tuple[Link, ...]
    calls: tuple[Call, ...]
    word_count: int
    broken: tuple[int, str] | None = None

    def named(self, macro: str) -> tuple[str, ...]:
        """Give what the calls of a macro name first, each once, in order."""
        named = (call.args[0] for call in self.calls if call.name == macro and call.args)
        return tuple(dict.fromkeys(str(name) for name in named))

    def shown(self, macro: str) -> list[str]:
        """Give what the calls of a macro name first, in order, as often as they do."""
        return [str(call.args[0]) for call in self.calls if call.name == macro and call.args]

    def heading_of(self, macro: str) -> str | None:
        """Give the id of the heading of level 2 under which a macro is called first, if any."""
        line = next((call.line for call in self.calls if call.name == macro), 0)
        return self.heading_above(line)

    def heading_above(self, line: int) -> str | None:
        """Give the id of the heading of level 2 under which a line stands, if any."""
        above = [one.id for one in self.headings if one.level == 2 and one.line < line]
        return above[-1] if above else None


def read_body(text: str) -> Body:
    """Take the text of a page apart."""
    tokens = MARKDOWN.parse(without_comments(text))
    calls, broken = read_calls(text)
    return Body(
        headings=tuple(read_headings(tokens)),
        paragraphs=tuple(read_paragraphs(tokens)),
        passages=tuple(read_passages(tokens)),
        links=tuple(read_links(tokens)),
        calls=calls,
        word_count=sum(count_words(token) for token in tokens if token.type == "inline"),
        broken=broken,
    )


def without_comments(text: str) -> str:
    """Leave out what only editors read; the lines stay where they are."""
    return COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def hinted(text: str) -> list[int]:
    """Give the lines (from 1) where a hint to the writer of a page still stands."""
    return [number for number, line in enumerate(text.splitlines(), 1) if HINT.search(line)]


def read_headings(tokens: list[Token]) -> Iterator[Heading]:
    """Give the headings, with the ids from their attribute lists."""
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or not token.map:
            continue
        found = ATTRIBUTES.search(inline.content)
        identity = ATTRIBUTE_ID.search(found["list"]) if found else None
        text = ATTRIBUTES.sub("", inline.content)
        yield Heading(int(token.tag[1]), identity[1] if identity else None, text, token.map[0] + 1)


def read_passages(tokens: list[Token]) -> Iterator[Passage]:
    """Give the passages: what stands under a heading begins a new one, and so does a paragraph."""
    gathered: list[Token] = []

    def passage() -> Iterator[Passage]:
        if gathered and gathered[0].map:
            calls = CALLED.findall("\n".join(token.content for token in gathered))
            raw = "\n".join(map(seen, gathered))
            yield Passage(raw, tuple(calls), gathered[0].map[0] + 1)

    for before, token in pairwise(tokens):
        if before.type in ("paragraph_open", "heading_open") and before.level == 0:
            yield from passage()
            gathered = []
        if token.type == "inline" and before.type != "heading_open":
            gathered.append(token)
    yield from passage()


def read_paragraphs(tokens: list[Token]) -> Iterator[Passage]:
    """Give the paragraphs outside lists and tables, each by itself."""
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and before.level == 0 and before.map:
            raw = ATTRIBUTES.sub("", seen(token))
            yield Passage(raw, tuple(CALLED.findall(token.content)), before.map[0] + 1)


def read_links(tokens: list[Token]) -> Iterator[Link]:
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
                yield Link(str(child.attrs["src"]), child.content, line, picture=True)


def read_calls(text: str) -> tuple[tuple[Call, ...], tuple[int, str] | None]:
    """Give the macro calls, or where and why they cannot be read."""
    try:
        tree = JINJA.parse(text)
    except TemplateSyntaxError as error:
        return (), (error.lineno, error.message or "")
    called = set()
    calls = []
    for node in tree.find_all(nodes.Call):
        if isinstance(node.node, nodes.Name):
            called.add(id(node.node))
            args = tuple(a.value if isinstance(a, nodes.Const) else None for a in node.args)
            calls.append(Call(node.node.name, args, node.lineno))
    for name in tree.find_all(nodes.Name):
        if id(name) not in called:
            calls.append(Call(name.name, None, name.lineno))
    return tuple(sorted(calls, key=lambda call: call.line)), None


def count_words(token: Token) -> int:
    """Count the words that a reader sees in an inline token."""
    return len(words(MACRO.sub(" ", ATTRIBUTES.sub("", seen(token)))))


def seen(token: Token) -> str:
    """Give the text that a reader sees of an inline token: not addresses, not alternatives."""
    return "".join(
        child.content if child.type in ("text", "code_inline") else BREAKS.get(child.type, "")
        for child in token.children or []
    )
