"""Working forms: the same words in data, page, sheet and book, on one A4 each."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from lxml import html

from tests.conftest import SMALL, Built, change
from tests.pdf.read_back import pdftotext, remove_space
from tests.pdf.tagged_pdf import elements
from tools.build.stage import Stage
from tools.build.steps import make_workforms
from tools.checks.forms import build_expected_texts, check_workforms, extract_texts
from tools.editions.derive import select_pages
from tools.model.entities.edition import BasedOn, Edition, EditionSpec
from tools.model.entities.page import Page
from tools.model.entities.workform import Workform
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf
from tools.pdf.workforms import (
    WRITING_LINE_MM,
    build_workform_sheet,
    content_height,
    replace_with_reference,
)
from tools.render import site_paths
from tools.site.built_pages import read_pages


def first_workform(publication: Publication) -> tuple[Page, Workform]:
    """Return the first working form, with its page."""
    return publication.workform_pages[0]


def comparable(text: str) -> str:
    """Return a text for comparison: without white space and direction marks."""
    return re.sub("[\u202a-\u202e]", "", remove_space(text))


def workform_pdfs(site: Path, publication: Publication) -> dict[str, RenderedPdf]:
    """Return the rendered PDFs of sheets and book, with the pages of each working form."""
    places = {
        f"workform-{page.id}{end}": 1
        for page, _ in publication.workform_pages
        for end in ("", "-end")
    }
    names = [site_paths.workform_path(page.id) for page, _ in publication.workform_pages]
    return {
        name: RenderedPdf(1, places)
        for name in (*names, site_paths.book_path(publication.settings.slug))
    }


@pytest.fixture(params=["built", "built_small"])
def any_built(request: pytest.FixtureRequest) -> Built:
    """The publication, and the small one with its nasty texts."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Built)
    return found


def test_each_ingredient_has_a_working_form_in_its_colour(built: Built) -> None:
    publication = built.publication
    pages = publication.get_pages_of_kind("workform")
    forms = [page.meta.workform for page in pages if page.meta.workform]
    subjects = [publication.pages[form.page] for form in forms]
    assert subjects == publication.get_pages_of_kind("ingredient")
    assert [publication.get_hue(page) for page in pages] == [1, 2, 3, 4, 5]


def test_the_steps_follow_each_other_to_the_last_minute(any_built: Built) -> None:
    for _, form in any_built.publication.workform_pages:
        times = [(start, end) for start, end, _ in form.timed_steps]
        assert times[0][0] == 0
        assert times[-1][1] == form.minutes
        assert [end for _, end in times[:-1]] == [start for start, _ in times[1:]]


def test_the_page_matches_the_data_and_links_to_the_sheet(any_built: Built) -> None:
    publication = any_built.publication
    pages = read_pages(any_built.site)
    for page, form in publication.workform_pages:
        root = pages[page.url].root
        assert extract_texts(root, page) == build_expected_texts(publication, form)
        assert root.xpath(
            f"//a[@href='{page.get_relative_url(site_paths.workform_path(page.id))}']"
        )


@pytest.mark.integration
def test_sheet_and_book_match_the_data(any_built: Built) -> None:
    publication = any_built.publication
    book = comparable(
        pdftotext(any_built.site / site_paths.book_path(publication.settings.slug), "-raw")
    )
    for page, form in publication.workform_pages:
        sheet = comparable(pdftotext(any_built.site / site_paths.workform_path(page.id), "-raw"))
        for words in (page.title, *build_expected_texts(publication, form)):
            assert comparable(words) in sheet, words
            assert comparable(words) in book, words


def test_a_sheet_is_one_a4_with_a_heading_for_each_step(any_built: Built) -> None:
    publication = any_built.publication
    for page, form in publication.workform_pages:
        with pikepdf.open(any_built.site / site_paths.workform_path(page.id)) as pdf:
            assert [[round(float(x)) for x in pdf_page.MediaBox] for pdf_page in pdf.pages] == [
                [0, 0, 595, 842]
            ]
            assert str(pdf.docinfo["/Title"]).startswith(page.title)
            assert "/AcroForm" not in pdf.Root
            tree = list(elements(pdf.Root.StructTreeRoot.K))
        levels = [int(e.kind[1]) for e in tree if re.fullmatch(r"H[1-6]", e.kind)]
        assert levels == [1, *[2] * len(form.steps)]


