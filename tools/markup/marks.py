"""Marks that readers would see as typed: of forms that are written wrongly, or not supported."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from tools.markup.commonmark import HTML_NAME
from tools.markup.inline import CODE
from tools.markup.source import PLACEHOLDER

CONTENTS = "contents"  # which Python-Markdown makes, but not for paper and search
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
ESCAPED_END = re.compile(r"<(?=[^<>\n]*(?<!\\)\\>)")  # of what is no tag, and is shown
# The name of a form that is not supported, or "" for a mark that is not closed or placed well.
MARKS = {
    "": re.compile(
        r"\*\*(?=\S)|(?<=\S)\*\*|~~(?=\S)|(?<![=\w])==(?=[^\s=])[^=\n]+(?<=\S)==(?![=\w])"
        r"|^\[[ xX]\](?=[ \t])|^(?:!!!|\?\?\?\+?)[ \t]*[\w\"]|^===[!+]?[ \t]+[\"']"
        r"|\[![A-Za-z]+\]|\[\^[^\]\s]+\]|\{:?[ \t]*[.#][A-Za-z][^{}\n]*\}|\+\+\w+(?:\+\w+)*\+\+"
        r"|^(?:```|~~~|:::)|</?[A-Za-z][\w-]*(?=[\s/>]|$)",
        re.MULTILINE,
    ),
    "math": re.compile(
        r"\$\$[^$]+\$\$|(?<![\w$])\$(?=[^\s\d$])[^$\n]*(?<=[^\s$])\$(?![\w$])", re.MULTILINE
    ),
    "include": re.compile(r"-+8<-+.*|\{!.*!\}"),
    "icon": re.compile(
        r":(?:material|fontawesome|octicons|simple)-[\w-]+:|(?<![\w:]):[a-z][a-z_]+:(?![\w:])"
    ),
    CONTENTS: re.compile(r"^\[TOC\]$", re.MULTILINE),
}
ESCAPED_MATH = re.compile(r"\\[(\[].*?(?:\\[A-Za-z]|[\^_=]).*?\\[)\]]", re.DOTALL)
DIAGRAM_LANGUAGES = {"mermaid", "plantuml", "dot", "graphviz", "d2"}


@dataclass(frozen=True)
class ShownMark:
    """A mark that readers would see: its text, its line, and the form that is not supported."""

    text: str
    line: int
    form: str = ""


def find_shown_marks(tokens: Iterable[Token], shown_text: str) -> Iterator[ShownMark]:
    """Yield the marks in a page that are also in the text that readers would see.

    What stands in code or behind a backslash is no mark.
    """
    for token in tokens:
        line = (token.map or [0])[0] + 1
        if token.type == "fence" and token.info.split()[:1]:
            language = token.info.split()[0].strip("{}.")
            if language in DIAGRAM_LANGUAGES:
                yield ShownMark(language, line, "diagram")
        elif token.type == "inline":
            yield from find_in_text(token.content, line, shown_text)
        elif token.type == "html_block":
            yield from find_in_text(HTML_NAME.sub(" ", token.content), line, shown_text)


def find_in_text(text: str, line: int, shown_text: str) -> Iterator[ShownMark]:
    """Yield the marks in the text of a paragraph, a heading or a cell, of each form the first."""
    text = CODE.sub(lambda code: " " + "\n" * code[0].count("\n"), text)
    if formula := ESCAPED_MATH.search(text):
        yield ShownMark(formula[0], line + text.count("\n", 0, formula.start()), "math")
    text = ESCAPED.sub(" ", ESCAPED_END.sub(" ", text))
    for form, pattern in MARKS.items():
        for mark in pattern.finditer(text):
            plain = PLACEHOLDER.sub("", mark[0])
            if plain and (plain in shown_text or form == CONTENTS):
                yield ShownMark(plain, line + text.count("\n", 0, mark.start()), form)
                break
