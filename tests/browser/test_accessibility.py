"""axe-core over the built pages: no violation of WCAG 2.2 A and AA or of axe's best practice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, Built
from tests.sources import page_addresses

AXE = ROOT / "build" / "editors" / "node_modules" / "axe-core" / "axe.min.js"
# color-contrast checks only what is in view, so every page is opened at full height.
RUN = """async () => {
  const result = await axe.run(document, {runOnly: [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  return result.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(", "))
}"""
# Observers of sizes are called between two frames.
NEXT_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SAMPLE = (
    "index.html",
    "checklists.html",
    "aan-de-slag/start-vandaag.html",
    "aan-de-slag/gespreksscan.html",
    "aan-de-slag/hand-out-maken.html",
    "rollen/hr.html",
    "werkvormen/om-de-machine.html",
    "over/op-uw-site.html",
)
# Not 404.html: without a host at its root it has no styles.
PAGES = page_addresses()
LIST = "aan-de-slag/start-vandaag.html"
HAND_OUT = "aan-de-slag/hand-out-maken.html"
SCHEMES = ("light", "dark")
schemes = pytest.mark.parametrize("scheme", SCHEMES)


@contextmanager
def open_page(browser: Browser, built: Built, name: str, scheme: str) -> Iterator[Page]:
    """Open a page in a colour scheme, with axe loaded."""
    assert AXE.is_file(), "axe-core is missing: make test"
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/{name}")
    page.add_script_tag(path=AXE)
    yield page
    context.close()


def widths(page: Page) -> Iterator[int]:
    """Yield the tested widths, each once the page has followed."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(NEXT_FRAMES)
        yield width


def violations(page: Page) -> list[str]:
    """Return the violations that axe finds on an open page."""
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name in SAMPLE else pytest.mark.corpus) for name in PAGES],
)
def test_a_page_has_no_violations(browser: Browser, built: Built, name: str) -> None:
    for scheme in SCHEMES:
        with open_page(browser, built, name, scheme) as page:
            for width in widths(page):
                assert violations(page) == [], (scheme, width)


@schemes
def test_an_opened_menu_of_a_list_has_no_violations(
    browser: Browser, built: Built, scheme: str
) -> None:
    with open_page(browser, built, LIST, scheme) as page:
        page.locator(".item input").first.check()
        for width in widths(page):
            menus = page.locator(".take-menu > summary")
            for number in range(menus.count()):
                menus.nth(number).click()
                assert violations(page) == [], (width, number)
                menus.nth(number).click()


@schemes
def test_a_page_of_one_list_has_no_violations(browser: Browser, built: Built, scheme: str) -> None:
    """With a choice that is on, and on a phone with what is folded."""
    choice = "#choice-start-vandaag=kies-uitdaging.schrap-controle"
    with open_page(browser, built, f"lijst/start-vandaag.html{choice}", scheme) as page:
        for width in widths(page):
            assert violations(page) == [], width
        page.locator(".item > .fold:visible").first.click()
        page.evaluate("scrollTo(0, 0)")  # nothing half below the header
        assert violations(page) == []


@schemes
def test_the_pages_of_a_hand_out_have_no_violations(
    browser: Browser, built: Built, scheme: str
) -> None:
    choice = "#hand-out=wat-is-sociale-innovatie.gespreksscan.lange-adem~sheet.verantwoording"
    with open_page(browser, built, HAND_OUT + choice, scheme) as page:
        page.locator("[data-part=make]").click()
        page.locator("[data-part=print]").wait_for()
        for width in widths(page):
            assert violations(page) == [], width


def test_axe_finds_what_is_wrong(browser: Browser, built: Built) -> None:
    with open_page(browser, built, LIST, "light") as page:
        page.evaluate("document.querySelector('.item label').remove()")
        assert [line.split(":")[0] for line in violations(page)] == ["label"]


def test_the_pages_of_the_sample_exist(built: Built) -> None:
    assert [name for name in SAMPLE if not Path(built.site / name).is_file()] == []
