"""Unchanged sheets and forms come from the cache, with the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import change
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf, write_pdf
from tools.pdf.single_page import fits_one_page, write_fillable, write_sheets
from tools.render import site_paths
from tools.runtime.cache import Cache

TOOLS = "docs/practices/tidy-tools.md"
ALL = Path(site_paths.ALL_SHEETS_PDF).name


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")


def write_all(project: Path, site: Path, cache_folder: Path) -> set[str]:
    """Write the sheets and forms of a project; return the names of the files that were rendered."""
    cache = Cache(cache_folder, "same")
    publication = load_publication(project)
    for fillable, write in ((False, write_sheets), (True, write_fillable)):
        pdfs = write(publication, site, cache)
        assert all(find_fitting(publication, pdfs, fillable))
    return {path.name for path in cache.misses}


def find_fitting(
    publication: Publication, pdfs: dict[str, RenderedPdf], fillable: bool
) -> list[bool]:
    """Return for each checklist whether its PDF fits one page, also in the file of all."""
    found = []
    for checklist in publication.checklists:
        name = (
            site_paths.fillable_path(checklist.id, "form")
            if fillable
            else site_paths.sheet_path(checklist.id)
        )
        found.append(fits_one_page(pdfs[name], checklist.id))
        if not fillable:
            assert found[-1] == fits_one_page(pdfs[site_paths.ALL_SHEETS_PDF], checklist.id)
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.pdf")}


@pytest.mark.integration
def test_only_changed_sheets_are_rendered_again(small: Path, tmp_path: Path) -> None:
    cache_folder = tmp_path / "cache"
    lists = ("tidy-tools", "weekly-round")
    all_names = {
        ALL,
        *(f"{checklist_id}{end}.pdf" for checklist_id in lists for end in ("", "-form")),
    }
    assert write_all(small, tmp_path / "one", cache_folder) == all_names
    assert write_all(small, tmp_path / "two", cache_folder) == set()
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "one")
    change(small, TOOLS, "Wipe all blades dry", "Wipe all blades clean")
    assert write_all(small, tmp_path / "three", cache_folder) == {
        ALL, "tidy-tools.pdf", "tidy-tools-form.pdf"
    }  # fmt: skip
    write_all(small, tmp_path / "clean", tmp_path / "empty")
    assert bytes_of(tmp_path / "three") == bytes_of(tmp_path / "clean")


@pytest.mark.parametrize("fillable", [False, True])
def test_a_sheet_that_does_not_fit_is_reported_every_time(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fillable: bool
) -> None:
    real = write_pdf

    def spilling(*args: Any, **options: Any) -> RenderedPdf:
        rendered = real(*args, **options)
        rendered.page_of_anchor["sheet-tidy-tools-end"] += 1
        return rendered

    publication = load_publication(small)
    monkeypatch.setattr("tools.pdf.single_page.write_pdf", spilling)
    for _ in range(2):  # rendered, then cached
        cache = Cache(tmp_path / "cache", "same")
        write = write_fillable if fillable else write_sheets
        pdfs = write(publication, tmp_path / "site", cache)
        lists = [checklist_id.id for checklist_id in publication.checklists]
        expected = [checklist_id != "tidy-tools" for checklist_id in lists]
        assert find_fitting(publication, pdfs, fillable) == expected
