"""The book holds every page, list and item, and each sheet stands on one page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools import downloads
from tools.model.publication import Publication, item_anchor
from tools.pdf.chapters import book_id
from tools.pdf.leaves import alone
from tools.pdf.paper import Paper


def check_paper(publication: Publication, paper: Paper) -> Iterator[str]:
    """Give what is missing from the book, and each sheet that does not fit its page."""
    for page in publication.book_pages:
        if book_id(page) not in paper.page_of:
            yield f"book: page {page.id} is missing"
    for page in publication.book_lists:
        checklist = page.meta.checklist
        if checklist is None:
            continue
        first = paper.page_of.get(f"sheet-{checklist.id}")
        last = paper.page_of.get(f"sheet-{checklist.id}-end")
        if first is None or first != last:
            yield f"book: the sheet of {checklist.id} does not fit one page ({first} to {last})"
        for item in checklist.items:
            anchor = item_anchor(checklist, item)
            if book_id(page, anchor) not in paper.page_of:
                yield f"book: item {anchor} is missing from its chapter"
            if f"sheet-{anchor}" not in paper.page_of:
                yield f"book: item {anchor} is missing from its sheet"


def check_sheets(publication: Publication, site: Path, paper: Paper) -> Iterator[str]:
    """Give each list whose sheet is missing, or is not exactly one page in its place."""
    for number, checklist in enumerate(publication.checklists, 1):
        if not alone(paper, checklist.id, number):
            yield f"{downloads.ALL_SHEETS}: {checklist.id} is not page {number}, alone"
        if not (site / downloads.sheet(checklist.id)).is_file():
            yield f"{downloads.sheet(checklist.id)}: missing"


def check_fillable(publication: Publication, site: Path, paper: Paper) -> Iterator[str]:
    """Give each list whose form PDF is missing, is not one page, or takes another's name."""
    word = publication.language.word("fillable_word")
    sheets = {downloads.sheet(checklist.id) for checklist in publication.checklists}
    for number, checklist in enumerate(publication.checklists, 1):
        name = downloads.fillable(checklist.id, word)
        if not alone(paper, checklist.id, number):
            yield f"{name}: does not fit one page"
        if not (site / name).is_file():
            yield f"{name}: missing"
        if name in sheets:
            yield f"{name}: is also the sheet of a list; give that list another id"
