"""Judge a page by what the engine makes of it, before macros and plugins add theirs.

Everything that is found has a line in the page, so that its author can mend it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown import Markdown
from markdown_it.token import Token

from tools.markup.allowed_html import ELEMENTS, find_disallowed
from tools.markup.commonmark import HTML_NAME
from tools.markup.html_marks import find_unpaired
from tools.markup.html_tree import Element, HtmlError, parse_html
from tools.markup.marks import ShownMark, find_shown_marks
from tools.markup.normalise import join_lines, normalise
from tools.markup.source import PLACEHOLDER, Node, Source, build_tree, parse_source
from tools.markup.structure import Difference, compare_readings, read_html, read_tree

HEADING = re.compile(r"h[1-6]")
TAG_BEGIN = re.compile(r"</?[!?]?[\w\[-]*")
NOT_SHOWN_AS_TEXT = frozenset(("code", "pre", "kbd", "samp", "var"))
MAX_EXCERPT = 60


@dataclass(frozen=True)
class Finding:
    """A mistake in a page: the name of the rule, its line (from 1) and the values to tell."""

    rule: str
    line: int
    values: dict[str, str] = field(default_factory=dict)


class EngineError(Exception):
    """An extension of the engine fails on the text of a page."""


def judge_page(text: str, engine: Markdown, whole_engine: Markdown | None = None) -> list[Finding]:
    """Return all that is wrong with what an engine makes of the text of a page.

    `engine` has the generator's own extensions, whose HTML is judged. `whole_engine` has those too
    that the settings add: what these make is the choice of whoever answers for the settings, and
    signs that they read are none that readers see. Raises EngineError when one of them can make
    nothing of the page.
    """
    source = parse_source(text)
    tree = build_tree(source.tokens)
    written = join_lines(normalise(source, as_template=False))
    try:
        built, errors = parse_html(engine.reset().convert(written))
        whole = parse_html(whole_engine.reset().convert(written))[0] if whole_engine else built
    except Exception as error:  # what an extension raises is its own choice
        raise EngineError(f"{type(error).__name__}: {error}") from error
    unbalanced = [*find_unbalanced(tree)]
    if unbalanced:
        errors = [error for error in errors if not error.is_unbalanced]
    unsafe = leave_out_repeated([*judge_html(text, source, built, errors), *unbalanced])
    differences = compare_readings(read_tree(tree, source), read_html(built))
    shown = "\n".join(whole.iter_texts(NOT_SHOWN_AS_TEXT))
    marks = [*find_shown_marks(source.tokens, shown)]
    marked_lines = {mark.line for mark in marks} | {finding.line for finding in unsafe}
    return [
        *unsafe,
        *map(describe_mark, marks),
        *(
            describe_difference(difference)
            for difference in differences
            if not unsafe and difference.line not in marked_lines
        ),
    ]


def describe_mark(mark: ShownMark) -> Finding:
    """Return what is wrong with a mark that readers would see."""
    sign = mark.text[:MAX_EXCERPT]
    if mark.form:
        return Finding("not-supported", mark.line, {"sign": sign, "form": mark.form})
    return Finding("mark-shown", mark.line, {"sign": sign})


def describe_difference(difference: Difference) -> Finding:
    """Return what is wrong where the engine makes something else of a text."""
    values = {
        "meant": difference.meant,
        "built": difference.built,
        "excerpt": PLACEHOLDER.sub("…", difference.excerpt),
    }
    return Finding("reading-differs", difference.line, values)


def judge_html(
    text: str, source: Source, built: Element, errors: list[HtmlError]
) -> Iterator[Finding]:
    """Yield what the HTML of a page may not hold, each with the line of its cause.

    Addresses of links are left to the rules for links, which know their lines.
    """
    known = {unquote(address) for address in iter_addresses(source.tokens)}
    found = [
        ("html-open" if error.is_unbalanced else "html-forbidden", error.excerpt, error.excerpt)
        for error in errors
        if not error.is_unbalanced or error.excerpt.strip("</>") in ELEMENTS
    ]
    found += [
        (one.rule, one.excerpt, one.name)
        for one in find_disallowed(built)
        if one.rule != "address-malformed" or unquote(one.name) not in known
    ]
    counts = Counter[tuple[str, str]]()
    for rule, excerpt, name in found:
        line = find_line(text, rule, name, counts[rule, name])
        counts[rule, name] += 1
        shown = PLACEHOLDER.sub("…", " ".join(excerpt.split()))[:MAX_EXCERPT]
        yield Finding(rule, line, {"target" if rule == "address-malformed" else "sign": shown})
    yield from find_calls_in_tags(source, built)
    yield from find_double_ids(text, built)


def iter_addresses(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the addresses of the links and pictures that are written as Markdown."""
    for token in tokens:
        for name in ("href", "src"):
            if name in token.attrs:
                yield str(token.attrs[name])
        yield from iter_addresses(token.children or ())


