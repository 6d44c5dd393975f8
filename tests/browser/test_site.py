"""The site as a browser shows it: search over http and from a folder, light, dark, narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built

SAMPLE = (
    "index.html",
    "ingredienten/lange-adem.html",
    "checklists.html",
    "over/verantwoording.html",
)


def test_search_finds_over_http_and_from_a_folder(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.get_by_role("searchbox", name="Zoeken").click()
    page.keyboard.type("zelfsturende")
    results = page.locator(".search-list li > a:first-child")
    expect(results.first).to_be_visible()
    found = results.evaluate_all("all => all.map(a => a.href)")
    assert any("zelfsturende-teams.html" in target for target in found[:3])
    page.goto(found[0])
    assert page.locator("h1").count() == 1


def test_search_works_without_storage(page: Page, served: str) -> None:
    """Material stops working when storage is blocked."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    )
    page.goto(served + "index.html")
    page.get_by_role("searchbox", name="Zoeken").click()
    page.keyboard.type("zelfsturende")
    expect(page.locator(".search-list a").first).to_be_visible()


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_sideways_scrolling(browser: Browser, built: Built, name: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto((built.site / name).as_uri())
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(20, 24, 31)") == (scheme == "dark")
    context.close()


def test_our_fonts_are_used(page: Page, address: str) -> None:
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
    boxes = page.locator("section.checklist [data-item] > input[type=checkbox]")
    assert boxes.count() == 8
    page.locator("section.checklist [data-item] > label").first.click()
    assert boxes.first.is_checked()
    assert page.locator(".checklist-form fieldset legend").count() == 2
    context.close()


@pytest.mark.parametrize("name", ["index.html", "aan-de-slag/hand-out-maken.html"])
def test_no_request_fails(page: Page, served: str, name: str) -> None:
    """Unneeded files of the theme are removed; no page and no search requests them."""
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(served + name)
    page.get_by_role("search").locator("input").first.fill("zelfsturende")
    page.get_by_role("search").locator("a[href]").first.wait_for(timeout=15_000)
    assert failed == []
