"""Check that the index of the search box says of each page what the model says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.checks.page_text import strip_non_letters
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.site.search_index import INDEX_PATH

PLACE_LENGTH = 4  # what the index holds of a place in a page: anchor, kind, title, text


def check_search_index(publication: Publication, site: Path) -> Iterator[str]:
    """Yield the pages that the index lacks, or of which it lacks something."""
    try:
        entries = read_index(site)
    except (OSError, ValueError, LookupError) as error:
        yield f"{INDEX_PATH}: {error}"
        return
    pages = [*publication.pages.values()]
    if [entry.get("url") for entry in entries] != [page.url for page in pages]:
        yield f"{INDEX_PATH}: does not hold every page once"
        return
    for entry, page in zip(entries, pages, strict=True):
        missing = list_missing_values(publication, page, entry)
        if missing:
            yield f"{INDEX_PATH}: {page.url} lacks {', '.join(missing)}"


def list_missing_values(publication: Publication, page: Page, entry: dict[str, Any]) -> list[str]:
    """Return the keys, words and texts of a page that its entry in the index lacks."""
    kind = publication.settings.kinds[page.meta.kind].one
    expected = {"title": page.title, "kind": kind, "about": page.description}
    missing = [key for key, value in expected.items() if entry.get(key) != value]
    missing += [word for word in page.meta.search_words if word not in entry.get("words", "")]
    places = entry.get("places", [])
    complete = [place for place in places if len(place) == PLACE_LENGTH]
    if len(complete) != len(places):
        missing.append("part of a place")
    indexed = strip_non_letters(" ".join(f"{place[2]} {place[3]}" for place in complete))
    texts = [*page.headings.values()]
    if page.meta.checklist:
        texts += [item.what for item in page.meta.checklist.items]
    return missing + [text for text in texts if strip_non_letters(text) not in indexed]


def read_index(site: Path) -> list[dict[str, Any]]:
    """Return the pages that the index script hands over; raise OSError, ValueError or KeyError."""
    text = (site / INDEX_PATH).read_text(encoding="utf-8")
    data = text.partition("(")[2].rstrip().removesuffix(")")
    pages: list[dict[str, Any]] = json.loads(data)["pages"]
    return pages
