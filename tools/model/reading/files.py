"""The files in `docs/`: which a publication can have, and which it cannot.

MkDocs follows links and copies every file that it finds, so a file that may not be published must
not be there. Names must be safe on every operating system, and different in the site.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.model.problems import Problem
from tools.model.reading.addresses import TAKEN_NAME, make_safe_name

DATA_FOLDER = "_data"
PAGE_SUFFIXES = {".md"}
DRAWING_SUFFIXES = {".svg"}
IMAGE_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
PICTURE_SUFFIXES = {*DRAWING_SUFFIXES, *IMAGE_FORMATS}
# Other files that readers may download: these run no code in a browser. Office documents with
# macros have other names.
OTHER_SUFFIXES = {".txt", ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".csv"}
HEIC_SUFFIXES = {".heic", ".heif"}  # of photographs, which few programs read
ALLOWED_SUFFIXES = {*PAGE_SUFFIXES, *PICTURE_SUFFIXES, *OTHER_SUFFIXES}
MAX_PATH_LENGTH = 150  # characters below `docs/`; Windows allows 260 for an absolute path
MAX_FILE_BYTES = 5_000_000
MAX_IMAGE_BYTES = 40_000_000  # a photograph is scaled down for the site


@dataclass(frozen=True)
class DocsFiles:
    """The files of `docs/`, by path relative to it, and the problems of those not allowed."""

    names: frozenset[str]
    problems: tuple[Problem, ...]

    def find_published(self, *endings: str) -> Iterator[str]:
        """Yield the published files with one of these endings, in order."""
        for name in sorted(self.names):
            if name.lower().endswith(endings) and name.split("/")[0] != DATA_FOLDER:
                yield name


def find_files(docs: Path, root: Path) -> DocsFiles:
    """Return the files in `docs`; names that begin with a full stop are skipped, as MkDocs does."""
    names: set[str] = set()
    problems: list[Problem] = []
    folders = [docs]
    while folders:
        folder = folders.pop()
        seen: dict[str, str] = {}
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if is_hidden(entry):
                continue
            path = Path(entry.path)
            name = path.relative_to(docs).as_posix()
            code = find_file_error(entry, name)
            first = entry.name
            if not code and name.split("/")[0] != DATA_FOLDER:  # what is refused has no address
                first = seen.setdefault(make_safe_name(entry.name).casefold(), entry.name)
            if first != entry.name:
                code = "file-name-clash"
                # Which of both is meant is unknown, so neither is read.
                names.discard((folder / first).relative_to(docs).as_posix())
            if code:
                values = {
                    "name": escape_name(entry.name),
                    "first": first,
                    "known": " ".join(sorted(ALLOWED_SUFFIXES)),
                    "size": entry.stat(follow_symlinks=False).st_size // 1000,
                    "most": get_max_bytes(path.suffix.lower()) // 1000,
                }
                file = Path(escape_name(path.relative_to(root).as_posix()))
                problems.append(Problem(file, 1, code, values=values))
            elif entry.is_dir():
                folders.append(path)
            else:
                names.add(name)
    return DocsFiles(frozenset(names), tuple(problems))


def check_folders(docs: Path, root: Path) -> Iterator[Problem]:
    """Check that `docs/` exists, and that it and its data folder are no links."""
    file = Path(os.path.relpath(docs, root))
    if docs.is_symlink():
        yield Problem(file, 1, "file-link", values={"name": docs.name})
    elif not docs.is_dir():
        yield Problem(file, 1, "docs-missing")
    elif (docs / DATA_FOLDER).is_file():
        yield Problem(file / DATA_FOLDER, 1, "docs-missing")
    elif (docs / DATA_FOLDER).is_symlink():
        yield Problem(file / DATA_FOLDER, 1, "file-link", values={"name": DATA_FOLDER})


def is_hidden(entry: os.DirEntry[str]) -> bool:
    """Return whether a file is hidden, such as Emacs' lock file `.#page.md`, a broken link.

    A link to a folder is not: MkDocs follows that before it excludes what is in it.
    """
    return entry.name.startswith(".") and not (entry.is_symlink() and Path(entry.path).is_dir())


def find_file_error(entry: os.DirEntry[str], name: str) -> str | None:
    """Return the code of the problem with a file or folder, or None."""
    if entry.is_symlink():
        return "file-link"
    if not entry.is_dir() and not entry.is_file():
        return "file-special"
    ending = Path(entry.name).suffix.lower()
    if entry.is_dir() and ending in {*ALLOWED_SUFFIXES, ".yml"}:
        return "file-is-folder"
    if name.split("/")[0] == DATA_FOLDER:  # not published, and read by fixed names
        return None
    if not TAKEN_NAME.fullmatch(entry.name) or len(name) > MAX_PATH_LENGTH:
        return "file-name"
    if entry.is_dir():
        return None
    if ending in HEIC_SUFFIXES:
        return "image-heic"
    if ending not in ALLOWED_SUFFIXES:
        return "file-kind"
    if ending not in PAGE_SUFFIXES and entry.stat().st_size > get_max_bytes(ending):
        return "file-large"
    return None


def get_max_bytes(suffix: str) -> int:
    """Return how large a file with this suffix may be."""
    return MAX_IMAGE_BYTES if suffix in IMAGE_FORMATS else MAX_FILE_BYTES


def escape_name(name: str) -> str:
    """Return a name that can be shown anywhere: printable, on one line, in UTF-8."""
    safe = name.encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in safe)
