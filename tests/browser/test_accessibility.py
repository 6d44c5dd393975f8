"""axe-core over the built pages: no violation of WCAG 2.2 A and AA or of axe's best practice."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, Built
from tools.model.publication import read_publication

AXE = ROOT / "build" / "editors" / "node_modules" / "axe-core" / "axe.min.js"
# color-contrast looks at what is in view, so every page is tried in full height.
RUN = """async () => {
  const result = await axe.run(document, {runOnly: [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  return result.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(", "))
}"""
SAMPLE = ("index.html", "checklists.html", "aan-de-slag/start-vandaag.html", "rollen/hr.html")
PAGES = sorted(page.url for page in read_publication(ROOT).pages.values())
LIST = "aan-de-slag/start-vandaag.html"
looks = pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
)


def opened(browser: Browser, built: Built, name: str, width: int, scheme: str) -> Page:
    """Open a page as a reader with this window and palette does."""
    assert AXE.is_file(), "axe-core is missing: make test"
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto((built.site / name).as_uri())
    return page


def violations(page: Page) -> list[str]:
    """Give what axe finds on an open page, and close it."""
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(RUN)
    page.context.close()
    return found


@looks
@pytest.mark.parametrize("name", SAMPLE)
def test_a_page_has_no_violations(
    browser: Browser, built: Built, name: str, width: int, scheme: str
) -> None:
    assert violations(opened(browser, built, name, width, scheme)) == []


@pytest.mark.corpus
@looks
@pytest.mark.parametrize("name", [*PAGES, "404.html"])
def test_no_page_has_violations(
    browser: Browser, built: Built, name: str, width: int, scheme: str
) -> None:
    assert violations(opened(browser, built, name, width, scheme)) == []


@looks
@pytest.mark.parametrize("menu", [0, 1, 2])
def test_an_opened_menu_of_a_list_has_no_violations(
    browser: Browser, built: Built, menu: int, width: int, scheme: str
) -> None:
    page = opened(browser, built, LIST, width, scheme)
    page.locator(".item input").first.check()
    page.locator(".take-menu > summary").nth(menu).click()
    assert violations(page) == []


def test_axe_finds_what_is_wrong(browser: Browser, built: Built) -> None:
    page = opened(browser, built, LIST, 1280, "light")
    page.evaluate("document.querySelector('.item label').remove()")
    assert [line.split(":")[0] for line in violations(page)] == ["label"]


def test_the_pages_of_the_sample_exist(built: Built) -> None:
    assert [name for name in SAMPLE if not Path(built.site / name).is_file()] == []
