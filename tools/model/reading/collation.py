"""The order of words in lists, as dictionaries of languages in Latin script have it.

It does not depend on the locale of the machine, so lists are the same everywhere.
"""

import unicodedata

# Letters that are no base letter with a mark, where dictionaries look for them.
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d"})


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts texts by their letters, digits and spaces, without accents.

    Of texts that differ in nothing else, those without capitals and accents come first.
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    plain = "".join(char for char in letters if char.isalnum() or char == " ").strip()
    return plain or text, text.swapcase()


def first_letter(text: str) -> str:
    """Return the letter under which a text stands in an index."""
    return sort_key(text)[0][0].upper()
