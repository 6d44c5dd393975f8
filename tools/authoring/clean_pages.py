"""Removing what office programs leave in pages."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.authoring.file_changes import FileChanges, describe_lines
from tools.model.reading.pasted_text import clean_text, show_invisible

SUFFIXES = {".md", ".yml"}


def find_file(root: Path, docs: Path, name: str) -> Path | None:
    """Return the text file with a name below `root`, or that of the page with this id, or None.

    A page may not be readable before it is cleaned, so its id is looked up in the texts of `docs`.
    """
    path = Path(os.path.normpath(root / name))
    if path.suffix in SUFFIXES and path.is_file() and path.is_relative_to(root):
        return path.relative_to(root)
    id_line = re.compile(rf"^id:[ ]*{re.escape(name)}[ \t\r]*(?:#|$)".encode(), re.MULTILINE)
    pages = (page for page in sorted(docs.rglob("*.md")) if id_line.search(page.read_bytes()))
    return next((page.relative_to(root) for page in pages), None)


def clean_pages(root: Path, files: Sequence[Path]) -> Iterator[str]:
    """Clean files of a project in `root` in place; yield each changed line, before and after.

    Raises OSError or UnicodeDecodeError for a file that is no text; then no file changes.
    """
    changes = FileChanges(root)
    for file in files:
        changes.write(file, clean_text(changes.read(file)))
    changes.apply()
    for file in changes.files:
        before, after = changes.originals[file], changes.contents[file]
        if before is not None and after is not None:
            yield from describe_lines(file, show_invisible(before.decode()), after.decode())
