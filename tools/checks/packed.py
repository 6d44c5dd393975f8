"""What a reader without network has: the site in one file, and what the search box looks in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tools import downloads
from tools.checks.words import letters
from tools.model.publication import Publication
from tools.publish.offline import taken
from tools.search import INDEX


def check_offline(publication: Publication, site: Path) -> Iterator[str]:
    """Give what the file with the whole site lacks, or has otherwise than the site."""
    name, folder = downloads.offline(publication.own.slug), publication.own.slug
    try:
        with ZipFile(site / name) as pack:
            held = {info.filename: info.CRC for info in pack.infolist()}
            sizes = {info.filename: info.file_size for info in pack.infolist()}
            for path in sorted(taken(site)):
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


def check_index(publication: Publication, site: Path) -> Iterator[str]:
    """Give the pages of which the index of the search box says something else than the data."""
    try:
        text = (site / INDEX).read_text(encoding="utf-8")
        told = json.loads(text.removeprefix("finder.bring(").rstrip().removesuffix(")"))["pages"]
    except (OSError, ValueError) as error:
        yield f"{INDEX}: {error}"
        return
    if [one.get("url") for one in told] != [page.url for page in publication.pages.values()]:
        yield f"{INDEX}: does not hold every page once"
        return
    for one, page in zip(told, publication.pages.values(), strict=True):
        wanted = {
            "title": page.title,
            "about": page.meta.description,
            "kind": publication.own.kinds[page.meta.kind].one,
        }
        lacks = [key for key, value in wanted.items() if one.get(key) != value]
        lacks += [word for word in page.meta.search_words if word not in one.get("words", "")]
        places = one.get("places", [])
        whole = [place for place in places if len(place) == 4]
        lacks += ["part of a place"] if len(whole) != len(places) else []
        said = letters(" ".join(f"{place[2]} {place[3]}" for place in whole))
        lacks += [text for text in page.headings.values() if letters(text) not in said]
        for checklist in filter(None, [page.meta.checklist]):
            lacks += [item.what for item in checklist.items if letters(item.what) not in said]
        if lacks:
            yield f"{INDEX}: {page.url} lacks {', '.join(lacks)}"
