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

TOOLS_FOLDER = Path(__file__).parents[1]
SOURCE_SUFFIXES = {".py", ".yml", ".conf"}
TEMPORARY_SUFFIX = ".new"
# Libraries of the system that set text: how each tells its version.
TEXT_LIBRARIES = {"pango-1.0": "pango_version_string", "harfbuzz": "hb_version_string"}


class Cache:
    """Kept files in `folder`; `made` and `kept` tell which paths were written or only copied."""

    def __init__(self, folder: Path, machinery: str) -> None:
        self.folder, self.fingerprint = folder, machinery
        self.misses: list[Path] = []
        self.hits: list[Path] = []
        self.used_keys: set[str] = set()

    def entry_path(self, path: Path, made_from: Iterable[str]) -> Path:
        """Give where a file of this name is kept, by what it is made from."""
        key = hash_texts([self.fingerprint, path.name, *made_from])
        self.used_keys.add(key)
        return self.folder / key

    def restore(self, path: Path, made_from: Iterable[str]) -> str | None:
        """Put the kept file at `path`; give the note that was kept with it, or None if none is."""
        try:
            data = self.entry_path(path, made_from).read_bytes()
        except FileNotFoundError:
            return None
        told, _, rest = data.partition(b"\n")
        if told != checksum(rest):
            return None
        note, _, file = rest.partition(b"\n")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file)
        self.hits.append(path)
        return note.decode()

    def store(self, path: Path, made_from: Iterable[str], note: str = "") -> None:
        """Keep the file that was just made at `path`, with a line on what is to be known of it."""
        kept = self.entry_path(path, made_from)
        self.folder.mkdir(parents=True, exist_ok=True)
        rest = b"\n".join([note.encode(), path.read_bytes()])
        # Two processes that keep the same file at once do not write into one another's.
        unfinished = kept.with_suffix(f".{os.getpid()}{TEMPORARY_SUFFIX}")
        unfinished.write_bytes(b"\n".join([checksum(rest), rest]))
        with suppress(FileNotFoundError):  # another build that ended just now threw it away
            unfinished.replace(kept)
        self.misses.append(path)

    def restore_or_make(
        self, path: Path, made_from: Iterable[str], make: Callable[[], object]
    ) -> None:
        """Put the kept file at `path`, or make it and keep it."""
        source = [*made_from]
        if self.restore(path, source) is None:
            make()
            self.store(path, source)

    def merge(self, other: Cache) -> None:
        """Take over what another process asked, made and kept in the same folder."""
        self.misses += other.misses
        self.hits += other.hits
        self.used_keys |= other.used_keys

    def prune(self) -> None:
        """Throw away what this build did not ask for."""
        if self.folder.is_dir():
            for kept in self.folder.iterdir():
                if kept.name not in self.used_keys:
                    kept.unlink(missing_ok=True)


def generator_fingerprint(*folders: Path) -> str:
    """Give a hash of the tools, all files in `folders`, what is installed, and the build's time."""
    files = [
        (path, TOOLS_FOLDER)
        for path in sorted(TOOLS_FOLDER.rglob("*"))
        if path.suffix in SOURCE_SUFFIXES
    ]
    for folder in folders:
        files += [(path, folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    hashes = (
        f"{path.relative_to(home).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path, home in files
    )
    return hash_texts([installed_versions(), os.environ.get("SOURCE_DATE_EPOCH", ""), *hashes])


@cache
def installed_versions() -> str:
    """Name the Python, every installed package and the libraries that set text, with versions."""
    packages = sorted(f"{one.name} {one.version}" for one in distributions())
    libraries = (f"{name} {library_version(name, call)}" for name, call in TEXT_LIBRARIES.items())
    return " ".join([sys.version, *packages, *libraries])


def library_version(library: str, call: str) -> str:
    """Ask a shared library for its version; empty when it is not there."""
    path = ctypes.util.find_library(library)
    if not path:
        return ""
    function = getattr(ctypes.CDLL(path), call)
    function.restype = ctypes.c_char_p
    version: bytes = function()
    return version.decode()


def checksum(data: bytes) -> bytes:
    """Give the hash that a kept file begins with."""
    return hashlib.sha256(data).hexdigest().encode()


def hash_texts(parts: Iterable[str]) -> str:
    """Hash texts, each apart: `["ab"]` differs from `["a", "b"]`."""
    result = hashlib.sha256()
    for part in parts:
        data = part.encode()
        result.update(b"%d:" % len(data) + data)
    return result.hexdigest()
