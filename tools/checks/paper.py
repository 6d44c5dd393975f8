"""Book and hand-outs hold every page, list and item; each sheet stands on one page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tools import downloads
from tools.model.page import Page
from tools.model.publication import Publication, item_anchor
from tools.pdf.chapters import book_id
from tools.pdf.leaves import fits
from tools.pdf.paper import Paper

Papers = Mapping[str, Paper]  # by path in the site
NOTHING = Paper(0, {})


def check_book(publication: Publication, papers: Papers) -> Iterator[str]:
    """Report what is missing from the book, and each sheet that does not fit one page."""
    name = downloads.book(publication.own.slug)
    foreword = [publication.foreword] if publication.foreword else []
    for page in (*foreword, *publication.book_pages):
        yield from check_chapter(page, name, papers.get(name, NOTHING))


def check_handouts(publication: Publication, site: Path, papers: Papers) -> Iterator[str]:
    """Give each hand-out that is missing, or that lacks something of its page."""
    for page in publication.handouts:
        name = downloads.handout(publication, page)
        if not (site / name).is_file():
            yield f"{name}: missing"
        yield from check_chapter(page, name, papers.get(name, NOTHING))


def check_chapter(page: Page, name: str, paper: Paper) -> Iterator[str]:
    """Give what a paper lacks of a page: the page itself, an item, or room for the sheet."""
    if book_id(page) not in paper.page_of:
        yield f"{name}: page {page.id} is missing"
    checklist = page.meta.checklist
    if checklist is None:
        return
    first = paper.page_of.get(f"sheet-{checklist.id}")
    last = paper.page_of.get(f"sheet-{checklist.id}-end")
    if first is None or first != last:
        yield f"{name}: the sheet of {checklist.id} does not fit one page ({first} to {last})"
    for item in checklist.items:
        anchor = item_anchor(checklist, item)
        if book_id(page, anchor) not in paper.page_of:
            yield f"{name}: item {anchor} is missing from its chapter"
        if f"sheet-{anchor}" not in paper.page_of:
            yield f"{name}: item {anchor} is missing from its sheet"


def check_leaves(publication: Publication, site: Path, papers: Papers) -> Iterator[str]:
    """Give each sheet or form that is missing, is not one page, or takes another's name."""
    word = publication.language.word("fillable_word")
    sheets = {downloads.sheet(checklist.id) for checklist in publication.checklists}
    together = papers.get(downloads.ALL_SHEETS, NOTHING)
    for number, checklist in enumerate(publication.checklists, 1):
        if not fits(together, checklist.id, number):
            yield f"{downloads.ALL_SHEETS}: {checklist.id} is not page {number}, alone"
    for checklist in publication.checklists:
        form = downloads.fillable(checklist.id, word)
        for name in (downloads.sheet(checklist.id), form):
            if not fits(papers.get(name, NOTHING), checklist.id):
                yield f"{name}: does not fit one page"
            if not (site / name).is_file():
                yield f"{name}: missing"
        if form in sheets:
            yield f"{form}: is also the sheet of a list; give that list another id"
