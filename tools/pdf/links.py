"""Links from one PDF to another that lies beside it, such as the next volume of a book.

WeasyPrint makes every address whole. Here the base of the project is taken off again, so that the
files find each other wherever they lie together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urldefrag

import pydyf

from tools.pdf.files import BASE

BESIDE = "./"  # without it some viewers take the name of a file for that of a host
NAMED = "nameddest="


def settle_links(pdf: Any) -> None:
    """Let links to files beside a PDF that WeasyPrint is about to write lead there."""
    for thing in pdf.objects:
        action = thing.get("A") if isinstance(thing, pydyf.Dictionary) else None
        if isinstance(action, pydyf.Dictionary) and "URI" in action:
            address = str(action["URI"].string)
            if address.startswith(BASE):
                action["URI"] = pydyf.String(BESIDE + address.removeprefix(BASE))


def links_beside(document: Any) -> Iterator[tuple[str, str]]:
    """Give the links of a document to files beside it: each file, and the name of a place there."""
    for page in document.pages:
        for kind, address, *_ in page.links:
            if kind == "external" and address.startswith(BASE):
                file, place = urldefrag(address.removeprefix(BASE))
                yield file, unquote(place.removeprefix(NAMED))
