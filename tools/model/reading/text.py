"""Words and sentences of running text, counted in one way everywhere."""

from __future__ import annotations

import re
from collections.abc import Collection

WORD = re.compile(r"[^\W\d_](?:[^\W_]|[’'-](?=[^\W_]))*")
# A closing sign with what closes after it, room, and what opens a sentence: a capital, a number, a
# quotation; `'s` and `'t` are Dutch words that begin one in small letters.
SENTENCE_END = re.compile(
    r"[.!?…]+[’”\"')\]*_]*(?P<room>\s+)(?=[‘“\"'(\[*_]*[^\W_a-zß-öø-ÿ]|[’'][st]\b)"
)
INITIAL = re.compile(r"(?<!\w)[^\W\d_a-zß-öø-ÿ]\.$")  # J. Jansen


def split_words(text: str) -> list[str]:
    """Give the words of a text; a hyphen or apostrophe inside a word belongs to it."""
    return WORD.findall(text)


def split_sentences(text: str, abbreviations: Collection[str] = ()) -> list[str]:
    """Split a text into sentences.

    `abbreviations` (with their last full stop, in small letters) do not end one; nor does a full
    stop before a small letter, after an initial, or inside a number.
    """
    found, begin = [], 0
    for end in SENTENCE_END.finditer(text):
        before = text[: end.start("room")]
        if INITIAL.search(before) or before.split()[-1].lstrip("(“‘\"'").lower() in abbreviations:
            continue
        found.append(text[begin : end.start("room")])
        begin = end.end("room")
    return [part.strip() for part in (*found, text[begin:]) if part.strip()]


def has_word(text: str, word: str) -> bool:
    """Tell whether `word` (or a run of words) stands in the text by itself, in any case."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
