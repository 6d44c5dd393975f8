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

DataPath = tuple[str | int, ...]
Change = tuple[str, Callable[[Any], None]]  # operator, and what applies it to a copy of the data

VAGUE = {"nl": "Doe er iets mee.", "en": "Do something."}
SINGULAR = {
    "items": "item", "blocks": "block", "steps": "step", "rows": "row", "checklist": "list",
    "statements": "statement", "sources": "source", "glossary": "term", "roles": "role",
    "meetings": "meeting", "questions": "question", "redirects": "redirect", "changes": "change",
    "facts": "fact", "book": "book", "nav": "menu", "kinds": "kind",
}  # fmt: skip
IMPLIED_KEYS = ("id", "title", "reviewed")  # as tools/model/reading/short_forms.py writes out
ENTRY_KINDS = {*SINGULAR.values(), "story", "workform", "scan"}


def load_yaml(text: str) -> Any:
    """Read YAML into plain data."""
    return YAML(typ="safe", pure=True).load(text)


def to_flow_yaml(data: Any) -> str:
    """Write data as YAML on one line."""
    if isinstance(data, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(str(k))}: {to_flow_yaml(v)}" for k, v in data.items())
            + "}"
        )
    if isinstance(data, list):
        return "[" + ", ".join(map(to_flow_yaml, data)) + "]"
    if isinstance(data, dt.date):
        return data.isoformat()
    return json.dumps(data, ensure_ascii=False)


def get_at(data: Any, path: DataPath) -> Any:
    """Return the value at a path."""
    for key in path:
        data = data[key]
    return data


def walk(data: Any, path: DataPath = ()) -> Iterator[tuple[DataPath, Any]]:
    """Yield the path and value of everything below data."""
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in entries:
        yield (*path, key), value
        if isinstance(value, dict | list):
            yield from walk(value, (*path, key))


def name_kind(path: DataPath, owner: str) -> str:
    """Return the kind of the value at a path: an entry, or a field of one."""
    names = [SINGULAR.get(str(key), str(key)) for key in path if isinstance(key, str)]
    last = max((index for index, name in enumerate(names) if name in ENTRY_KINDS), default=-1)
    entry, rest = names[last] if last >= 0 else owner, names[last + 1 :]
    return f"{entry}.{rest[-1]}" if rest and entry != "menu" else entry


def set_value(path: DataPath, value: Any) -> Callable[[Any], None]:
    """Return a function that sets the value at a path."""

    def change(data: Any) -> None:
        get_at(data, path[:-1])[path[-1]] = value

    return change


def drop(path: DataPath) -> Callable[[Any], None]:
    """Return a function that removes the value at a path."""

    def change(data: Any) -> None:
        del get_at(data, path[:-1])[path[-1]]

    return change


def double(path: DataPath) -> Callable[[Any], None]:
    """Return a function that doubles an entry of a list."""

    def change(data: Any) -> None:
        entries = get_at(data, path[:-1])
        entries.insert(int(path[-1]), deepcopy(entries[int(path[-1])]))

    return change


def exchange(path: DataPath, other_path: DataPath) -> Callable[[Any], None]:
    """Return a function that exchanges two values."""

    def change(data: Any) -> None:
        first, second = get_at(data, path), get_at(data, other_path)
        get_at(data, path[:-1])[path[-1]], get_at(data, other_path[:-1])[other_path[-1]] = (
            second,
            first,
        )

    return change


def changes_at(data: Any, path: DataPath, value: Any, vague: str) -> Iterator[Change]:
    """Yield the changes of the value at a path."""
    if value != []:  # dropping an empty list changes nothing
        yield "drop", drop(path)
    if isinstance(path[-1], int):
        yield "double", double(path)
        neighbour = (*path[:-1], path[-1] + 1)
        if path[-1] + 1 < len(get_at(data, path[:-1])) and get_at(data, neighbour) != value:
            yield "swap", exchange(path, neighbour)
    else:
        other = sibling(data, path)
        if other and get_at(data, other) != value:
            yield "swap", exchange(path, other)
    if isinstance(value, str):
        yield "blur: empty", set_value(path, "")
        half = " ".join(value.split()[: max(1, len(value.split()) // 2)])
        if half != value:
            yield "blur: half", set_value(path, half)
        if " " in value:
            yield "blur: vague", set_value(path, vague)
    elif isinstance(value, bool):
        yield "blur", set_value(path, not value)
    elif isinstance(value, int):
        yield "blur", set_value(path, value + 1)
    elif isinstance(value, dt.date):
        yield "blur: later", set_value(path, value + dt.timedelta(1))
        yield "blur: earlier", set_value(path, value - dt.timedelta(30))
    elif isinstance(value, list) and value:
        yield "blur: empty", set_value(path, [])


def sibling(data: Any, path: DataPath) -> DataPath | None:
    """Return the path of the same field in the next entry of the nearest list, if there is one."""
    for depth in range(len(path) - 1, 0, -1):
        key = path[depth - 1]
        if isinstance(key, int):
            neighbour = (*path[: depth - 1], key + 1, *path[depth:])
            try:
                get_at(data, neighbour)
            except (KeyError, IndexError, TypeError):
                continue
            return neighbour
    return None


def yaml_mutants(
    file: str, text: str, owner: str, language: str, wrap: Callable[[str], str] = str
) -> Iterator[Mutant]:
    """Yield the mutants of a YAML text; `wrap` makes the whole file from a changed text."""
    data = load_yaml(text)

    def make_files(change: Callable[[Any], None]) -> Files:
        copy = deepcopy(data)
        change(copy)
        return {file: wrap(to_flow_yaml(copy)).encode()}

    for path, value in walk(data):
        for operator, change in changes_at(data, path, value, VAGUE[language]):
            where = f"{file}:{'/'.join(map(str, path))}"
            yield Mutant(name_kind(path, owner), operator, where, partial(make_files, change))


def front_matter(file: str, text: str, language: str) -> Iterator[Mutant]:
    """Yield the mutants of a page's front matter, but for those that leave out what follows."""
    found = FRONT_MATTER_BLOCK.match(text)
    if found:
        rest = text[found.end() :]
        implied = {f"{file}:checklist/{key}" for key in find_implied_keys(load_yaml(found[1]))}
        yield from (
            mutant
            for mutant in yaml_mutants(
                file, found[1], "page", language, lambda head: f"---\n{head}\n---\n{rest}"
            )
            if mutant.operator != "drop" or mutant.where not in implied
        )


def find_implied_keys(page: Any) -> set[str]:
    """Return the keys of a checklist that has the same of its page when it leaves them out."""
    checklist = page.get("checklist") or {}
    return {key for key in IMPLIED_KEYS if key in checklist and checklist[key] == page.get(key)}
