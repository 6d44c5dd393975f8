"""The conversation scan: the same text in data, page, sheets and book; two printed sheets."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import Built, change
from tests.pdf.read_back import pdftotext, remove_space
from tests.pdf.tagged_pdf import elements
from tools.checks.forms import build_expected_rows, check_scans, extract_rows
from tools.model.entities.page import Page
from tools.model.entities.scan import Scan
from tools.model.publication import Publication
from tools.pdf.book import render_book
from tools.pdf.renderer import RenderedPdf
from tools.pdf.scans import render_scan
from tools.render import site_paths
from tools.site.built_pages import read_pages

PAGE = "aan-de-slag/gespreksscan.html"


def scan_of(publication: Publication) -> tuple[Page, Scan]:
    """Return the one scan of a publication, with its page."""
    ((page, scan),) = publication.scan_pages
    return page, scan


def remove_direction_marks(text: str) -> str:
    """Remove the direction marks that poppler puts around right-to-left text."""
    return re.sub("[\u202a-\u202e]", "", text)


def find_missing(text: str, publication: Publication, scan: Scan) -> Iterator[str]:
    """Yield the texts of a scan that are missing from a text or out of order."""
    text = remove_space(text)
    place = 0
    for row in build_expected_rows(publication, scan)[1:]:
        for words in row[1:]:
            found = text.find(remove_space(words), place)
            if found < 0:
                yield words
            else:
                place = found + len(remove_space(words))


def change_one_word(scan: Scan) -> Scan:
    """Return a scan with one changed word in one description."""
    row = scan.rows[-1]
    first, *rest = row.signs
    changed = row.model_copy(update={"signs": (first.rsplit(" ", 1)[0] + " anders.", *rest)})
    return scan.model_copy(update={"rows": (*scan.rows[:-1], changed)})


def scan_pdfs(site: Path, scan: Scan) -> dict[str, RenderedPdf]:
    """Return the rendered PDF of the scan, read back from its file."""
    name = site_paths.scan_path(scan.id)
    with pikepdf.open(site / name) as pdf:
        count = len(pdf.pages)
    places = {f"scan-{scan.id}": 1, f"scan-{scan.id}-compare": 2}
    ends = {f"{anchor}-end": number for anchor, number in places.items()}
    return {name: RenderedPdf(count, {**places, **ends})}


@pytest.fixture(params=["built", "built_small"])
def any_built(request: pytest.FixtureRequest) -> Built:
    """The publication, and the small one with its nasty texts."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Built)
    return found


def test_the_scan_of_this_publication_covers_the_five_ingredients(built: Built) -> None:
    _, scan = scan_of(built.publication)
    pages = [built.publication.pages[row.page] for row in scan.rows]
    assert pages == built.publication.get_pages_of_kind("ingredient")
    assert len(pages) == 5
    assert len(scan.positions) == 4


def test_the_page_matches_the_data(any_built: Built) -> None:
    page, scan = scan_of(any_built.publication)
    root = read_pages(any_built.site)[page.url].root
    assert extract_rows(root, scan) == build_expected_rows(any_built.publication, scan)


@pytest.mark.integration
def test_the_sheets_match_the_data(any_built: Built) -> None:
    publication = any_built.publication
    _, scan = scan_of(publication)
    path = any_built.site / site_paths.scan_path(scan.id)
    first, second = pdftotext(path, "-raw").split("\f")[:-1]
    content = remove_direction_marks(first)
    assert list(find_missing(content, publication, scan)) == []
    assert list(find_missing(content, publication, change_one_word(scan))) != []
    for row in scan.rows:
        checklist = publication.pages[row.page].meta.checklist
        assert checklist
        assert remove_space(publication.pages[row.page].title) in remove_space(second)
        assert remove_space(checklist.title) in remove_space(second)
    for words in (*scan.positions, *scan.groups):
        assert remove_space(words) in remove_space(second)


@pytest.mark.integration
def test_the_book_matches_the_data(any_built: Built) -> None:
    publication = any_built.publication
    _, scan = scan_of(publication)
    book = pdftotext(any_built.site / site_paths.book_path(publication.settings.slug), "-raw")
    content = remove_direction_marks(book)
    assert list(find_missing(content, publication, scan)) == []
    assert list(find_missing(content, publication, change_one_word(scan))) != []


