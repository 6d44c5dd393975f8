"""What was published, as digests: by them a later version is compared with what readers have.

`python -m tools release` writes them to `docs/_data/released.txt`, one thing a line, in order, so
that two branches merge by lines. No words stand there: the text has one home, which is the page.
What is noted stands in `tools.model.things`; what may not change unseen, in
`tools.model.rules.released` and `tools.checks.told`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.model.problems import Problem
from tools.model.source import UnreadableError, read_text, told_as

RELEASED = "released.txt"
NOTE = "# Written by `python -m tools release`: what was published, as digests."
DIGEST, DAY = r" [0-9a-f]{16}", r" \d{4}-\d{2}-\d{2}"
LINE = re.compile(  # kind, id and marks, as `tools.model.things` notes them
    rf"list \S+({DIGEST}{DAY})?|checked \S+{DAY}{DAY}|publication \S+{DIGEST}{DAY}( \S+)+"
    rf"|(?!(list|checked|publication) )[a-z]+ \S+({DIGEST})?",
    re.ASCII,
)

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


def read_released(path: Path, root: Path) -> Known:
    """Give what was noted; nothing before the first release.

    Raises UnreadableError when the file cannot be read, or at the first line that is damaged, as
    when two branches were merged and the marks of that were left in.
    """
    if not path.exists():
        return {}
    known: Known = {}
    for number, line in enumerate(read_text(path, root).splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if not LINE.fullmatch(line) or not days_exist(line):
            values = {"text": line[:60], "name": RELEASED}
            raise UnreadableError(
                Problem(told_as(path, root), number, "released-damaged", values=values)
            )
        kind, identity, *marks = line.split(" ")
        known[kind, identity] = Noted(kind, identity, tuple(marks))
    return known


def days_exist(line: str) -> bool:
    """Tell whether the days in a line are in the calendar."""
    try:
        for day in re.findall(DAY, line):
            dt.date.fromisoformat(day.strip())
    except ValueError:
        return False
    return True


def released_text(things: Iterable[Thing]) -> str:
    """Give the text of the file for things as they are now."""
    return "\n".join([NOTE, *sorted({thing.noted.line for thing in things}), ""])
