"""The same items, with the same ids and the same words in the same order, in every output."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.html import HtmlElement

from tools.checks.pages import BuiltPage, said
from tools.exports.catalogue import LISTS
from tools.model.checklist import ITEM_FIELDS, Checklist
from tools.model.publication import Publication, item_anchor
from tools.publish.embed import embed

Row = tuple[str, ...]  # an item as shown: its id, then its fields in order


def rows_of(publication: Publication, checklist: Checklist) -> list[Row]:
    """Give the items as the model has them."""
    return [
        (item.id, *(publication.field_text(item, field) for field in ITEM_FIELDS))
        for item in checklist.items
    ]


def rows_shown(root: HtmlElement, checklist: Checklist) -> list[Row]:
    """Give the items as a built page shows them."""
    rows = []
    prefix = item_anchor(checklist, next(checklist.items)).partition("--")[0] + "--"
    for item in root.xpath(f"//*[@data-checklist='{checklist.id}']//*[@data-item]"):
        fields = {str(e.get("data-field")): said(e) for e in item.xpath(".//*[@data-field]")}
        identity = str(item.get("id")).removeprefix(prefix)
        rows.append((identity, *(fields.get(field, "") for field in ITEM_FIELDS)))
    return rows


def check_parity(
    publication: Publication, site: Path, pages: Mapping[str, BuiltPage]
) -> Iterator[str]:
    """Give each list whose page, bare page or data file does not say what the model says."""
    exported = {
        entry["id"]: entry["blocks"]
        for entry in json.loads((site / LISTS).read_text(encoding="utf-8"))["checklists"]
    }
    for page, checklist in publication.lists:
        wanted = rows_of(publication, checklist)
        for url in (page.url, embed(checklist.id)):
            shown = rows_shown(pages[url].root, checklist) if url in pages else []
            for want, show in zip(wanted, shown, strict=False):
                if want != show:
                    yield f"{url}: {checklist.id} › {want[0]}: shows {show!r}, data has {want!r}"
            if len(wanted) != len(shown):
                yield f"{url}: {checklist.id} shows {len(shown)} items of {len(wanted)}"
        if exported.get(checklist.id) != checklist.model_dump(mode="json")["blocks"]:
            yield f"{LISTS}: {checklist.id} does not say what the data says"
