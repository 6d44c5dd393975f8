"""Changes to files of a project: kept in memory until they are applied, and undone at will."""

import difflib
from collections.abc import Iterator
from pathlib import Path

EXCERPT_LENGTH = 100  # characters of a line that is shown


class FileChanges:
    """Changes to the files below `root`; paths are relative to it. Line ends stay as they are."""

    def __init__(self, root: Path) -> None:
        """Begin without changes."""
        self.root = root
        self.contents: dict[Path, bytes | None] = {}  # None: the file is removed
        self.originals: dict[Path, bytes | None] = {}  # None: there was no file
        self.moved: dict[Path, Path] = {}  # the new path of a file → the former one

    def read(self, file: Path) -> str:
        """Return the text of a file with its changes; empty when there is no such file."""
        self.remember(file)
        return (self.contents[file] or b"").decode()

    def write(self, file: Path, text: str) -> None:
        """Change the text of a file, or add one."""
        self.remember(file)
        self.contents[file] = text.encode()

    def delete(self, file: Path) -> None:
        """Remove a file."""
        self.remember(file)
        self.contents[file] = None

    def move(self, file: Path, target: Path) -> None:
        """Move a file, with its changes."""
        self.write(target, self.read(file))
        self.delete(file)
        self.moved[target] = file

    def remember(self, file: Path) -> None:
        """Keep the content of a file as it was before any change."""
        if file not in self.originals:
            path = self.root / file
            self.originals[file] = path.read_bytes() if path.is_file() else None
            self.contents[file] = self.originals[file]

    @property
    def files(self) -> list[Path]:
        """The files that change, in order."""
        return sorted(file for file, data in self.contents.items() if data != self.originals[file])

    def apply(self) -> None:
        """Write all changes; restore everything when one of them fails."""
        try:
            for file, data in self.contents.items():
                self.put(file, data)
        except BaseException:
            self.undo()
            raise

    def undo(self) -> None:
        """Restore all files as they were before the changes."""
        for file, data in self.originals.items():
            self.put(file, data)

    def put(self, file: Path, data: bytes | None) -> None:
        """Write or remove a file, with the folders that it needs or leaves empty."""
        path = self.root / file
        if data is None:
            if path.exists():
                path.unlink()
            folder = path.parent
            while folder != self.root and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
        elif not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def describe(self) -> Iterator[str]:
        """Yield each changed line as `file:line: before → after`, and files by their names."""
        for file in self.files:
            before = self.originals[self.moved.get(file, file)]
            after = self.contents[file]
            if file in self.moved.values():
                continue
            if before is None or after is None:
                yield f"{'+' if before is None else '−'} {file}"
            else:
                yield from describe_lines(file, before.decode(), after.decode())


def describe_lines(file: Path, before: str, after: str) -> Iterator[str]:
    """Yield the lines that differ in two texts, with the numbers that they have in the second."""
    old, new = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = min(last - first, end - start)
        for number in range(pairs):
            removed, added = find_difference(old[first + number], new[start + number])
            yield f"{file}:{start + number + 1}: {shorten(removed)} → {shorten(added)}"
        for line in old[first + pairs : last]:
            yield f"{file}:{start + pairs + 1}: − {shorten(line.strip())}"
        for number in range(start + pairs, end):
            yield f"{file}:{number + 1}: + {shorten(new[number].strip())}"


def find_difference(before: str, after: str) -> tuple[str, str]:
    """Return the parts in which two lines differ, as whole words."""
    old, new = before.split(" "), after.split(" ")
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return " ".join(old) or "–", " ".join(new) or "–"


def shorten(text: str) -> str:
    """Return a text, or its beginning when it is long."""
    return text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 1].rstrip() + "…"
