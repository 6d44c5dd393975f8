"""Traces of office programs in a text that was pasted: signs that Markdown and search misread.

A repair keeps all other text as it is, and so do fenced blocks of code, but for signs that no text
may have.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from tools.model.reading.characters import FORBIDDEN_CHARACTERS

SOFT_HYPHEN = "\u00ad"
LINE_SEPARATORS = re.compile("[\x0b\u2028]")  # a line break inside a paragraph
PARAGRAPH_SEPARATORS = re.compile("[\x0c\u2029]")
NO_BREAK_SPACE = re.compile("(?<![\\d€$£%§])[\u00a0\u202f](?![\\d€$£%§])")  # not beside a number
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
LIGATURE = re.compile(f"[{''.join(LIGATURES)}]")
# Bullets of office programs: of the text, and of their own fonts of signs (private use).
BULLET = re.compile(
    "^(?P<indent>[ \t]*)(?:[•◦▪▫●○■□‣⁃∙·\uf0a7\uf0b7\uf0d8][ \t\u00a0]+|o\t+)(?=\\S)"
)
NUMBER = re.compile(r"^(?P<indent>[ \t]*)(?P<number>\d{1,3}[.)])[\t\u00a0][ \t\u00a0]*(?=\S)")
LIST_LINE = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]")
# Quotation marks where Markdown and macro calls want straight ones.
QUOTED_ARGUMENT = re.compile(
    r"(?P<before>[(,=]\s*)[“”„‘‚](?P<text>[^“”„‘’‚\n]*)[“”’](?=\s*[,)}\s])"
)
CALL_OR_ATTRIBUTES = re.compile(r"\{\{.*?\}\}|\{:?[^{}\n]*=[^{}\n]*\}", re.DOTALL)
LINK_TITLE = re.compile(r"(?P<start>\]\([^\s()<>]+ +)[“”„](?P<title>[^“”„\n()]*)[“”](?P<end> *\))")
FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})")


# A text without any of these has no traces; most have none.
SUSPECT = re.compile(
    "[\u00ad\u00a0\u202f\ufb00-\ufb06\t•◦▪▫●○■□‣⁃∙·\uf0a7\uf0b7\uf0d8]|[“”„‘‚«»](?=[^\n]*[})])"
)


class Repair(NamedTuple):
    """A line (from 1) with a trace of an office program, and the name of that trace."""

    line: int
    name: str


def list_repairs(text: str) -> Iterator[Repair]:
    """Yield the traces in a text, each kind once for a line."""
    if not SUSPECT.search(text) and unicodedata.is_normalized("NFC", text):
        return
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        fence, is_code = follow_fence(fence, line)
        if not is_code:
            names = (name for name, found in find_traces(line) if found)
            yield from (Repair(number, name) for name in names)


def find_traces(line: str) -> Iterator[tuple[str, bool]]:
    """Yield each kind of trace, and whether a line outside code has it."""
    yield "soft_hyphen", SOFT_HYPHEN in line
    yield "space", bool(NO_BREAK_SPACE.search(line))
    yield "ligature", bool(LIGATURE.search(line))
    yield "accent", not unicodedata.is_normalized("NFC", line)
    yield "bullet", bool(BULLET.match(line) or NUMBER.match(line))
    yield "quotes", straighten_quotes(line) != line


def clean_text(text: str) -> str:
    """Return a text without the traces of office programs; its line ends stay."""
    if "\r\n" in text:
        return clean_text(text.replace("\r\n", "\n")).replace("\n", "\r\n")
    text = PARAGRAPH_SEPARATORS.sub("\n\n", LINE_SEPARATORS.sub("  \n", text))
    text = FORBIDDEN_CHARACTERS.sub("", text)
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        fence, is_code = follow_fence(fence, line)
        cleaned = line if is_code else clean_line(line)
        became_item = cleaned != line and LIST_LINE.match(cleaned)
        if became_item and lines and lines[-1].strip() and not LIST_LINE.match(lines[-1]):
            lines.append("")  # a list begins after an empty line
        lines.append(cleaned)
    return "\n".join(lines)


def clean_line(line: str) -> str:
    """Return a line outside code without traces."""
    line = BULLET.sub(lambda match: f"{widen(match['indent'])}- ", line)
    line = NUMBER.sub(lambda match: f"{widen(match['indent'])}{match['number']} ", line)
    line = NO_BREAK_SPACE.sub(" ", line.replace(SOFT_HYPHEN, ""))
    line = LIGATURE.sub(lambda match: LIGATURES[match[0]], line)
    return straighten_quotes(unicodedata.normalize("NFC", line))


def widen(indent: str) -> str:
    """Return the indent of a list item in spaces, four for each tab."""
    return indent.replace("\t", "    ")


def straighten_quotes(line: str) -> str:
    """Return a line with straight quotation marks where Markdown and macro calls want them."""
    line = CALL_OR_ATTRIBUTES.sub(
        lambda call: QUOTED_ARGUMENT.sub(r'\g<before>"\g<text>"', call[0]), line
    )
    return LINK_TITLE.sub(r'\g<start>"\g<title>"\g<end>', line)


def follow_fence(fence: str, line: str) -> tuple[str, bool]:
    """Return the fence of the code that a line is in or begins, if any, and whether it is code."""
    match = FENCE.match(line)
    if not fence:
        return (match[1], True) if match else ("", False)
    is_end = bool(match) and line.strip().startswith(fence) and not line.strip().strip(fence[0])
    return ("" if is_end else fence), True


def show_invisible(text: str) -> str:
    """Return a text in which the signs that nobody sees are visible, by their code point."""
    return re.sub(
        f"[{SOFT_HYPHEN}\u00a0\u202f\u0300-\u036f]|{FORBIDDEN_CHARACTERS.pattern}",
        lambda match: f"⟨U+{ord(match[0]):04X}⟩",
        text,
    )
