"""Words and sentences of running text, counted in one way everywhere."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_](?:[^\W_]|[’'-](?=[^\W_]))*")
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")


def words(text: str) -> list[str]:
    """Give the words of a text; a hyphen or apostrophe inside a word belongs to it."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Split a text into sentences; a colon or semicolon also ends one."""
    return [part for part in SENTENCE_END.split(text.strip()) if part]


def has_word(text: str, word: str) -> bool:
    """Tell whether `word` (or a run of words) stands in the text by itself, in any case."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
