"""The release manifest: digests of what was published, to compare a later version with.

`python -m tools release` writes it to `docs/_data/release_manifest.txt`, one entry per line,
sorted, so that two branches merge by lines. It has digests only: the text itself has one source,
the page.
`tools.model.release.entries` defines the entries; `tools.model.rules.release` and
`tools.checks.changelog` check which may change, and how.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.model.reading.yaml_nodes import UnreadableError, get_display_path, read_text

MANIFEST_FILE = "release_manifest.txt"
HEADER = "# Written by `python -m tools release`: what was published, as digests."
DIGEST_PATTERN, DATE_PATTERN = r" [0-9a-f]{16}", r" \d{4}-\d{2}-\d{2}"
ENTRY_LINE = re.compile(  # kind, id and fingerprint, as `tools.model.release.entries` makes them
    rf"list \S+({DIGEST_PATTERN}{DATE_PATTERN})?|checked \S+{DATE_PATTERN}{DATE_PATTERN}"
    rf"|publication \S+{DIGEST_PATTERN}{DATE_PATTERN}( \S+)+"
    rf"|(?!(list|checked|publication) )[a-z]+ \S+({DIGEST_PATTERN})?",
    re.ASCII,
)

Manifest = dict[tuple[str, str], "ManifestEntry"]  # by kind and id


@dataclass(frozen=True, order=True)
class ManifestEntry:
    """A line of the manifest: kind, id, and the fingerprint (digests, dates or a version)."""

    kind: str
    id: str
    fingerprint: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The entry as a line."""
        return " ".join((self.kind, self.id, *self.fingerprint))


@dataclass(frozen=True)
class LocatedEntry:
    """An entry of the publication as it is now, with its file and line.

    `page_ids`: the pages on which readers see it; none is the publication as a whole.
    """

    entry: ManifestEntry
    file: Path
    line: int
    page_ids: frozenset[str] = frozenset()


def compute_digest(data: Any) -> str:
    """Return the digest of data; white space in texts and the order of keys do not change it."""
    text = json.dumps(normalize_whitespace(data), ensure_ascii=False, sort_keys=True, default=str)
    return digest_bytes(text.encode())


def digest_bytes(data: bytes) -> str:
    """Return the digest of bytes: 16 hexadecimal digits, enough to be unique in a publication."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def normalize_whitespace(data: Any) -> Any:
    """Return data with each run of white space in its texts as one space."""
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, dict):
        return {str(key): normalize_whitespace(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [normalize_whitespace(entry) for entry in data]
    return data


def read_manifest(path: Path, root: Path) -> Manifest:
    """Return the manifest of the last release.

    Raises UnreadableError when the file cannot be read, or at the first line that is not valid,
    such as a conflict marker of a merge.
    """
    manifest: Manifest = {}
    for number, line in enumerate(read_text(path, root).splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if not ENTRY_LINE.fullmatch(line) or not has_valid_dates(line):
            file, text = get_display_path(path, root), line[:60]
            raise UnreadableError(file, number, "release-damaged", text=text, name=path.name)
        kind, id_, *fingerprint = line.split(" ")
        manifest[kind, id_] = ManifestEntry(kind, id_, tuple(fingerprint))
    return manifest


def has_valid_dates(line: str) -> bool:
    """Return whether all dates in a line exist."""
    try:
        for day in re.findall(DATE_PATTERN, line):
            dt.date.fromisoformat(day.strip())
    except ValueError:
        return False
    return True


def format_manifest(entries: Iterable[LocatedEntry]) -> str:
    """Return the text of the manifest for these entries."""
    return "\n".join([HEADER, *sorted({located.entry.text for located in entries}), ""])
