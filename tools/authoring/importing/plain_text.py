"""Reading plain text: lines with a box, bullet or number are a list, or else all lines are."""

from dataclasses import replace

from tools.authoring.importing.parts import (
    Entry,
    Heading,
    Paragraph,
    Part,
    Place,
    Source,
    UnreadableFileError,
)
from tools.authoring.importing.words import create_text, split_marker

FALLBACK_ENCODING = "cp1252"  # of older programs in western Europe
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
INDENT = 2  # spaces from which a line is an entry in the list of the line above
UNDERLINES = set("=-_*~")


def decode(data: bytes) -> tuple[str, str]:
    """Return a text and its encoding, which is empty for Unicode.

    Raises UnreadableFileError when it is no text.
    """
    try:
        if data.startswith(UTF_16_MARKS):
            return data.decode("utf-16"), ""
        text, encoding = data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        text, encoding = data.decode(FALLBACK_ENCODING, "replace"), FALLBACK_ENCODING
    if "\0" in text:
        raise UnreadableFileError("import-damaged")
    return text, encoding


def read_plain_text(data: bytes) -> Source:
    """Return the parts of a plain text."""
    text, encoding = decode(data)
    lines = [
        (number, line)
        for number, line in enumerate(text.expandtabs(4).splitlines(), 1)
        if line.strip() and not set(line.strip()) <= UNDERLINES
    ]
    parts = [read_line(line, number) for number, line in lines]
    if not any(isinstance(part, Entry) for part in parts):
        return Source(read_bare_lines(lines), encoding=encoding)
    return Source([*mark_headings(parts)], encoding=encoding)


def read_line(line: str, number: int) -> Part:
    """Return a line as an entry of a list, or as a paragraph."""
    found = create_text(line, Place("line", (number,)))
    marked = split_marker(found.words)
    if not marked.is_listed:
        return Paragraph(found)
    depth = (len(line) - len(line.lstrip(" \u00a0"))) // INDENT
    return Entry(
        replace(found, words=marked.words),
        depth,
        has_box=marked.has_box,
        is_ticked=marked.is_ticked,
    )


def mark_headings(parts: list[Part]) -> list[Part]:
    """Return the parts, in which a line above a list is its heading, and the first a title."""
    result: list[Part] = []
    for number, (part, after) in enumerate(zip(parts, [*parts[1:], None], strict=True)):
        if isinstance(part, Paragraph) and isinstance(after, Entry):
            result.append(Heading(part.text, 2))
        elif isinstance(part, Paragraph) and number == 0:
            result.append(Heading(part.text, 1))
        else:
            result.append(part)
    return result


def read_bare_lines(lines: list[tuple[int, str]]) -> list[Part]:
    """Return lines without markers as entries; one with an empty line below it is their title."""
    texts = [create_text(line, Place("line", (number,))) for number, line in lines]
    has_title = len(lines) > 2 and lines[1][0] > lines[0][0] + 1 and lines[2][0] == lines[1][0] + 1
    parts: list[Part] = [Heading(texts.pop(0), 1)] if has_title else []
    return [*parts, *(Entry(text) for text in texts)]
