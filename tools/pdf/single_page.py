"""The sheets and the forms of checklists as files of one A4; only what changed is set again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf, write_pdf
from tools.pdf.sheets import render_sheets
from tools.render import artifacts
from tools.runtime.cache import Cache


@dataclass(frozen=True)
class SinglePage:
    """A checklist on one A4: its file in the site, the title of that, the HTML it is made from."""

    page: Page
    checklist_id: str
    path: str
    title: str
    html: str


def write_sheets(publication: Publication, site: Path, cache: Cache) -> dict[str, RenderedPdf]:
    """Write the sheets of all lists into `site`; return the papers by path.

    They also stand in one file together. One layout serves that and each leaf apart, so a sheet
    that changed takes the others along.
    """
    leaves = list_pages(publication, fillable=False)
    papers = restore_pages(leaves, site, cache)
    title = f"{publication.language.word('lists')}. {publication.name}"
    source = render_sheets(publication, publication.pages_with_checklist, title)
    together, whole = artifacts.ALL_SHEETS_PDF, site / artifacts.ALL_SHEETS_PDF
    known = cache.restore(whole, [source])
    if known is not None:
        papers[together] = RenderedPdf.from_json(known)
    if any(path not in papers for path in (together, *(leaf.path for leaf in leaves))):
        papers |= render_pages(publication, site, cache, source, leaves, set(papers), together)
        cache.store(whole, [source], papers[together].to_json)
    return papers


def write_fillable(publication: Publication, site: Path, cache: Cache) -> dict[str, RenderedPdf]:
    """Write the forms of all lists into `site`; return the papers by path.

    Only those that changed are set.
    """
    leaves = list_pages(publication, fillable=True)
    papers = restore_pages(leaves, site, cache)
    changed = [leaf for leaf in leaves if leaf.path not in papers]
    if changed:
        source = render_sheets(
            publication, [leaf.page for leaf in changed], publication.name, fillable=True
        )
        papers |= render_pages(publication, site, cache, source, changed, set(papers))
    return papers


def restore_pages(leaves: Sequence[SinglePage], site: Path, cache: Cache) -> dict[str, RenderedPdf]:
    """Put the leaves that did not change into `site`; give their papers."""
    notes = {leaf.path: cache.restore(site / leaf.path, [leaf.html]) for leaf in leaves}
    return {path: RenderedPdf.from_json(note) for path, note in notes.items() if note is not None}


def render_pages(
    publication: Publication,
    site: Path,
    cache: Cache,
    source: str,
    leaves: Sequence[SinglePage],
    known: Collection[str],
    together: str = "",
) -> dict[str, RenderedPdf]:
    """Set leaves in one layout; write those that are not `known` apart, and all `together`."""
    apart = [None if leaf.path in known else (site / leaf.path, leaf.title) for leaf in leaves]
    whole = site / together if together else None
    paper = write_pdf(source, whole, publication, apart=apart, fields=not together)
    papers = {together: paper} if together else {}
    for number, leaf in enumerate(leaves, 1):
        if leaf.path not in known:
            papers[leaf.path] = extract_page(paper, leaf.checklist_id, number)
            cache.store(site / leaf.path, [leaf.html], papers[leaf.path].to_json)
    return papers


def list_pages(publication: Publication, fillable: bool) -> list[SinglePage]:
    """Return the leaf of each checklist, in order."""
    word = publication.language.word("fillable_word")
    return [
        SinglePage(
            page=page,
            checklist_id=one.id,
            path=artifacts.fillable_path(one.id, word)
            if fillable
            else artifacts.sheet_path(one.id),
            title=f"{one.title}. {publication.name}",
            html=render_sheets(publication, [page], one.title, fillable),
        )
        for page, one in publication.checklist_pages
    ]


def extract_page(paper: RenderedPdf, checklist: str, number: int) -> RenderedPdf:
    """Give the page of this number as a paper of its own, with where its sheet begins and ends.

    A sheet that runs on to a second page ends on page 2 of that paper.
    """
    names = (f"sheet-{checklist}", f"sheet-{checklist}-end")
    places = {
        name: paper.page_of_anchor[name] - number + 1
        for name in names
        if name in paper.page_of_anchor
    }
    return RenderedPdf(1, places)


def fits_one_page(paper: RenderedPdf, checklist: str, number: int = 1) -> bool:
    """Tell whether the sheet of a list begins and ends on the page of this number (from 1)."""
    places = (paper.page_of_anchor.get(f"sheet-{checklist}{end}") for end in ("", "-end"))
    return all(place == number for place in places)
