"""Parsing the text of a page: headings, links, images and macro calls, each with its line.

The text is read as its author means it (`tools/markup/commonmark.py`). What the engine makes of it,
and what may not reach a reader's browser, is judged by `tools/markup/judge.py`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Any

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from markdown_it.token import Token

from tools.markup.commonmark import HTML_NAME, MAX_NESTING
from tools.markup.heading_ids import ATTRIBUTE_ID
from tools.markup.html_marks import get_tag_attribute
from tools.markup.normalise import TEMPLATE_MARK, join_lines, normalise
from tools.markup.source import PARSER, STRING, TEMPLATE_COMMENT, Source, iter_code, parse_source
from tools.model.reading.text import split_words

ATTRIBUTE_LIST = re.compile(r"\s*\{:?[ \t]*(?P<list>[#.\w][^{}\n]*)\}\s*$")
PLACED_ATTRIBUTES = re.compile(r"\{:?(?P<list>[^{}\n]*)\}")
MACRO_CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
MAX_CALL_TOKENS = 40  # of a macro call: name, brackets, texts, commas and white space
BROKEN_LINK = re.compile(r"\][ ]?[(\[]")
CALL_NAME = re.compile(r"\{\{-?\s*(\w+)\(")
CALL_ARGUMENT = re.compile(STRING, re.DOTALL)
MARKDOWN_PARSER = PARSER
# A hint to the writer of a page: in a template comment, or a YAML comment in the front matter.
HINT_COMMENT = re.compile(r"#[ \t]*hint:")
TOKEN_TEXT = {"softbreak": "\n", "hardbreak": "\n", "html_inline": " ", "image": " "}
TEMPLATE_PARSER = Environment()  # parses only, and never renders, so nothing needs escaping


@dataclass(frozen=True)
class Heading:
    """A heading: its level, id, text, and line in the page's text.

    `is_derived`: whether the id follows from the text, because the author wrote none.
    """

    level: int
    id: str
    text: str
    line: int
    is_derived: bool = False


@dataclass(frozen=True)
class Link:
    """A link or image: its target, and the alternative text of an image.

    `is_html`: whether it is written as HTML, in which the engine changes no address.
    """

    target: str
    text: str
    line: int
    is_image: bool = False
    is_html: bool = False


@dataclass(frozen=True)
class Table:
    """A table: how many columns it has, and its line."""

    columns: int
    line: int


@dataclass(frozen=True)
class MacroCall:
    """A macro call with its constant arguments; a bare name has `args` None."""

    name: str
    args: tuple[Any, ...] | None
    line: int


@dataclass(frozen=True)
class TextBlock:
    """Visible text with its macro calls: a paragraph, maybe with the list or table that follows.

    `source`: the text with the calls as they are written; `macro_names`: the macros that it calls,
    in order.
    """

    source: str
    macro_names: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The text without macro calls."""
        return MACRO_CALL.sub(" ", self.source)


@dataclass(frozen=True)
class DisallowedConstruct:
    """A disallowed construct in a text: the code of its problem, an excerpt, and its line."""

    code: str
    excerpt: str
    line: int


@dataclass(frozen=True)
class PageBody:
    """The parsed text of a page. `call_error`: line and reason of an unreadable macro call.

    `places`: the ids that are written in HTML and in attribute lists, to which links may lead too.
    """

    headings: tuple[Heading, ...]
    paragraphs: tuple[TextBlock, ...]
    text_blocks: tuple[TextBlock, ...]
    links: tuple[Link, ...]
    calls: tuple[MacroCall, ...]
    word_count: int
    tables: tuple[Table, ...] = ()
    places: frozenset[str] = frozenset()
    call_error: tuple[int, str] | None = None
    disallowed: tuple[DisallowedConstruct, ...] = ()

    @property
    def has_unreadable_calls(self) -> bool:
        """Return whether its macro calls are unknown, because one of them cannot be read."""
        codes = {construct.code for construct in self.disallowed}
        return bool(self.call_error) or "macro-only" in codes

    @property
    def disallowed_lines(self) -> set[int]:
        """The lines with disallowed constructs; other problems there may follow from these."""
        return {construct.line for construct in self.disallowed}

    def get_unique_arguments(self, macro: str) -> tuple[str, ...]:
        """Return the first arguments of all calls of a macro, each once, in order."""
        return tuple(dict.fromkeys(self.get_arguments(macro)))

    def get_arguments(self, macro: str) -> list[str]:
        """Return the first arguments of all calls of a macro, in order."""
        return [str(call.args[0]) for call in self.calls if call.name == macro and call.args]

    def find_call_heading(self, macro: str) -> str | None:
        """Return the id of the heading of level 2 above the first call of a macro, if any."""
        line = next((call.line for call in self.calls if call.name == macro), 0)
        return self.find_heading_above(line)

    def find_heading_above(self, line: int) -> str | None:
        """Return the id of the last heading of level 2 above a line, if any."""
        above = (h.id for h in reversed(self.headings) if h.level == 2 and h.line < line)
        return next(above, None)


