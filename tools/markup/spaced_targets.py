"""Links to files with spaces in their names, as people write them: `[words](my file.md)`.

Python-Markdown mostly takes these for links; CommonMark wants `<my file.md>` or `my%20file.md`.
Both get the last.
"""

import re
from dataclasses import dataclass

WORD = r"(?:[^\s()<>\"]|\([^\s()<>\"]*\))+"
TARGET = re.compile(
    rf"\([ \t]*(?P<target>{WORD}(?:[ ]+{WORD})*?)"
    r"(?:[ ]+(?:\"(?P<title>[^\"\n]*)\"|'(?P<quoted>[^'\n]*)'))?[ \t]*\)"
)
FILE_ENDING = re.compile(r"\.\w{2,5}(?:#\S*)?$")  # of a name that may hold a quotation mark
ENCODED = {" ": "%20", "'": "%27"}  # that mark would begin a title, as the engine reads it


@dataclass(frozen=True)
class SpacedTarget:
    """The target of a link, with its spaces encoded, its title, and the position behind it."""

    address: str
    title: str
    end: int


def match_spaced_target(text: str, start: int) -> SpacedTarget | None:
    """Return the target that begins at a bracket, when it has a space or such a mark in it."""
    found = TARGET.match(text, start)
    if not found or not any(character in found["target"] for character in ENCODED):
        return None
    address = found["target"]
    if "'" in address and not FILE_ENDING.search(address):
        return None
    for character, encoded in ENCODED.items():
        address = address.replace(character, encoded)
    return SpacedTarget(address, found["title"] or found["quoted"] or "", found.end())
