"""Reading YAML and front matter, with the file and line of every value."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tools.model.problems import Problem
from tools.model.reading.characters import find_forbidden_character
from tools.model.reading.safe_yaml import LocatedMapping, UnreadableYamlError, load_yaml

MAX_PAGE_BYTES = 100_000  # about 20,000 words
MAX_DATA_FILE_BYTES = 10_000_000
MAX_LINE_LENGTH = 4_000  # characters: a paragraph of 600 words
FRONT_MATTER_BLOCK = re.compile(r"\A---\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
# Meant as front matter: lines between dashes, or a first line that MkDocs takes for a field.
MEANT_FRONT_MATTER = re.compile(r"\s*\Z|\s*---[ \t]*$|[ ]{0,3}[A-Za-z0-9_-]+:", re.MULTILINE)
SECOND_FRONT_MATTER = re.compile(r"\A\s*---\n(?=\w[\w -]*:.*?^---$)", re.DOTALL | re.MULTILINE)
KeyPath = tuple[str | int, ...]


class UnreadableError(Exception):
    """A file that cannot be read; `problem` says why."""

    def __init__(self, file: Path, line: int, code: str, **values: Any) -> None:
        """Store the problem."""
        super().__init__(code)
        self.problem = Problem(file, line, code, values=values)


@dataclass(frozen=True)
class Origin:
    """The source of YAML text: its file, and the number of lines above it."""

    file: Path
    line_offset: int = 0


@dataclass(frozen=True)
class Node:
    """A YAML mapping with its position.

    The getters are tolerant (a value of the wrong type reads as absent), so that rules can run on
    a project in which other fields are still wrong; the models check the types.
    """

    data: LocatedMapping
    origin: Origin
    key_path: KeyPath = ()
    label: str = ""

    @property
    def id(self) -> str:
        """The id; empty when it has none."""
        return self.get_text("id") or ""

    def get_text(self, key: str) -> str | None:
        """Return the value of `key` if it is text."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None

    def get_list(self, key: str) -> Sequence[Any]:
        """Return the list under `key`; empty when there is no such list."""
        value = self.data.get(key)
        return value if isinstance(value, Sequence) and not isinstance(value, str) else ()

    def get_texts(self, key: str) -> list[str]:
        """Return the texts in the list under `key`; empty when there is no such list."""
        return [entry for entry in self.get_list(key) if isinstance(entry, str)]

    def get_date(self, key: str) -> dt.date | None:
        """Return the value of `key` if it is a date."""
        value = self.data.get(key)
        is_date = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        return value if is_date else None

    def get_node(self, key: str) -> Node | None:
        """Return the mapping under `key`, if there is one."""
        value = self.data.get(key)
        if not isinstance(value, LocatedMapping):
            return None
        return Node(value, self.origin, (*self.key_path, key), self.label)

    def get_nodes(self, key: str) -> list[Node]:
        """Return the mappings in the list under `key`, each labelled with its id."""
        return [
            Node(entry, self.origin, (*self.key_path, key, number), join_label(self.label, entry))
            for number, entry in enumerate(self.get_list(key))
            if isinstance(entry, LocatedMapping)
        ]

    def iter_nodes(self) -> Iterator[tuple[str, Node]]:
        """Yield each key with its value, if that is a mapping."""
        for key in self.data:
            node = self.get_node(key)
            if node:
                yield key, node

    def with_label(self, label: str) -> Node:
        """Return this node with another label."""
        return replace(self, label=label)

    def get_line(self, key: str | None = None) -> int:
        """Return the line of `key`, or of the mapping itself when `key` is absent."""
        return self.origin.line_offset + find_line(self.data, () if key is None else (key,))

    def create_problem(self, key: str | None, code: str, /, **values: Any) -> Problem:
        """Return a problem at `key` of this mapping."""
        field_path = " › ".join(str(part) for part in (self.label, key) if part)
        return Problem(self.origin.file, self.get_line(key), code, field_path, values)


def join_label(parent: str, data: LocatedMapping) -> str:
    """Return the label of a mapping for messages: that of its parent, and its id."""
    return " › ".join(part for part in (parent, data.get("id")) if part and isinstance(part, str))


def find_line(data: Any, path: KeyPath) -> int:
    """Return the line (from 1) of `path` below `data`, as far as the path exists."""
    line: int = getattr(data, "line", 1)
    for key in path:
        if key not in getattr(data, "lines", ()):
            break
        line, data = data.lines[key], data[key]
    return line


def parse_yaml(text: str, origin: Origin, tagged_keys: Collection[str] = ()) -> Any:
    """Parse YAML 1.2 text; raise UnreadableError with file and line when it cannot be read.

    That includes what `safe_yaml` does not allow.
    """
    try:
        return load_yaml(text, tagged_keys)
    except UnreadableYamlError as error:
        line = origin.line_offset + error.line
        raise UnreadableError(origin.file, line, error.code, **error.values) from error


