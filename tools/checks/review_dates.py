"""What is to be checked again, and by when: pages, the facts on them, and checklists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tools.model.loader import load_project


@dataclass(frozen=True, order=True)
class ReviewDue:
    """Something to check again before the day `again`; `line` is where that day stands."""

    due_date: dt.date
    file: Path
    line: int
    title: str

    @property
    def place(self) -> str:
        """Return the file and line, as `docs/index.md:4`."""
        return f"{self.file}:{self.line}"


def list_reviews(root: Path) -> list[ReviewDue]:
    """Give all that is to be checked again in the project in `root`, soonest first."""
    return sorted(
        ReviewDue(again, review.origin.file, review.get_line("again"), title)
        for title, review in load_project(root).iter_reviews()
        if (again := review.get_date("again"))
    )


def list_due_reviews(root: Path, by: dt.date) -> list[ReviewDue]:
    """Give what is to be checked again before `by` or on that day, soonest first."""
    return [one for one in list_reviews(root) if one.due_date <= by]
