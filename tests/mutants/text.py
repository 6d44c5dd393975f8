"""Changes of a page's text: its headings, paragraphs, lists, tables, calls, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tests.mutants.data import VAGUE
from tests.mutants.mutant import Mutant, given
from tools.model.reading.markdown import MARKDOWN_PARSER, strip_comments
from tools.model.reading.yaml_nodes import FRONT_MATTER_BLOCK

CALL = re.compile(r"\{\{\s*(?P<name>\w+)\((?P<given>[^}]*)\)\s*\}\}")
LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]\n]*)\]\((?P<target>[^)\s]+)\)")
BLOCKS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "list_item_open": "list line",
    "tr_open": "table row",
    "bullet_list_open": "bullet list",
    "table_open": "table",
}
CALLED = {"cite": "citation", "term": "explained word", "ref": "reference"}

Span = tuple[int, int]


def text_mutants(file: str, text: str, language: str) -> Iterator[Mutant]:
    """Give the changes of the text below a page's front matter."""
    found = FRONT_MATTER_BLOCK.match(text)
    begin = found.end() if found else 0
    head, body = text[:begin], text[begin:]
    for kind, how, line, changed in (
        *of_blocks(body, language),
        *of_sections(body),
        *of_calls(body),
        *of_links(body),
        *of_sentences(body),
    ):
        if changed != body:
            whole = (head + changed).encode()
            where = f"{file}:{head.count(chr(10)) + line}"
            yield Mutant(kind, how, where, partial(given, {file: whole}))


Changed = tuple[str, str, int, str]  # kind, how, line in the body, the changed body


def spans_of(body: str) -> Iterator[tuple[str, Span]]:
    """Give the blocks: what each is, and the lines that it takes."""
    inside = 0
    for token in MARKDOWN_PARSER.parse(strip_comments(body)):
        inside += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        kind = BLOCKS.get(token.type)
        if kind and token.map and not (kind == "paragraph" and inside):
            start, end = token.map
            yield kind, (start, end)


def of_blocks(body: str, language: str) -> Iterator[Changed]:
    """Drop, double, swap and blur the blocks."""
    lines = body.splitlines(keepends=True)
    blocks = [*spans_of(body)]
    for number, (kind, (start, end)) in enumerate(blocks):
        before, own, rest = lines[:start], lines[start:end], lines[end:]
        if kind == "paragraph" and CALL.fullmatch("".join(own).strip()):
            continue  # a call; those have changes of their own
        yield kind, "drop", start + 1, "".join([*before, *rest])
        gap = ["\n"] if kind in ("paragraph", "heading", "table", "bullet list") else []
        yield kind, "double", start + 1, "".join([*before, *own, *gap, *own, *rest])
        after = next((span for k, span in blocks[number + 1 :] if k == kind), None)
        if after and after[0] >= end:
            other = lines[after[0] : after[1]]
            mixed = [*before, *other, *lines[end : after[0]], *own, *lines[after[1] :]]
            yield kind, "swap", start + 1, "".join(mixed)
        text = "".join(own).strip()
        if kind == "paragraph":
            half = text[: len(text) // 2].rsplit(" ", 1)[0]
            yield kind, "blur: half", start + 1, "".join([*before, half, "\n", *rest])
            yield kind, "blur: vague", start + 1, "".join([*before, VAGUE[language], "\n", *rest])
        if kind == "heading":
            sign, _, words = text.partition(" ")
            named = words[words.index("{:") :] if "{:" in words else ""
            for how, new in (("empty", ""), ("vague", "Iets")):
                line = f"{sign} {new} {named}".rstrip() + "\n"
                yield kind, f"blur: {how}", start + 1, "".join([*before, line, *rest])


def of_sections(body: str) -> Iterator[Changed]:
    """Drop what stands under a heading, and the heading with it."""
    lines = body.splitlines(keepends=True)
    heads = [span for kind, span in spans_of(body) if kind == "heading"]
    ends = [*(start for start, _ in heads), len(lines)][1:]
    for (start, under), end in zip(heads, ends, strict=True):
        yield "section", "drop", start + 1, "".join([*lines[:start], *lines[end:]])
        emptied = [*lines[:under], "\n", *lines[end:]]
        yield "section", "blur: empty", start + 1, "".join(emptied)


def of_calls(body: str) -> Iterator[Changed]:
    """Drop, double, swap and unlink the calls of macros."""
    calls = [*CALL.finditer(body)]
    for number, call in enumerate(calls):
        name, line = call["name"], body.count("\n", 0, call.start()) + 1
        kind = CALLED.get(name, f"call.{name}")
        start, end = call.span()
        yield kind, "drop", line, body[:start].rstrip(" ") + body[end:]
        gap = " " if name in CALLED else "\n\n"
        yield kind, "double", line, body[:end] + gap + call[0] + body[end:]
        other = next((one for one in calls[number + 1 :] if one["name"] == name), None)
        if other and other[0] != call[0]:
            mixed = other[0] + body[end : other.start()] + call[0] + body[other.end() :]
            yield kind, "swap", line, body[:start] + mixed
        if name in ("ref", "term"):
            words = call["given"].split(",")[-1].strip(" \"'")
            yield kind, "unlink", line, body[:start] + words + body[end:]
        if name == "ref" and "#" in call["given"]:
            bare = re.sub(r"#[\w-]+", "", call[0])
            yield kind, "blur", line, body[:start] + bare + body[end:]


def of_links(body: str) -> Iterator[Changed]:
    """Unlink, drop and turn away the links; the same for pictures and their words."""
    for link in LINK.finditer(body):
        kind, line = (
            "picture call" if link["picture"] else "link",
            body.count("\n", 0, link.start()) + 1,
        )
        start, end = link.span()
        yield kind, "drop", line, body[:start] + body[end:]
        yield kind, "double", line, body[:end] + " " + link[0] + body[end:]
        yield kind, "unlink", line, body[:start] + link["words"] + body[end:]
        away = f"{link['picture']}[{link['words']}](#)"
        yield kind, "turn away", line, body[:start] + away + body[end:]
        for how, words in (("empty", ""), ("half", link["words"][: len(link["words"]) // 2])):
            said = f"{link['picture']}[{words}]({link['target']})"
            kind_of = "alternative text" if link["picture"] else "link"
            yield kind_of, f"blur: {how}", line, body[:start] + said + body[end:]


def of_sentences(body: str) -> Iterator[Changed]:
    """Drop a sentence, its full stop, or a figure in it."""
    for kind, (start, end) in spans_of(body):
        if kind != "paragraph":
            continue
        lines = body.splitlines(keepends=True)
        text = "".join(lines[start:end])
        parts = re.split(r"(?<=[.?])\s+(?=[A-Z])", text.strip())

        def put(new: str, start: int = start, end: int = end, lines: list[str] = lines) -> str:
            return "".join([*lines[:start], new, "\n", *lines[end:]])

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
