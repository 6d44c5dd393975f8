"""The settings file, `mkdocs.yml`, with those of the generator that it may inherit."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.model.reading.safe_yaml import LocatedMapping
from tools.model.reading.yaml_nodes import Node, read_mapping

SETTINGS_FILE = "mkdocs.yml"
INHERIT_KEY = "INHERIT"  # of MkDocs: the file whose settings hold where this one has none
BASE_FILE = (
    "overrides/mkdocs.yml"  # what MkDocs and Material need; all else of `INHERIT` is refused
)

# Extensions and plug-ins are set up with tags of Python and of the environment, which only the
# engine reads.
TAGGED_KEYS = ("markdown_extensions", "plugins")


def read_settings(root: Path) -> Node:
    """Return the settings of the project in `root`, with those that they inherit.

    Raises UnreadableError when a file cannot be read, or holds no mapping.
    """
    node = read_mapping(root / SETTINGS_FILE, root, TAGGED_KEYS)
    if node.data.get(INHERIT_KEY) != BASE_FILE:
        return node
    base = read_mapping(root / BASE_FILE, root, TAGGED_KEYS)
    data = inherit(node.data, base.data, node.data.lines[INHERIT_KEY])
    del data[INHERIT_KEY]
    return replace(node, data=data)


def inherit(data: LocatedMapping, base: Mapping[Any, Any], line: int) -> LocatedMapping:
    """Return a mapping with what `base` has and it lacks, also inside mappings, as MkDocs does.

    `line`: where the inherited keys stand.
    """
    result = LocatedMapping({**base, **data}, data.line)
    result.lines = {**dict.fromkeys(base, line), **data.lines}
    for key, value in data.items():
        if isinstance(value, LocatedMapping) and isinstance(base.get(key), Mapping):
            result[key] = inherit(value, base[key], line)
    return result
