"""Words and sentences of running text, counted in one way everywhere."""

import re
from collections.abc import Collection
from functools import cache

WORD = re.compile(r"[^\W\d_](?:[^\W_]|[’'-](?=[^\W_]))*")
# Closing punctuation, white space, and what opens a sentence: a capital, a number or a quotation;
# `'s` and `'t` are Dutch words in lower case with which a sentence can begin.
SENTENCE_END = re.compile(
    r"[.!?…]+[’”\"')\]*_]*(?P<space>\s+)(?=[‘“\"'(\[*_]*[^\W_a-zß-öø-ÿ]|[’'][st]\b)"
)
INITIAL = re.compile(r"(?<!\w)[^\W\d_a-zß-öø-ÿ]\.$")  # J. Jansen


def split_words(text: str) -> list[str]:
    """Return the words of a text; a hyphen or apostrophe inside a word belongs to it."""
    return WORD.findall(text)


def split_sentences(text: str, abbreviations: Collection[str] = ()) -> list[str]:
    """Split a text into sentences.

    `abbreviations` (with their last full stop, in lower case) do not end one; nor does a full stop
    before a lower-case letter, after an initial, or inside a number.
    """
    sentences, start = [], 0
    for end in SENTENCE_END.finditer(text):
        before = text[: end.start("space")]
        if INITIAL.search(before) or before.split()[-1].lstrip("(“‘\"'").lower() in abbreviations:
            continue
        sentences.append(text[start : end.start("space")])
        start = end.end("space")
    return [part.strip() for part in (*sentences, text[start:]) if part.strip()]


@cache
def compile_word(word: str) -> re.Pattern[str]:
    """Return the pattern of a whole word (or a phrase), in any case."""
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)


def has_word(text: str, word: str) -> bool:
    """Return whether `word` (or a phrase) occurs in the text as a whole word, in any case."""
    return compile_word(word).search(text) is not None
