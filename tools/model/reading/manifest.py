"""What was published, as digests: by them a later version is compared with what readers have.

`python -m tools release` writes them to `docs/_data/released.txt`, one thing a line, in order, so
that two branches merge by lines. No words stand there: the text has one home, which is the page.
What is noted stands in `tools.model.release.entries`; what may not change unseen, in
`tools.model.rules.release` and `tools.checks.changelog`.
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
from tools.model.reading.yaml_nodes import UnreadableError, get_display_path, read_text

MANIFEST_FILE = "released.txt"
HEADER = "# Written by `python -m tools release`: what was published, as digests."
DIGEST_PATTERN, DATE_PATTERN = r" [0-9a-f]{16}", r" \d{4}-\d{2}-\d{2}"
ENTRY_LINE = re.compile(  # kind, id and marks, as `tools.model.release.entries` notes them
    rf"list \S+({DIGEST_PATTERN}{DATE_PATTERN})?|checked \S+{DATE_PATTERN}{DATE_PATTERN}|publication \S+{DIGEST_PATTERN}{DATE_PATTERN}( \S+)+"
    rf"|(?!(list|checked|publication) )[a-z]+ \S+({DIGEST_PATTERN})?",
    re.ASCII,
)

Manifest = dict[tuple[str, str], "ManifestEntry"]  # by kind and id


@dataclass(frozen=True, order=True)
class ManifestEntry:
    """A line: what kind of thing, its id, and the marks by which it is known again."""

    kind: str
    id: str
    fingerprint: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The thing as a line."""
        return " ".join((self.kind, self.id, *self.fingerprint))


@dataclass(frozen=True)
class LocatedEntry:
    """A thing as it is now: how it would be noted, where it stands, and what tells of it.

    `pages`: ids of the pages on which readers meet it; none is the publication as a whole.
    """

    entry: ManifestEntry
    file: Path
    line: int
    page_ids: frozenset[str] = frozenset()


def compute_digest(data: Any) -> str:
    """Give the digest of data; white space in its texts, and the order of keys, do not count."""
    told = json.dumps(normalize_whitespace(data), ensure_ascii=False, sort_keys=True, default=str)
    return digest_bytes(told.encode())


def digest_bytes(data: bytes) -> str:
    """Give the digest of bytes: long enough to tell apart what one publication holds."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def normalize_whitespace(data: Any) -> Any:
    """Fold the white space in all texts of data."""
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, dict):
        return {str(key): normalize_whitespace(value) for key, value in data.items()}
    return (
        [normalize_whitespace(entry) for entry in data] if isinstance(data, list | tuple) else data
    )


def read_manifest(path: Path, root: Path) -> Manifest:
    """Give what was noted; nothing before the first release.

    Raises UnreadableError when the file cannot be read, or at the first line that is damaged, as
    when two branches were merged and the marks of that were left in.
    """
    if not path.exists():
        return {}
    known: Manifest = {}
    for number, line in enumerate(read_text(path, root).splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if not ENTRY_LINE.fullmatch(line) or not has_valid_dates(line):
            values = {"text": line[:60], "name": MANIFEST_FILE}
            raise UnreadableError(
                Problem(get_display_path(path, root), number, "released-damaged", values=values)
            )
        kind, identity, *marks = line.split(" ")
        known[kind, identity] = ManifestEntry(kind, identity, tuple(marks))
    return known


def has_valid_dates(line: str) -> bool:
    """Tell whether the days in a line are in the calendar."""
    try:
        for day in re.findall(DATE_PATTERN, line):
            dt.date.fromisoformat(day.strip())
    except ValueError:
        return False
    return True


def format_manifest(things: Iterable[LocatedEntry]) -> str:
    """Give the text of the file for things as they are now."""
    return "\n".join([HEADER, *sorted({thing.entry.text for thing in things}), ""])
