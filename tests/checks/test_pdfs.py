"""The PDFs of book, hand-outs and sheets are complete; a long sheet is a problem of its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SMALL
from tools.checks.pdfs import check_book, check_handouts, check_sheet_lengths, check_sheets
from tools.model.entities.page import Page
from tools.model.loader import load_publication
from tools.model.publication import Publication, format_item_anchor
from tools.pdf.chapter import book_id
from tools.pdf.renderer import RenderedPdf
from tools.render import site_paths

LISTS = ("tidy-tools", "weekly-round")
BOOK = "downloads/good-sheds.pdf"


@pytest.fixture(scope="module")
def publication() -> Publication:
    return load_publication(SMALL)


@pytest.fixture
def pdfs(publication: Publication) -> dict[str, RenderedPdf]:
    """The PDFs of a correct build."""
    places = {
        f"sheet-{checklist_id}{end}": n
        for n, checklist_id in enumerate(LISTS, 1)
        for end in ("", "-end")
    }
    found = {site_paths.ALL_SHEETS_PDF: RenderedPdf(len(LISTS), places)}
    for checklist_id in LISTS:
        single = RenderedPdf(1, {f"sheet-{checklist_id}": 1, f"sheet-{checklist_id}-end": 1})
        found[site_paths.sheet_path(checklist_id)] = found[
            site_paths.fillable_path(checklist_id, "form")
        ] = single
    for page in publication.pages_with_handout:
        found[site_paths.handout_path(publication, page)] = RenderedPdf(3, anchors_of(page))
    anchors = {k: n for page in publication.book_pages for k, n in anchors_of(page).items()}
    found[BOOK] = RenderedPdf(3, anchors)
    return found


def anchors_of(page: Page) -> dict[str, int]:
    """Return the PDF pages of a page, its items and its sheet, by anchor."""
    anchors = {book_id(page): 1}
    if checklist := page.meta.checklist:
        anchors |= {f"sheet-{checklist.id}{end}": 3 for end in ("", "-end")}
        for item in checklist.items:
            anchor = format_item_anchor(checklist, item)
            anchors |= {book_id(page, anchor): 2, f"sheet-{anchor}": 3}
    return anchors


def test_complete_pdfs_have_no_findings(
    publication: Publication, pdfs: dict[str, RenderedPdf]
) -> None:
    assert list(check_sheets(publication, pdfs)) == []
    assert list(check_handouts(publication, pdfs)) == []
    assert list(check_book(publication, pdfs)) == []


def test_a_chapter_or_item_that_the_book_lacks_is_found(
    publication: Publication, pdfs: dict[str, RenderedPdf]
) -> None:
    removed = ("page-weekly-round", "tidy-tools--tidy-tools--hang-rake")
    anchors = {k: n for k, n in pdfs[BOOK].page_of_anchor.items() if k not in removed}
    assert sorted(check_book(publication, {**pdfs, BOOK: RenderedPdf(3, anchors)})) == [
        f"{BOOK}: item tidy-tools--hang-rake is missing from its chapter",
        f"{BOOK}: page weekly-round is missing",
    ]
    missing = [*check_book(publication, {})]
    assert {f"{BOOK}: page {page.id} is missing" for page in publication.book_pages} <= {*missing}


@pytest.mark.parametrize("kind", ["sheet", "form", "together"])
def test_a_sheet_or_form_that_is_missing_is_found(
    publication: Publication, pdfs: dict[str, RenderedPdf], kind: str
) -> None:
    name = {
        "sheet": site_paths.sheet_path("tidy-tools"),
        "form": site_paths.fillable_path("tidy-tools", "form"),
        "together": site_paths.ALL_SHEETS_PDF,
    }[kind]
    anchors = {k: n for k, n in pdfs[name].page_of_anchor.items() if k != "sheet-tidy-tools-end"}
    found = check_sheets(publication, {**pdfs, name: RenderedPdf(2, anchors)})
    assert list(found) == [f"{name}: the sheet of tidy-tools is missing"]


@pytest.mark.parametrize("kind", ["sheet", "form"])
def test_a_sheet_or_form_of_two_pages_is_a_problem_of_its_page(
    publication: Publication, pdfs: dict[str, RenderedPdf], kind: str
) -> None:
    paths = {
        "sheet": site_paths.sheet_path("tidy-tools"),
        "form": site_paths.fillable_path("tidy-tools", "form"),
    }
    assert list(check_sheet_lengths(publication, pdfs)) == []
    anchors = {**pdfs[paths[kind]].page_of_anchor, "sheet-tidy-tools-end": 2}
    (problem,) = check_sheet_lengths(publication, {**pdfs, paths[kind]: RenderedPdf(2, anchors)})
    assert (problem.code, problem.file) == ("sheet-long", Path("docs/practices/tidy-tools.md"))
    assert problem.values == {"id": "tidy-tools", "count": 2, "file": paths[kind]}


def test_what_a_handout_lacks_is_found(
    publication: Publication, pdfs: dict[str, RenderedPdf]
) -> None:
    name = "downloads/chapters/tidy-tools.pdf"
    anchors = dict(pdfs[name].page_of_anchor)
    item = next(place for place in anchors if place.startswith("sheet-tidy-tools--"))
    del anchors[item]
    del anchors["sheet-tidy-tools-end"]
    assert list(check_handouts(publication, {**pdfs, name: RenderedPdf(4, anchors)})) == [
        f"{name}: the sheet of tidy-tools is missing",
        f"{name}: item {item.rpartition('--')[2]} of tidy-tools is missing from its sheet",
    ]


def test_a_form_does_not_overwrite_a_sheet(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = publication.checklists
    renamed_list = first.model_copy(update={"id": f"{first.id}-form"})
    monkeypatch.setattr(
        Publication, "checklists", property(lambda self: iter((first, renamed_list)))
    )
    found = [*check_sheets(publication, {})]
    assert (
        f"downloads/checklists/{first.id}-form.pdf: is also the sheet of a list; "
        "give that list another id"
    ) in found
