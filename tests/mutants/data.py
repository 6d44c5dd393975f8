"""Changes of data: front matter, the files in `_data`, the settings, the words of the interface."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from typing import Any

from ruamel.yaml import YAML

from tests.mutants.mutant import Files, Mutant
from tools.model.reading.yaml_nodes import FRONT_MATTER_BLOCK

Path_ = tuple[str | int, ...]
Change = tuple[str, Callable[[Any], None]]  # how, and what does it to a copy of the data

VAGUE = {"nl": "Doe er iets mee.", "en": "Do something."}
ONE = {
    "items": "item", "blocks": "block", "steps": "step", "rows": "row", "checklist": "list",
    "statements": "statement", "sources": "source", "glossary": "term", "roles": "role",
    "meetings": "meeting", "questions": "question", "redirects": "redirect", "changes": "change",
    "facts": "fact", "book": "book", "nav": "menu", "kinds": "kind",
}  # fmt: skip
NAMED = {*ONE.values(), "story", "workform", "scan"}


def load(text: str) -> Any:
    """Read YAML into plain data."""
    return YAML(typ="safe", pure=True).load(text)


def flow(data: Any) -> str:
    """Write data as YAML on one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{json.dumps(str(k))}: {flow(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    if isinstance(data, dt.date):
        return data.isoformat()
    return json.dumps(data, ensure_ascii=False)


def at(data: Any, path: Path_) -> Any:
    """Give what stands at a path."""
    for key in path:
        data = data[key]
    return data


def places(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Give all places below data, each with what stands there."""
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in entries:
        yield (*path, key), value
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def kind_of(path: Path_, owner: str) -> str:
    """Name what stands at a path: an entry, or a field of one."""
    names = [ONE.get(str(key), str(key)) for key in path if isinstance(key, str)]
    last = max((at for at, name in enumerate(names) if name in NAMED), default=-1)
    entry, rest = names[last] if last >= 0 else owner, names[last + 1 :]
    return f"{entry}.{rest[-1]}" if rest and entry != "menu" else entry


def set_to(path: Path_, value: Any) -> Callable[[Any], None]:
    """Make what puts a value at a path."""

    def change(data: Any) -> None:
        at(data, path[:-1])[path[-1]] = value

    return change


def drop(path: Path_) -> Callable[[Any], None]:
    """Make what takes away what stands at a path."""

    def change(data: Any) -> None:
        del at(data, path[:-1])[path[-1]]

    return change


def double(path: Path_) -> Callable[[Any], None]:
    """Make what puts an entry of a list there twice."""

    def change(data: Any) -> None:
        entries = at(data, path[:-1])
        entries.insert(int(path[-1]), deepcopy(entries[int(path[-1])]))

    return change


def swap(one: Path_, other: Path_) -> Callable[[Any], None]:
    """Make what exchanges two values."""

    def change(data: Any) -> None:
        first, second = at(data, one), at(data, other)
        at(data, one[:-1])[one[-1]], at(data, other[:-1])[other[-1]] = second, first

    return change


def changes_at(data: Any, path: Path_, value: Any, vague: str) -> Iterator[Change]:
    """Give the ways in which what stands at a path is changed."""
    if value != []:  # an empty list that goes changes nothing
        yield "drop", drop(path)
    if isinstance(path[-1], int):
        yield "double", double(path)
        beside = (*path[:-1], path[-1] + 1)
        if path[-1] + 1 < len(at(data, path[:-1])) and at(data, beside) != value:
            yield "swap", swap(path, beside)
    else:
        other = sibling(data, path)
        if other and at(data, other) != value:
            yield "swap", swap(path, other)
    if isinstance(value, str):
        yield "blur: empty", set_to(path, "")
        half = " ".join(value.split()[: max(1, len(value.split()) // 2)])
        if half != value:
            yield "blur: half", set_to(path, half)
        if " " in value:
            yield "blur: vague", set_to(path, vague)
    elif isinstance(value, bool):
        yield "blur", set_to(path, not value)
    elif isinstance(value, int):
        yield "blur", set_to(path, value + 1)
    elif isinstance(value, dt.date):
        yield "blur: later", set_to(path, value + dt.timedelta(1))
        yield "blur: earlier", set_to(path, value - dt.timedelta(30))
    elif isinstance(value, list) and value:
        yield "blur: empty", set_to(path, [])


def sibling(data: Any, path: Path_) -> Path_ | None:
    """Find the same field of the next entry of the nearest list above, if there is one."""
    for depth in range(len(path) - 1, 0, -1):
        key = path[depth - 1]
        if isinstance(key, int):
            beside = (*path[: depth - 1], key + 1, *path[depth:])
            try:
                at(data, beside)
            except (KeyError, IndexError, TypeError):
                continue
            return beside
    return None


def mutants_of(
    file: str, text: str, owner: str, language: str, within: Callable[[str], str] = str
) -> Iterator[Mutant]:
    """Give the changes of a YAML text; `within` puts a changed text where it stands in its file."""
    data = load(text)

    def made(change: Callable[[Any], None]) -> Files:
        copy = deepcopy(data)
        change(copy)
        return {file: within(flow(copy)).encode()}

    for path, value in places(data):
        for how, change in changes_at(data, path, value, VAGUE[language]):
            where = f"{file}:{'/'.join(map(str, path))}"
            yield Mutant(kind_of(path, owner), how, where, partial(made, change))


def front_matter(file: str, text: str, language: str) -> Iterator[Mutant]:
    """Give the changes of a page's front matter."""
    found = FRONT_MATTER_BLOCK.match(text)
    if found:
        rest = text[found.end() :]
        yield from mutants_of(
            file, found[1], "page", language, lambda head: f"---\n{head}\n---\n{rest}"
        )
