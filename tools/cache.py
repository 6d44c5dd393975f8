"""Files that were made before, so that what did not change is not made again.

A file is kept under a hash of all it was made from: the texts that its writer reads (given by the
caller), and the whole machinery (code, words, templates, styles, fonts, installed packages and
libraries). So a kept file is the file that would be made, to the byte; what no build asks for is
thrown away. The folder may be thrown away at any time.

A kept file begins with a hash of all that follows: the note that goes with it, on a line of its
own, and the file itself. What does not answer to its hash is made again: half a file after a disk
was full or failed, or after the power went.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

TOOLS = Path(__file__).parent
CODE = {".py", ".yml", ".conf"}
UNFINISHED = ".new"
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
        try:
            data = self.place(path, made_from).read_bytes()
        except FileNotFoundError:
            return None
        told, _, rest = data.partition(b"\n")
        if told != hashed(rest):
            return None
        note, _, file = rest.partition(b"\n")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file)
        self.kept.append(path)
        return note.decode()

    def keep(self, path: Path, made_from: Iterable[str], note: str = "") -> None:
        """Keep the file that was just made at `path`, with a line on what is to be known of it."""
        kept = self.place(path, made_from)
        self.folder.mkdir(parents=True, exist_ok=True)
        rest = b"\n".join([note.encode(), path.read_bytes()])
        # Two processes that keep the same file at once do not write into one another's.
        unfinished = kept.with_suffix(f".{os.getpid()}{UNFINISHED}")
        unfinished.write_bytes(b"\n".join([hashed(rest), rest]))
        with suppress(FileNotFoundError):  # another build that ended just now threw it away
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
                if kept.name not in self.asked:
                    kept.unlink(missing_ok=True)


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


def hashed(data: bytes) -> bytes:
    """Give the hash that a kept file begins with."""
    return hashlib.sha256(data).hexdigest().encode()


def digest(parts: Iterable[str]) -> str:
    """Hash texts, each apart: `["ab"]` differs from `["a", "b"]`."""
    result = hashlib.sha256()
    for part in parts:
        data = part.encode()
        result.update(b"%d:" % len(data) + data)
    return result.hexdigest()
