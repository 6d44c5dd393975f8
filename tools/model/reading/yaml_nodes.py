"""Reading YAML and front matter so that every value still knows its file and line."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from tools.model.problems import Problem
from tools.model.reading.characters import find_forbidden_character
from tools.model.reading.safe_yaml import DisallowedYamlError, create_parser

MAX_PAGE_BYTES = 100_000  # bytes at most: twenty thousand words, as in a whole book
MAX_DATA_FILE_BYTES = 10_000_000
MAX_LINE_LENGTH = 4_000  # characters: a paragraph of six hundred words
FRONT_MATTER_BLOCK = re.compile(r"\A---\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
SECOND_FRONT_MATTER = re.compile(r"\A\s*---\n(?=\w[\w -]*:.*?^---$)", re.DOTALL | re.MULTILINE)
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
KeyPath = tuple[str | int, ...]


class UnreadableError(Exception):
    """A file that cannot be read as YAML; carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True)
class Origin:
    """Where YAML text stands: its file, and the number of lines before it."""

    file: Path
    line_offset: int = 0


@dataclass(frozen=True)
class Node:
    """A YAML mapping that knows where it stands.

    The getters are tolerant (a value of the wrong type reads as absent), so that rules can run on
    a draft in which other fields are still wrong; the shape itself is judged by the models.
    """

    data: CommentedMap
    origin: Origin
    key_path: KeyPath = ()
    label: str = ""

    def get_text(self, key: str) -> str | None:
        """Give the value of `key` if it is text."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None

    def get_texts(self, key: str) -> list[str]:
        """Give the texts in the list under `key`; empty when there is no such list."""
        value = self.data.get(key)
        if not isinstance(value, Sequence) or isinstance(value, str):
            return []
        return [entry for entry in value if isinstance(entry, str)]

    def get_date(self, key: str) -> dt.date | None:
        """Give the value of `key` if it is a date."""
        value = self.data.get(key)
        is_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        return value if is_day else None

    def get_node(self, key: str) -> Node | None:
        """Give the mapping under `key`, if there is one."""
        value = self.data.get(key)
        if not isinstance(value, CommentedMap):
            return None
        return Node(value, self.origin, (*self.key_path, key), self.label)

    def get_nodes(self, key: str) -> list[Node]:
        """Give the mappings in the list under `key`, each named by its id."""
        value = self.data.get(key)
        if not isinstance(value, Sequence) or isinstance(value, str):
            return []
        return [
            Node(entry, self.origin, (*self.key_path, key, number), join_label(self.label, entry))
            for number, entry in enumerate(value)
            if isinstance(entry, CommentedMap)
        ]

    def get_line(self, key: str | None = None) -> int:
        """Give the line of `key`, or of the mapping itself when `key` is absent."""
        return self.origin.line_offset + find_line(self.data, () if key is None else (key,))

    def create_problem(self, key: str | None, code: str, **values: Any) -> Problem:
        """Make a problem that stands at `key` of this mapping."""
        place = " › ".join(str(part) for part in (self.label, key) if part)
        return Problem(self.origin.file, self.get_line(key), code, place, values)


def join_label(place: str, data: CommentedMap) -> str:
    """Name a mapping inside `place` by its id, for messages."""
    identity = data.get("id")
    return " › ".join(part for part in (place, identity) if isinstance(part, str) and part)


def find_line(data: Any, path: KeyPath) -> int:
    """Give the line (from 1) where `path` stands below `data`, as far as the path exists."""
    line: int = data.lc.line + 1 if hasattr(data, "lc") and data.lc.line is not None else 1
    for key in path:
        positions = getattr(getattr(data, "lc", None), "data", None) or {}
        if key not in positions:
            break
        line = positions[key][0] + 1
        data = data[key]
    return line


def parse_yaml(text: str, origin: Origin) -> Any:
    """Parse YAML 1.2 text; raise UnreadableError with file and line when it cannot be read.

    What `closed_yaml` does not allow counts as that.
    """
    try:
        return create_parser().load(text)
    except DisallowedYamlError as error:
        line = origin.line_offset + error.problem_mark.line + 1
        raise UnreadableError(
            Problem(origin.file, line, error.code, values=error.values)
        ) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = origin.line_offset + (mark.line + 1 if mark else 1)
        reason = " ".join(str(error.problem or error.context).split())
        raise UnreadableError(
            Problem(origin.file, line, "yaml", values={"reason": reason})
        ) from error
    except (YAMLError, ValueError) as error:
        line = origin.line_offset + find_error_line(text, error)
        reason = " ".join(str(error).split())
        raise UnreadableError(
            Problem(origin.file, line, "yaml", values={"reason": reason})
        ) from error


def find_error_line(text: str, error: Exception) -> int:
    """Find the line of a mistake for which the YAML reader gives no mark.

    That is a sign that YAML forbids, of which it tells the position, or a date that does not exist.
    """
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position) + 1
    for number, line in enumerate(text.splitlines(), 1):
        for found in ISO_DATE.findall(line):
            try:
                dt.date.fromisoformat(found)
            except ValueError:
                return number
    return 1


def read_mapping(path: Path, root: Path) -> Node:
    """Read a YAML file that holds a mapping; raise UnreadableError when it is anything else."""
    origin = Origin(get_display_path(path, root))
    data = parse_yaml(read_text(path, root), origin)
    if not isinstance(data, CommentedMap):
        raise UnreadableError(Problem(origin.file, 1, "not-a-mapping"))
    return Node(data, origin)


def read_list(path: Path, root: Path) -> list[Node]:
    """Read a YAML file that holds a list of mappings; raise UnreadableError otherwise."""
    origin = Origin(get_display_path(path, root))
    data = parse_yaml(read_text(path, root), origin)
    return read_entries(Node(CommentedMap(entries=data), origin), "entries", 1)


def read_entries(node: Node, key: str, line: int) -> list[Node]:
    """Give the mappings in the list under `key`; raise UnreadableError when it holds others.

    `line`: where the list should stand, for the problem.
    """
    data = node.data[key]
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise UnreadableError(Problem(node.origin.file, line, "not-a-list"))
    for number, entry in enumerate(data):
        if not isinstance(entry, CommentedMap):
            line = node.origin.line_offset + find_line(data, (number,))
            raise UnreadableError(Problem(node.origin.file, line, "not-a-list"))
    return node.get_nodes(key)


def get_display_path(path: Path, root: Path) -> Path:
    """Give the path by which a file is told of: from the project folder, also when outside it."""
    return Path(os.path.relpath(path, root))


def read_text(path: Path, root: Path, most: int = MAX_DATA_FILE_BYTES) -> str:
    """Read a UTF-8 file of at most so many bytes.

    Raises UnreadableError when it is absent, no file, too large, in another encoding, or holds a
    sign that no text may hold.
    """
    file = get_display_path(path, root)
    if not path.exists():
        raise UnreadableError(Problem(file, 1, "file-missing"))
    if not path.is_file():  # a folder, or what would keep its reader waiting, such as a pipe
        raise UnreadableError(Problem(file, 1, "file-unreadable"))
    if path.stat().st_size > most:
        values = {"size": path.stat().st_size // 1000, "most": most // 1000}
        raise UnreadableError(Problem(file, 1, "file-large", values=values))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableError(Problem(file, 1, "file-unreadable")) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableError(Problem(file, line, "not-utf-8")) from error
    sign = find_forbidden_character(text)
    if sign:
        line = text.count("\n", 0, sign[0]) + 1
        raise UnreadableError(Problem(file, line, "sign-forbidden", values={"sign": sign[1]}))
    return text


@dataclass(frozen=True)
class Document:
    """A Markdown page: front matter, text, and where the text begins.

    `source` is the path relative to `docs/`; `before` is the number of lines above `body`.
    """

    source_path: Path
    meta: Node
    body: str
    line_offset: int

    @property
    def file(self) -> Path:
        """The page's file, relative to the project folder."""
        return self.meta.origin.file

    def create_problem(self, body_line: int, code: str, **values: Any) -> Problem:
        """Make a problem at a line of the text (`body_line` counts from 1)."""
        return Problem(self.file, self.line_offset + body_line, code, values=values)


