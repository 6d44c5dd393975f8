"""A cache of built files, so that what did not change is not built again.

A file is stored under a hash of all it was made from: the texts that its writer reads (given by the
caller), and the generator (code, interface words, templates, styles, fonts, installed packages and
libraries). So a cached file is, to the byte, the file that would be made. Entries that a build does
not use are removed; the folder may be removed at any time.

An entry begins with a checksum of all that follows: a note on a line of its own, and the file
itself. An entry that does not match its checksum (part of a file after a disk was full or failed,
or after the power went) is made again.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

TOOLS_FOLDER = Path(__file__).parents[1]
SOURCE_SUFFIXES = {".py", ".yml", ".conf"}
TEMPORARY_SUFFIX = ".new"
# Libraries of the system that set text: the function that returns the version of each.
TEXT_LIBRARIES = {"pango-1.0": "pango_version_string", "harfbuzz": "hb_version_string"}


class Cache:
    """The cached files in `folder`, valid for the generator with this fingerprint."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder, self.fingerprint = folder, fingerprint
        self.misses: list[Path] = []  # paths of files that were made
        self.hits: list[Path] = []  # paths of files that were copied from the cache
        self.used_keys: set[str] = set()

    def entry_path(self, name: str, made_from: Iterable[str]) -> Path:
        """Return where what has this name is stored, by what it is made from."""
        key = hash_texts([self.fingerprint, name, *made_from])
        self.used_keys.add(key)
        return self.folder / key

    def load(self, name: str, made_from: Iterable[str]) -> bytes | None:
        """Return what is stored under a name, or None if it is not there, or damaged."""
        try:
            data = self.entry_path(name, made_from).read_bytes()
        except FileNotFoundError:
            return None
        stored_checksum, _, content = data.partition(b"\n")
        return content if stored_checksum == checksum(content) else None

    def save(self, name: str, made_from: Iterable[str], content: bytes) -> None:
        """Store bytes under a name."""
        entry = self.entry_path(name, made_from)
        self.folder.mkdir(parents=True, exist_ok=True)
        # Two processes may store the same entry at once: each writes a temporary file of its own.
        temporary = entry.with_suffix(f".{os.getpid()}{TEMPORARY_SUFFIX}")
        temporary.write_bytes(b"\n".join([checksum(content), content]))
        with suppress(FileNotFoundError):  # another build that just ended removed it
            temporary.replace(entry)

    def restore(self, path: Path, made_from: Iterable[str]) -> str | None:
        """Copy the cached file to `path`; return its note, or None if it is not in the cache."""
        data = self.load(path.name, made_from)
        if data is None:
            return None
        note, _, content = data.partition(b"\n")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.hits.append(path)
        return note.decode()

    def store(self, path: Path, made_from: Iterable[str], note: str = "") -> None:
        """Store the file that was just made at `path`, with a note of one line."""
        self.save(path.name, made_from, b"\n".join([note.encode(), path.read_bytes()]))
        self.misses.append(path)

    def restore_or_make(self, path: Path, sources: list[str], make: Callable[[], object]) -> None:
        """Copy the cached file to `path`, or make it from its sources and store it."""
        if self.restore(path, sources) is None:
            make()
            self.store(path, sources)

    def merge(self, other: Cache) -> None:
        """Add what another process used, made and copied in the same folder."""
        self.misses += other.misses
        self.hits += other.hits
        self.used_keys |= other.used_keys

    def prune(self) -> None:
        """Remove the entries that this build did not use."""
        for entry in self.folder.glob("*"):
            if entry.name not in self.used_keys:
                entry.unlink(missing_ok=True)


def generator_fingerprint(*folders: Path) -> str:
    """Return a hash of the tools, all files in `folders`, what is installed, and the build's time.

    The time is that of the environment variable SOURCE_DATE_EPOCH, if it is set.
    """
    trees = (hash_tree(TOOLS_FOLDER, SOURCE_SUFFIXES), *map(hash_tree, folders))
    return hash_texts([installed_versions(), os.environ.get("SOURCE_DATE_EPOCH", ""), *trees])


def hash_tree(folder: Path, suffixes: Collection[str] = ()) -> str:
    """Return a hash of the paths and contents of all files in a folder; of these suffixes, if any.

    What Python compiles does not count.
    """
    return hash_texts(
        f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix != ".pyc"
        and (not suffixes or path.suffix.lower() in suffixes)
    )


@cache
def installed_versions() -> str:
    """Return the versions of Python, of every installed package and of the text libraries."""
    packages = sorted(f"{package.name} {package.version}" for package in distributions())
    libraries = (f"{name} {library_version(name, call)}" for name, call in TEXT_LIBRARIES.items())
    return " ".join([sys.version, *packages, *libraries])


def library_version(library: str, call: str) -> str:
    """Return the version that a shared library reports; empty when it is not there."""
    path = ctypes.util.find_library(library)
    if not path:
        return ""
    function = getattr(ctypes.CDLL(path), call)
    function.restype = ctypes.c_char_p
    version: bytes = function()
    return version.decode()


def checksum(data: bytes) -> bytes:
    """Return the checksum with which an entry begins, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest().encode()


def hash_texts(parts: Iterable[str]) -> str:
    """Return a hash of texts, of each by itself: `["ab"]` differs from `["a", "b"]`."""
    result = hashlib.sha256()
    for part in parts:
        data = part.encode()
        result.update(b"%d:" % len(data) + data)
    return result.hexdigest()
