"""Checklists in a frame on another site: their content, who may frame them, and their use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import open_page, schemes, violations, widths
from tests.conftest import ROOT, Built
from tests.publish.conftest import serve_with_headers
from tools.publish.embed import embed_path
from tools.render.site_paths import list_path
from tools.site.built_pages import extract_text, read_pages
from tools.site.published_files import SITEMAP

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
        for compact in (False, True):
            root = pages[embed_path(checklist.id, compact)].root
            assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
            assert extract_text(root.find(".//h1")) == checklist.title
            assert project.publication.name in extract_text(root.find(".//footer"))
            (links,) = root.xpath("//footer//a/@href")
            above = "../../" if compact else "../"
            assert links == f"{above}{page.url}#checklist-{checklist.id}"
            site = project.publication.mkdocs.site_url
            canonical = [site + page.url] if site else []
            assert root.xpath("//link[@rel='canonical']/@href") == canonical
            assert not root.xpath("//nav | //*[@role='search']")
            titles = [item.what for item in checklist.items]
            items = "//ol/li" if compact else "//*[@data-field='what']"
            assert [*map(extract_text, root.xpath(items))] == titles
            anchor = project.publication.language.word("meeting_anchor")
            own = above + list_path(project.publication, checklist.id)
            assert root.xpath("//*[@class='first']//@href")[0] == f"{own}#{anchor}-{checklist.id}"
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

    height = frame.locator("html").evaluate(
        "root => Math.ceil(root.getBoundingClientRect().height)"
    )
    expect(page.locator("iframe")).to_have_css("height", f"{height}px")
    page.set_viewport_size({"width": 400, "height": 900})
    page.wait_for_function(
        "height => document.querySelector('iframe').offsetHeight > height", arg=height
    )

    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.set_content(f'<iframe src="{small_site}{LIST}"></iframe>')


def test_another_site_cannot_set_the_height(page: Page, small_site: str, served: str) -> None:
    """The code listens to the frame that it came with, and only while our site is in it."""
    page.goto(small_site + LIST)
    code = page.locator(".take-embed textarea").input_value()
    page.goto(served + "robots.txt")
    page.set_content(code.replace(SHEDS, small_site))
    frame = page.locator("iframe")
    page.frame_locator("iframe").locator("h1").wait_for()
    page.wait_for_function("document.querySelector('iframe').style.height")
    before = frame.evaluate("frame => frame.style.height")
    page.evaluate("postMessage({type: 'checklist-height', height: 9}, '*')")
    frame.evaluate("frame => { frame.src = frame.src }")  # the frame is the same, its site is not
    page.evaluate(
        """message => new Promise(done => {
          const frame = document.querySelector("iframe")
          dispatchEvent(new MessageEvent("message", {
            data: message, origin: "https://elsewhere.example", source: frame.contentWindow
          }))
          setTimeout(done, 50)
        })""",
        {"type": "checklist-height", "height": 9},
    )
    assert frame.evaluate("frame => frame.style.height") == before


MAKER = "over/op-uw-site.html"


def test_a_page_shows_a_list_as_another_site_will(
    page: Page, built: Built, served: str, host_with_headers: str
) -> None:
    """Also under the strict policy, which lets a page frame its own site only."""
    for site in (served, host_with_headers):
        page.goto(f"{site}{MAKER}#list=lange-adem")
        frame, code = page.frame_locator(".embed-preview iframe"), page.locator("#embed-code")
        expect(frame.locator("h1")).to_have_text("Volhouden, elk kwartaal")
        assert f'src="{site}embed/lange-adem.html"' in code.input_value()
        tall = page.locator(".embed-preview iframe").evaluate("frame => frame.offsetHeight")
        page.get_by_text("Alleen de punten en de knoppen").click()
        expect(frame.locator("ol li")).to_have_count(5)
        assert f'src="{site}embed/compact/lange-adem.html"' in code.input_value()
        page.wait_for_function(
            "tall => document.querySelector('.embed-preview iframe').offsetHeight < tall", arg=tall
        )
        page.get_by_label("Checklist", exact=True).select_option("kennis-delen")
        expect(frame.locator("h1")).to_have_text("Een workshop om vakkennis te delen")
    page.goto(f"{built.site.as_uri()}/{MAKER}")
    assert page.locator("iframe").count() == 0
    assert page.get_by_text("In een map op uw computer").is_visible()


@pytest.fixture(scope="module")
def host_with_headers(built: Built) -> Iterator[str]:
    """The publication on a host that sends the headers."""
    yield from serve_with_headers(built.site)


@schemes
def test_a_list_by_itself_has_no_violations(browser: Browser, built: Built, scheme: str) -> None:
    with open_page(browser, built, embed_path("start-vandaag", compact=True), scheme) as page:
        for width in widths(page):
            assert violations(page) == [], width
    with open_page(browser, built, embed_path("start-vandaag"), scheme) as page:
        page.locator(".item > input").first.check()
        for width in widths(page):
            assert violations(page) == [], width
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
