"""Editions of the small publication."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import Built, command, copy_small

WriteEdition = Callable[..., Path]
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4">'
    '<title>Ex</title><path fill="#1c4f8a" d="M0 0h8v4H0z"/></svg>'
)
MINIMAL: dict[str, Any] = {
    "id": "heath-row",
    "name": "Sheds of Heath Row",
    "organisation": "Heath Row Gardens (fictional)",
    "date": "2026-12-01",
}
COMPLETE: dict[str, Any] = {
    "logo": "logo.svg",
    "accent": "#1c4f8a",
    "contact": {"mail": "heath@example.org", "address": "2 Example Lane"},
    "handed_to": "all members (fictional)",
    "foreword": "foreword.md",
    "chapters": ["tidy-tools", "story-beanpole"],
    "language": "nl",
}
FOREWORD = (
    "Welcome to *our* shed.\n\n## How to begin\n\n- Open the door.\n- <https://example.org/>\n"
)


def write_edition(folder: Path, **values: Any) -> Path:
    """Write an edition's file with logo and foreword; None removes a key. Return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "logo.svg").write_text(LOGO)
    (folder / "foreword.md").write_text(FOREWORD)
    path = folder / "edition.yml"
    present = {key: value for key, value in {**MINIMAL, **values}.items() if value is not None}
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(present, file)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("date: '", "date: ").replace("-01'", "-01"), encoding="utf-8")
    return path


@pytest.fixture
def edition(tmp_path: Path) -> WriteEdition:
    """Write an edition's file in a folder of its own."""

    def write(**values: Any) -> Path:
        return write_edition(tmp_path / str(values.get("id", "edition")), **values)

    return write


@pytest.fixture(scope="session")
def complete_edition(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An edition with all settings and a choice of chapters, built by the command."""
    root = copy_small(tmp_path_factory.mktemp("editions") / "small")
    # A plain link to a page that the edition leaves out, beside the references by macro.
    page = root / "docs" / "practices" / "tidy-tools.md"
    text = page.read_text(encoding="utf-8")
    assert "## " in text
    changed = text.replace("\n## ", "\nSee [the weekly round](weekly-round.md#why).\n\n## ", 1)
    page.write_text(changed, encoding="utf-8")
    done = command(root, "edition", str(write_edition(root / "editions" / "heath", **COMPLETE)))
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(root, done.stdout)
