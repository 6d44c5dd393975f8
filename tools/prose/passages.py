"""The texts that readers see, taken from the sources as passages with their file and line.

The body of a page is read as Markdown, with the text that a macro call shows in place of the call;
front matter gives the fields that readers see, and data files those that are whole sentences.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading import markdown
from tools.model.reading.yaml_nodes import KeyPath, find_line

# Fields that readers see as text. A name (`title`, `short`, an id) is not a sentence.
READABLE_FIELDS = {
    *("description", "summary", "line", "text"),  # of a page
    *("goal", "intro", "close", "what", "moment"),  # of a checklist, with the texts of its fields
    *("question", "signs"),  # of a scan
    *("group", "material", "how", "say", "result", "watch"),  # of a working form
}
SPOKEN_FIELDS = {"say", "close"}  # what a leader says, or asks at the end
DATA_FIELDS = {
    "glossary.yml": ("definition",),
    "sources.yml": ("note",),
    "questions.yml": ("ask", "short", "answer"),
}
# The first line of a box or of folded details; readers see its title only.
BOX_LINE = re.compile(r"^ *(?:!!!|\?\?\?\+?) +[\w -]+(?:\"(?P<title>.*)\")?$", re.MULTILINE)
NON_RUNNING_TOKENS = {"heading_open", "th_open", "td_open"}


@dataclass(frozen=True)
class Passage:
    """A text as it is read, and the line on which it begins.

    `field_path` names the field that holds it; `is_running_text` is set for a paragraph or list
    item in the body of a page, `is_spoken` for a line that people say to each other: a spoken
    field, or what stands in a list under a heading with questions to discuss.
    """

    file: Path
    line: int
    text: str
    field_path: str = ""
    is_running_text: bool = False
    is_spoken: bool = False


@dataclass(frozen=True)
class ReadableText:
    """All passages of a page or a data file; `word_count` is that of a page's body."""

    file: Path
    passages: tuple[Passage, ...]
    word_count: int = 0
    is_page: bool = True


def collect_texts(project: ParsedProject) -> Iterator[ReadableText]:
    """Yield the texts of all pages, and then those of the data files."""
    names = map_names(project)
    fields = project.mkdocs.publication.fields.items()
    readable = READABLE_FIELDS | {name for name, field in fields if field.type == "text"}
    callouts = project.mkdocs.publication.callouts.items()
    spoken = {heading for heading, style in callouts if style == "question"}
    for page in project.pages:
        passages = (*extract_fields(page, readable), *extract_body(page, names, spoken))
        yield ReadableText(page.file, passages, page.body.word_count)
    for nodes in (project.terms, project.sources, project.questions):
        entries = [
            Passage(node.origin.file, node.get_line(key), text, node.label)
            for node in nodes
            for key in DATA_FIELDS[node.origin.file.name]
            if (text := node.get_text(key))
        ]
        if entries:
            yield ReadableText(entries[0].file, tuple(entries), is_page=False)


def map_names(project: ParsedProject) -> dict[str, str]:
    """Return what `expand_call` shows: titles under `ref:<id>`, terms under `term:<id>`."""
    names = {f"ref:{page.id}": page.meta.get_text("title") or "" for page in project.pages}
    return names | {f"term:{term.id}": term.get_text("term") or "" for term in project.terms}


def extract_fields(page: ParsedPage, readable: Collection[str]) -> Iterator[Passage]:
    """Yield the fields of the front matter that readers see; `readable` are their keys."""
    origin = page.meta.origin

    def walk(data: Any, name: str, path: KeyPath) -> Iterator[Passage]:
        if isinstance(data, Mapping):
            for key, value in data.items():
                yield from walk(value, str(key), (*path, key))
        elif isinstance(data, list):
            for number, value in enumerate(data):
                yield from walk(value, name, (*path, number))
        elif isinstance(data, str) and name in readable:
            line = origin.line_offset + find_line(page.meta.data, path)
            is_spoken = name in SPOKEN_FIELDS
            yield Passage(origin.file, line, data, format_key_path(path), is_spoken=is_spoken)

    return walk(page.meta.data, "", ())


def format_key_path(path: KeyPath) -> str:
    """Return the keys on the path to a field, as in `checklist › goal`."""
    return " › ".join(key for key in path if isinstance(key, str))


def extract_body(
    page: ParsedPage, names: Mapping[str, str], spoken: Collection[str] = ()
) -> Iterator[Passage]:
    """Yield the passages of a page's body; `names` as for `expand_call`.

    `spoken`: the ids of headings above lists of questions to discuss.
    """
    body = markdown.strip_comments(page.text)
    source = markdown.MACRO_CALL.sub(partial(expand_call, names), body)
    source = BOX_LINE.sub(lambda line: line["title"] or "", source)
    line, opening_token, depth = 1, "", 0  # `depth`: of lists
    for token in markdown.MARKDOWN_PARSER.parse(source):
        if token.map:
            line = token.map[0] + 1
        if token.type.endswith("_open"):
            opening_token = token.type
        if token.type.endswith(("list_open", "list_close")):
            depth += token.nesting
        elif token.type == "inline":
            text = markdown.ATTRIBUTE_LIST.sub("", markdown.get_visible_text(token))
            if text.strip():
                file, number = page.file, page.line_offset + line
                is_running = opening_token not in NON_RUNNING_TOKENS
                is_spoken = depth > 0 and page.body.find_heading_above(line) in spoken
                yield Passage(file, number, text, is_running_text=is_running, is_spoken=is_spoken)


def expand_call(names: Mapping[str, str], call: re.Match[str]) -> str:
    """Return the text that a macro call shows within a sentence, with the call's line breaks.

    That is the text of a reference or term, and nothing for other macros. `names`: the title of
    each page under `ref:<id>`, and each term under `term:<id>`.
    """
    calls, broken = markdown.parse_calls(call[0])
    text = ""
    if calls and not broken and calls[0].name in ("ref", "term") and calls[0].args:
        target, *given = calls[0].args
        key = f"{calls[0].name}:{str(target).partition('#')[0]}"
        text = str(given[0]) if given else names.get(key, "")
    return text + "\n" * call[0].count("\n")
