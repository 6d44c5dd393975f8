"""What is to be checked again, and by when: pages, the facts on them, and checklists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tools.model.draft import read_draft
from tools.model.publication import read_settings


@dataclass(frozen=True, order=True)
class Due:
    """Something to check again before the day `again`; `line` is where that day stands."""

    again: dt.date
    file: Path
    line: int
    title: str

    @property
    def place(self) -> str:
        """Return the file and line, as `docs/index.md:4`."""
        return f"{self.file}:{self.line}"


def reviews(root: Path) -> list[Due]:
    """Give all that is to be checked again in the project in `root`, soonest first."""
    settings, node, language = read_settings(root)
    draft = read_draft(root, settings, node, language)
    return sorted(
        Due(again, review.origin.file, review.line("again"), title)
        for title, review in draft.reviews()
        if (again := review.day("again"))
    )


def due(root: Path, by: dt.date) -> list[Due]:
    """Give what is to be checked again before `by` or on that day, soonest first."""
    return [one for one in reviews(root) if one.again <= by]
