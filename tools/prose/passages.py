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

from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading.markdown import (
    ATTRIBUTE_LIST,
    MACRO_CALL,
    MARKDOWN_PARSER,
    TOKEN_TEXT,
    parse_calls,
    strip_comments,
)
from tools.model.reading.yaml_nodes import find_line

# Fields that readers see as text. What names a thing (`title`, `short`, an id) is not a sentence.
READABLE_FIELDS = {
    *("description", "summary", "line", "text"),  # of a page
    *("goal", "close", "what", "why", "how", "done_when", "moment"),  # of a checklist
    *("question", "signs"),  # of a scan
    *("group", "material", "say", "result", "watch"),  # of a working form
}
DATA_FIELDS = {
    "glossary.yml": ("definition",),
    "sources.yml": ("note",),
    "questions.yml": ("ask", "short", "answer"),
}
HEADING_TOKEN = "heading_open"
TEXT_TOKENS = {"text", "code_inline"}


@dataclass(frozen=True)
class Passage:
    """A text as it is read, with its lines. `running`: it is part of a page's running text."""

    file: Path
    line: int
    text: str
    field_path: str = ""
    is_running_text: bool = False


@dataclass(frozen=True)
class ReadableText:
    """All passages of a page, or of a data file; `words` of a page's text, as its kind counts."""

    file: Path
    passages: tuple[Passage, ...]
    word_count: int = 0
    is_page: bool = True


def collect_texts(draft: ParsedProject) -> Iterator[ReadableText]:
    """Give the texts of all pages, and then those of the data files."""
    names = {f"ref:{page.id}": page.meta.get_text("title") or "" for page in draft.pages}
    names |= {f"term:{term.get_text('id')}": term.get_text("term") or "" for term in draft.terms}
    for page in draft.pages:
        told = (*extract_fields(page), *extract_body(page, names))
        yield ReadableText(page.document.file, told, page.body.word_count)
    for nodes in (draft.terms, draft.sources, draft.questions):
        entries = [
            Passage(node.origin.file, node.get_line(key), text, node.label)
            for node in nodes
            for key in DATA_FIELDS[node.origin.file.name]
            if (text := node.get_text(key))
        ]
        if entries:
            yield ReadableText(entries[0].file, tuple(entries), is_page=False)


def extract_fields(page: ParsedPage) -> Iterator[Passage]:
    """Give the front matter's fields that readers see."""
    origin = page.meta.origin

    def walk(data: Any, name: str, path: tuple[str | int, ...]) -> Iterator[Passage]:
        if isinstance(data, Mapping):
            for key, value in data.items():
                yield from walk(value, str(key), (*path, key))
        elif isinstance(data, list):
            for number, value in enumerate(data):
                yield from walk(value, name, (*path, number))
        elif isinstance(data, str) and name in READABLE_FIELDS:
            line = origin.line_offset + find_line(page.meta.data, path)
            yield Passage(origin.file, line, data, format_key_path(path))

    return walk(page.meta.data, "", ())


def format_key_path(path: tuple[str | int, ...]) -> str:
    """Name the place of a field by its keys."""
    return " › ".join(str(key) for key in path if isinstance(key, str))


def extract_body(page: ParsedPage, names: Mapping[str, str]) -> Iterator[Passage]:
    """Give the passages of a page's text."""
    said = MACRO_CALL.sub(partial(expand_call, names), strip_comments(page.document.body))
    line, outer = 1, ""
    for token in MARKDOWN_PARSER.parse(said):
        if token.map:
            line = token.map[0] + 1
        if token.type.endswith("_open"):
            outer = token.type
        elif token.type == "inline":
            text = ATTRIBUTE_LIST.sub("", get_visible_text(token))
            if text.strip():
                at = page.document.line_offset + line
                running = outer != HEADING_TOKEN and outer not in ("th_open", "td_open")
                yield Passage(page.document.file, at, text, is_running_text=running)


def expand_call(names: Mapping[str, str], call: re.Match[str]) -> str:
    """Give what a macro call says within a sentence: the words of a link or term, else nothing."""
    calls, broken = parse_calls(call[0])
    if broken or not calls or not calls[0].args:
        return "\n" * call[0].count("\n")
    name, args = calls[0].name, calls[0].args
    if name not in ("ref", "term"):
        return "\n" * call[0].count("\n")
    said = args[1] if len(args) > 1 else names.get(f"{name}:{str(args[0]).partition('#')[0]}", "")
    return str(said) + "\n" * call[0].count("\n")


def get_visible_text(token: Token) -> str:
    """Give the words of an inline token; its line breaks stay, to count lines by."""
    return "".join(
        child.content if child.type in TEXT_TOKENS else TOKEN_TEXT.get(child.type, "")
        for child in token.children or []
    )
