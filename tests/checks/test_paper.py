"""Each sheet and form on one page of its own, in its own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SMALL
from tools import downloads
from tools.checks.paper import check_fillable, check_sheets
from tools.model.publication import Publication, read_publication
from tools.pdf.paper import Paper


@pytest.fixture(scope="module")
def publication() -> Publication:
    return read_publication(SMALL)


@pytest.fixture
def site(publication: Publication, tmp_path: Path) -> Path:
    """A site with empty files where sheets and forms belong."""
    for checklist in publication.checklists:
        for name in (downloads.sheet(checklist.id), downloads.fillable(checklist.id, "form")):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
    return tmp_path


def paper(publication: Publication) -> Paper:
    """A paper on which each list has a page."""
    ids = [checklist.id for checklist in publication.checklists]
    places = {f"sheet-{one}{end}": n for n, one in enumerate(ids, 1) for end in ("", "-end")}
    return Paper(len(ids), places)


def test_all_well_gives_nothing(publication: Publication, site: Path) -> None:
    assert list(check_sheets(publication, site, paper(publication))) == []
    assert list(check_fillable(publication, site, paper(publication))) == []


def test_a_leaf_of_two_pages_is_found(publication: Publication, site: Path) -> None:
    first = next(publication.checklists).id
    spilt = paper(publication)
    spilt.page_of[f"sheet-{first}-end"] = 2
    assert list(check_sheets(publication, site, spilt)) == [
        f"downloads/checklists.pdf: {first} is not page 1, alone"
    ]
    assert list(check_fillable(publication, site, spilt)) == [
        f"downloads/checklists/{first}-form.pdf: does not fit one page"
    ]


def test_a_missing_file_is_found(publication: Publication, site: Path) -> None:
    first = next(publication.checklists).id
    for name in (downloads.sheet(first), downloads.fillable(first, "form")):
        (site / name).unlink()
    assert list(check_sheets(publication, site, paper(publication))) == [
        f"downloads/checklists/{first}.pdf: missing"
    ]
    assert list(check_fillable(publication, site, paper(publication))) == [
        f"downloads/checklists/{first}-form.pdf: missing"
    ]


def test_a_form_does_not_take_the_place_of_a_sheet(
    publication: Publication, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = publication.checklists
    named = first.model_copy(update={"id": f"{first.id}-form"})
    monkeypatch.setattr(Publication, "checklists", property(lambda self: iter((first, named))))
    (site / downloads.fillable(named.id, "form")).touch()
    places = {
        f"sheet-{one.id}{end}": n for n, one in ((1, first), (2, named)) for end in ("", "-end")
    }
    assert list(check_fillable(publication, site, Paper(2, places))) == [
        f"downloads/checklists/{first.id}-form.pdf: is also the sheet of a list; "
        "give that list another id"
    ]