def read_mapping(path: Path, root: Path, tagged_keys: Collection[str] = ()) -> Node:
    """Read a YAML file that holds a mapping; raise UnreadableError when it is anything else."""
    return parse_mapping(read_text(path, root), Origin(get_display_path(path, root)), tagged_keys)


def parse_mapping(text: str, origin: Origin, tagged_keys: Collection[str] = ()) -> Node:
    """Parse YAML text that holds a mapping; raise UnreadableError when it is anything else."""
    data = parse_yaml(text, origin, tagged_keys)
    if not isinstance(data, LocatedMapping):
        raise UnreadableError(origin.file, 1, "not-a-mapping")
    return Node(data, origin)


def read_list(path: Path, root: Path) -> list[Node]:
    """Read a YAML file that holds a list of mappings; raise UnreadableError otherwise."""
    origin = Origin(get_display_path(path, root))
    data = parse_yaml(read_text(path, root), origin)
    return read_entries(Node(LocatedMapping({"entries": data}), origin), "entries", 1)


def read_entries(node: Node, key: str, line: int) -> list[Node]:
    """Return the mappings in the list under `key`; raise UnreadableError when it is no such list.

    `line`: where the list should be, for the problem.
    """
    data = node.data[key]
    if data is not node.get_list(key):
        raise UnreadableError(node.origin.file, line, "not-a-list")
    for number, entry in enumerate(data):
        if not isinstance(entry, LocatedMapping):
            line = node.origin.line_offset + find_line(data, (number,))
            raise UnreadableError(node.origin.file, line, "not-a-list")
    return node.get_nodes(key)


def get_display_path(path: Path, root: Path) -> Path:
    """Return the path of a file in messages: from the project folder, also when outside it."""
    return Path(os.path.relpath(path, root))


def read_text(path: Path, root: Path, max_bytes: int = MAX_DATA_FILE_BYTES) -> str:
    """Return the text of a UTF-8 file.

    Raises UnreadableError when it is absent, no regular file, larger than `max_bytes`, in another
    encoding, or has a forbidden character.
    """
    file = get_display_path(path, root)
    if not path.exists():
        raise UnreadableError(file, 1, "file-missing")
    if not path.is_file():  # a folder, or what would block, such as a pipe
        raise UnreadableError(file, 1, "file-unreadable")
    if path.stat().st_size > max_bytes:
        size = path.stat().st_size // 1000
        raise UnreadableError(file, 1, "file-large", size=size, most=max_bytes // 1000)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableError(file, 1, "file-unreadable") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableError(file, line, "not-utf-8") from error
    found = find_forbidden_character(text)
    if found:
        line = text.count("\n", 0, found[0]) + 1
        raise UnreadableError(file, line, "character-forbidden", sign=found[1])
    return text


@dataclass(frozen=True)
class Document:
    """A Markdown page: front matter and text.

    `source_path` is relative to `docs/`; `line_offset` is the number of lines above `text`.
    """

    source_path: Path
    meta: Node
    text: str
    line_offset: int

    @property
    def file(self) -> Path:
        """The page's file, relative to the project folder."""
        return self.meta.origin.file

    def create_problem(self, body_line: int, code: str, **values: Any) -> Problem:
        """Return a problem at a line of the text (`body_line` counts from 1)."""
        return Problem(self.file, self.line_offset + body_line, code, values=values)


def read_document(path: Path, docs: Path, root: Path) -> Document:
    """Read one page, with or without front matter; raise UnreadableError when it cannot be read."""
    text = read_text(path, root, MAX_PAGE_BYTES)
    file = get_display_path(path, root)
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_LINE_LENGTH:
            raise UnreadableError(file, number, "line-long", count=len(line), most=MAX_LINE_LENGTH)
    block = FRONT_MATTER_BLOCK.match(text)
    if not block:
        if MEANT_FRONT_MATTER.match(text):
            raise UnreadableError(file, 1, "front-matter-missing")
        return Document(path.relative_to(docs), Node(LocatedMapping(), Origin(file)), text, 0)
    meta = parse_mapping(block[1], Origin(file, line_offset=1))
    body = text[block.end() :]
    line_offset = block[0].count("\n")
    second = SECOND_FRONT_MATTER.match(body)
    if second:
        number = line_offset + second[0].count("\n")
        raise UnreadableError(file, number, "front-matter-second")
    if block[1].rstrip().endswith("\n..."):  # here YAML and MkDocs end the front matter
        raise UnreadableError(file, line_offset - 1, "front-matter-second")
    return Document(path.relative_to(docs), meta, body, line_offset)


def to_plain_data(data: Any) -> Any:
    """Return parsed YAML as plain dicts and lists, for the models."""
    if isinstance(data, dict):
        return {key: to_plain_data(value) for key, value in data.items()}
    if isinstance(data, list):
        return [to_plain_data(entry) for entry in data]
    return data
