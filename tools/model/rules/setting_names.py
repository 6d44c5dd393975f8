"""The rule for names in the lists of the settings: all of them are text.

MkDocs and its plug-ins end with a message without a line, or with none, at a number or at nothing.
YAML reads `- 2026: plan.md` as a number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.yaml_nodes import find_line
from tools.model.validation import shorten_value

NAME_LISTS = (
    "markdown_extensions", "plugins", "extra_css", "extra_javascript", "extra_templates", "nav",
)  # fmt: skip
NAV, PATH = "nav", "path"  # `path` names the file of a script that has options


def check_setting_names(project: ParsedProject) -> Iterator[Problem]:
    """Name extensions, plug-ins, files and lines of the menu with text."""
    node = project.mkdocs_node
    for key in NAME_LISTS:
        for name, line in iter_names(node.data.get(key), is_nav=key == NAV):
            if not isinstance(name, str) or not name.strip():
                values = {"key": key, "value": shorten_value(name)}
                yield replace(node.create_problem(key, "not-text", **values), line=line)


def iter_names(entries: Any, *, is_nav: bool) -> Iterator[tuple[Any, int]]:
    """Yield each name in a list of the settings with its line; of the menu also the paths."""
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        line = find_line(entries, (position,))
        if not isinstance(entry, Mapping):
            yield entry, line
            continue
        for name, value in entry.items():
            yield name, line
            if is_nav and isinstance(value, list):
                yield from iter_names(value, is_nav=True)
            elif is_nav or name == PATH:
                yield value, line
