"""What a reader without network has: the site in one file, and what the search box looks in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from tools.checks.page_text import strip_non_letters
from tools.model.publication import Publication
from tools.publish.offline_archive import archived_files
from tools.render import artifacts
from tools.site.search_index import INDEX_PATH

INDEX_ENTRY_LENGTH = 4  # what the index says of a place: anchor, kind, title, text


def check_offline_archive(publication: Publication, site: Path) -> Iterator[str]:
    """Give what the file with the whole site lacks, or has otherwise than the site."""
    name, folder = (
        artifacts.offline_archive_path(publication.settings.slug),
        publication.settings.slug,
    )
    try:
        with ZipFile(site / name) as pack:
            held = {info.filename: info.CRC for info in pack.infolist()}
            sizes = {info.filename: info.file_size for info in pack.infolist()}
            for path in sorted(archived_files(site)):
                if path == name:
                    continue
                inside = f"{folder}/{path}"
                if inside not in held or (sizes[inside] == 0) != (
                    (site / path).stat().st_size == 0
                ):
                    yield f"{name}: lacks {path}"
                elif not path.endswith(".html") and pack.read(inside) != (site / path).read_bytes():
                    yield f"{name}: has another {path}"
    except (OSError, BadZipFile) as error:
        yield f"{name}: {error}"


def check_search_index(publication: Publication, site: Path) -> Iterator[str]:
    """Give the pages of which the index of the search box says something else than the data."""
    try:
        told = read_index(site)
    except (OSError, ValueError, LookupError) as error:
        yield f"{INDEX_PATH}: {error}"
        return
    urls = [page.url for page in publication.pages.values()]
    if [one.get("url") for one in told] != urls:
        yield f"{INDEX_PATH}: does not hold every page once"
        return
    for one, page in zip(told, publication.pages.values(), strict=True):
        kind = publication.settings.kinds[page.meta.kind].one
        wanted = {"title": page.title, "kind": kind, "about": page.meta.description}
        lacks = [key for key, value in wanted.items() if one.get(key) != value]
        lacks += [word for word in page.meta.search_words if word not in one.get("words", "")]
        found = one.get("places", [])
        whole = [place for place in found if len(place) == INDEX_ENTRY_LENGTH]
        lacks += ["part of a place"] if len(whole) != len(found) else []
        said = strip_non_letters(" ".join(f"{place[2]} {place[3]}" for place in whole))
        lacks += [text for text in page.headings.values() if strip_non_letters(text) not in said]
        for checklist in filter(None, [page.meta.checklist]):
            lacks += [
                item.what for item in checklist.items if strip_non_letters(item.what) not in said
            ]
        if lacks:
            yield f"{INDEX_PATH}: {page.url} lacks {', '.join(lacks)}"


def read_index(site: Path) -> list[dict[str, Any]]:
    """Return the pages that the index script hands over; raise OSError, ValueError or KeyError."""
    text = (site / INDEX_PATH).read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(text.partition("(")[2].rstrip().removesuffix(")"))
    pages: list[dict[str, Any]] = index["pages"]
    return pages
