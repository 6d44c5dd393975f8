"""Files that were made before, so that what did not change is not made again.

A file is kept under a hash of all it was made from: the texts that its writer reads (given by the
caller), and the whole machinery (code, words, templates, styles, fonts, installed packages and
libraries). So a kept file is the file that would be made, to the byte; what no build asks for is
thrown away. The folder may be thrown away at any time.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

TOOLS = Path(__file__).parent
CODE = {".py", ".yml", ".conf"}
NOTE = ".note"
# Libraries of the system that set text: how each tells its version.
LIBRARIES = {"pango-1.0": "pango_version_string", "harfbuzz": "hb_version_string"}


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

    def fetch(self, path: Path, made_from: Iterable[str]) -> str | None:
        """Put the kept file at `path`; give the note that was kept with it, or None if none is."""
        kept = self.place(path, made_from)
        try:
            note = kept.with_suffix(NOTE).read_text(encoding="utf-8")
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept, path)
        except FileNotFoundError:
            return None
        self.kept.append(path)
        return note

    def keep(self, path: Path, made_from: Iterable[str], note: str = "") -> None:
        """Keep the file that was just made at `path`, with what is to be known of it."""
        kept = self.place(path, made_from)
        self.folder.mkdir(parents=True, exist_ok=True)
        # Whoever stops a build half-way leaves no half file under a whole one's name.
        unfinished = kept.with_suffix(".new")
        unfinished.write_text(note, encoding="utf-8")
        unfinished.replace(kept.with_suffix(NOTE))
        shutil.copyfile(path, unfinished)
        unfinished.replace(kept)
        self.made.append(path)

    def provide(self, path: Path, made_from: Iterable[str], make: Callable[[], object]) -> None:
        """Put the kept file at `path`, or make it and keep it."""
        source = [*made_from]
        if self.fetch(path, source) is None:
            make()
            self.keep(path, source)

    def join(self, other: Cache) -> None:
        """Take over what another process asked, made and kept in the same folder."""
        self.made += other.made
        self.kept += other.kept
        self.asked |= other.asked

    def forget(self) -> None:
        """Throw away what this build did not ask for."""
        if self.folder.is_dir():
            for kept in self.folder.iterdir():
                if kept.stem not in self.asked:
                    kept.unlink()


def machinery(*folders: Path) -> str:
    """Give a hash of the tools, all files in `folders`, what is installed, and the build's time."""
    files = [(path, TOOLS) for path in sorted(TOOLS.rglob("*")) if path.suffix in CODE]
    for folder in folders:
        files += [(path, folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    hashes = (
        f"{path.relative_to(home).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path, home in files
    )
    return digest([installed(), os.environ.get("SOURCE_DATE_EPOCH", ""), *hashes])


@cache
def installed() -> str:
    """Name the Python, every installed package and the libraries that set text, with versions."""
    packages = sorted(f"{one.name} {one.version}" for one in distributions())
    libraries = (f"{name} {version_of(name, call)}" for name, call in LIBRARIES.items())
    return " ".join([sys.version, *packages, *libraries])


def version_of(library: str, call: str) -> str:
    """Ask a shared library for its version; empty when it is not there."""
    path = ctypes.util.find_library(library)
    if not path:
        return ""
    function = getattr(ctypes.CDLL(path), call)
    function.restype = ctypes.c_char_p
    version: bytes = function()
    return version.decode()


def digest(parts: Iterable[str]) -> str:
    """Hash texts, each apart: `["ab"]` differs from `["a", "b"]`."""
    result = hashlib.sha256()
    for part in parts:
        data = part.encode()
        result.update(b"%d:" % len(data) + data)
    return result.hexdigest()
