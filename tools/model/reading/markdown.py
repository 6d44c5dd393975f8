"""Parsing the text of a page: headings, links, images and macro calls, each with its line.

It also finds disallowed constructs, which MkDocs would send to the reader's browser or execute. It
looks for them in the text itself and not in the tokens of one Markdown parser: parsers differ, and
what one shows as code another takes for HTML.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tools.model.reading.link_targets import encode_link_targets
from tools.model.reading.text import split_words

ATTRIBUTE_LIST = re.compile(r"\s*\{:\s*(?P<list>[^}]*)\}\s*$")
ATTRIBUTE_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
MACRO_CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
MAX_CALL_TOKENS = 40  # of a macro call: name, brackets, texts, commas and white space
MAX_NESTING = 20  # of blocks in blocks: a list of five levels has ten
# In arguments of macro calls these characters are no Markdown: the macro shows them unchanged.
MARKUP_TO_SPACES = str.maketrans(dict.fromkeys("[]()<>{}*_`!", " "))
# A block of code as MkDocs finds it: from the first column, to the same fence.
CODE_BLOCK = r"^(?P<fence>(?:~{3,}|`{3,}))[ ]*\w*[ ]*\n.*?(?<=\n)(?P=fence)[ ]*$"
CODE_SPAN = r"(?<![`\\])(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"
HTML_COMMENT = r"<!--(?!-?>).*?-->"  # left out of the site too
SHOWN_AS_TYPED = re.compile(f"{CODE_BLOCK}|{CODE_SPAN}|{HTML_COMMENT}", re.M | re.S)
HTML_TAG = re.compile(r"<(?=[A-Za-z/!?])[^<>]*>?")
# Elements without attributes that only change how words look, or make a picture or a folded box.
PLAIN_TAG = re.compile(
    r"</?(?:abbr|b|br|cite|dd|del|details|dfn|dl|dt|em|figcaption|figure|hr|i|ins|kbd|mark|p|q|s"
    r"|samp|small|strong|sub|summary|sup|u|var|wbr)(?: markdown(?:=\"\w+\")?)? ?/?>"
)
AUTOLINK = re.compile(r"<(?:https?://[^\s<>]+|[^\s<>@/]+@[^\s<>@]+)>")
ALLOWED_TAG = re.compile(
    r'<(?P<end>/?)(?:div|section)(?: class="[\w -]+")?(?P<markdown> markdown)?>'
)
# Ids, classes, and how large a picture or which lines of code are shown.
ALLOWED_ATTRIBUTES = re.compile(
    r"\{:?[ ]*(?:(?:[#.][^\s{}\"'=<>#.]+"
    r"|(?:width|height|loading|linenums|hl_lines)=\"[\w% -]+\")[ ]*)+\}"
)
BROKEN_LINK = re.compile(r"\][ ]?[(\[]")
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)  # for editors; left out of the site
CALL_NAME = re.compile(r"\{\{-?\s*(\w+)\(")
# Parses deeper than is allowed, so that too deep nesting is found.
MARKDOWN_PARSER = MarkdownIt("commonmark", {"maxNesting": 3 * MAX_NESTING}).enable("table")
# Any URL makes a link, as in MkDocs; the rules judge it.
MARKDOWN_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]
# A hint to the writer of a page: in a template comment, or a YAML comment in the front matter.
HINT_COMMENT = re.compile(r"#[ \t]*hint:")
TOKEN_TEXT = {"softbreak": "\n", "hardbreak": "\n", "html_inline": " ", "image": " "}
TEMPLATE_PARSER = Environment()  # parses only, and never renders, so nothing needs escaping
TEMPLATE_KEYWORDS = {"not", "true", "false", "none", "True", "False", "None"}  # never a name
TemplateToken = tuple[int, str, str]  # line, kind and text


@dataclass(frozen=True)
class Heading:
    """A heading: its level, authored id (or None), text, and line in the page's text."""

    level: int
    id: str | None
    text: str
    line: int


