"""Ids derived once from words, to be written down and kept."""

import re
from collections.abc import Collection, Iterator
from itertools import count

from tools.model.reading.addresses import remove_marks
from tools.model.reading.ids import MAX_ID_LENGTH, shorten_id

FALLBACK_ID = "item"  # of words without a Latin letter
APOSTROPHES = re.compile("[’'ʼ]")


def derive_id(words: str) -> str:
    """Return an id: the first words in small letters of the alphabet, as many as fit."""
    plain = remove_marks(APOSTROPHES.sub("", words))
    return shorten_id("-".join(re.findall("[a-z0-9]+", plain))) or FALLBACK_ID


def make_unique(id_: str, taken: Collection[str], most: int = MAX_ID_LENGTH) -> str:
    """Return an id that is not taken: itself, or with the first number behind it that is free.

    `most`: its length at most, in characters.
    """
    return next(option for option in iter_options(id_, most) if option not in taken)


def iter_options(id_: str, most: int = MAX_ID_LENGTH) -> Iterator[str]:
    """Yield an id, and then the same with a number from 2 behind it."""
    yield shorten_id(id_, most)
    for number in count(2):
        suffix = f"-{number}"
        yield shorten_id(id_, most - len(suffix)) + suffix
