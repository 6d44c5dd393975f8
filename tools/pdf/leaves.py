"""The sheets and the forms of checklists as files of one A4; only what changed is set again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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


def write_sheets(publication: Publication, site: Path, cache: Cache) -> dict[str, Paper]:
    """Write the sheets of all lists into `site`; return the papers by path.

    They also stand in one file together. One layout serves that and each leaf apart, so a sheet
    that changed takes the others along.
    """
    leaves = leaves_of(publication, fillable=False)
    papers = kept(leaves, site, cache)
    title = f"{publication.language.word('lists')}. {publication.name}"
    source = sheets_html(publication, publication.list_pages, title)
    together, whole = downloads.ALL_SHEETS, site / downloads.ALL_SHEETS
    known = cache.fetch(whole, [source])
    if known is not None:
        papers[together] = Paper.noted(known)
    if any(path not in papers for path in (together, *(leaf.path for leaf in leaves))):
        papers |= set_leaves(publication, site, cache, source, leaves, set(papers), together)
        cache.keep(whole, [source], papers[together].note)
    return papers


def write_fillable(publication: Publication, site: Path, cache: Cache) -> dict[str, Paper]:
    """Write the forms of all lists into `site`; return the papers by path.

    Only those that changed are set.
    """
    leaves = leaves_of(publication, fillable=True)
    papers = kept(leaves, site, cache)
    changed = [leaf for leaf in leaves if leaf.path not in papers]
    if changed:
        source = sheets_html(
            publication, [leaf.page for leaf in changed], publication.name, fillable=True
        )
        papers |= set_leaves(publication, site, cache, source, changed, set(papers))
    return papers


def kept(leaves: Sequence[Leaf], site: Path, cache: Cache) -> dict[str, Paper]:
    """Put the leaves that did not change into `site`; give their papers."""
    notes = {leaf.path: cache.fetch(site / leaf.path, [leaf.source]) for leaf in leaves}
    return {path: Paper.noted(note) for path, note in notes.items() if note is not None}


def set_leaves(
    publication: Publication,
    site: Path,
    cache: Cache,
    source: str,
    leaves: Sequence[Leaf],
    known: Collection[str],
    together: str = "",
) -> dict[str, Paper]:
    """Set leaves in one layout; write those that are not `known` apart, and all `together`."""
    apart = [None if leaf.path in known else (site / leaf.path, leaf.title) for leaf in leaves]
    whole = site / together if together else None
    paper = write_pdf(source, whole, publication, apart=apart, fields=not together)
    papers = {together: paper} if together else {}
    for number, leaf in enumerate(leaves, 1):
        if leaf.path not in known:
            papers[leaf.path] = alone(paper, leaf.checklist, number)
            cache.keep(site / leaf.path, [leaf.source], papers[leaf.path].note)
    return papers


def leaves_of(publication: Publication, fillable: bool) -> list[Leaf]:
    """Return the leaf of each checklist, in order."""
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
