"""The book holds every page, list and item, and each sheet stands on one page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tools import downloads
from tools.model.publication import Publication, item_anchor
from tools.pdf.chapters import book_id
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


def check_sheets(publication: Publication, papers: Mapping[str, Paper]) -> Iterator[str]:
    """Give each sheet by itself that is missing, or that is not exactly one page."""
    for checklist in publication.checklists:
        name = downloads.sheet(checklist.id)
        if name not in papers:
            yield f"{name}: missing"
        elif papers[name].pages != 1:
            yield f"{name}: {papers[name].pages} pages, not 1"
    together, count = papers.get(downloads.ALL_SHEETS), len(publication.list_pages)
    if together is None or together.pages != count:
        yield f"{downloads.ALL_SHEETS}: not one page for each of {count} lists"