def parse_body(text: str) -> PageBody:
    """Parse the text of a page."""
    source = parse_source(text)
    tokens = source.tokens
    calls: tuple[MacroCall, ...] = ()
    template_code: tuple[DisallowedConstruct, ...] = ()
    call_error = None
    try:
        calls, template_code = read_calls(source)
    except TemplateSyntaxError as error:
        call_error = error.lineno, error.message or ""
    disallowed: dict[int, DisallowedConstruct] = {}
    for construct in (*template_code, *find_unparsed_markup(tokens)):
        # Of each line the first: the others mostly follow from it.
        disallowed.setdefault(construct.line, construct)
    restore_calls(source)
    return PageBody(
        headings=tuple(extract_headings(tokens)),
        paragraphs=tuple(extract_paragraphs(tokens)),
        text_blocks=tuple(extract_text_blocks(tokens)),
        links=tuple(extract_links(tokens)),
        calls=calls,
        tables=tuple(extract_tables(tokens)),
        places=frozenset(extract_places(tokens)),
        word_count=sum(count_words(token) for token in tokens if token.type == "inline"),
        call_error=call_error,
        disallowed=tuple(disallowed.values()),
    )


def strip_comments(text: str) -> str:
    """Return a text without comments to editors; line numbers stay the same."""
    return TEMPLATE_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def restore_calls(source: Source) -> None:
    """Put the macro calls back in the tokens of a page, in the place of what stood for them."""
    for token in source.tokens:
        for part in (token, *(token.children or ())):
            if "\x01" in part.content:
                part.content = source.restore(part.content)


def read_calls(source: Source) -> tuple[tuple[MacroCall, ...], tuple[DisallowedConstruct, ...]]:
    """Return the macro calls of a page, and what else Jinja would run.

    Raises TemplateSyntaxError, with its line in the page.
    """
    if not source.has_other_template:
        return tuple(read_simple_calls(source)), ()
    lines = normalise(source)
    numbers = [number for _, number in lines]

    def find_line(line: int) -> int:
        return numbers[min(line, len(numbers)) - 1] if numbers else 1

    try:
        calls, disallowed = parse_template(join_lines(lines))
    except TemplateSyntaxError as error:
        error.lineno = find_line(error.lineno)
        raise
    return (
        tuple(replace(call, line=find_line(call.line)) for call in calls),
        tuple(replace(construct, line=find_line(construct.line)) for construct in disallowed),
    )


def read_simple_calls(source: Source) -> Iterator[MacroCall]:
    """Yield the macro calls of a page outside code, all with texts as arguments."""
    shown = source.find_placeholders(iter_code(source.tokens))
    for number, (original, line) in enumerate(source.placed_originals):
        name = CALL_NAME.match(original)
        if name and number not in shown:
            texts = CALL_ARGUMENT.findall(original, name.end())
            yield MacroCall(name[1], tuple(ast.literal_eval(text) for text in texts), line)


def parse_template(
    text: str,
) -> tuple[tuple[MacroCall, ...], tuple[DisallowedConstruct, ...]]:
    """Return the macro calls of a Jinja template, and the first code that is more than a call.

    That code is found before it is parsed: loops, conditions, assignments, included files, and
    expressions that are longer than any call. Raises TemplateSyntaxError.
    """
    token_count = 0  # since the beginning of a call
    for line, kind, _ in TEMPLATE_PARSER.lex(text):
        token_count = token_count + 1 if kind != "variable_begin" else 0
        if kind in ("block_begin", "raw_begin"):
            return (), (DisallowedConstruct("macro-only", "{%", line),)
        if kind not in ("data", "comment") and token_count == MAX_CALL_TOKENS:
            return (), (DisallowedConstruct("macro-only", "{{", line),)
    return parse_calls(text)


