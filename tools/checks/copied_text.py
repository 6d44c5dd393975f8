"""No run of eight words from a source text outside a marked quotation.

The texts do not stand in the project: only hashes of their word runs do, so the check works
without them and nobody can read them back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.html import HtmlElement

from tools.model.project import SHINGLES_FILE as SHINGLES_FILE
from tools.site.built_pages import BuiltPage

SHINGLE_WORDS = 8  # words
WORD = re.compile(r"\w+")
QUOTING_ELEMENTS = "blockquote", "q", "cite"  # a title in `cite` is quoted as it is


def hash_shingles(text: str) -> dict[str, str]:
    """Give the runs of eight words in a text, by hash."""
    found = WORD.findall(text.lower())
    runs = (" ".join(found[i : i + SHINGLE_WORDS]) for i in range(len(found) - SHINGLE_WORDS + 1))
    return {hashlib.blake2b(run.encode(), digest_size=8).hexdigest(): run for run in runs}


def check_copied_text(known: Path, pages: Mapping[str, BuiltPage]) -> Iterator[str]:
    """Give each run of eight words on a page that also stands in a source text.

    `known`: the file with the hashes; a publication without such texts has none.
    """
    if not known.is_file():
        return
    hashes = set(known.read_text(encoding="utf-8").split())
    for page in pages.values():
        for article in page.root.xpath("//article"):
            for found, run in hash_shingles(extract_unquoted_text(article)).items():
                if found in hashes:
                    yield f"{page.url}: copied from a source text: {run}"


def extract_unquoted_text(element: HtmlElement) -> str:
    """Give the text of an element without its marked quotations and without web addresses."""
    parts = [element.text or ""]
    for child in element:
        is_address = child.get("href") is not None and child.text == child.get("href")
        if isinstance(child.tag, str) and child.tag not in QUOTING_ELEMENTS and not is_address:
            parts.append(extract_unquoted_text(child))
        parts.append(child.tail or "")
    return " ".join(parts)
