"""Mutants of a page's text: headings, paragraphs, lists, tables, macro calls, links, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tests.mutants.data import VAGUE
from tests.mutants.mutant import Mutant, fixed_files
from tools.model.reading.markdown import MARKDOWN_PARSER, strip_comments
from tools.model.reading.yaml_nodes import FRONT_MATTER_BLOCK

CALL = re.compile(r"\{\{\s*(?P<name>\w+)\((?P<arguments>[^}]*)\)\s*\}\}")
LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]\n]*)\]\((?P<target>[^)\s]+)\)")
BLOCKS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "list_item_open": "list line",
    "tr_open": "table row",
    "bullet_list_open": "bullet list",
    "table_open": "table",
}
CALL_KINDS = {"cite": "citation", "term": "explained word", "ref": "reference"}

Span = tuple[int, int]


def text_mutants(file: str, text: str, language: str) -> Iterator[Mutant]:
    """Yield the mutants of the text below a page's front matter."""
    front_matter = FRONT_MATTER_BLOCK.match(text)
    start = front_matter.end() if front_matter else 0
    head, body = text[:start], text[start:]
    for kind, operator, line, changed in (
        *change_blocks(body, language),
        *change_sections(body),
        *change_calls(body),
        *change_links(body),
        *change_sentences(body),
    ):
        if changed != body:
            page = (head + changed).encode()
            where = f"{file}:{head.count(chr(10)) + line}"
            yield Mutant(kind, operator, where, partial(fixed_files, {file: page}))


Changed = tuple[str, str, int, str]  # kind, operator, line in the body, the changed body


def block_spans(body: str) -> Iterator[tuple[str, Span]]:
    """Yield the blocks of a text: the kind of each, and its range of lines."""
    inside = 0
    for token in MARKDOWN_PARSER.parse(strip_comments(body)):
        inside += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        kind = BLOCKS.get(token.type)
        if kind and token.map and not (kind == "paragraph" and inside):
            start, end = token.map
            yield kind, (start, end)


