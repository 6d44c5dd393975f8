"""Hand-outs as they were made: whole by themselves, with links and numbers that hold."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import Built
from tests.pdf.backread import (
    joined,
    links,
    pdftotext,
    squeezed,
    targets,
    wrong_references,
)
from tests.pdf.conftest import ADDRESS, at_address
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.handouts import render_handout
from tools.pdf.renderer import write_pdf
from tools.render import artifacts

SAMPLE = ("lange-adem", "verhaal-te-connectivity", "waarom", "kunnen-willen-mogen", "gespreksscan")


def handed_out(built: Built) -> list[tuple[Page, Path]]:
    """Give each page that is handed out by itself, with its file."""
    publication = built.publication
    return [
        (page, built.site / artifacts.handout_path(publication, page))
        for page in publication.pages_with_handout
    ]


def test_every_chapter_and_story_has_one_and_its_page_leads_to_it(built: Built) -> None:
    pages = handed_out(built)
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


def test_links_resolve_and_page_numbers_are_the_real_ones(built: Built) -> None:
    count = 0
    for page, path in handed_out(built):
        found, wrong = wrong_references(path)
        assert wrong == [], page.id
        count += found
        with pikepdf.open(path) as pdf:
            for number, link in links(pdf):
                if "/A" in link:
                    address = str(link.A.URI)
                    assert address.startswith(("https://", "http://", "mailto:")), (number, address)


@pytest.mark.parametrize("identity", SAMPLE)
def test_every_word_of_the_page_is_in_its_handout(built: Built, identity: str) -> None:
    publication = built.publication
    page = publication.pages[identity]
    path = built.site / artifacts.handout_path(publication, page)
    text = squeezed(pdftotext(path))
    source: HtmlElement = html.document_fromstring(render_handout(publication, page, built.site))
    for gone in source.xpath("//svg | //head"):
        gone.drop_tree()
    words = {word for word in re.findall(r"\w+", " ".join(source.itertext())) if len(word) > 3}
    assert len(words) > 100
    assert {word for word in words if word not in text} == set()


def test_the_first_page_says_what_it_is_from(built: Built) -> None:
    publication = built.publication
    for page, path in handed_out(built):
        first = joined(pdftotext(path, "-l", "1", "-raw"))
        assert first.startswith(publication.name), page.id
        assert publication.get_part_title(page) in first
        assert page.title in first
        with pikepdf.open(path) as pdf:
            assert str(pdf.docinfo["/Title"]) == f"{page.title}. {publication.name}"


def test_sources_stand_in_full_and_citations_lead_to_them(built: Built) -> None:
    publication = built.publication
    for page, path in handed_out(built):
        text = squeezed(pdftotext(path))
        with pikepdf.open(path) as pdf:
            place = targets(pdf)
            led = {str(link.Dest) for _, link in links(pdf) if "/A" not in link}
        for identity in page.source_ids:
            source = publication.sources[identity]
            assert squeezed(source.title) in text, (page.id, identity)
            assert squeezed(source.url) in text, (page.id, identity)
            assert f"source-{identity}" in place
        assert {f"source-{identity}" for identity in page.cited_ids} <= led, page.id
        assert {f"term-{identity}" for identity in page.term_ids} <= led, page.id


def addressed(publication: Publication, site: Path, page: Page, path: Path) -> Path:
    """Make the hand-out of a page as if the site stood at an address."""
    publication = at_address(publication)
    write_pdf(render_handout(publication, page, site), path, publication)
    return path


def test_other_pages_become_addresses_once_the_site_has_one(built: Built, tmp_path: Path) -> None:
    publication = built.publication
    page = publication.pages["lange-adem"]
    path = addressed(publication, built.site, page, tmp_path / "one.pdf")
    known = {f"{ADDRESS}{other.url}" for other in publication.pages.values()}
    with pikepdf.open(path) as pdf:
        outside = {str(link.A.URI).partition("#")[0] for _, link in links(pdf) if "/A" in link}
    own = {address for address in outside if address.startswith(ADDRESS)}
    assert own <= known, "every address is that of a page"
    related = {f"{ADDRESS}{other.url}" for other in publication.get_related_pages(page)}
    assert related <= own
    assert f"{ADDRESS}{page.url}" in own, "and it says where it stands itself"
    assert wrong_references(path)[1] == []


def test_without_an_address_no_link_leads_nowhere(built: Built) -> None:
    page = built.publication.pages["lange-adem"]
    root: HtmlElement = html.fromstring(render_handout(built.publication, page, built.site))
    ids = set(root.xpath("//@id"))
    for target in root.xpath("//a/@href"):
        assert str(target).startswith("http") or str(target).removeprefix("#") in ids, target


def test_an_address_needs_no_slash_at_its_end(built: Built) -> None:
    publication = at_address(built.publication, ADDRESS.rstrip("/"))
    page = publication.pages["waarom"]
    root: HtmlElement = html.fromstring(render_handout(publication, page, built.site))
    own = [str(h) for h in root.xpath("//a/@href") if str(h).startswith(ADDRESS.rstrip("/"))]
    assert own
    assert all(target.startswith(ADDRESS) for target in own)
