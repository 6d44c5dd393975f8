"""The rule for the navigation (`nav` in `mkdocs.yml`)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.yaml_nodes import find_line

HTML_CHARACTERS = re.compile(r"[<>\"{}]")  # MkDocs does not escape the titles


def check_nav(project: ParsedProject) -> Iterator[Problem]:
    """Name every page once in the navigation, when the settings have one, and only pages."""
    node = project.mkdocs_node
    if "nav" not in node.data:
        return

    def problem(line: int, code: str, **values: str) -> Problem:
        return replace(node.create_problem("nav", code, **values), line=line)

    pages = {page.source_path.as_posix() for page in project.pages}
    for title, line in iter_nav_titles(node.data["nav"]):
        if HTML_CHARACTERS.search(title):
            yield problem(line, "menu-name", name=title)
    seen: set[str] = set()
    for path, line in iter_nav_paths(node.data["nav"]):
        if path not in pages:
            yield problem(line, "menu-unknown", path=path)
        if path in seen:
            yield problem(line, "menu-double", path=path)
        seen.add(path)
    for page in project.pages:
        if page.source_path.as_posix() not in seen:
            yield page.meta.create_problem(None, "menu-missing", path=page.source_path)


def iter_nav_titles(entries: Any) -> Iterator[tuple[str, int]]:
    """Yield the titles in a navigation, each with its line."""
    for position, entry in enumerate(entries):
        for title, value in entry.items() if isinstance(entry, Mapping) else ():
            yield str(title), find_line(entries, (position,))
            if isinstance(value, Sequence) and not isinstance(value, str):
                yield from iter_nav_titles(value)


def iter_nav_paths(entries: Any) -> Iterator[tuple[str, int]]:
    """Yield the paths in a navigation, each with its line."""
    for position, entry in enumerate(entries):
        values = entry.values() if isinstance(entry, Mapping) else [entry]
        for value in values:
            if isinstance(value, str):
                yield value, find_line(entries, (position,))
            elif isinstance(value, Sequence):
                yield from iter_nav_paths(value)
