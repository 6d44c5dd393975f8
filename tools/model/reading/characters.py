"""Characters that no text of a publication may have: invisible, or misleading to readers."""

import re

# Control characters (Unicode: Cc) except tab and newline, which YAML and Markdown need; other line
# and paragraph separators; bidirectional controls and marks (CVE-2021-42574: a text that reads
# otherwise than it is); invisible spaces and joiners, so that two words look alike and are not; tag
# characters, in which a text can hide; the byte order mark; surrogates, noncharacters, and the
# replacement character. tools/decisions/0003-what-authors-may-write.md says what is allowed.
FORBIDDEN_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufffd-\uffff\U000e0000-\U000e007f]"
)


def find_forbidden_character(text: str) -> tuple[int, str] | None:
    """Return the position and code point (`U+202E`) of the first forbidden character, if any."""
    match = FORBIDDEN_CHARACTERS.search(text)
    return (match.start(), f"U+{ord(match[0]):04X}") if match else None
