"""Between two releases every form of a changed checklist says that it changed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import Built, build, change
from tests.pdf.read_back import pdftotext
from tools.model.loader import load_project
from tools.model.reading.manifest import format_manifest
from tools.model.release.entries import collect_entries
from tools.render import site_paths
from tools.site.built_pages import read_pages

pytestmark = pytest.mark.integration

ROUND = "docs/practices/weekly-round.md"
RELEASED = "docs/_data/release_manifest.txt"
VERSION = "Version of 21 November 2026"
CHANGED = f"{VERSION}, changed since"


@pytest.fixture
def built_after_a_change(small_cached: Path) -> Built:
    """The small publication, built after a release and a mended word in one of its lists."""
    text = format_manifest(collect_entries(load_project(small_cached)))
    (small_cached / RELEASED).write_text(text, encoding="utf-8")
    change(small_cached, ROUND, "why: A drip in May", "why: A drip in June")
    return build(small_cached)


def read_pdf(path: Path) -> str:
    """Return the text of a PDF, with its lines joined."""
    return " ".join(pdftotext(path, "-raw").split())


def has_version(text: str, expected: str) -> bool:
    """Return whether a text shows this version of a list, whole."""
    return expected in text and (CHANGED in text) == (expected == CHANGED)


def read_office(path: Path) -> str:
    """Return the text of all parts of a Word or Excel file."""
    with zipfile.ZipFile(path) as parts:
        names = [name for name in parts.namelist() if name.endswith(".xml")]
        return "\n".join(
            str(etree.fromstring(parts.read(name)).xpath("string()")) for name in names
        )


def read_calendar(path: Path) -> str:
    """Return the text of a calendar, with its lines unfolded and its commas as they are read."""
    return path.read_bytes().decode().replace("\r\n ", "").replace("\\,", ",")


FORMS: dict[str, Callable[[Path], str]] = {
    "csv": lambda path: path.read_text(encoding="utf-8-sig"),
    "md": lambda path: path.read_text(encoding="utf-8"),
    "ics": read_calendar,
    "docx": read_office,
    "xlsx": read_office,
}


def test_every_form_says_that_a_list_changed(built_after_a_change: Built) -> None:
    site = built_after_a_change.site
    pages = read_pages(site)
    for list_id, expected in (("weekly-round", CHANGED), ("tidy-tools", VERSION)):
        for url in (f"practices/{list_id}.html", f"embed/{list_id}.html"):
            (version,) = pages[url].root.xpath("//*[@data-field='version']")
            assert version.text_content() == expected, url
        texts = {
            form: read(site / site_paths.checklist_file_path(list_id, form))
            for form, read in FORMS.items()
        }
        texts["sheet"] = read_pdf(site / site_paths.sheet_path(list_id))
        texts["form"] = read_pdf(site / site_paths.fillable_path(list_id, "form"))
        if expected == VERSION:
            assert ";2026-11-21;" in texts.pop("csv"), "there it is a date by itself"
        assert [form for form, text in texts.items() if not has_version(text, expected)] == []
    sheets = read_pdf(site / site_paths.ALL_SHEETS_PDF)
    assert sheets.count(CHANGED) == 1
    states = {
        entry["id"]: (entry["version"], entry["version_state"])
        for entry in json.loads((site / "checklists.json").read_text(encoding="utf-8"))[
            "checklists"
        ]
    }
    assert states == {
        "weekly-round": ("2026-11-21", "changed"),
        "tidy-tools": ("2026-11-21", "released"),
    }
