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


def iter_nav_entries(entries: Any) -> Iterator[tuple[str, str | None, int]]:
    """Yield the title (maybe empty), path and line of each entry; a section has no path."""
    for position, entry in enumerate(entries):
        for title, value in entry.items() if isinstance(entry, Mapping) else [("", entry)]:
            path = value if isinstance(value, str) else None
            yield str(title), path, find_line(entries, (position,))
            if path is None and isinstance(value, Sequence):
                yield from iter_nav_entries(value)
