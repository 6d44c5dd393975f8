"""The sheets and the forms of checklists as files of one A4; only what changed is set again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tools import downloads
from tools.cache import Cache
from tools.model.page import Page
from tools.model.publication import Publication
from tools.pdf.paper import Paper, write_pdf
from tools.pdf.sheets import sheets_html


@dataclass(frozen=True)
class Leaf:
    """A checklist on one A4: its file in the site, the title of that, the HTML it is made from."""

    page: Page
    checklist: str
    path: str
    title: str
    source: str


def write_leaves(
    publication: Publication, site: Path, cache: Cache, fillable: bool
) -> dict[str, Paper]:
    """Write the sheet of each checklist into `site`, or its form; give the papers by path.

    Sheets also stand in one file together. One layout serves that and each leaf apart, so a sheet
    that changed takes the others along; forms are set only when they changed.
    """
    leaves = leaves_of(publication, fillable)
    notes = {leaf.path: cache.fetch(site / leaf.path, [leaf.source]) for leaf in leaves}
    papers = {path: Paper.noted(note) for path, note in notes.items() if note is not None}
    changed = [leaf for leaf in leaves if leaf.path not in papers]
    together = changed if fillable else leaves
    pages = [leaf.page for leaf in together]
    title = f"{publication.language.word('lists')}. {publication.name}"
    source = sheets_html(publication, pages, title, fillable)
    whole = None if fillable else site / downloads.ALL_SHEETS
    known = cache.fetch(whole, [source]) if whole else None
    if known is not None:
        papers[downloads.ALL_SHEETS] = Paper.noted(known)
    if changed or (whole and known is None):
        apart = [(site / one.path, one.title) if one in changed else None for one in together]
        paper = write_pdf(source, whole, publication, apart=apart, fields=fillable)
        for number, leaf in enumerate(together, 1):
            if leaf in changed:
                papers[leaf.path] = alone(paper, leaf.checklist, number)
                cache.keep(site / leaf.path, [leaf.source], papers[leaf.path].note)
        if whole:
            papers[downloads.ALL_SHEETS] = paper
            cache.keep(whole, [source], paper.note)
    return papers


def leaves_of(publication: Publication, fillable: bool) -> list[Leaf]:
    """Give the leaf of every checklist, in order."""
    word = publication.language.word("fillable_word")
    return [
        Leaf(
            page=page,
            checklist=one.id,
            path=downloads.fillable(one.id, word) if fillable else downloads.sheet(one.id),
            title=f"{one.title}. {publication.name}",
            source=sheets_html(publication, [page], one.title, fillable),
        )
        for page, one in publication.lists
    ]


def alone(paper: Paper, checklist: str, number: int) -> Paper:
    """Give the page of this number as a paper of its own, with where its sheet begins and ends.

    A sheet that runs on to a second page ends on page 2 of that paper.
    """
    names = (f"sheet-{checklist}", f"sheet-{checklist}-end")
    places = {name: paper.page_of[name] - number + 1 for name in names if name in paper.page_of}
    return Paper(1, places)


def fits(paper: Paper, checklist: str, number: int = 1) -> bool:
    """Tell whether the sheet of a list begins and ends on the page of this number (from 1)."""
    places = (paper.page_of.get(f"sheet-{checklist}{end}") for end in ("", "-end"))
    return all(place == number for place in places)
