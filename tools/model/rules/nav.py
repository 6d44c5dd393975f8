"""The rules for what the engine and its plug-ins show unescaped: menu and values for plug-ins."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tools.model.entities.page import FrontMatter
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.yaml_nodes import find_line

HTML_CHARACTERS = re.compile(r"[<>\"{}]")  # MkDocs does not escape them


def check_nav(project: ParsedProject) -> Iterator[Problem]:
    """Name every page once in the navigation, when the settings have one, and only pages."""
    node = project.mkdocs_node
    if "nav" not in node.data:
        return

    def problem(line: int, code: str, **values: str) -> Problem:
        return replace(node.create_problem("nav", code, **values), line=line)

    pages = {page.source_path.as_posix() for page in project.pages}
    seen: set[str] = set()
    for title, path, line in iter_nav_entries(node.data["nav"]):
        if HTML_CHARACTERS.search(title):
            yield problem(line, "menu-name", name=title)
        if path is None:
            continue
        if path not in pages:
            yield problem(line, "menu-unknown", path=path)
        if path in seen:
            yield problem(line, "menu-double", path=path)
        seen.add(path)
    for page in project.pages:
        if page.source_path.as_posix() not in seen:
            yield page.meta.create_problem(None, "menu-missing", path=page.source_path)


def check_foreign_keys(project: ParsedProject) -> Iterator[Problem]:
    """Keep HTML out of what pages hold for plug-ins, of which templates do not escape the values.

    The setting `front_matter` names these keys; those of the generator are not among them.
    """
    for key in project.mkdocs.publication.front_matter:
        if key in FrontMatter.model_fields:
            yield project.settings_node.create_problem("front_matter", "plugin-key", id=key)
            continue
        for page in project.pages:
            values = iter_texts(page.written_meta.data.get(key))
            if any(HTML_CHARACTERS.search(value) for value in values):
                yield page.written_meta.create_problem(key, "plugin-value")


def iter_texts(value: Any) -> Iterator[str]:
    """Yield all texts in a value of YAML, the keys of mappings too."""
    if isinstance(value, Mapping):
        yield from iter_texts([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for part in value:
            yield from iter_texts(part)
    elif value is not None:
        yield str(value)


def iter_nav_entries(entries: Any) -> Iterator[tuple[str, str | None, int]]:
    """Yield the title (maybe empty), path and line of each entry; a section has no path."""
    for position, entry in enumerate(entries):
        for title, value in entry.items() if isinstance(entry, Mapping) else [("", entry)]:
            path = value if isinstance(value, str) else None
            yield str(title), path, find_line(entries, (position,))
            if path is None and isinstance(value, Sequence):
                yield from iter_nav_entries(value)
