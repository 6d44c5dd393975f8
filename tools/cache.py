"""Files that were made before, so that an unchanged list is not made again.

A file is kept under a hash of all it was made from: the texts that its writer reads (given by the
caller), and the whole machinery (code, words, templates, styles, fonts, installed packages). So a
kept file is the file that would be made, to the byte; what no build asks for is thrown away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

TOOLS = Path(__file__).parent
CODE = {".py", ".yml"}


class Cache:
    """Kept files in `folder`; `made` and `kept` tell which paths were written or only copied."""

    def __init__(self, folder: Path, machinery: str) -> None:
        self.folder, self.machinery = folder, machinery
        self.made: list[Path] = []
        self.kept: list[Path] = []
        self.asked: set[str] = set()

    def place(self, path: Path, made_from: Iterable[str]) -> Path:
        """Give where a file of this name is kept, by what it is made from."""
        key = digest([self.machinery, path.name, *made_from])
        self.asked.add(key)
        return self.folder / key

    def fetch(self, path: Path, made_from: Iterable[str]) -> bool:
        """Put the kept file at `path`, if there is one; tell whether there was."""
        kept = self.place(path, made_from)
        if not kept.is_file():
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, path)
        self.kept.append(path)
        return True

    def keep(self, path: Path, made_from: Iterable[str]) -> None:
        """Keep the file that was just made at `path`."""
        kept = self.place(path, made_from)
        self.folder.mkdir(parents=True, exist_ok=True)
        # Whoever stops a build half-way leaves no half file under a whole one's name.
        unfinished = kept.with_suffix(".new")
        shutil.copyfile(path, unfinished)
        unfinished.replace(kept)
        self.made.append(path)

    def provide(self, path: Path, made_from: Iterable[str], make: Callable[[], object]) -> None:
        """Put the kept file at `path`, or make it and keep it."""
        source = [*made_from]
        if not self.fetch(path, source):
            make()
            self.keep(path, source)

    def forget(self) -> None:
        """Throw away what this build did not ask for."""
        if self.folder.is_dir():
            for kept in self.folder.iterdir():
                if kept.name not in self.asked:
                    kept.unlink()


def machinery(*folders: Path) -> str:
    """Give a hash of the tools, all files in `folders`, what is installed, and the build's time."""
    files = [path for path in sorted(TOOLS.rglob("*")) if path.suffix in CODE]
    for folder in folders:
        files += sorted(path for path in folder.rglob("*") if path.is_file())
    hashes = (f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)
    return digest([installed(), os.environ.get("SOURCE_DATE_EPOCH", ""), *hashes])


@cache
def installed() -> str:
    """Name the Python and every installed package with its version."""
    packages = sorted(f"{one.name} {one.version}" for one in distributions())
    return " ".join([sys.version, *packages])


def digest(parts: Iterable[str]) -> str:
    """Hash texts, each apart: `["ab"]` differs from `["a", "b"]`."""
    result = hashlib.sha256()
    for part in parts:
        data = part.encode()
        result.update(b"%d:" % len(data) + data)
    return result.hexdigest()
