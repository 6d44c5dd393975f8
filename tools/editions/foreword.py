"""A foreword: plain Markdown of somebody else, read so that it can do nothing but be read."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
# Any address is a link to the reader, so that a wrong one can be told.
PARSER.validateLink = lambda url: True  # type: ignore[method-assign]
RENDERER = MarkdownIt("commonmark", {"html": False}).enable("table")
LINK_PREFIXES = ("https://", "http://", "mailto:")
HEADING_TAG = "h2"  # the page's title is above it, and a foreword has no deeper levels


def find_foreword_errors(text: str) -> Iterator[tuple[int, str]]:
    """Give line (from 1) and code of each thing that a foreword may not hold."""
    for token in PARSER.parse(text):
        line = token.map[0] + 1 if token.map else 1
        for part in (token, *(token.children or ())):
            code = find_token_error(part)
            if code:
                yield line, code


def find_token_error(token: Token) -> str | None:
    """Give the code of what is wrong with a part of a foreword, or None."""
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
    """Turn a foreword that is right into HTML."""
    return str(RENDERER.render(text)).strip()
