"""What was published, as digests: by them a later version is compared with what readers have.

`python -m tools released` writes them to `docs/_data/released.txt`, one thing a line, in order, so
that two branches merge by lines. No words stand there: the text has one home, which is the page.
What is noted stands in `tools.model.things`; what may not change unseen, in
`tools.model.rules.released` and `tools.checks.told`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.model.draft import DATA, RELEASED, Draft

NOTE = "# Written by `python -m tools released`: what was published, as digests."

Known = dict[tuple[str, str], "Noted"]  # by kind and id


@dataclass(frozen=True, order=True)
class Noted:
    """A line: what kind of thing, its id, and the marks by which it is known again."""

    kind: str
    id: str
    marks: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The thing as a line."""
        return " ".join((self.kind, self.id, *self.marks))


@dataclass(frozen=True)
class Thing:
    """A thing as it is now: how it would be noted, where it stands, and what tells of it.

    `pages`: ids of the pages on which readers meet it; none is the publication as a whole.
    """

    noted: Noted
    file: Path
    line: int
    pages: frozenset[str] = frozenset()


def digest(data: Any) -> str:
    """Give the digest of data; white space in its texts, and the order of keys, do not count."""
    told = json.dumps(folded(data), ensure_ascii=False, sort_keys=True, default=str)
    return short(told.encode())


def short(data: bytes) -> str:
    """Give the digest of bytes: long enough to tell apart what one publication holds."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def folded(data: Any) -> Any:
    """Fold the white space in all texts of data."""
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, dict):
        return {str(key): folded(value) for key, value in data.items()}
    return [folded(entry) for entry in data] if isinstance(data, list | tuple) else data


def read_released(draft: Draft) -> Known:
    """Give what was noted; nothing before the first release."""
    path = draft.docs / DATA / RELEASED
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    parts = (line.split() for line in lines if not line.startswith("#"))
    found = [Noted(part[0], part[1], tuple(part[2:])) for part in parts if len(part) > 1]
    return {(one.kind, one.id): one for one in found}


def released_text(things: Iterable[Thing]) -> str:
    """Give the text of the file for things as they are now."""
    return "\n".join([NOTE, *sorted({thing.noted.line for thing in things}), ""])
