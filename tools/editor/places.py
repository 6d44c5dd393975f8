"""The field of a form, or the picture, that a problem is about, and the address that opens it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from tools.build.notices import FieldLink
from tools.editor.forms import BODY, Form, build_forms
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


def make_finder(
    root: Path, origin: str
) -> Callable[[Sequence[Problem]], Sequence[FieldLink | None]]:
    """Return a function that finds the fields of problems in the forms of a project.

    `origin`: of the editor. The function returns None for a problem that no form shows.
    """

    def find(problems: Sequence[Problem]) -> list[FieldLink | None]:
        forms = build_forms(load_project(root)) if problems else {}
        return [find_field(forms, root, origin, problem) for problem in problems]

    return find


def find_field(forms: Form, root: Path, origin: str, problem: Problem) -> FieldLink | None:
    """Return the field that a problem is about; None when no form shows it."""
    name = problem.file.as_posix()
    if PurePath(name).is_relative_to(forms["media_folder"]):
        return FieldLink(problem.file.name, f"{origin}/#/assets/{quote(name)}")
    for collection in forms["collections"]:
        for file in collection["files"]:
            if file["file"] == name:
                text = (root / problem.file).read_text(encoding="utf-8-sig")
                fields = file.get("fields") or collection["fields"]
                keys, labels = find_place(fields, text, problem)
                if not keys:
                    return None
                entry = f"{collection['name']}/entries/{file['name']}"
                place = quote(".".join(map(str, keys)))
                url = f"{origin}/#/collections/{entry}?field={place}"
                return FieldLink(SEPARATOR.join(labels), url)
    return None


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