def test_the_book_has_boxes_and_lines_and_no_controls(built: Built) -> None:
    page, scan = scan_of(built.publication)
    source = render_book(built.publication, built.site)
    chapter = source.partition(f'id="page-{page.id}"')[2].partition("</article>")[0]
    boxes = len(scan.rows) * len(scan.positions) * len(scan.groups)
    assert chapter.count('class="box"') == boxes
    assert chapter.count('class="line"') == 4
    for tag in ("<input", "<button", "<select", "<option", ' hidden=""'):
        assert tag not in chapter


def test_the_sheets_are_two_pages_of_a4_for_a_pen(any_built: Built) -> None:
    publication = any_built.publication
    _, scan = scan_of(publication)
    with pikepdf.open(any_built.site / site_paths.scan_path(scan.id)) as pdf:
        assert [[round(float(x)) for x in page.MediaBox] for page in pdf.pages] == [
            [0, 0, 595, 842]
        ] * 2
        assert str(pdf.Root.Lang) == publication.language.code
        assert "/StructTreeRoot" in pdf.Root
        assert "/AcroForm" not in pdf.Root
    source = render_scan(publication, scan)
    boxes = len(scan.rows) * (len(scan.positions) + 1)  # and one for each checklist to choose
    assert source.count('class="box"') == boxes
    style = (publication.templates_folder / "print" / "scan.css").read_text(encoding="utf-8")
    box = style.partition(".scan-sheet .box {")[2].partition("}")[0]
    assert "width: 6mm; height: 6mm" in box


def test_the_sheets_are_tagged_as_pdf_ua_asks(any_built: Built) -> None:
    _, scan = scan_of(any_built.publication)
    with pikepdf.open(any_built.site / site_paths.scan_path(scan.id)) as pdf:
        assert "pdfuaid" in str(pdf.open_metadata())
        tree = list(elements(pdf.Root.StructTreeRoot.K))
        scopes = {str(e.obj.A.Scope) for e in tree if e.kind == "TH"}
    inside = {(e.ancestors[-1], e.kind) for e in tree if e.ancestors}
    assert {kind for above, kind in inside if above == "L"} == {"LI"}
    assert {kind for above, kind in inside if above == "LI"} <= {"Lbl", "LBody"}
    assert scopes == {"/Row", "/Column"}
    levels = [int(e.kind[1]) for e in tree if re.fullmatch(r"H[1-6]", e.kind)]
    assert levels == [1, *[2] * len(scan.rows), 1, 2]


def test_the_page_links_to_the_sheets(any_built: Built) -> None:
    page, scan = scan_of(any_built.publication)
    root = read_pages(any_built.site)[page.url].root
    assert root.xpath(f"//a[@href='{page.get_relative_url(site_paths.scan_path(scan.id))}']")


def test_a_correct_build_has_no_findings(any_built: Built) -> None:
    _, scan = scan_of(any_built.publication)
    pages = read_pages(any_built.site)
    pdfs = scan_pdfs(any_built.site, scan)
    assert list(check_scans(any_built.publication, pages, pdfs)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('data-field="sign">', 'data-field="sign">Nu '),
        ('data-field="question">', 'data-field="question">Of '),
        ('data-field="group">', 'data-field="group">De '),
        ('data-row="richting"', 'data-row="gesprek"'),
        ("<fieldset", "<div"),
    ],
)
def test_one_changed_word_on_the_page_is_found(
    built: Built, tmp_path: Path, old: str, new: str
) -> None:
    _, scan = scan_of(built.publication)
    site = tmp_path / "site"
    shutil.copytree(built.site, site)
    change(site, PAGE, old, new)
    pdfs = scan_pdfs(site, scan)
    assert list(check_scans(built.publication, read_pages(site), pdfs))


def test_sheets_that_are_not_there_or_do_not_fit_are_found(built: Built) -> None:
    publication, site = built.publication, built.site
    _, scan = scan_of(publication)
    pages = read_pages(site)
    name = site_paths.scan_path(scan.id)
    anchors = scan_pdfs(site, scan)[name].page_of_anchor
    overflowing = {**anchors, f"scan-{scan.id}-compare-end": 3}
    assert list(check_scans(publication, pages, {}))
    assert list(check_scans(publication, pages, {name: RenderedPdf(3, anchors)}))
    assert list(check_scans(publication, pages, {name: RenderedPdf(2, overflowing)}))
