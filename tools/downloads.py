"""Where downloads stand in the site: the one place that knows these paths."""

from __future__ import annotations

from tools.model.page import Page
from tools.model.publication import Publication

HOME = "downloads"
ALL_SHEETS = f"{HOME}/checklists.pdf"
WORKBOOK = f"{HOME}/checklists.xlsx"
LISTS = f"{HOME}/checklists"

FORMS = ("docx", "xlsx", "csv", "md", "ics")  # of a checklist, besides its sheet


def book(slug: str) -> str:
    """Return the path of the book, relative to the site."""
    return f"{HOME}/{slug}.pdf"


def offline(slug: str) -> str:
    """Give the path of the whole site as a zip, relative to the site."""
    return f"{HOME}/{slug}-offline.zip"


def form(checklist: str, ending: str) -> str:
    """Give the path of a checklist as a file (`docx`, `xlsx`, …), relative to the site."""
    return f"{LISTS}/{checklist}.{ending}"


def sheet(checklist: str) -> str:
    """Give the path of a checklist's sheet, relative to the site."""
    return form(checklist, "pdf")


def fillable(checklist: str, word: str) -> str:
    """Give the path of a checklist's form PDF; `word` says in the reader's language what it is."""
    return form(f"{checklist}-{word}", "pdf")


def scan(identity: str) -> str:
    """Give the path of a conversation scan on paper, relative to the site."""
    return f"{HOME}/{identity}.pdf"


def workform(page: str) -> str:
    """Give the path of the sheet of a working form, by its page, relative to the site."""
    return f"{HOME}/workforms/{page}.pdf"


def handout(publication: Publication, page: Page) -> str:
    """Give the path of a page's hand-out; empty when it is not handed out by itself."""
    home = publication.own.kinds[page.meta.kind].handout
    return f"{HOME}/{home}/{page.id}.pdf" if home else ""
