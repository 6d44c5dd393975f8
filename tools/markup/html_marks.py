"""HTML that an author wrote, as marks that pass through the engine unchanged.

The engine itself knows HTML with Markdown in it only outside lists, quotations and boxes.
`ReadingExtension` puts the HTML in the place of its marks.
"""

import html
import re
from collections.abc import Iterator

from tools.markup.commonmark import HTML_NAME
from tools.markup.html_tree import VOID_ELEMENTS

HTML_MARK, START_TAG, END_TAG, RAW_HTML = "\x07", "s", "e", "r"


def split_html(content: str, is_inline: bool) -> Iterator[tuple[str, int]]:
    """Yield the marks of HTML, each with its position.

    An element that does not end in it, as Markdown follows, has marks for its tags; what is
    complete is one mark. `is_inline`: its text, on one line, is Markdown itself.
    """
    tags = [*HTML_NAME.finditer(content)]
    apart = {*range(len(tags))} if is_inline else find_unpaired(tags)
    position = 0
    for number, tag in enumerate(tags):
        if number not in apart or (is_inline and number not in (0, len(tags) - 1)):
            continue
        raw = content[position : tag.start()]
        if raw.strip():
            if is_inline:
                yield raw.strip(), position
            else:
                yield encode_mark(RAW_HTML, raw), position
        yield encode_mark(END_TAG if tag["end"] else START_TAG, tag[0]), tag.start()
        position = tag.end()
    if content[position:].strip():
        yield encode_mark(RAW_HTML, content[position:]), position


def find_unpaired(tags: list[re.Match[str]]) -> set[int]:
    """Return the numbers of the tags without a counterpart, apart from empty elements."""
    open_tags: list[tuple[str, int]] = []
    unpaired: set[int] = set()
    for number, tag in enumerate(tags):
        name = tag["name"].lower()
        if name == "br":  # also where it begins with a slash
            continue
        if not tag["end"]:
            if name not in VOID_ELEMENTS and not tag["rest"].endswith("/"):
                open_tags.append((name, number))
        elif name in [other for other, _ in open_tags]:
            while open_tags[-1][0] != name:
                unpaired.add(open_tags.pop()[1])
            open_tags.pop()
        else:
            unpaired.add(number)
    return unpaired | {number for _, number in open_tags}


def encode_mark(kind: str, text: str) -> str:
    """Return a mark that no other part of the engine takes for anything."""
    return f"{HTML_MARK}{kind}{text.strip().encode().hex()}"


def get_tag_attribute(rest: str, name: str) -> str | None:
    """Return the value of an attribute of a tag, if it has that attribute."""
    match = re.search(
        rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", rest, re.IGNORECASE
    )
    return next((html.unescape(v) for v in match.groups() if v is not None), "") if match else None
