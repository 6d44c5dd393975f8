"""Words and sentences of running text, counted in one way everywhere."""

import re
from collections.abc import Collection, Iterable
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
        before = text[start : end.start("space")]
        word = before.rsplit(maxsplit=1)[-1]
        if INITIAL.search(word) or word.lstrip("(“‘\"'").lower() in abbreviations:
            continue
        sentences.append(before)
        start = end.end("space")
    return [part.strip() for part in (*sentences, text[start:]) if part.strip()]


@cache
def compile_words(*words: str) -> re.Pattern[str]:
    """Return the pattern of any of these whole words (or phrases), in any case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def has_word(text: str, word: str) -> bool:
    """Return whether `word` (or a phrase) occurs in the text as a whole word, in any case."""
    return compile_words(word).search(text) is not None


def find_words(text: str, words: Iterable[str]) -> list[str]:
    """Return which words (or phrases) occur in the text, in their own order.

    Most texts have none, which one search for all of them shows.
    """
    words = tuple(words)
    if not words or not compile_words(*words).search(text):
        return []
    return [word for word in words if has_word(text, word)]
