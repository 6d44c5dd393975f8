"""Text as the checks compare it."""

from __future__ import annotations


def collapse_whitespace(text: str) -> str:
    """Return the text with each run of white space as one space, and none at its ends."""
    return " ".join(text.split())