def test_a_correct_build_has_no_findings(any_built: Built) -> None:
    publication, site = any_built.publication, any_built.site
    pdfs = workform_pdfs(site, publication)
    assert list(check_workforms(publication, read_pages(site), pdfs)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('data-field="say">', 'data-field="say">Now '),
        ('data-field="minutes">', 'data-field="minutes">About '),
        ('data-field="watch">', ">"),
        ("data-workform=", "data-form="),
    ],
)
def test_a_page_that_differs_from_its_data_is_found(
    built_small: Built, tmp_path: Path, old: str, new: str
) -> None:
    publication = built_small.publication
    page, _ = first_workform(publication)
    site = tmp_path / "site"
    shutil.copytree(built_small.site, site)
    change(site, page.url, old, new)
    found = list(check_workforms(publication, read_pages(site), workform_pdfs(site, publication)))
    assert found == [f"{page.url}: the working form does not say what its data says"]


def test_an_overflowing_sheet_is_found(built_small: Built) -> None:
    publication, pages = built_small.publication, read_pages(built_small.site)
    page, _ = first_workform(publication)
    name, book = site_paths.workform_path(page.id), site_paths.book_path(publication.settings.slug)
    pdfs = workform_pdfs(built_small.site, publication)
    overflowing = RenderedPdf(2, {**pdfs[name].page_of_anchor, f"workform-{page.id}-end": 2})
    expected = f"the form of {page.id} does not fit one page; shorten it"
    for path in (name, book):
        found = list(check_workforms(publication, pages, {**pdfs, path: overflowing}))
        assert found == [f"{path}: {expected}"]


def test_longer_texts_leave_fewer_lines_to_write_on() -> None:
    publication = load_publication(SMALL)
    page, form = first_workform(publication)
    step = form.steps[0].model_copy(update={"how": "x" * 220, "say": "x" * 120})
    longer = form.model_copy(update={"steps": (step,) * 6})
    meta = page.meta.model_copy(update={"workform": longer})
    lines = build_workform_sheet(publication, page).writing_lines
    assert content_height(page.title, longer) > content_height(page.title, form) + WRITING_LINE_MM
    other = Page(page.source_path, meta, {}, (), (), 0)
    assert 1 <= build_workform_sheet(publication, other).writing_lines < lines
    with pytest.raises(ValueError, match="start"):
        build_workform_sheet(publication, publication.pages["start"])


def test_in_the_book_the_sheet_replaces_the_form() -> None:
    article = html.fragment_fromstring(
        '<div><h2 id="a">A</h2><section class="workform"><p>x</p></section>tail</div>'
    )
    replace_with_reference(article, "On the next page.")
    assert html.tostring(article, encoding="unicode") == (
        '<div><h2 id="a">A</h2><p>On the next page.</p>tail</div>'
    )


def test_a_publication_may_have_none(small: Path) -> None:
    (small / "docs/practices/shed-hour.md").unlink()
    change(small, "mkdocs.yml", "      - practices/shed-hour.md\n", "")
    change(small, "mkdocs.yml", "door-talk, shed-hour]", "door-talk]")
    change(
        small,
        "mkdocs.yml",
        "pages: {least: 0, most: 1}, workform: true",
        "pages: {least: 0, most: 1}",
    )
    publication = load_publication(small)
    stage = Stage(publication, small / "staged", print)
    make_workforms(stage)
    assert publication.workform_pages == []
    assert stage.pdfs == {}
    assert list(check_workforms(publication, {}, {})) == []


def test_an_edition_without_the_subject_has_no_form(built_small: Built) -> None:
    publication = built_small.publication
    page, form = first_workform(publication)

    def select(*chapters: str) -> set[str]:
        spec = EditionSpec(
            id="x",
            name="A shed",
            organisation="A club",
            date=publication.settings.date,
            chapters=chapters,
        )
        settings = publication.settings
        based_on = BasedOn(publication.name, settings.version, settings.date, settings.licence)
        return {*select_pages(publication, Edition(spec, based_on, None, ""))}

    assert page.id in select(form.page)
    assert page.id not in select("weekly-round")
