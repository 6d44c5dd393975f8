"""The files of a publication as a migration edits them: comments and all other bytes stay.

Each edit is made twice, in the text and in the data that the text held. When a file is closed its
text is read again, and must hold just that data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tools.authoring.file_changes import FileChanges
from tools.authoring.yaml_text import KeyPath, YamlText
from tools.model.problems import Problem
from tools.model.reading.safe_yaml import UnreadableYamlError, load_yaml
from tools.model.reading.yaml_nodes import to_plain_data

PLACEHOLDER = re.compile(r"\$\{(\w+)\}")  # in the templates of pages, such as `${today}`
HIDDEN_PLACEHOLDER = re.compile(r"⟦(\w+)⟧")


class CheckedYaml(YamlText):
    """YAML text with the data that it should hold after the edits; `edits` counts them by kind."""

    def __init__(self, text: str, front_matter: bool = False) -> None:
        """Parse a text, as `YamlText` does."""
        super().__init__(text, front_matter)
        self.data = read_data(self.yaml)
        self.edits: Counter[str] = Counter()

    def get(self, path: KeyPath) -> Any:
        """Return the value at a path; None when it is absent."""
        data = self.data
        for key in path:
            found = isinstance(data, list) or (isinstance(data, dict) and key in data)
            data = data[key] if found else None
        return data

    def remove(self, path: KeyPath) -> None:
        """Remove the entry or key at a path."""
        super().remove(path)
        del self.get(path[:-1])[path[-1]]
        self.edits[f"− {path[-1]}"] += 1

    def set_value(self, path: KeyPath, value: str) -> None:
        """Replace the value at a path, whose YAML is `value`."""
        super().set_value(path, value)
        self.get(path[:-1])[path[-1]] = read_data(value)
        self.edits[str(path[-1])] += 1

    def add_key(self, path: KeyPath, key: str, value: str) -> None:
        """Add a key at the end of the mapping at a path."""
        super().add_key(path, key, value)
        self.record_key(path, key, value)

    def add_first_key(self, path: KeyPath, key: str, value: str) -> None:
        """Add a key at the beginning of the mapping at a path."""
        super().add_first_key(path, key, value)
        self.record_key(path, key, value)

    def record_key(self, path: KeyPath, key: str, value: str) -> None:
        """Add a key to the data."""
        self.get(path)[key] = read_data(f"{key}: {value}")[key]
        self.edits[f"+ {key}"] += 1

    def holds_data(self) -> bool:
        """Return whether the text holds the data."""
        return bool(read_data(self.yaml) == self.data)


class PublicationFiles:
    """The files of a publication; `pages` and `settings` are relative to the project.

    `pages` are the pages with front matter and the templates of new ones. `problems` are the files
    that could not be edited; the edits of each other file are in `changes` and counted in `edits`.
    """

    def __init__(self, root: Path, settings: Path, pages: tuple[Path, ...]) -> None:
        """Begin without edits."""
        self.changes = FileChanges(root)
        self.settings, self.pages = settings, pages
        self.edits: dict[Path, Counter[str]] = {}
        self.problems: list[Problem] = []

    @contextmanager
    def open_yaml(self, file: Path) -> Iterator[CheckedYaml]:
        """Open the settings, or the front matter of a page, and keep what becomes of it."""
        text = hide_placeholders(self.changes.read(file))
        editor = CheckedYaml(text, front_matter=file.suffix == ".md")
        try:
            yield editor
            is_right = editor.holds_data()
        except (KeyError, yaml.YAMLError, UnreadableYamlError):  # an anchor or a merge key
            is_right = False
        if not is_right:
            self.problems.append(Problem(file, 1, "upgrade-by-hand"))
        elif editor.edits:
            self.changes.write(file, HIDDEN_PLACEHOLDER.sub(r"${\1}", editor.text))
            self.edits[file] = self.edits.get(file, Counter()) + editor.edits


def hide_placeholders(text: str) -> str:
    """Return text in which the placeholders of a template are words that YAML reads as text."""
    return PLACEHOLDER.sub(r"⟦\1⟧", text)


def read_data(text: str) -> Any:
    """Return the data in YAML text, without shared parts."""
    return to_plain_data(load_yaml(text))
