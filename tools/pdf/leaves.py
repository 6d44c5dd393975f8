"""The sheets and the forms of checklists as files of one A4; only what changed is set again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import downloads
from tools.cache import Cache
from tools.model.checklist import Checklist
from tools.model.page import Page
from tools.model.publication import Publication
from tools.pdf.paper import Paper, write_pdf
from tools.pdf.sheets import sheets_html


@dataclass(frozen=True)
class Leaf:
    """A checklist on one A4: its file, the title of that, and the HTML it is made from."""

    page: Page
    checklist: Checklist
    path: Path
    title: str
    source: str


def write_sheets(publication: Publication, site: Path, cache: Cache) -> Paper:
    """Write each sheet into `site`, apart and all in one file; give where each stands in that."""
    title = f"{publication.language.word('lists')}. {publication.name}"
    source = sheets_html(publication, publication.list_pages, title)
    whole = site / downloads.ALL_SHEETS
    leaves = leaves_of(publication, site, fillable=False)
    changed = [leaf for leaf in leaves if not cache.fetch(leaf.path, [leaf.source])]
    if not cache.fetch(whole, [source]) or changed:
        # One layout serves the whole and every sheet apart.
        apart = [(leaf.path, leaf.title) if leaf in changed else None for leaf in leaves]
        paper = write_pdf(source, whole, publication, apart=apart)
        fitting = keep(cache, leaves, paper, changed)
        if fitting == leaves:
            cache.keep(whole, [source])
        return paper_of(leaves, fitting)
    return paper_of(leaves, leaves)


def write_fillable(publication: Publication, site: Path, cache: Cache) -> Paper:
    """Write each form to fill in into `site`; tell of each whether it fits its page."""
    leaves = leaves_of(publication, site, fillable=True)
    changed = [leaf for leaf in leaves if not cache.fetch(leaf.path, [leaf.source])]
    fitting = [leaf for leaf in leaves if leaf not in changed]
    if changed:
        pages = [leaf.page for leaf in changed]
        source = sheets_html(publication, pages, publication.name, fillable=True)
        apart = [(leaf.path, leaf.title) for leaf in changed]
        paper = write_pdf(source, None, publication, apart=apart, fields=True)
        fitting += keep(cache, changed, paper, changed)
    return paper_of(leaves, fitting)


def leaves_of(publication: Publication, site: Path, fillable: bool) -> list[Leaf]:
    """Give the leaf of every checklist, in order."""
    word = publication.language.word("fillable_word")
    return [
        Leaf(
            page=page,
            checklist=one,
            path=site / (downloads.fillable(one.id, word) if fillable else downloads.sheet(one.id)),
            title=f"{one.title}. {publication.name}",
            source=sheets_html(publication, [page], one.title, fillable),
        )
        for page, one in publication.lists
    ]


def keep(cache: Cache, leaves: Sequence[Leaf], paper: Paper, changed: Sequence[Leaf]) -> list[Leaf]:
    """Keep the changed leaves that fit their page of a document; give all that fit."""
    fitting = []
    for number, leaf in enumerate(leaves, 1):
        if alone(paper, leaf.checklist.id, number):
            fitting.append(leaf)
            if leaf in changed:
                cache.keep(leaf.path, [leaf.source])
    return fitting


def alone(paper: Paper, checklist: str, number: int) -> bool:
    """Tell whether the sheet of a list begins and ends on the page of this number (from 1)."""
    places = (paper.page_of.get(f"sheet-{checklist}{end}") for end in ("", "-end"))
    return all(place == number for place in places)


def paper_of(leaves: Sequence[Leaf], fitting: Sequence[Leaf]) -> Paper:
    """Tell where the leaves stand when each that does not fit would run on to the next page."""
    places = {}
    for number, leaf in enumerate(leaves, 1):
        places[f"sheet-{leaf.checklist.id}"] = number
        places[f"sheet-{leaf.checklist.id}-end"] = number + (leaf not in fitting)
    return Paper(len(leaves), places)
