"""Check that no run of eight words from a source text stands outside a marked quotation.

The texts are not in the project, only hashes of their runs of words (shingles): so the check works
without them, and nobody can read them back.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml.html import HtmlElement

from tools.model.project import SHINGLES_FILE as SHINGLES_FILE
from tools.site.built_pages import Pages

SHINGLE_WORDS = 8
WORD = re.compile(r"\w+")
QUOTING_ELEMENTS = "blockquote", "q", "cite"  # a title in `cite` is quoted as it is


def hash_shingles(text: str) -> dict[str, str]:
    """Return the shingles of a text by their hash."""
    words = WORD.findall(text.lower())
    starts = range(len(words) - SHINGLE_WORDS + 1)
    shingles = (" ".join(words[start : start + SHINGLE_WORDS]) for start in starts)
    return {
        hashlib.blake2b(shingle.encode(), digest_size=8).hexdigest(): shingle
        for shingle in shingles
    }


def check_copied_text(hashes_file: Path, pages: Pages) -> Iterator[str]:
    """Yield each shingle of a page that also stands in a source text.

    `hashes_file` holds the hashes of the source texts; a publication without such texts has none.
    """
    if not hashes_file.is_file():
        return
    source_hashes = {*hashes_file.read_text(encoding="utf-8").split()}
    for page in pages.values():
        for article in page.root.xpath("//article"):
            for hash_, shingle in hash_shingles(extract_unquoted_text(article)).items():
                if hash_ in source_hashes:
                    yield f"{page.url}: copied from a source text: {shingle}"


def extract_unquoted_text(element: HtmlElement) -> str:
    """Return the text of an element without its marked quotations and without URLs."""
    parts = [element.text or ""]
    for child in element:
        is_url = child.get("href") is not None and child.text == child.get("href")
        if isinstance(child.tag, str) and child.tag not in QUOTING_ELEMENTS and not is_url:
            parts.append(extract_unquoted_text(child))
        parts.append(child.tail or "")
    return " ".join(parts)
