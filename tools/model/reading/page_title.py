"""The heading at the top of a page, with which every page of MkDocs begins: its title.

The theme shows the title itself, so that heading is taken out of the text. MkDocs derives the title
of a page without one from the name of its file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from markdown_it.token import Token

from tools.markup.heading_ids import ATTRIBUTES
from tools.markup.source import PLACEHOLDER, parse_source

# What may stand above the heading: blank lines, and comments to editors.
ABOVE = r"(?:[ \t]*\n|<!--(?:(?!-->).)*-->|\{#(?:(?!#\}).)*#\})*"
TOP = re.compile(
    rf"{ABOVE}(?P<heading>[ ]{{0,3}}(?:#(?=[ \t\n]|\Z)[^\n]*|[^\s#][^\n]*\n[ ]{{0,3}}=+[ \t]*$))",
    re.DOTALL | re.MULTILINE,
)
QUOTATION = re.compile(r'"([^"]*)"')
INDEX = "index"
PARTS_WITHOUT_WORDS = {"link_open", "image", "footnote_call", "html_inline"}


@dataclass(frozen=True)
class TitleHeading:
    """The heading at the top of a text: its words, its id and its line.

    `rest`: the text without it, with as many lines; `has_more`: whether it holds a picture, a link
    or anything else that a title cannot have.
    """

    words: str
    id: str
    line: int
    rest: str
    has_more: bool


def extract_title(text: str) -> TitleHeading | None:
    """Return the heading of level 1 with which a text begins, if it does; one with a call stays."""
    top = TOP.match(text)
    if not top:
        return None
    tokens = parse_source(text).tokens
    opening, inline = tokens[0], tokens[1] if len(tokens) > 1 else None
    is_title = opening.type == "heading_open" and opening.tag == "h1" and opening.map
    if not is_title or inline is None or PLACEHOLDER.search(inline.content):
        return None
    start, end = top.span("heading")
    children = inline.children or []
    return TitleHeading(
        words=collect_words(children),
        id=str(opening.meta["id"]),
        line=text.count("\n", 0, start) + 1,
        rest=text[:start] + "\n" * text.count("\n", start, end) + text[end:],
        has_more=any(child.type in PARTS_WITHOUT_WORDS for child in children),
    )


def collect_words(tokens: Iterable[Token]) -> str:
    """Return the words of a heading as a title; of a picture those that describe it.

    Quotation marks are written as in print, since a title may hold no straight ones.
    """
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "image"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    words = ATTRIBUTES.sub("", "".join(parts))
    return QUOTATION.sub("“\\1”", " ".join(words.split()))


def remove_title(text: str) -> str:
    """Return a text without the heading of level 1 with which it begins."""
    found = extract_title(text)
    return found.rest if found else text


def derive_title(source_path: PurePath, home: str) -> str:
    """Return the title that a page has by the name of its file, or by its folder for `index.md`.

    `home`: the title of the page that opens the site.
    """
    name = source_path.stem
    if name == INDEX:
        name = source_path.parent.name
        if not name:
            return home
    title = re.sub(r"[-_\s]+", " ", name).strip()
    return title.capitalize() if title == title.lower() else title
