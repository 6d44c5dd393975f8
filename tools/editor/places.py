"""The field of a form, or the picture, that a problem is about, and the address that opens it."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from tools.build.notices import FieldLink
from tools.editor.forms import BODY, Form, build_forms
from tools.language import Language
from tools.model.loader import load_project
from tools.model.problems import Problem
from tools.model.reading.safe_yaml import (
    LocatedList,
    LocatedMapping,
    UnreadableYamlError,
    load_yaml,
)
from tools.model.reading.yaml_nodes import FRONT_MATTER_BLOCK

Keys = list[Any]  # of mappings, and the numbers of items
SEPARATOR = " › "  # as in the messages
# A key as messages have it, with its value, or with a key in it: `phase: now`, `pause` › `minutes`.
NAMED_KEY = re.compile(
    r"`(?P<key>[a-z_]+)(?:: (?P<value>[^`]*))?`(?:" + SEPARATOR + r"`(?P<inner>[a-z_]+)`)?"
)


def make_finder(root: Path, origin: str) -> Callable[[Sequence[Problem]], Sequence[FieldLink]]:
    """Return a function that finds the fields of problems in the forms of a project.

    `origin`: of the editor.
    """

    def find(problems: Sequence[Problem]) -> list[FieldLink]:
        if not problems:
            return []
        project = load_project(root)
        forms = build_forms(project)
        return [find_field(forms, root, origin, problem, project.language) for problem in problems]

    return find


def find_field(
    forms: Form, root: Path, origin: str, problem: Problem, language: Language
) -> FieldLink:
    """Return the field that a problem is about; without an address when no form shows it."""
    name = problem.file.as_posix()
    fields: Sequence[Form] = ()
    if PurePath(name).is_relative_to(forms["media_folder"]):
        url = f"{origin}/#/assets/{quote(name)}"
        return FieldLink(problem.file.name, url, describe(problem, (), (), language))
    for collection in forms["collections"]:
        for file in collection["files"]:
            if file["file"] == name:
                text = (root / problem.file).read_text(encoding="utf-8-sig")
                fields = file.get("fields") or collection["fields"]
                keys, labels = find_place(fields, text, problem)
                message = describe(problem, fields, keys, language)
                if not keys:
                    return FieldLink("", "", message)
                entry = f"{collection['name']}/entries/{file['name']}"
                place = quote(".".join(map(str, keys)))
                url = f"{origin}/#/collections/{entry}?field={place}"
                return FieldLink(SEPARATOR.join(labels), url, message)
    return FieldLink("", "", describe(problem, (), (), language))


def describe(
    problem: Problem, fields: Sequence[Form], keys: Sequence[Any], language: Language
) -> str:
    """Return what is wrong and how to mend it, with the keys of fields as their form calls them.

    `keys`: of the field that it is about. A key of several fields is that of the nearest one.
    """
    levels = [fields]
    for key in keys:
        inner = next((field for field in levels[0] if field["name"] == key), None)
        if inner and inner.get("fields"):
            levels.insert(0, inner["fields"])
    every = [*walk(fields)]
    wrong, remedy = language.format_message(problem.code, problem.values)

    def find(key: str) -> Form | None:
        near = (field for level in levels for field in level if field["name"] == key)
        return next(near, None) or next((field for field in every if field["name"] == key), None)

    def name(found: re.Match[str]) -> str:
        field = find(found["key"])
        if not field:
            return found[0]
        label = field["label"]
        if found["inner"]:
            inner = [one for one in field.get("fields", ()) if one["name"] == found["inner"]]
            label += SEPARATOR + (inner[0]["label"] if inner else found["inner"])
        if found["value"]:
            options = [one for one in field.get("options", ()) if isinstance(one, dict)]
            words = [one["label"] for one in options if one["value"] == found["value"]]
            label += f": {words[0] if words else found['value']}"
        return f"“{label}”"

    return NAMED_KEY.sub(name, f"{wrong}\n→ {remedy}")


def walk(fields: Sequence[Form]) -> Iterator[Form]:
    """Yield all fields of a form, an outer one before those in it."""
    for field in fields:
        yield field
        yield from walk(field.get("fields", ()))


def find_place(fields: Sequence[Form], text: str, problem: Problem) -> tuple[Keys, list[str]]:
    """Return the keys of the field of a problem as the form has them, and their labels.

    In the text of a page, the last key is the number of the line, without those that are blank.
    """
    front = FRONT_MATTER_BLOCK.match(text)
    body = next((field for field in fields if field["name"] == BODY), None)
    line = problem.line
    if front and body:
        start = text[: front.end()].count("\n") + 1
        if line >= start:
            lines = text[front.end() :].split("\n")[: line - start + 1]
            number = sum(bool(one.strip()) for one in lines)
            return [BODY, number], [body["label"], f"{body['_line']} {number}"]
        text, line = front[1], line - 1
    try:
        data = load_yaml(text)
    except UnreadableYamlError:
        return [], []
    path = [*iter_keys(data, line, problem.field_path.rpartition(SEPARATOR)[2])]
    if fields and fields[0].get("root"):
        path = [fields[0]["name"], *path]
        data = {fields[0]["name"]: data}
    return resolve(fields, data, path)


def iter_keys(value: Any, line: int, key: str) -> Iterator[Any]:
    """Yield the keys that lead to what stands on a line; `key`: the last one, if it is known."""
    if not isinstance(value, LocatedMapping | LocatedList):
        return
    if isinstance(value, LocatedMapping) and (
        value.lines.get(key) == line or (key and key not in value and value.line == line)
    ):
        yield key
        return
    last = max((one for one in value.lines.values() if one <= line), default=0)
    found = [one for one, number in value.lines.items() if number == last]
    if len(found) == 1:
        yield found[0]
        yield from iter_keys(value[found[0]], line, key)


def resolve(fields: Sequence[Form], data: Any, path: Keys) -> tuple[Keys, list[str]]:
    """Return a path through data as its form has it, and the labels on the way."""
    keys: Keys = []
    labels: list[str] = []
    while path:
        key, *path = path
        field = next((one for one in fields if one["name"] == key), None)
        if not field:
            break
        keys.append(key)
        labels.append(field["label"])
        data = data.get(key) if isinstance(data, dict) else None
        fields = field.get("fields", [])
        if field["widget"] != "list" or not path:
            continue
        key, *path = path
        index = [*data].index(key) if field.get("_entries") and isinstance(data, dict) else key
        keys.append(index)
        labels[-1] += f" {index + 1}"
        data = data[key] if data else None
        if field.get("_entries"):
            fields = fields[1:]
        elif field.get("_cells") and path and path[0] < len(fields):
            path = [fields[path[0]]["name"]]
    return keys, labels
