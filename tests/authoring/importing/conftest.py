"""The small publication with fields of every type, and drafts of files for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import change
from tools.authoring.importing.draft import Draft
from tools.authoring.importing.formats import read_source
from tools.authoring.importing.import_checklist import read_draft
from tools.authoring.importing.report import describe_notes
from tools.model.loader import load_project

ReadDraft = Callable[[Path], Draft]
FIELDS = """\
      due: {type: date, label: {nl: Uiterlijk, en: Due}}
      price: {type: number, label: Price, unit: euro}
      level: {type: choice, label: Level, choices: {low: Low, high: Very high}}
      site: {type: link, label: Website}
"""


@pytest.fixture
def root(small_sources: Path) -> Path:
    """The small publication; its items may have more fields, and need none."""
    change(small_sources, "mkdocs.yml", "    blanks:", f"{FIELDS}    blanks:")
    settings = small_sources / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("required: true, ", "")
    settings.write_text(text, encoding="utf-8")
    return small_sources


@pytest.fixture
def read(root: Path) -> ReadDraft:
    """A function that returns the draft of a file."""
    project = load_project(root)
    return lambda path: read_draft(project, read_source(path))


def outline(draft: Draft) -> dict[str, list[str]]:
    """Return the words of the items of each block; titles are unique."""
    return {block.title: [item.what for item in block.items] for block in draft.blocks}


def notes_of(draft: Draft) -> list[str]:
    """Return what was not taken, as lines."""
    from tools.language import load_language

    return [*describe_notes(draft.notes, load_language("en").word)]
