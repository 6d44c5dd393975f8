"""Sheets and forms that did not change are not set again; what is kept is what would be made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import change
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf, write_pdf
from tools.pdf.single_page import fits_one_page, write_fillable, write_sheets
from tools.render import artifacts
from tools.runtime.cache import Cache

TOOLS = "docs/practices/tidy-tools.md"
ALL = Path(artifacts.ALL_SHEETS_PDF).name


@pytest.fixture(autouse=True)
def same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")


def written(project: Path, site: Path, kept: Path) -> set[str]:
    """Write sheets and forms of a project; give the names of the files that were really made."""
    cache = Cache(kept, "same")
    publication = load_publication(project)
    for fillable, write in ((False, write_sheets), (True, write_fillable)):
        papers = write(publication, site, cache)
        assert all(fitting(publication, papers, fillable))
    return {path.name for path in cache.misses}


def fitting(publication: Publication, papers: dict[str, RenderedPdf], fillable: bool) -> list[bool]:
    """Tell of each list whether its leaf fits, and also its page in the file of all."""
    found = []
    for number, one in enumerate(publication.checklists, 1):
        name = artifacts.fillable_path(one.id, "form") if fillable else artifacts.sheet_path(one.id)
        found.append(fits_one_page(papers[name], one.id))
        if not fillable:
            assert found[-1] == fits_one_page(papers[artifacts.ALL_SHEETS_PDF], one.id, number)
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.pdf")}


def test_what_changed_is_set_again_and_nothing_else(small: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    lists = ("tidy-tools", "weekly-round")
    every = {ALL, *(f"{one}{end}.pdf" for one in lists for end in ("", "-form"))}
    assert written(small, tmp_path / "one", kept) == every
    assert written(small, tmp_path / "two", kept) == set()
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "one")
    change(small, TOOLS, "Wipe all blades dry", "Wipe all blades clean")
    assert written(small, tmp_path / "three", kept) == {
        ALL, "tidy-tools.pdf", "tidy-tools-form.pdf"
    }  # fmt: skip
    written(small, tmp_path / "afresh", tmp_path / "empty")
    assert bytes_of(tmp_path / "three") == bytes_of(tmp_path / "afresh")


@pytest.mark.parametrize("fillable", [False, True])
def test_a_leaf_that_does_not_fit_is_told_each_time(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fillable: bool
) -> None:
    real = write_pdf

    def spilling(*args: Any, **options: Any) -> RenderedPdf:
        paper = real(*args, **options)
        paper.page_of_anchor["sheet-tidy-tools-end"] += 1
        return paper

    publication = load_publication(small)
    monkeypatch.setattr("tools.pdf.single_page.write_pdf", spilling)
    for _ in range(2):  # made, and kept
        cache = Cache(tmp_path / "kept", "same")
        write = write_fillable if fillable else write_sheets
        papers = write(publication, tmp_path / "site", cache)
        lists = [one.id for one in publication.checklists]
        wanted = [one != "tidy-tools" for one in lists]
        assert fitting(publication, papers, fillable) == wanted
