"""List what is due for review, and by when: pages, the facts on them, and checklists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tools.model.loader import load_project


@dataclass(frozen=True, order=True)
class ReviewDue:
    """A page, fact or checklist to review by `due_date`, a date that stands at `line` of `file`."""

    due_date: dt.date
    file: Path
    line: int
    title: str

    @property
    def place(self) -> str:
        """The file and line, as `docs/index.md:4`."""
        return f"{self.file}:{self.line}"


def list_reviews(root: Path) -> list[ReviewDue]:
    """Return all reviews that are planned in the project in `root`, soonest first."""
    return sorted(
        ReviewDue(due_date, review.origin.file, review.get_line("again"), title)
        for title, review in load_project(root).iter_reviews()
        if (due_date := review.get_date("again"))
    )


def list_due_reviews(root: Path, by: dt.date) -> list[ReviewDue]:
    """Return the reviews that are due on or before the day `by`, soonest first."""
    return [review for review in list_reviews(root) if review.due_date <= by]
