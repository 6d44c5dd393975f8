"""Each checklist has a page of its own: that list and nothing else, indexed and printable."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built
from tests.pdf.read_back import pdftotext, remove_space
from tests.scripts.test_print import STUB_PRINT, count_pages, print_list
from tools.exports.checklist_texts import ChecklistTexts
from tools.pdf.sheets import build_sheet
from tools.publish.list_pages import move_link, take_frame
from tools.render.site_paths import list_path
from tools.site.built_pages import extract_text, read_pages
from tools.site.published_files import SITEMAP


@pytest.mark.parametrize("name", ["built", "built_small"])
def test_a_page_holds_one_list_and_nothing_else(name: str, request: pytest.FixtureRequest) -> None:
    project: Built = request.getfixturevalue(name)
    publication, pages = project.publication, read_pages(project.site)
    for page, checklist in publication.checklist_pages:
        path = list_path(publication, checklist.id)
        root = pages[path].root
        assert [*map(extract_text, root.xpath("//h1"))] == [checklist.title]
        assert len(root.xpath("//main/div[@id='__text']/div")) == 1
        assert not root.xpath("//nav | //*[@role='search'] | //h2")
        assert not root.xpath("//meta[@name='robots']")
        site = publication.mkdocs.site_url
        assert root.xpath("//link[@rel='canonical']/@href") == ([site + path] if site else [])
        assert f"../{page.url}" in root.xpath("//main/div/p/a/@href")
        styles = pages[page.url].root.xpath("//link[@rel='stylesheet']/@href")
        names = [
            style.rpartition("/")[2] for style in root.xpath("//link[@rel='stylesheet']/@href")
        ]
        assert names == [style.rpartition("/")[2] for style in styles]


def test_search_engines_are_told(built_small: Built) -> None:
    publication = built_small.publication
    text = (built_small.site / SITEMAP).read_text(encoding="utf-8")
    for checklist in publication.checklists:
        url = f"{publication.mkdocs.site_url}{list_path(publication, checklist.id)}"
        assert text.count(f"<loc>{url}</loc>") == 1


def test_a_code_on_paper_leads_there(built_small: Built) -> None:
    publication = built_small.publication
    for page, checklist in publication.checklist_pages:
        sheet = build_sheet(publication, page)
        assert sheet.qr_code
        path = list_path(publication, checklist.id)
        assert sheet.qr_code.url == f"{publication.mkdocs.site_url}{path}"
        assert ChecklistTexts(publication, checklist).url == sheet.qr_code.url
        assert (built_small.site / path).is_file()


def test_it_prints_on_one_sheet(page: Page, built: Built, tmp_path: Path) -> None:
    page.add_init_script(STUB_PRINT)
    page.goto(f"{built.site.as_uri()}/{list_path(built.publication, 'lange-adem')}")
    path = print_list(page, tmp_path)
    assert count_pages(path) == 1
    text = remove_space(pdftotext(path, "-raw"))
    assert text.startswith(remove_space("Volhouden, elk kwartaal"))
    for hidden in ("Begin het overleg", "Lees de uitleg", "Samenscholing\nChecklist"):
        assert remove_space(hidden) not in text


def test_without_scripts_it_is_whole(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/{list_path(built.publication, 'lange-adem')}")
    assert page.locator("[data-item]:visible").count() == 5
    assert page.locator("button:visible, select:visible, .take-start:visible").count() == 0
    page.locator("[data-item] > label").first.click()
    expect(page.locator("[data-item] > input").first).to_be_checked()
    context.close()


def test_it_follows_the_colours_that_a_reader_chose(page: Page, served: str, built: Built) -> None:
    page.goto(served + "index.html")
    page.get_by_role("button", name="Schakel naar donker").click()
    page.goto(served + list_path(built.publication, "lange-adem"))
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.get_by_role("button", name="Schakel naar licht").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"


@pytest.mark.parametrize(
    ("target", "moved"),
    [
        ("../assets/a.css", "../assets/a.css"),
        ("b.html", "../deep/b.html"),
        ("../assets/", "../assets/"),
        ("#__text", "#__text"),
        ("https://example.org/", "https://example.org/"),
        ("data:image/png;base64,AA", "data:image/png;base64,AA"),
    ],
)
def test_a_link_is_moved_along(target: str, moved: str) -> None:
    assert move_link(target, "deep/page.html", "list/one.html") == moved


def test_search_and_menu_stay_behind() -> None:
    root = html.document_fromstring(
        "<head><link rel=stylesheet href=../a.css></head><body dir=rtl data-md-color-scheme=slate>"
        '<header class="md-header"><a class=brand href=../index.html>A</a>'
        '<button class="bar-button search-open">S</button><div class=search>S</div></header>'
    )
    frame = take_frame(root, "deep/page.html", "list/one.html")
    assert (frame.direction, frame.scheme, frame.styles) == ("rtl", "slate", ("../a.css",))
    assert "search" not in frame.header
    assert 'href="../index.html"' in frame.header
