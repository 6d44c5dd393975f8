"""The state of the last build: what it was made from and what it made.

A build without changes has nothing to do. Compared are the contents of all sources, the generator,
what is installed, the build's time and every file in `site/`. This module imports little, because
reading the rest of the generator takes longer than comparing.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from tools.runtime.cache import TOOLS_FOLDER, generator_fingerprint, hash_texts, hash_tree

STATE_FILE = Path("build", "last-build.json")
SITE_FOLDER, SETTINGS_FILE = "site", "mkdocs.yml"
MACROS_FOLDER = TOOLS_FOLDER.parent / "macros"


def hash_sources(root: Path, folders: Sequence[Path]) -> str:
    """Return a hash of what a build depends on: settings, source folders, macros and generator."""
    settings = (root / SETTINGS_FILE).read_text(encoding="utf-8")
    return hash_texts([settings, generator_fingerprint(MACROS_FOLDER, *folders)])


def write_state(
    root: Path, language: str, folders: Sequence[Path], sources: str, warnings: Sequence[str]
) -> None:
    """Store that the site of the project in `root` was made from sources with this hash.

    `language` is that of the publication, `folders` are its source folders, and `warnings` the
    lines that the build reported.
    """
    state = {
        "language": language,
        "folders": [os.path.relpath(folder, root) for folder in folders],
        "sources": sources,
        "warnings": [*warnings],
        "site": hash_tree(root / SITE_FOLDER),
    }
    (root / STATE_FILE).write_text(json.dumps(state), encoding="utf-8")


def is_current(root: Path) -> bool:
    """Return whether a build of the project in `root` would make just what is in its site."""
    try:
        state = json.loads((root / STATE_FILE).read_bytes())
        if state["site"] != hash_tree(root / SITE_FOLDER) or "warnings" not in state:
            return False
        folders = [root / folder for folder in state["folders"]]
        return bool(state["sources"] == hash_sources(root, folders))
    except (OSError, ValueError, KeyError, TypeError):  # absent or damaged, or a source is gone
        return False


def read_report(root: Path) -> tuple[str, list[str]]:
    """Return the language of the publication that is current, and the warnings of its build."""
    state = json.loads((root / STATE_FILE).read_bytes())
    return state["language"], state["warnings"]
