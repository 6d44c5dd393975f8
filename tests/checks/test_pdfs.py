"""Each sheet and form on one page of its own, in its own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SMALL
from tools.checks.pdfs import check_book, check_handouts, check_sheets
from tools.model.entities.page import Page
from tools.model.loader import load_publication
from tools.model.publication import Publication, format_item_anchor
from tools.pdf.chapter import book_id
from tools.pdf.renderer import RenderedPdf
from tools.render import artifacts

LISTS = ("tidy-tools", "weekly-round")
BOOK = "downloads/good-sheds.pdf"


@pytest.fixture(scope="module")
def publication() -> Publication:
    return load_publication(SMALL)


@pytest.fixture
def papers(publication: Publication) -> dict[str, RenderedPdf]:
    """The papers of a build in which all is well."""
    places = {f"sheet-{one}{end}": n for n, one in enumerate(LISTS, 1) for end in ("", "-end")}
    found = {artifacts.ALL_SHEETS_PDF: RenderedPdf(len(LISTS), places)}
    for one in LISTS:
        alone = RenderedPdf(1, {f"sheet-{one}": 1, f"sheet-{one}-end": 1})
        found[artifacts.sheet_path(one)] = found[artifacts.fillable_path(one, "form")] = alone
    for page in publication.pages_with_handout:
        found[artifacts.handout_path(publication, page)] = RenderedPdf(3, places_of(page))
    inside = {k: n for page in publication.book_pages for k, n in places_of(page).items()}
    found[BOOK] = RenderedPdf(3, inside)
    return found


def places_of(page: Page) -> dict[str, int]:
    """Give where a page, its items and its sheet stand in a paper."""
    inside = {book_id(page): 1}
    if checklist := page.meta.checklist:
        inside |= {f"sheet-{checklist.id}{end}": 3 for end in ("", "-end")}
        for item in checklist.items:
            anchor = format_item_anchor(checklist, item)
            inside |= {book_id(page, anchor): 2, f"sheet-{anchor}": 3}
    return inside


@pytest.fixture
def site(papers: dict[str, RenderedPdf], tmp_path: Path) -> Path:
    """A site with empty files where the papers belong."""
    for name in papers:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def test_all_well_gives_nothing(
    publication: Publication, site: Path, papers: dict[str, RenderedPdf]
) -> None:
    assert list(check_sheets(publication, site, papers)) == []
    assert list(check_handouts(publication, site, papers)) == []
    assert list(check_book(publication, papers)) == []


def test_a_chapter_or_item_that_the_book_lacks_is_found(
    publication: Publication, papers: dict[str, RenderedPdf]
) -> None:
    gone = ("page-weekly-round", "tidy-tools--tidy-tools--hang-rake")
    inside = {k: n for k, n in papers[BOOK].page_of_anchor.items() if k not in gone}
    assert sorted(check_book(publication, {**papers, BOOK: RenderedPdf(3, inside)})) == [
        f"{BOOK}: item tidy-tools--hang-rake is missing from its chapter",
        f"{BOOK}: page weekly-round is missing",
    ]
    missing = [*check_book(publication, {})]
    assert {f"{BOOK}: page {page.id} is missing" for page in publication.book_pages} <= {*missing}


@pytest.mark.parametrize("kind", ["sheet", "form", "together"])
def test_a_leaf_of_two_pages_is_found(
    publication: Publication, site: Path, papers: dict[str, RenderedPdf], kind: str
) -> None:
    name = {
        "sheet": artifacts.sheet_path("tidy-tools"),
        "form": artifacts.fillable_path("tidy-tools", "form"),
        "together": artifacts.ALL_SHEETS_PDF,
    }[kind]
    spilt = {**papers[name].page_of_anchor, "sheet-tidy-tools-end": 2}
    found = check_sheets(publication, site, {**papers, name: RenderedPdf(2, spilt)})
    wanted = "tidy-tools is not page 1, alone" if kind == "together" else "does not fit one page"
    assert list(found) == [f"{name}: {wanted}"]


def test_a_missing_file_is_found(
    publication: Publication, site: Path, papers: dict[str, RenderedPdf]
) -> None:
    for name in (artifacts.sheet_path("tidy-tools"), artifacts.fillable_path("tidy-tools", "form")):
        (site / name).unlink()
    assert list(check_sheets(publication, site, papers)) == [
        "downloads/checklists/tidy-tools.pdf: missing",
        "downloads/checklists/tidy-tools-form.pdf: missing",
    ]


def test_what_a_handout_lacks_is_found(
    publication: Publication, site: Path, papers: dict[str, RenderedPdf]
) -> None:
    name = "downloads/chapters/tidy-tools.pdf"
    inside = dict(papers[name].page_of_anchor)
    item = next(place for place in inside if place.startswith("sheet-tidy-tools--"))
    del inside[item]
    inside["sheet-tidy-tools-end"] += 1
    (site / name).unlink()
    assert list(check_handouts(publication, site, {**papers, name: RenderedPdf(4, inside)})) == [
        f"{name}: missing",
        f"{name}: the sheet of tidy-tools does not fit one page (3 to 4)",
        f"{name}: item {item.removeprefix('sheet-')} is missing from its sheet",
    ]


def test_a_form_does_not_take_the_place_of_a_sheet(
    publication: Publication, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = publication.checklists
    named = first.model_copy(update={"id": f"{first.id}-form"})
    monkeypatch.setattr(Publication, "checklists", property(lambda self: iter((first, named))))
    found = [*check_sheets(publication, site, {})]
    assert (
        f"downloads/checklists/{first.id}-form.pdf: is also the sheet of a list; "
        "give that list another id"
    ) in found
