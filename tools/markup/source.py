"""The text of a page, parsed, with its macro calls and its comments kept apart.

A call counts as one word. A comment for editors (`{# … #}` or `<!-- … -->`) is left out. What looks
like either and stands in code is code.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from tools.markup.commonmark import create_parser
from tools.markup.heading_ids import add_heading_ids

STRING = r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')"
CALL = re.compile(
    rf"\{{\{{-?\s*+\w++\(\s*+(?:{STRING}\s*+(?:,\s*+{STRING}\s*+)*+(?:,\s*+)?)?\)\s*+-?\}}\}}",
    re.DOTALL,
)
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
CALL_OR_COMMENT_START = re.compile(r"\{[{#]|<!--")
HTML_COMMENT = re.compile(r"<!--(?:-?>|(?:(?!-->).)*+-->)", re.DOTALL)
PLACEHOLDER = re.compile("\x01(?P<number>\\d+)\x01")
# What is left where Jinja may find a tag, an expression, or a call that joins what is around it.
OTHER_TEMPLATE = re.compile(r"\{[{%#\x01]|\x01\}")
PARSER = create_parser()


@dataclass(frozen=True)
class Source:
    """The text of a page in which calls and comments are placeholders, parsed.

    `placed_originals`: the calls and comments by number, each with its line; `env`: of the parser,
    with link definitions; `has_other_template`: whether Jinja might find more in it than calls.
    """

    tokens: list[Token]
    placed_originals: list[tuple[str, int]]
    env: dict[str, object]
    has_other_template: bool

    @property
    def originals(self) -> list[str]:
        """The calls and comments by number."""
        return [original for original, _ in self.placed_originals]

    def find_placeholders(self, texts: Iterable[str]) -> set[int]:
        """Return the numbers of the calls and comments that stand in texts."""
        joined = "\n".join(texts)
        return {int(match["number"]) for match in PLACEHOLDER.finditer(joined)}

    def restore(self, text: str) -> str:
        """Return a text with its macro calls, each on one line; comments are left out."""
        return PLACEHOLDER.sub(self._restore_call, text)

    def restore_code(self, text: str) -> str:
        """Return code as it stands in the page."""
        return PLACEHOLDER.sub(self._restore_all, self.unfill(text))

    def unfill(self, text: str) -> str:
        """Return code without the line breaks that fill the place of those in a placeholder."""
        for match in reversed([*PLACEHOLDER.finditer(text)]):
            count = self.placed_originals[int(match["number"])][0].count("\n")
            text = text[: match.end()] + text[match.end() + count :]
        return text

    def _restore_call(self, match: re.Match[str]) -> str:
        original = self.placed_originals[int(match["number"])][0]
        return "" if is_comment(original) else " ".join(original.split("\n"))

    def _restore_all(self, match: re.Match[str]) -> str:
        return self.placed_originals[int(match["number"])][0]


def parse_source(text: str) -> Source:
    """Parse the text of a page; calls and comments count as one word.

    Comments outside code are left out before. The parser runs twice where there are some, because
    what is code is known only afterwards.
    """
    originals: list[tuple[str, int]] = []
    shown: set[int] | None = None

    def mask(start: int, original: str) -> str:
        number = len(originals)
        originals.append((original, text.count("\n", 0, start) + 1))
        newlines = "\n" * original.count("\n")
        is_left_out = shown is not None and is_comment(original) and number not in shown
        return newlines if is_left_out else f"\x01{number}\x01{newlines}"

    def parse() -> Source:
        originals.clear()
        masked, position = [], 0
        for start, end in iter_calls_and_comments(text):
            masked += [text[position:start], mask(start, text[start:end])]
            position = end
        masked_text = "".join([*masked, text[position:]])
        env: dict[str, object] = {}
        tokens = PARSER.parse(masked_text, env)
        return Source(tokens, originals, env, OTHER_TEMPLATE.search(masked_text) is not None)

    source = parse()
    if any(is_comment(original) for original, _ in originals):
        shown = source.find_placeholders(iter_code(source.tokens))
        source = parse()
    add_heading_ids(source.tokens)
    return source


def iter_calls_and_comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each macro call and each comment begins and ends."""
    position = 0
    while start := CALL_OR_COMMENT_START.search(text, position):
        if start[0] == "{#":
            end = text.find("#}", start.end()) + 2
            if end < 2:  # it does not end
                position = start.end()
                continue
        else:
            pattern = CALL if start[0] == "{{" else HTML_COMMENT
            found = pattern.match(text, start.start())
            if not found:
                position = start.start() + 1
                continue
            end = found.end()
        yield start.start(), end
        position = end


def is_comment(original: str) -> bool:
    """Return whether this is a comment, and no macro call."""
    return original.startswith(("{#", "<!--"))


def iter_code(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield all code in tokens."""
    for token in tokens:
        if token.type in ("fence", "code_block", "code_inline"):
            yield token.content
        yield from iter_code(token.children or ())


@dataclass
class Node:
    """A block: its first token, and the blocks in it."""

    token: Token
    children: list["Node"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind of block."""
        return self.token.type.removesuffix("_open")

    @property
    def line(self) -> int:
        """The line on which it begins, from 1; that of its first block where it has none."""
        if self.token.map:
            return self.token.map[0] + 1
        return self.children[0].line if self.children else 1

    @property
    def inline(self) -> Token:
        """The token with the text of a paragraph, heading, term or cell."""
        return self.children[0].token


def build_tree(tokens: Iterable[Token]) -> Node:
    """Return the blocks of a page as a tree."""
    root = Node(Token("root", "", 0))
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        node = Node(token)
        stack[-1].children.append(node)
        if token.nesting > 0:
            stack.append(node)
    return root
