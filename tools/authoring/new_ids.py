"""Ids derived once from words, to be written down and kept."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count

from tools.model.reading.ids import MAX_ID_LENGTH, shorten_id

FALLBACK_ID = "item"  # of words without a Latin letter
# Letters that do not consist of one of the alphabet and a mark.
LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
APOSTROPHES = re.compile("[’'ʼ]")


def derive_id(words: str) -> str:
    """Return an id: the first words in small letters of the alphabet, as many as fit."""
    letters = APOSTROPHES.sub("", words).casefold().translate(LETTERS)
    decomposed = unicodedata.normalize("NFKD", letters)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return shorten_id("-".join(re.findall("[a-z0-9]+", plain))) or FALLBACK_ID


def make_unique(id_: str, taken: Collection[str]) -> str:
    """Return an id that is not taken: itself, or with the first number behind it that is free."""
    return next(option for option in iter_options(id_) if option not in taken)


def iter_options(id_: str) -> Iterator[str]:
    """Yield an id, and then the same with a number from 2 behind it."""
    yield id_
    for number in count(2):
        suffix = f"-{number}"
        yield shorten_id(id_, MAX_ID_LENGTH - len(suffix)) + suffix
