"""Checklists in a frame on another site: their content, who may frame them, and their use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import open_page, schemes, violations, widths
from tests.conftest import ROOT, Built
from tests.publish.conftest import serve_with_headers
from tools.publish.embed import embed_path
from tools.publish.robots import SITEMAP
from tools.site.built_pages import extract_text, read_pages

STYLES = ROOT / "overrides" / "theme" / "assets" / "style"
SHEDS = "https://example.org/sheds/"
LIST = "practices/tidy-tools.html"


@pytest.fixture(scope="module")
def small_site(built_small: Built) -> Iterator[str]:
    """The small publication, which has an address, on a host that sends the headers."""
    yield from serve_with_headers(built_small.site)


@pytest.mark.parametrize("name", ["built", "built_small"])
def test_a_list_by_itself_is_not_to_be_found(name: str, request: pytest.FixtureRequest) -> None:
    """It names its origin and links to its page, which is the one that search engines find."""
    project: Built = request.getfixturevalue(name)
    pages = read_pages(project.site)
    for page, checklist in project.publication.checklist_pages:
        root = pages[embed_path(checklist.id)].root
        assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert extract_text(root.find(".//h1")) == checklist.title
        assert project.publication.name in extract_text(root.find(".//footer"))
        (links,) = root.xpath("//footer//a/@href")
        assert links == f"../{page.url}#checklist-{checklist.id}"
        site = project.publication.mkdocs.site_url
        assert root.xpath("//link[@rel='canonical']/@href") == ([site + page.url] if site else [])
        assert not root.xpath("//nav | //*[@role='search']")
    indexed = (project.site / "assets/search/index.js").read_text(encoding="utf-8")
    assert "embed/" not in indexed
    if (project.site / SITEMAP).exists():
        assert "embed/" not in (project.site / SITEMAP).read_text(encoding="utf-8")


def test_without_an_address_there_is_nothing_to_copy(built: Built) -> None:
    for page in built.publication.pages_with_checklist:
        assert "iframe" not in (built.site / page.url).read_text(encoding="utf-8")


def test_a_list_works_on_another_site(page: Page, small_site: str, served: str) -> None:
    """The code that the page offers to copy, in a page of another origin."""
    page.goto(small_site + LIST)
    page.locator(".take-embed summary").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=small_site)
    page.locator(".take-embed button").click()
    expect(page.locator(".take-status")).to_contain_text("copied")
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.count(SHEDS) == 1

    page.goto(served + "robots.txt")
    page.set_content(code.replace(SHEDS, small_site))
    frame = page.frame_locator("iframe")
    box = frame.locator("[data-item] > input").first
    box.check()
    expect(frame.locator(".ticks [role=status]")).to_have_text("1 of 6 ticked")
    page.set_content(code.replace(SHEDS, small_site))
    expect(box).to_be_checked()
    with page.expect_popup() as popup:
        frame.locator("footer a").click()
    expect(popup.value.locator("h1")).to_contain_text("Tidy tools")
    assert popup.value.url.endswith(f"{LIST}#checklist-tidy-tools")

    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.set_content(f'<iframe src="{small_site}{LIST}"></iframe>')


@schemes
def test_a_list_by_itself_has_no_violations(browser: Browser, built: Built, scheme: str) -> None:
    with open_page(browser, built, embed_path("start-vandaag"), scheme) as page:
        page.locator(".item > input").first.check()
        for width in widths(page):
            assert violations(page) == [], width
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
