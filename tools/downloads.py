"""Where downloads stand in the site: the one place that knows these paths."""

from __future__ import annotations

HOME = "downloads"
ALL_SHEETS = f"{HOME}/checklists.pdf"
LISTS = f"{HOME}/checklists"


def book(slug: str) -> str:
    """Give the path of the book, relative to the site."""
    return f"{HOME}/{slug}.pdf"


def sheet(checklist: str) -> str:
    """Give the path of a checklist's sheet, relative to the site."""
    return f"{LISTS}/{checklist}.pdf"
