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

DATA = "_data"
PAGES = {".md"}
DRAWINGS = {".svg"}
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
# What else readers may get as it is: it cannot act in their browser.
OTHERS = {".txt", ".pdf"}
KINDS = {*PAGES, *DRAWINGS, *PICTURES, *OTHERS}
# Letters, digits, hyphens and full stops: nothing that an address, a shell or a system reads
# otherwise, or writes in two ways (é is one sign or two). Windows keeps some names for itself.
NAME = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))\w[\w.-]*", re.IGNORECASE | re.ASCII)
LONGEST = 150  # of a path; Windows has room for 260, with what stands before it
LARGEST = 5_000_000  # bytes


@dataclass(frozen=True)
class Found:
    """The files of `docs/`, by path relative to it, and what is wrong with them."""

    names: frozenset[str]
    problems: tuple[Problem, ...]

    def below(self, *endings: str) -> Iterator[str]:
        """Give the published files with one of these endings, in order."""
        for name in sorted(self.names):
            if name.lower().endswith(endings) and name.split("/")[0] != DATA:
                yield name


def look(docs: Path, root: Path) -> Found:
    """Look what stands in `docs`; what begins with a full stop is passed by, as the engine does."""
    names: set[str] = set()
    problems: list[Problem] = []
    folders = [docs]
    while folders:
        folder = folders.pop()
        seen: dict[str, str] = {}
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            if hidden(entry):
                continue
            path = Path(entry.path)
            name = path.relative_to(docs).as_posix()
            code = wrong_with(entry, name)
            first = seen.setdefault(entry.name.casefold(), entry.name)
            if not code and first != entry.name:
                code = "file-name-clash"
                names.discard((folder / first).relative_to(docs).as_posix())  # which is meant?
            if code:
                values = {
                    "name": shown(entry.name),
                    "first": first,
                    "known": " ".join(sorted(KINDS)),
                    "size": entry.stat(follow_symlinks=False).st_size // 1000,
                    "most": LARGEST // 1000,
                }
                told = Path(shown(path.relative_to(root).as_posix()))
                problems.append(Problem(told, 1, code, values=values))
            elif entry.is_dir():
                folders.append(path)
            else:
                names.add(name)
    return Found(frozenset(names), tuple(problems))


def missing(docs: Path, root: Path) -> Iterator[Problem]:
    """Give what is wrong with `docs/` itself, or with its folder of data."""
    file = Path(os.path.relpath(docs, root))
    if docs.is_symlink():
        yield Problem(file, 1, "file-link", values={"name": docs.name})
    elif not docs.is_dir():
        yield Problem(file, 1, "docs-missing")
    elif (docs / DATA).is_symlink():
        yield Problem(file / DATA, 1, "file-link", values={"name": DATA})
    elif not (docs / DATA).is_dir():
        yield Problem(file / DATA, 1, "docs-missing")


def hidden(entry: os.DirEntry[str]) -> bool:
    """Tell whether programs keep a file for themselves: such as Emacs' `.#page.md`, a link to none.

    A link to a folder is seen: the engine walks into that, to leave out what it finds there.
    """
    return entry.name.startswith(".") and not (entry.is_symlink() and Path(entry.path).is_dir())


def wrong_with(entry: os.DirEntry[str], name: str) -> str | None:
    """Give the code of what is wrong with a file or folder, or None."""
    if entry.is_symlink():
        return "file-link"
    if not entry.is_dir() and not entry.is_file():
        return "file-special"
    ending = Path(entry.name).suffix.lower()
    if entry.is_dir() and ending in {*KINDS, ".yml"}:
        return "file-is-folder"
    if name.split("/")[0] == DATA:  # not published; its files are read under names of their own
        return None
    if not NAME.fullmatch(entry.name) or len(name) > LONGEST:
        return "file-name"
    if entry.is_file() and ending not in KINDS:
        return "file-kind"
    if entry.is_file() and ending not in PAGES and entry.stat().st_size > LARGEST:
        return "file-large"
    return None


def shown(name: str) -> str:
    """Write a name so that it can be shown anywhere: on one line, in UTF-8."""
    safe = name.encode("utf-8", "backslashreplace").decode()
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in safe)
