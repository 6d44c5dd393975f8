"""What a reader reads, taken from the sources: each passage with its file and line.

The text of a page is read as Markdown, with what a macro call says in its place; of the front
matter come the fields that readers see; of the data files those that stand in whole sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from tools.model.body import ATTRIBUTES, BREAKS, MACRO, MARKDOWN, read_calls, without_comments
from tools.model.draft import Draft, DraftPage
from tools.model.source import line_of

# Fields that readers see as text. What names a thing (`title`, `short`, an id) is not a sentence.
FIELDS = {
    *("description", "summary", "line", "text"),  # of a page
    *("goal", "close", "what", "why", "how", "done_when", "moment"),  # of a checklist
    *("question", "signs"),  # of a scan
    *("group", "material", "say", "result", "watch"),  # of a working form
}
ENTRIES = {
    "glossary.yml": ("definition",),
    "sources.yml": ("note",),
    "questions.yml": ("ask", "short", "answer"),
}
HEADING = "heading_open"
SPOKEN = {"text", "code_inline"}


@dataclass(frozen=True)
class Passage:
    """A text as it is read, with its lines. `running`: it is part of a page's running text."""

    file: Path
    line: int
    text: str
    place: str = ""
    running: bool = False


@dataclass(frozen=True)
class Text:
    """All passages of a page, or of a data file; `words` of a page's text, as its kind counts."""

    file: Path
    passages: tuple[Passage, ...]
    words: int = 0
    is_page: bool = True


def texts_of(draft: Draft) -> Iterator[Text]:
    """Give the texts of all pages, and then those of the data files."""
    names = {f"ref:{page.id}": page.meta.text("title") or "" for page in draft.pages}
    names |= {f"term:{term.text('id')}": term.text("term") or "" for term in draft.terms}
    for page in draft.pages:
        told = (*fields_of(page), *body_of(page, names))
        yield Text(page.document.file, told, page.body.word_count)
    for nodes in (draft.terms, draft.sources, draft.questions):
        entries = [
            Passage(node.origin.file, node.line(key), text, node.place)
            for node in nodes
            for key in ENTRIES[node.origin.file.name]
            if (text := node.text(key))
        ]
        if entries:
            yield Text(entries[0].file, tuple(entries), is_page=False)


def fields_of(page: DraftPage) -> Iterator[Passage]:
    """Give the front matter's fields that readers see."""
    origin = page.meta.origin

    def walk(data: Any, name: str, path: tuple[str | int, ...]) -> Iterator[Passage]:
        if isinstance(data, Mapping):
            for key, value in data.items():
                yield from walk(value, str(key), (*path, key))
        elif isinstance(data, list):
            for number, value in enumerate(data):
                yield from walk(value, name, (*path, number))
        elif isinstance(data, str) and name in FIELDS:
            line = origin.before + line_of(page.meta.data, path)
            yield Passage(origin.file, line, data, place_of(path))

    return walk(page.meta.data, "", ())


def place_of(path: tuple[str | int, ...]) -> str:
    """Name the place of a field by its keys."""
    return " › ".join(str(key) for key in path if isinstance(key, str))


def body_of(page: DraftPage, names: Mapping[str, str]) -> Iterator[Passage]:
    """Give the passages of a page's text."""
    said = MACRO.sub(partial(spoken, names), without_comments(page.document.body))
    line, outer = 1, ""
    for token in MARKDOWN.parse(said):
        if token.map:
            line = token.map[0] + 1
        if token.type.endswith("_open"):
            outer = token.type
        elif token.type == "inline":
            text = ATTRIBUTES.sub("", read_aloud(token))
            if text.strip():
                at = page.document.before + line
                running = outer != HEADING and outer not in ("th_open", "td_open")
                yield Passage(page.document.file, at, text, running=running)


def spoken(names: Mapping[str, str], call: re.Match[str]) -> str:
    """Give what a macro call says within a sentence: the words of a link or term, else nothing."""
    calls, broken = read_calls(call[0])
    if broken or not calls or not calls[0].args:
        return "\n" * call[0].count("\n")
    name, args = calls[0].name, calls[0].args
    if name not in ("ref", "term"):
        return "\n" * call[0].count("\n")
    said = args[1] if len(args) > 1 else names.get(f"{name}:{str(args[0]).partition('#')[0]}", "")
    return str(said) + "\n" * call[0].count("\n")


def read_aloud(token: Token) -> str:
    """Give the words of an inline token; its line breaks stay, to count lines by."""
    return "".join(
        child.content if child.type in SPOKEN else BREAKS.get(child.type, "")
        for child in token.children or []
    )
