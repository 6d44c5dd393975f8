"""The ids of headings: those of their authors, and those that follow from their texts."""

import re
import unicodedata
from collections.abc import Container
from itertools import pairwise

from markdown_it.token import Token

CALL_PLACE = re.compile("\x01\\d+\x01")  # the place of a macro call
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?P<list>[^{}\n]*)\}[ \t]*\Z")
ATTRIBUTE_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
TRANSLITERATIONS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
    | {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)


def add_heading_ids(tokens: list[Token]) -> None:
    """Set the id of each heading: that of its author, or one that follows from its text.

    As MkDocs does, a derived id has only letters, digits and hyphens, and a number where another
    heading has it too.
    """
    headings = [pair for pair in pairwise(tokens) if pair[0].type == "heading_open"]
    used: set[str] = set()
    for token, inline in headings:
        attributes = ATTRIBUTES.search(inline.content)
        id_ = ATTRIBUTE_ID.search(attributes["list"]) if attributes else None
        if id_:
            token.meta["id"] = id_[1]
            used.add(id_[1])
    for token, inline in headings:
        if "id" not in token.meta:
            label = ATTRIBUTES.sub("", "".join(map(get_label, inline.children or ())))
            token.meta.update(id=make_unique(derive_slug(label), used), is_derived=True)
            used.add(token.meta["id"])


def get_label(token: Token) -> str:
    """Return what a part of a heading adds to its id."""
    if token.type in ("text", "code_inline"):
        return CALL_PLACE.sub("", token.content)
    return " " if token.type == "softbreak" else ""


def derive_slug(text: str) -> str:
    """Return a text in lower case, with only ASCII letters, digits and hyphens."""
    spelled = text.translate(TRANSLITERATIONS)
    ascii_text = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = re.sub(r"[^\w\s-]", "", ascii_text).strip().lower()
    return re.sub(r"[-\s]+", "-", words)


def make_unique(slug: str, used: Container[str]) -> str:
    """Return a slug, with a number where it is empty or in use."""
    number = 0
    id_ = slug
    while not id_ or id_ in used:
        number += 1
        id_ = f"{slug}_{number}"
    return id_
