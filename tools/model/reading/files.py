"""What stands in `docs/`: the files that a publication can have, and those that it cannot.

The engine follows links and copies whatever it finds, so what is not to be published must not be
there. Names are those that every system and every address can bear.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.model.problems import Problem

DATA_FOLDER = "_data"
PAGE_SUFFIXES = {".md"}
DRAWING_SUFFIXES = {".svg"}
IMAGE_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
# What else readers may get as it is: it cannot act in their browser.
OTHER_SUFFIXES = {".txt", ".pdf"}
ALLOWED_SUFFIXES = {*PAGE_SUFFIXES, *DRAWING_SUFFIXES, *IMAGE_FORMATS, *OTHER_SUFFIXES}
# Letters, digits, hyphens and full stops: nothing that an address, a shell or a system reads
# otherwise, or writes in two ways (é is one sign or two). Windows keeps some names for itself.
SAFE_NAME = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))\w[\w.-]*", re.IGNORECASE | re.ASCII
)
MAX_PATH_LENGTH = 150  # of a path; Windows has room for 260, with what stands before it
MAX_FILE_BYTES = 5_000_000  # bytes


@dataclass(frozen=True)
class DocsFiles:
    """The files of `docs/`, by path relative to it, and what is wrong with them."""

    names: frozenset[str]
    problems: tuple[Problem, ...]

    def find_published(self, *endings: str) -> Iterator[str]:
        """Give the published files with one of these endings, in order."""
        for name in sorted(self.names):
            if name.lower().endswith(endings) and name.split("/")[0] != DATA_FOLDER:
                yield name


def find_files(docs: Path, root: Path) -> DocsFiles:
    """Look what stands in `docs`; what begins with a full stop is passed by, as the engine does."""
    names: set[str] = set()
    problems: list[Problem] = []
    folders = [docs]
    while folders:
        folder = folders.pop()
        seen: dict[str, str] = {}
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            if is_hidden(entry):
                continue
            path = Path(entry.path)
            name = path.relative_to(docs).as_posix()
            code = find_file_error(entry, name)
            first = seen.setdefault(entry.name.casefold(), entry.name)
            if not code and first != entry.name:
                code = "file-name-clash"
                names.discard((folder / first).relative_to(docs).as_posix())  # which is meant?
            if code:
                values = {
                    "name": escape_name(entry.name),
                    "first": first,
                    "known": " ".join(sorted(ALLOWED_SUFFIXES)),
                    "size": entry.stat(follow_symlinks=False).st_size // 1000,
                    "most": MAX_FILE_BYTES // 1000,
                }
                told = Path(escape_name(path.relative_to(root).as_posix()))
                problems.append(Problem(told, 1, code, values=values))
            elif entry.is_dir():
                folders.append(path)
            else:
                names.add(name)
    return DocsFiles(frozenset(names), tuple(problems))


def check_folders(docs: Path, root: Path) -> Iterator[Problem]:
    """Give what is wrong with `docs/` itself, or with its folder of data."""
    file = Path(os.path.relpath(docs, root))
    if docs.is_symlink():
        yield Problem(file, 1, "file-link", values={"name": docs.name})
    elif not docs.is_dir():
        yield Problem(file, 1, "docs-missing")
    elif (docs / DATA_FOLDER).is_symlink():
        yield Problem(file / DATA_FOLDER, 1, "file-link", values={"name": DATA_FOLDER})
    elif not (docs / DATA_FOLDER).is_dir():
        yield Problem(file / DATA_FOLDER, 1, "docs-missing")


def is_hidden(entry: os.DirEntry[str]) -> bool:
    """Tell whether programs keep a file for themselves: such as Emacs' `.#page.md`, a link to none.

    A link to a folder is seen: the engine walks into that, to leave out what it finds there.
    """
    return entry.name.startswith(".") and not (entry.is_symlink() and Path(entry.path).is_dir())


def find_file_error(entry: os.DirEntry[str], name: str) -> str | None:
    """Give the code of what is wrong with a file or folder, or None."""
    if entry.is_symlink():
        return "file-link"
    if not entry.is_dir() and not entry.is_file():
        return "file-special"
    ending = Path(entry.name).suffix.lower()
    if entry.is_dir() and ending in {*ALLOWED_SUFFIXES, ".yml"}:
        return "file-is-folder"
    if (
        name.split("/")[0] == DATA_FOLDER
    ):  # not published; its files are read under names of their own
        return None
    if not SAFE_NAME.fullmatch(entry.name) or len(name) > MAX_PATH_LENGTH:
        return "file-name"
    if entry.is_file() and ending not in ALLOWED_SUFFIXES:
        return "file-kind"
    if entry.is_file() and ending not in PAGE_SUFFIXES and entry.stat().st_size > MAX_FILE_BYTES:
        return "file-large"
    return None


def escape_name(name: str) -> str:
    """Write a name so that it can be shown anywhere: on one line, in UTF-8."""
    safe = name.encode("utf-8", "backslashreplace").decode()
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in safe)
