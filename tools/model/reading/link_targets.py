"""Targets of links that name a file with spaces, as people write them and as Markdown reads them.

The engine mostly takes `[words](my file.md)` for a link; CommonMark wants `<my file.md>` or
`my%20file.md`. Both read the last, which is what they get.
"""

import re

from tools.model.reading.files import ALLOWED_SUFFIXES

SUFFIXES = "|".join(sorted(re.escape(suffix[1:]) for suffix in ALLOWED_SUFFIXES))
CODE = r"(?P<code>^[ ]*(?P<fence>`{3,}|~{3,}).*?^[ ]*(?P=fence)|(?P<tick>`+)[^`\n]+(?P=tick))"
# A path with a space in it to a file that a publication can have; brackets in it close.
PATH = r"(?:[^\n()<>\"#]|\([^\n()<>\"]*\))*"
FILE_TARGET = re.compile(
    rf"{CODE}|(?P<start>\]\([ ]*)(?P<open><?)(?P<path>{PATH}\.(?:{SUFFIXES}))(?P<anchor>#[^\s)>]*)?"
    r"(?P<close>>?)(?P<end>(?:[ ]+\"[^\"\n]*\")?[ ]*\))",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
# A quotation mark in a path would begin a title, as the engine reads it.
ENCODED = {" ": "%20", "'": "%27"}


def encode_link_targets(text: str) -> str:
    """Return Markdown in which links to files have no spaces; code stays as it is."""
    return FILE_TARGET.sub(encode_target, text)


def encode_target(link: re.Match[str]) -> str:
    """Return a link of which the target has no spaces."""
    if link["code"]:
        return link[0]
    path = link["path"].strip()
    if not any(char in path for char in ENCODED) or bool(link["open"]) != bool(link["close"]):
        return link[0]
    for char, encoded in ENCODED.items():
        path = path.replace(char, encoded)
    return f"{link['start']}{path}{link['anchor'] or ''}{link['end']}"
