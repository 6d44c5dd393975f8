"""Addresses of files in the site: the names that authors gave, in characters that are safe.

A name of letters without accents, digits, hyphens, underscores and full stops is its own address.
Any other gets one: lower case, without accents, and with hyphens for what is left.
"""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from tools.language import Language

# Nothing that has a meaning in a URL or a shell, or more than one encoding (é is one character or
# two). Windows reserves some names.
RESERVED = r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))"
SAFE_NAME = re.compile(rf"{RESERVED}\w[\w.-]*", re.IGNORECASE | re.ASCII)
# What a file system, a link in Markdown and the parser of templates take as part of a name.
TAKEN_NAME = re.compile(rf"{RESERVED}[\w(](?:[\w .,()&'’+=!@~–-]*[\w)!’'+~-])?", re.IGNORECASE)
LETTERS = str.maketrans(
    {"æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ł": "l", "œ": "oe", "ı": "i"}
)  # letters that are not a base letter with a mark
UNSAFE_CHARACTERS = re.compile(r"[^a-z0-9._]+")
DIGEST_LENGTH = 6


def get_address(path: str) -> str:
    """Return the address of a file in `docs/`, relative to the root of the site."""
    return "/".join(map(make_safe_name, path.split("/")))


def get_page_address(path: str) -> str:
    """Return the address of a page (MkDocs writes one file per page), by its Markdown file."""
    return get_address(PurePosixPath(path).with_suffix(".html").as_posix())


def get_list_address(language: Language, checklist: str) -> str:
    """Return the address of the page with a checklist and nothing else, by the checklist's id."""
    return f"{language.word('list_folder')}/{checklist}.html"


def remove_marks(text: str) -> str:
    """Return a text in small letters, each without its marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def make_safe_name(name: str) -> str:
    """Return the name of a file or folder in the site.

    Names that only differ in letters without a Latin equivalent get different digests.
    """
    if SAFE_NAME.fullmatch(name):
        return name
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    text = remove_marks(stem)
    safe = UNSAFE_CHARACTERS.sub("-", text).strip("-.")
    if not safe or any(char.isalnum() and not char.isascii() for char in text):
        digest = hashlib.sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()
        safe = f"{safe}-{digest[:DIGEST_LENGTH]}".strip("-")
    return f"{safe}{dot}{suffix.lower()}"
