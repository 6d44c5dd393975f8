"""A foreword: Markdown by the edition's maker, of which only plain text elements are allowed."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
# The parser takes any URL as a link, so that a wrong one can be reported.
PARSER.validateLink = lambda url: True  # type: ignore[method-assign]
RENDERER = MarkdownIt("commonmark", {"html": False}).enable("table")
LINK_PREFIXES = ("https://", "http://", "mailto:")
HEADING_TAG = "h2"  # the page's title is above it, and a foreword has no deeper levels


def find_foreword_errors(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line (from 1) and message code of each element that a foreword may not hold."""
    for token in PARSER.parse(text):
        line = token.map[0] + 1 if token.map else 1
        for part in (token, *(token.children or ())):
            code = find_token_error(part)
            if code:
                yield line, code


def find_token_error(token: Token) -> str | None:
    """Return the message code of what is wrong with a token of a foreword, or None."""
    if token.type in ("html_block", "html_inline"):
        return "foreword-html"
    if token.type == "image":
        return "foreword-image"
    if token.type == "heading_open" and token.tag != HEADING_TAG:
        return "foreword-heading"
    if token.type == "link_open" and not str(token.attrs["href"]).startswith(LINK_PREFIXES):
        return "foreword-link"
    return None


def render_foreword(text: str) -> str:
    """Return the HTML of a foreword without errors."""
    return str(RENDERER.render(text)).strip()
