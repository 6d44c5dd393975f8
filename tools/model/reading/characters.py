"""Signs that no text of a publication holds: they are not seen, and change what is."""

from __future__ import annotations

import re

# Control signs (Unicode: Cc) but for tab and end of line, which YAML and Markdown need; ends of
# line of another kind; what turns the order of reading (CVE-2021-42574: a text that reads otherwise
# than it is), also by a mark that is not seen; room and joins that are not seen, so that two words
# look like one and are not; the letters for machines, in which a whole text can hide; the mark of
# the order of bytes; halves of signs, what is no sign, and the sign that a program puts in the
# place of one that it lost. tools/decisions/0003-what-authors-may-write.md says what may stay.
FORBIDDEN_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufffd-\uffff\U000e0000-\U000e007f]"
)


def find_forbidden_character(text: str) -> tuple[int, str] | None:
    """Give where the first forbidden sign stands in a text, and its number (`U+202E`), if any."""
    found = FORBIDDEN_CHARACTERS.search(text)
    return (found.start(), f"U+{ord(found[0]):04X}") if found else None