def find_double_ids(text: str, built: Element) -> Iterator[Finding]:
    """Yield the ids that stand on a page twice; those of headings are left to another rule."""
    seen: set[str] = set()
    for element in built.iter():
        id_ = element.attributes.get("id")
        if id_ and id_ in seen and not HEADING.fullmatch(element.tag):
            yield Finding("id-double", find_line(text, "id", id_, 1), {"id": id_})
        seen.add(id_ or "")


def find_unbalanced(parent: Node) -> Iterator[Finding]:
    """Yield the HTML elements that do not end in the place where they begin, or only end there."""
    tags: list[re.Match[str]] = []
    lines: list[int] = []
    for text, line in iter_html(parent):
        for tag in HTML_NAME.finditer(text):
            tags.append(tag)
            lines.append(line + text.count("\n", 0, tag.start()))
    for number in sorted(find_unpaired(tags)):
        yield Finding("html-open", lines[number], {"sign": tags[number][0]})
    for child in parent.children:
        yield from find_unbalanced(child)


def iter_html(parent: Node) -> Iterator[tuple[str, int]]:
    """Yield the HTML directly in a block, each piece with its line."""
    for child in parent.children:
        line = child.line
        if child.kind == "html_block":
            yield child.token.content, line
        elif child.kind == "inline":
            for part in child.token.children or ():
                if part.type == "html_inline":
                    yield part.content, line
                line += part.type in ("softbreak", "hardbreak")
                line += part.content.count("\n") if part.type == "html_inline" else 0


def find_calls_in_tags(source: Source, built: Element) -> Iterator[Finding]:
    """Yield the macro calls in tags, of which the macro could write the end."""
    for element in built.iter():
        for value in (*element.attributes, *element.attributes.values()):
            for place in PLACEHOLDER.finditer(value):
                call, line = source.placed_originals[int(place["number"])]
                yield Finding("call-in-markup", line, {"sign": call})


def find_line(text: str, rule: str, name: str, number: int) -> int:
    """Return the line (from 1) of the cause of something in the HTML of a page.

    `name`: of the element or the attribute, or the address; `number`: how many like it come before.
    """
    begin = TAG_BEGIN.match(name)
    pattern = {
        "html-forbidden": re.escape(begin[0]) if begin else rf"<{re.escape(name)}\b",
        "html-open": re.escape(name.rstrip(">")) + r"\b",
        "attributes-forbidden": rf"\b{re.escape(name)}\b",
    }.get(rule, r"\s+".join(map(re.escape, name.split())))
    places = [match.start() for match in re.finditer(pattern, text, re.IGNORECASE)]
    if not places:
        return 1
    return text.count("\n", 0, places[min(number, len(places) - 1)]) + 1


def leave_out_repeated(findings: Iterable[Finding]) -> list[Finding]:
    """Return of the findings on each line the first: the others mostly follow from it."""
    by_line: dict[int, Finding] = {}
    for finding in findings:
        by_line.setdefault(finding.line, finding)
    return [*by_line.values()]