def find_unparsed_markup(tokens: list[Token]) -> Iterator[DisallowedConstruct]:
    """Yield broken links, and too deep nesting."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        levels = [token.level, *(child.level for child in token.children or [])]
        if max(levels) > MAX_NESTING:
            yield DisallowedConstruct("text-deep", "", line)
            return
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "text" and BROKEN_LINK.search(child.content):
                yield DisallowedConstruct("link-unreadable", child.content.strip(), line)


def find_hint_lines(text: str) -> list[int]:
    """Return the lines (from 1) with a hint to the writer of a page."""
    return [number for number, line in enumerate(text.splitlines(), 1) if HINT_COMMENT.search(line)]


def extract_headings(tokens: list[Token]) -> Iterator[Heading]:
    """Yield the headings."""
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.map:
            text = " ".join(ATTRIBUTE_LIST.sub("", get_visible_text(inline)).split())
            is_derived = bool(token.meta.get("is_derived"))
            line = token.map[0] + 1
            yield Heading(int(token.tag[1]), token.meta["id"], text, line, is_derived)


def extract_text_blocks(tokens: list[Token]) -> Iterator[TextBlock]:
    """Yield the text blocks: what follows a heading or begins with a paragraph, lists included."""
    groups: list[list[Token]] = [[]]
    for previous, token in pairwise(tokens):
        if previous.type in ("paragraph_open", "heading_open") and previous.level == 0:
            groups.append([])
        if token.type == "inline" and previous.type != "heading_open":
            groups[-1].append(token)
    for group in groups:
        if group and group[0].map:
            calls = CALL_NAME.findall("\n".join(token.content for token in group))
            source = "\n".join(map(get_visible_text, group))
            yield TextBlock(source, tuple(calls), group[0].map[0] + 1)


def extract_paragraphs(tokens: list[Token]) -> Iterator[TextBlock]:
    """Yield the paragraphs outside lists and tables, each as a text block."""
    for opening, token in pairwise(tokens):
        if opening.type == "paragraph_open" and opening.level == 0 and opening.map:
            source = ATTRIBUTE_LIST.sub("", get_visible_text(token))
            yield TextBlock(source, tuple(CALL_NAME.findall(token.content)), opening.map[0] + 1)


def extract_links(tokens: list[Token]) -> Iterator[Link]:
    """Yield the links and images."""
    for token in tokens:
        line = (token.map or [0])[0] + 1
        if token.type == "html_block":
            yield from extract_html_links(token.content, line)
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                yield Link(str(child.attrs["href"]), "", line)
            elif child.type == "image":
                yield Link(str(child.attrs["src"]), child.content, line, is_image=True)
            elif child.type == "html_inline":
                yield from extract_html_links(child.content, line)


def extract_tables(tokens: list[Token]) -> Iterator[Table]:
    """Yield the tables; the columns are counted in the head."""
    for start, token in enumerate(tokens):
        if token.type == "thead_open" and token.map:
            head = takewhile(lambda one: one.type != "thead_close", tokens[start:])
            yield Table(sum(one.type == "th_open" for one in head), token.map[0] + 1)


def extract_html_links(text: str, line: int) -> Iterator[Link]:
    """Yield the links and images in HTML that begins at a line."""
    for tag in HTML_NAME.finditer(text):
        name, at = tag["name"].lower(), line + text.count("\n", 0, tag.start())
        attribute = {"a": "href", "img": "src"}.get(name, "")
        target = get_tag_attribute(tag["rest"], attribute) if attribute else None
        if target is not None and not tag["end"]:
            alternative = get_tag_attribute(tag["rest"], "alt") or ""
            yield Link(target, alternative, at, is_image=name == "img", is_html=True)


def extract_places(tokens: list[Token]) -> Iterator[str]:
    """Yield the ids in HTML and in attribute lists, and the names of old-style anchors."""
    for token in tokens:
        for part in (token, *(token.children or ())):
            if part.type in ("html_block", "html_inline"):
                for tag in HTML_NAME.finditer(part.content):
                    names = ("id", "name") if tag["name"].lower() == "a" else ("id",)
                    ids = (get_tag_attribute(tag["rest"], name) for name in names)
                    yield from filter(None, ids)
            elif part.type == "text" and "{" in part.content:
                for attributes in PLACED_ATTRIBUTES.finditer(part.content):
                    yield from ATTRIBUTE_ID.findall(attributes["list"])


def parse_calls(text: str) -> tuple[tuple[MacroCall, ...], tuple[DisallowedConstruct, ...]]:
    """Return the macro calls, and other expressions as disallowed; a bare name counts as a call.

    An argument that is not constant, or that has a name, is None. Raises TemplateSyntaxError.
    """
    calls: list[MacroCall] = []
    disallowed: list[DisallowedConstruct] = []
    for output in TEMPLATE_PARSER.parse(text).find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
                args = [arg.value if isinstance(arg, nodes.Const) else None for arg in node.args]
                args += [None for more in (node.dyn_args, node.dyn_kwargs) if more is not None]
                args += [None for _ in node.kwargs]
                calls.append(MacroCall(node.node.name, tuple(args), node.lineno))
            elif isinstance(node, nodes.Name):
                calls.append(MacroCall(node.name, None, node.lineno))
            elif not isinstance(node, nodes.TemplateData) and not is_shown_mark(node):
                disallowed.append(DisallowedConstruct("macro-only", "{{", node.lineno))
    return tuple(calls), tuple(disallowed)


def is_shown_mark(node: nodes.Node) -> bool:
    """Return whether an expression is a mark of Jinja that stands in code, to be shown."""
    value = node.value if isinstance(node, nodes.Const) else None
    return isinstance(value, str) and TEMPLATE_MARK.fullmatch(value) is not None


def count_words(token: Token) -> int:
    """Return the number of words that a reader sees in an inline token."""
    text = get_visible_text(token)
    if "{" in text:
        text = MACRO_CALL.sub(" ", ATTRIBUTE_LIST.sub("", text))
    return len(split_words(text))


def get_visible_text(token: Token) -> str:
    """Return the visible text of an inline token: no URLs, no alternative texts."""
    return "".join(
        child.content if child.type in ("text", "code_inline") else TOKEN_TEXT.get(child.type, "")
        for child in token.children or []
    )
