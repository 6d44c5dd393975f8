"""The search box as readers use it: by keyboard, narrow, over http and from a folder."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import Built
from tests.search.queries import read_queries

SAMPLE = ("kennisdeling", "leidingevenden", "ingredienten", "P&O", '"lange adem"')
RESULT_LINKS = "document.querySelectorAll('.search-list li > a:first-child')"


def ask(page: Page, text: str) -> None:
    """Type a query into the box of a wide window, and wait for the results."""
    page.get_by_role("searchbox", name="Zoeken").fill(text)
    expect(page.locator(".search-status")).to_contain_text("evonden")


@pytest.mark.parametrize("asked", SAMPLE)
def test_the_right_page_is_among_the_first_results(
    page: Page, address: str, built: Built, asked: str
) -> None:
    (query,) = (query for query in read_queries(built.publication) if query.ask == asked)
    page.goto(address + "verhalen/auping.html")
    ask(page, query.ask)
    found = page.evaluate(f"[...{RESULT_LINKS}].slice(0, 3).map(a => a.href.split('#')[0])")
    assert {address + url for url in query.right} & set(found)


@pytest.mark.corpus
def test_the_box_answers_all_questions_from_a_folder(page: Page, built: Built) -> None:
    page.goto((built.site / "index.html").as_uri())
    right, queries = 0, read_queries(built.publication)
    for query in queries:
        page.get_by_role("searchbox", name="Zoeken").fill("")
        expect(page.locator(".search-status")).to_have_text("Typ een woord of een vraag.")
        ask(page, query.ask)
        found = page.evaluate(f"[...{RESULT_LINKS}].slice(0, 3).map(a => a.href.split('#')[0])")
        right += bool({(built.site / url).as_uri() for url in query.right} & set(found))
    assert right >= 0.95 * len(queries)


def test_a_result_has_its_kind_and_highlights_the_query(page: Page, served: str) -> None:
    page.goto(served + "index.html")
    ask(page, "kennisdeling")
    first = page.locator(".search-list li").first
    expect(first.locator("strong")).to_have_text("Kennis delen en vastleggen")
    expect(first.locator("strong mark").first).to_have_text("Kennis")
    expect(first.locator(".search-kind").first).to_have_text("Manier")
    expect(first.locator(".search-more .search-kind").first).to_have_text("Punt")


def test_a_single_item_is_one_step_away(page: Page, address: str) -> None:
    page.goto(address + "over/contact.html")
    ask(page, "schrap-controle")
    page.get_by_role("link", name="Schrap één controle").first.click()
    page.wait_for_url("**/start-vandaag.html#start-vandaag--schrap-controle")
    expect(page.locator("#start-vandaag--schrap-controle")).to_be_in_viewport()


def test_the_keyboard_goes_through_the_results_and_back(page: Page, served: str) -> None:
    page.goto(served + "index.html")
    box = page.get_by_role("searchbox", name="Zoeken")
    ask(page, "leren op het werk")
    links = page.locator(".search-list a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.nth(2)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    expect(page.locator(".search-output")).to_be_hidden()
    expect(box).to_have_value("leren op het werk")


def test_enter_opens_the_best_page(page: Page, served: str) -> None:
    page.goto(served + "index.html")
    ask(page, "zelfsturende teams")
    page.keyboard.press("Enter")
    page.wait_for_url("**/praktijken/zelfsturende-teams.html*")


def test_the_panel_closes_when_the_focus_goes_on(page: Page, served: str) -> None:
    page.goto(served + "index.html")
    ask(page, "bosch scharnieren")
    panel = page.locator(".search-output")
    expect(panel).to_be_visible()
    page.locator(".palette button:visible").focus()
    expect(panel).to_be_hidden()


def test_the_panel_stays_closed_when_the_index_comes_too_late(page: Page, served: str) -> None:
    routes: list[Route] = []
    page.route("**/assets/search/index.js", lambda route: routes.append(route))
    page.goto(served + "index.html")
    with page.expect_request("**/assets/search/index.js"):
        page.get_by_role("searchbox", name="Zoeken").focus()
    page.locator(".palette button:visible").focus()
    expect(page.locator(".search-output")).to_be_hidden()
    with page.expect_event("requestfinished"):
        routes.pop().continue_()
    # The script ran, and what waits for it ran after that.
    page.evaluate("new Promise(done => setTimeout(done))")
    expect(page.locator(".search-output")).to_be_hidden()


def test_hints_for_an_empty_box_and_for_no_results(page: Page, served: str) -> None:
    page.goto(served + "index.html")
    status = page.locator(".search-status")
    ask(page, "xqzvw")
    expect(status).to_have_text(
        "Niets gevonden voor “xqzvw”. Probeer een ander of een korter woord."
    )
    page.get_by_role("button", name="Leegmaken").click()
    expect(status).to_have_text("Typ een woord of een vraag.")
    expect(page.get_by_role("searchbox", name="Zoeken")).to_be_focused()


def test_in_a_narrow_window_a_button_opens_the_box_and_gets_the_focus_back(
    page: Page, served: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(served + "index.html")
    box = page.get_by_role("searchbox", name="Zoeken")
    button = page.get_by_role("button", name="Zoeken")
    expect(box).to_be_hidden()
    button.click()
    expect(box).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    ask(page, "kennis")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(box).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_index_is_loaded_only_for_a_search(page: Page, served: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(served)))
    page.goto(served + "index.html")
    late = {"assets/javascripts/search-engine.js", "assets/search/index.js"}
    assert late & set(requests) == set()
    ask(page, "kennis")
    assert late <= set(requests)


def test_a_missing_index_is_reported_in_the_box(page: Page, served: str) -> None:
    page.route("**/assets/search/index.js", lambda route: route.abort())
    page.goto(served + "index.html")
    page.get_by_role("searchbox", name="Zoeken").fill("kennis")
    expect(page.locator(".search-status")).to_contain_text("Zoeken lukt nu niet")


def test_no_single_key_does_anything(page: Page, served: str) -> None:
    """WCAG 2.1.4: Material acts on these."""
    page.goto(served + "manieren/kennis-delen.html")
    for key in ("/", "s", "f", "n", "p", ".", ","):
        page.keyboard.press(key)
    page.get_by_role("searchbox", name="Zoeken").click()  # what a key started would come before
    expect(page.locator(".search-status")).to_have_text("Typ een woord of een vraag.")
    assert page.url == served + "manieren/kennis-delen.html"
    expect(page.get_by_role("searchbox", name="Zoeken")).to_have_value("")


def test_without_scripts_there_is_no_box(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / "index.html").as_uri())
    expect(page.get_by_role("searchbox")).to_have_count(0)
    context.close()