@dataclass(frozen=True)
class Link:
    """A Markdown link or image: its target, and the alternative text of an image."""

    target: str
    text: str
    line: int
    is_image: bool = False


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
    """The parsed text of a page. `call_error`: line and reason of an unreadable macro call."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[TextBlock, ...]
    text_blocks: tuple[TextBlock, ...]
    links: tuple[Link, ...]
    calls: tuple[MacroCall, ...]
    word_count: int
    tables: tuple[Table, ...] = ()
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
    calls: tuple[MacroCall, ...] = ()
    template_code: tuple[DisallowedConstruct, ...] = ()
    call_error = None
    text = encode_link_targets(text)
    try:
        lexed = tuple(TEMPLATE_PARSER.lex(text))
        markdown, without_calls, template_code = split_template(lexed)
        if not template_code:
            simple_calls = read_simple_calls(lexed)
            calls, template_code = parse_calls(text) if simple_calls is None else (simple_calls, ())
    except TemplateSyntaxError as error:
        call_error = error.lineno, error.message or ""
        markdown, without_calls = strip_comments(text), ""
    tokens = MARKDOWN_PARSER.parse(markdown)
    markup = [*find_disallowed_markup(without_calls), *find_unparsed_markup(tokens)]
    disallowed: dict[int, DisallowedConstruct] = {}
    for construct in (*template_code, *markup):
        # Of each line the first: the others mostly follow from it.
        disallowed.setdefault(construct.line, construct)
    return PageBody(
        headings=tuple(extract_headings(tokens)),
        paragraphs=tuple(extract_paragraphs(tokens)),
        text_blocks=tuple(extract_text_blocks(tokens)),
        links=tuple(extract_links(tokens)),
        calls=calls,
        tables=tuple(extract_tables(tokens)),
        word_count=sum(count_words(token) for token in tokens if token.type == "inline"),
        call_error=call_error,
        disallowed=tuple(disallowed.values()),
    )


def strip_comments(text: str) -> str:
    """Return a text without comments to editors; line numbers stay the same."""
    return TEMPLATE_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def split_template(
    lexed: Iterable[TemplateToken],
) -> tuple[str, str, tuple[DisallowedConstruct, ...]]:
    """Split a text by the tokens that Jinja finds in it.

    Returns the Markdown (without comments, and with spaces for the markup in the arguments of
    calls, which macros show unchanged), the same without calls, and the first code that MkDocs
    would execute; line numbers stay the same. That code is found before it is parsed: loops,
    conditions, assignments, included files, and expressions that are longer than any call.
    """
    markdown: list[str] = []
    without_calls: list[str] = []
    disallowed: list[DisallowedConstruct] = []
    token_count = 0  # since the beginning of a call
    for line, kind, value in lexed:
        newlines = "\n" * value.count("\n")
        token_count = token_count + 1 if kind != "variable_begin" else 0
        without_calls.append(value if kind == "data" else newlines)
        if kind.startswith(("comment", "block", "raw")):
            markdown.append(newlines)
        else:
            markdown.append(value.translate(MARKUP_TO_SPACES) if kind == "string" else value)
        if kind in ("block_begin", "raw_begin"):
            disallowed.append(DisallowedConstruct("macro-only", "{%", line))
        elif kind not in ("data", "comment") and token_count == MAX_CALL_TOKENS:
            disallowed.append(DisallowedConstruct("macro-only", "{{", line))
    return "".join(markdown), "".join(without_calls), tuple(disallowed[:1])


def find_disallowed_markup(text: str) -> Iterator[DisallowedConstruct]:
    """Yield disallowed HTML and attribute lists in a text without calls, once for each line.

    The tags of allowed boxes stand on a line of their own, so that every Markdown parser finds the
    same box; fenced blocks are shown unchanged.
    """
    text = SHOWN_AS_TYPED.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines = text.split("\n")
    yield from find_disallowed_tags(text, lines)
    for number, line in enumerate(lines, 1):
        rest = ALLOWED_ATTRIBUTES.sub("", line)
        if "{" in rest or "}" in rest:
            yield DisallowedConstruct("attributes-forbidden", rest.strip(), number)


def find_disallowed_tags(text: str, lines: list[str]) -> list[DisallowedConstruct]:
    """Return the tags in a text that do not open or close an allowed box."""
    open_boxes: list[DisallowedConstruct] = []
    unmatched_ends: list[DisallowedConstruct] = []
    disallowed: list[DisallowedConstruct] = []
    for tag in HTML_TAG.finditer(text):
        line = text.count("\n", 0, tag.start()) + 1
        box = ALLOWED_TAG.fullmatch(tag[0]) if lines[line - 1].strip(" ") == tag[0] else None
        if box and box["markdown"] and not box["end"]:
            open_boxes.append(DisallowedConstruct("html-open", tag[0], line))
        elif box and box["end"] and not box["markdown"]:
            if open_boxes:
                open_boxes.pop()
            else:
                unmatched_ends.append(DisallowedConstruct("html-open", tag[0], line))
        elif PLAIN_TAG.fullmatch(tag[0]):
            pass
        elif tag[0].startswith("</"):
            unmatched_ends.append(DisallowedConstruct("html-forbidden", tag[0], line))
        elif not AUTOLINK.fullmatch(tag[0]):
            disallowed.append(DisallowedConstruct("html-forbidden", tag[0], line))
    # An unmatched tag may follow from a disallowed one.
    return disallowed or [*unmatched_ends, *open_boxes]


def find_unparsed_markup(tokens: list[Token]) -> Iterator[DisallowedConstruct]:
    """Yield broken links and too deep nesting."""
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
    """Yield the headings, with the ids from their attribute lists."""
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or not token.map:
            continue
        attributes = ATTRIBUTE_LIST.search(inline.content)
        id_ = ATTRIBUTE_ID.search(attributes["list"]) if attributes else None
        text = ATTRIBUTE_LIST.sub("", inline.content)
        yield Heading(int(token.tag[1]), id_[1] if id_ else None, text, token.map[0] + 1)


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


def extract_tables(tokens: list[Token]) -> Iterator[Table]:
    """Yield the tables; the columns are counted in the head."""
    for start, token in enumerate(tokens):
        if token.type == "thead_open" and token.map:
            head = takewhile(lambda one: one.type != "thead_close", tokens[start:])
            yield Table(sum(one.type == "th_open" for one in head), token.map[0] + 1)


def read_simple_calls(lexed: Iterable[TemplateToken]) -> tuple[MacroCall, ...] | None:
    """Return the macro calls of a text, if each has only texts as arguments; None otherwise.

    Those are almost all calls, and Jinja takes longer to parse them than to find them.
    """
    calls: list[MacroCall] = []
    call: list[TemplateToken] = []  # the tokens of a call that is not complete yet
    for token in lexed:
        kind = token[1]
        if kind == "variable_begin":
            call = [token]
        elif kind == "variable_end":
            simple_call = read_simple_call(call[1:])
            if simple_call is None:
                return None
            calls.append(simple_call)
            call = []
        elif call and kind != "whitespace":
            call.append(token)
    return None if call else tuple(calls)


def read_simple_call(tokens: list[TemplateToken]) -> MacroCall | None:
    """Return the macro call of these tokens, if it has only texts as arguments; None otherwise."""
    if len(tokens) < 3:
        return None
    (_, kind, name), (line, _, opening), *arguments, (_, _, closing) = tokens
    texts = [text for _, _, text in arguments[::2]]
    is_simple = (
        (kind, opening, closing) == ("name", "(", ")")
        and name not in TEMPLATE_KEYWORDS
        and all(kind == "string" and "\\" not in text for _, kind, text in arguments[::2])
        and all(comma == "," for _, _, comma in arguments[1::2])
        and (not arguments or len(arguments) % 2 == 1)
    )
    return MacroCall(name, tuple(text[1:-1] for text in texts), line) if is_simple else None


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
            elif not isinstance(node, nodes.TemplateData):
                disallowed.append(DisallowedConstruct("macro-only", "{{", node.lineno))
    return tuple(calls), tuple(disallowed)


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
