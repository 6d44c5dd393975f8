"""Settings of a publication that are left out: it does without, or the remedy names the setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fields.publication import SETTINGS, remove_setting
from tests.fields.test_bare import OPTIONAL_SETTINGS
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError

# Settings without which the small publication cannot be, with the code and a word of each problem.
NEEDED = {
    "homes.sources": ("home-unset", "`homes` › `sources`"),
    "homes.glossary": ("home-unset", "`homes` › `glossary`"),
    "source_texts": ("source-text-unnamed", "`source_texts`"),
    "slug": ("field-missing", "`slug`"),
    "version": ("field-missing", "`version`"),
    "date": ("field-missing", "`date`"),
    "licence": ("field-missing", "`licence`"),
    "fields": ("key-unknown", "`done_when`"),
    "kinds": ("kind-unknown", "page"),
}


def leave_out(root: Path, *names: str) -> None:
    """Leave settings out of a project."""
    text = (root / SETTINGS).read_text(encoding="utf-8")
    for name in names:
        text = remove_setting(text, name)
    (root / SETTINGS).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", OPTIONAL_SETTINGS)
def test_a_publication_does_without(small_sources: Path, name: str) -> None:
    leave_out(small_sources, name)
    assert len(load_publication(small_sources).pages) == 19


@pytest.mark.parametrize("name", NEEDED)
def test_what_cannot_be_left_out_is_told_with_the_setting(small_sources: Path, name: str) -> None:
    leave_out(small_sources, name)
    code, words = NEEDED[name]
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(small_sources)
    assert code in {problem.code for problem in caught.value.problems}
    assert words in str(caught.value)


PAGES = {
    "index.md": "---\nid: start\ntitle: Start\n---\n\nHere it begins.\n",
    "list.md": "---\nid: shed\ntitle: Shed\nchecklist:\n  - {id: dry, what: Wipe all blades}\n---\n"
    "\n{{ page_checklist() }}\n",
}


def test_without_kinds_all_pages_are_of_one_kind(small_sources: Path) -> None:
    pages = small_sources / "docs"
    for path in (*pages.rglob("*.md"), *(pages / "_data").glob("*.yml")):
        path.unlink()
    for name, text in PAGES.items():
        (pages / name).write_text(text, encoding="utf-8")
    names = (
        "kinds", "homes", "hand_outs", "source_texts", "fields", "callouts", *OPTIONAL_SETTINGS[:7]
    )  # fmt: skip
    leave_out(small_sources, *dict.fromkeys(names))
    settings = small_sources / SETTINGS
    without_nav = re.sub(r"(?m)^nav:\n(?:  .*\n)*", "", settings.read_text(encoding="utf-8"))
    settings.write_text(without_nav, encoding="utf-8")
    (small_sources / "docs/assets/pictures/shed.png").unlink()
    publication = load_publication(small_sources)
    assert {page.meta.kind for page in publication.pages.values()} == {"page"}
    assert publication.settings.kinds["page"].one == ""
    (item,) = (item for checklist in publication.checklists for item in checklist.items)
    assert (item.id, item.what) == ("dry", "Wipe all blades")