def change_blocks(body: str, language: str) -> Iterator[Changed]:
    """Yield changes that drop, double, exchange or blur a block."""
    lines = body.splitlines(keepends=True)
    blocks = [*block_spans(body)]
    for number, (kind, (start, end)) in enumerate(blocks):
        before, block, rest = lines[:start], lines[start:end], lines[end:]
        if kind == "paragraph" and CALL.fullmatch("".join(block).strip()):
            continue  # a macro call; see change_calls
        yield kind, "drop", start + 1, "".join([*before, *rest])
        gap = ["\n"] if kind in ("paragraph", "heading", "table", "bullet list") else []
        yield kind, "double", start + 1, "".join([*before, *block, *gap, *block, *rest])
        after = next((span for k, span in blocks[number + 1 :] if k == kind), None)
        if after and after[0] >= end:
            other = lines[after[0] : after[1]]
            mixed = [*before, *other, *lines[end : after[0]], *block, *lines[after[1] :]]
            yield kind, "swap", start + 1, "".join(mixed)
        text = "".join(block).strip()
        if kind == "paragraph":
            half = text[: len(text) // 2].rsplit(" ", 1)[0]
            yield kind, "blur: half", start + 1, "".join([*before, half, "\n", *rest])
            yield kind, "blur: vague", start + 1, "".join([*before, VAGUE[language], "\n", *rest])
        if kind == "heading":
            marker, _, words = text.partition(" ")
            attributes = words[words.index("{:") :] if "{:" in words else ""
            for operator, new in (("empty", ""), ("vague", "Iets")):
                line = f"{marker} {new} {attributes}".rstrip() + "\n"
                yield kind, f"blur: {operator}", start + 1, "".join([*before, line, *rest])


def change_sections(body: str) -> Iterator[Changed]:
    """Yield changes that drop a section or empty it."""
    lines = body.splitlines(keepends=True)
    headings = [span for kind, span in block_spans(body) if kind == "heading"]
    ends = [*(start for start, _ in headings), len(lines)][1:]
    for (start, below), end in zip(headings, ends, strict=True):
        yield "section", "drop", start + 1, "".join([*lines[:start], *lines[end:]])
        emptied = [*lines[:below], "\n", *lines[end:]]
        yield "section", "blur: empty", start + 1, "".join(emptied)


def change_calls(body: str) -> Iterator[Changed]:
    """Yield changes that drop, double, exchange or unlink a macro call."""
    calls = [*CALL.finditer(body)]
    for number, call in enumerate(calls):
        name, line = call["name"], body.count("\n", 0, call.start()) + 1
        kind = CALL_KINDS.get(name, f"call.{name}")
        start, end = call.span()
        yield kind, "drop", line, body[:start].rstrip(" ") + body[end:]
        gap = " " if name in CALL_KINDS else "\n\n"
        yield kind, "double", line, body[:end] + gap + call[0] + body[end:]
        other = next((later for later in calls[number + 1 :] if later["name"] == name), None)
        if other and other[0] != call[0]:
            mixed = other[0] + body[end : other.start()] + call[0] + body[other.end() :]
            yield kind, "swap", line, body[:start] + mixed
        if name in ("ref", "term"):
            words = call["arguments"].split(",")[-1].strip(" \"'")
            yield kind, "unlink", line, body[:start] + words + body[end:]
        if name == "ref" and "#" in call["arguments"]:
            bare = re.sub(r"#[\w-]+", "", call[0])
            yield kind, "blur", line, body[:start] + bare + body[end:]


def change_links(body: str) -> Iterator[Changed]:
    """Yield changes that unlink, drop or redirect a link; the same for pictures and their text."""
    for link in LINK.finditer(body):
        kind, line = (
            "picture call" if link["picture"] else "link",
            body.count("\n", 0, link.start()) + 1,
        )
        start, end = link.span()
        yield kind, "drop", line, body[:start] + body[end:]
        yield kind, "double", line, body[:end] + " " + link[0] + body[end:]
        yield kind, "unlink", line, body[:start] + link["words"] + body[end:]
        dead_link = f"{link['picture']}[{link['words']}](#)"
        yield kind, "turn away", line, body[:start] + dead_link + body[end:]
        for operator, words in (("empty", ""), ("half", link["words"][: len(link["words"]) // 2])):
            changed = f"{link['picture']}[{words}]({link['target']})"
            link_kind = "alternative text" if link["picture"] else "link"
            yield link_kind, f"blur: {operator}", line, body[:start] + changed + body[end:]


def change_sentences(body: str) -> Iterator[Changed]:
    """Yield changes of a sentence, its full stop, or a figure in it."""
    for kind, (start, end) in block_spans(body):
        if kind != "paragraph":
            continue
        lines = body.splitlines(keepends=True)
        text = "".join(lines[start:end])
        parts = re.split(r"(?<=[.?])\s+(?=[A-Z])", text.strip())

        def put(new_text: str, start: int = start, end: int = end, lines: list[str] = lines) -> str:
            return "".join([*lines[:start], new_text, "\n", *lines[end:]])

        if len(parts) > 1:
            yield "sentence", "drop", start + 1, put(" ".join(parts[1:]))
            yield "sentence", "double", start + 1, put(" ".join([parts[0], *parts]))
            yield "sentence", "swap", start + 1, put(" ".join([parts[1], parts[0], *parts[2:]]))
        if text.strip().endswith("."):
            yield "sentence", "blur: open", start + 1, put(text.strip()[:-1])
        figure = re.search(r"\d+", CALL.sub(lambda call: "x" * len(call[0]), text))
        if figure:
            more = str(int(figure[0]) + 1)
            yield (
                "figure",
                "blur",
                start + 1,
                put((text[: figure.start()] + more + text[figure.end() :]).strip()),
            )
            yield (
                "figure",
                "drop",
                start + 1,
                put((text[: figure.start()] + text[figure.end() :]).strip()),
            )