def read_document(path: Path, docs: Path, root: Path) -> Document:
    """Read one page; raise UnreadableError when it has no front matter or cannot be read."""
    text = read_text(path, root, MAX_PAGE_BYTES)
    found = FRONT_MATTER_BLOCK.match(text)
    file = get_display_path(path, root)
    for number, row in enumerate(text.splitlines(), 1):
        if len(row) > MAX_LINE_LENGTH:
            values = {"count": len(row), "most": MAX_LINE_LENGTH}
            raise UnreadableError(Problem(file, number, "line-long", values=values))
    if not found:
        raise UnreadableError(Problem(file, 1, "front-matter-missing"))
    data = parse_yaml(found[1], Origin(file, line_offset=1))
    if not isinstance(data, CommentedMap):
        raise UnreadableError(Problem(file, 1, "not-a-mapping"))
    body = text[found.end() :]
    before = text[: found.end()].count("\n")
    second = SECOND_FRONT_MATTER.match(body)
    if second:
        line = before + second[0].count("\n")
        raise UnreadableError(Problem(file, line, "front-matter-second"))
    if found[1].rstrip().endswith("\n..."):  # where YAML and the engine end it, and we do not
        raise UnreadableError(Problem(file, before - 1, "front-matter-second"))
    return Document(path.relative_to(docs), Node(data, Origin(file, line_offset=1)), body, before)


def to_plain_data(data: Any) -> Any:
    """Turn what the YAML reader gave into plain dicts and lists, for the models."""
    if isinstance(data, Mapping):
        return {key: to_plain_data(value) for key, value in data.items()}
    if isinstance(data, Sequence) and not isinstance(data, str):
        return [to_plain_data(entry) for entry in data]
    return data
