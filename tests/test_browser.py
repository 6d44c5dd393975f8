"""The site as a browser shows it: search over http and from a folder, light, dark, narrow."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Built

SAMPLE = (
    "index.html",
    "ingredienten/lange-adem.html",
    "checklists.html",
    "over/verantwoording.html",
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that keeps silent."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(built: Built) -> Iterator[str]:
    """The site over http, at a sub-path, as a sector body may host it."""
    handler = functools.partial(Quiet, directory=str(built.root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/site/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, built: Built, served: str) -> str:
    """The site's address, over http and from its folder."""
    return served if request.param == "http" else built.site.as_uri() + "/"


def test_search_finds_over_http_and_from_a_folder(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.get_by_role("textbox", name="Zoeken").click()
    page.keyboard.type("zelfsturende")
    results = "[data-md-component=search-result] a[href]"
    page.wait_for_selector(results, timeout=15_000)
    found = page.eval_on_selector_all(results, "all => all.map(a => a.href)")
    assert any("zelfsturende-teams.html" in target for target in found[:3])
    page.goto(found[0])
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_sideways_scrolling(
    browser: Browser, built: Built, name: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto((built.site / name).as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(20, 24, 31)") == (scheme == "dark")
    context.close()


def test_the_own_fonts_are_used(page: Page, address: str) -> None:
    page.goto(address + "ingredienten/lange-adem.html")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    )
    assert any("Atkinson" in family for family in loaded)
    assert any("Bricolage" in family for family in loaded)


def test_a_checklist_works_without_scripts(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / "aan-de-slag/start-vandaag.html").as_uri())
    boxes = page.locator("section.checklist input[type=checkbox]")
    assert boxes.count() == 8
    page.locator("section.checklist label").first.click()
    assert boxes.first.is_checked()
    assert page.locator("section.checklist fieldset legend").count() == 3
    context.close()
