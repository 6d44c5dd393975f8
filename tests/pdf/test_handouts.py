"""The built hand-outs: complete, with working links and right page numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import Built
from tests.pdf.conftest import ADDRESS, with_address
from tests.pdf.read_back import (
    A4,
    check_references,
    destination_pages,
    find_links,
    join_lines,
    pdftotext,
    remove_space,
    word_boxes,
)
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.handouts import remove_navigation, render_handout
from tools.pdf.renderer import write_pdf
from tools.render import site_paths

HEAD, FOOT = 16 * 72 / 25.4, A4[1] - 14 * 72 / 25.4
FEW_LINES = 6
SAMPLE = ("lange-adem", "verhaal-te-connectivity", "waarom", "kunnen-willen-mogen", "gespreksscan")


def handout_files(built: Built) -> list[tuple[Page, Path]]:
    """Return each page that has a hand-out, with its file."""
    publication = built.publication
    return [
        (page, built.site / site_paths.handout_path(publication, page))
        for page in publication.pages_with_handout
    ]


def test_every_chapter_and_story_has_one_and_its_page_leads_to_it(built: Built) -> None:
    pages = handout_files(built)
    assert len(pages) >= 20
    kinds = {path.parent.name for _, path in pages}
    assert kinds == {"chapters", "stories"}
    for page, path in pages:
        assert path.is_file()
        root: HtmlElement = html.parse(str(built.site / page.url)).getroot()
        found = [
            (built.site / page.url).parent.joinpath(str(href)).resolve()
            for href in root.xpath("//article//a[contains(@href, '.pdf')]/@href")
        ]
        assert path.resolve() in found, page.id
    spare = {*(built.site / "downloads/chapters").iterdir()} - {path for _, path in pages}
    assert spare == set()


def last_lines(path: Path) -> int:
    """Return the number of lines of text on the last page of a PDF, without head and foot."""
    boxes = word_boxes(path)
    middles = sorted(box.middle for box in boxes[max(boxes)] if HEAD < box.middle < FOOT)
    return sum(after - before > 3 for before, after in zip([0.0, *middles], middles, strict=False))


def test_no_last_page_has_only_a_few_lines(built: Built) -> None:
    """Neither of a hand-out, nor of any other document on paper of more than one page."""
    few = {}
    for path in sorted((built.site / "downloads").rglob("*.pdf")):
        with pikepdf.open(path) as pdf:
            count = len(pdf.pages)
        if count > 1 and path.stem != built.publication.settings.slug:
            few[path.name] = last_lines(path)
    assert len(few) >= 20
    assert {name: lines for name, lines in few.items() if lines < FEW_LINES} == {}


def test_links_resolve_and_page_numbers_are_right(built: Built) -> None:
    count = 0
    for page, path in handout_files(built):
        found, wrong = check_references(path)
        assert wrong == [], page.id
        count += found
        with pikepdf.open(path) as pdf:
            for number, link in find_links(pdf):
                if "/A" in link:
                    address = str(link.A.URI)
                    assert address.startswith(("https://", "http://", "mailto:")), (number, address)


@pytest.mark.parametrize("page_id", SAMPLE)
def test_every_word_of_the_page_is_in_its_handout(built: Built, page_id: str) -> None:
    publication = built.publication
    page = publication.pages[page_id]
    path = built.site / site_paths.handout_path(publication, page)
    text = remove_space(pdftotext(path))
    source: HtmlElement = html.document_fromstring(render_handout(publication, page, built.site))
    for element in source.xpath("//svg | //head"):
        element.drop_tree()
    words = {word for word in re.findall(r"\w+", " ".join(source.itertext())) if len(word) > 3}
    assert len(words) > 100
    assert {word for word in words if word not in text} == set()


def test_the_first_page_names_its_origin(built: Built) -> None:
    publication = built.publication
    for page, path in handout_files(built):
        first = join_lines(pdftotext(path, "-l", "1", "-raw"))
        assert first.startswith(publication.name), page.id
        assert publication.get_part_title(page) in first
        assert page.title in first
        with pikepdf.open(path) as pdf:
            assert str(pdf.docinfo["/Title"]) == f"{page.title}. {publication.name}"


def test_sources_stand_in_full_and_citations_lead_to_them(built: Built) -> None:
    publication = built.publication
    for page, path in handout_files(built):
        text = remove_space(pdftotext(path, "-raw"))
        with pikepdf.open(path) as pdf:
            destinations = destination_pages(pdf)
            linked_ids = {str(link.Dest) for _, link in find_links(pdf) if "/A" not in link}
        for source_id in page.source_ids:
            source = publication.sources[source_id]
            assert remove_space(source.title) in text, (page.id, source_id)
            assert remove_space(source.url) in text, (page.id, source_id)
            assert f"source-{source_id}" in destinations
        assert {f"source-{source_id}" for source_id in page.cited_ids} <= linked_ids, page.id
        assert {f"term-{source_id}" for source_id in page.term_ids} <= linked_ids, page.id


def write_with_address(publication: Publication, site: Path, page: Page, path: Path) -> Path:
    """Write the hand-out of a page of a site that has an address."""
    publication = with_address(publication)
    write_pdf(render_handout(publication, page, site), path, publication)
    return path


def test_other_pages_become_addresses_once_the_site_has_one(built: Built, tmp_path: Path) -> None:
    publication = built.publication
    page = publication.pages["lange-adem"]
    path = write_with_address(publication, built.site, page, tmp_path / "one.pdf")
    paths = [other.url for other in publication.pages.values()]
    paths += [
        site_paths.list_path(publication, checklist.id) for checklist in publication.checklists
    ]
    page_urls = {f"{ADDRESS}{path}" for path in paths}
    with pikepdf.open(path) as pdf:
        outside = {str(link.A.URI).partition("#")[0] for _, link in find_links(pdf) if "/A" in link}
    own_urls = {address for address in outside if address.startswith(ADDRESS)}
    assert own_urls <= page_urls, "every address is that of a page"
    related = {f"{ADDRESS}{other.url}" for other in publication.get_related_pages(page)}
    assert related <= own_urls
    assert f"{ADDRESS}{page.url}" in own_urls, "and it says where it stands itself"
    assert check_references(path)[1] == []


def test_without_an_address_no_link_leads_nowhere(built: Built) -> None:
    page = built.publication.pages["lange-adem"]
    root: HtmlElement = html.fromstring(render_handout(built.publication, page, built.site))
    ids = set(root.xpath("//@id"))
    for target in root.xpath("//a/@href"):
        assert str(target).startswith("http") or str(target).removeprefix("#") in ids, target


def test_an_address_needs_no_slash_at_its_end(built: Built) -> None:
    publication = with_address(built.publication, ADDRESS.rstrip("/"))
    page = publication.pages["waarom"]
    root: HtmlElement = html.fromstring(render_handout(publication, page, built.site))
    own_urls = [str(h) for h in root.xpath("//a/@href") if str(h).startswith(ADDRESS.rstrip("/"))]
    assert own_urls
    assert all(target.startswith(ADDRESS) for target in own_urls)


def test_a_form_stands_once_on_its_sheet_at_the_end(built: Built) -> None:
    publication = built.publication
    page = publication.pages["programma-een-uur"]
    path = built.site / site_paths.handout_path(publication, page)
    form = page.meta.workform
    assert form
    sheets = [join_lines(text) for text in pdftotext(path).rstrip("\f").split("\f")]
    for step in form.steps:
        assert [remove_space(step.how) in remove_space(text) for text in sheets] == [
            *[False] * (len(sheets) - 1),
            True,
        ]
    assert publication.language.word("workform_last") in " ".join(sheets[:-1])


@pytest.mark.parametrize(
    ("besides", "left"),
    [
        ("", ""),
        ("<p>Read on.</p>", ""),
        ("<p>One.</p><p>Two.</p>", "HOne.Two."),
        ("<ul><li>One</li></ul>", "HOne"),
    ],
)
def test_a_section_goes_when_it_only_leads_on(besides: str, left: str) -> None:
    section = f"<section><h2>H</h2>{besides}<nav class='related'>Also</nav></section>"
    article = html.fragment_fromstring(f"<article><p>Text.</p>{section}</article>")
    remove_navigation(article, has_site_url=False)
    assert article.text_content() == f"Text.{left}"
