"""WCAG 2.2 A and AA where axe cannot look: keyboard, reflow, text spacing, rest, colours, print.

The measures are in `wcag.js`. The sample runs each time, all pages as corpus.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_accessibility import HAND_OUT, LIST, PAGES
from tests.conftest import Built
from tools.brand.contrast import contrast_ratio

MEASURES = Path(__file__).with_name("wcag.js")
SCAN = "aan-de-slag/gespreksscan.html"
OVERVIEW, QUESTIONS = "checklists.html", "aan-de-slag/uw-vraag.html"
SAMPLE = ("index.html", LIST, OVERVIEW, QUESTIONS, SCAN, HAND_OUT)
WALK_SAMPLE = ("index.html", LIST, HAND_OUT)
WIDE, NARROW = 1280, 320  # CSS pixels; 320 is also a window of 1280 at 400 % (1.4.10)
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
STOPS = 400  # more than any page has


def parametrize_pages(sample: tuple[str, ...]) -> pytest.MarkDecorator:
    """Parametrise a test by page; those outside the sample belong to the corpus."""
    marked = [pytest.param(p, marks=[] if p in sample else pytest.mark.corpus) for p in PAGES]
    return pytest.mark.parametrize("name", marked)


@contextmanager
def open_page(
    browser: Browser, built: Built, name: str, width: int, **preferences: Any
) -> Iterator[Page]:
    """Open a page in a window of a width, with preferences of the reader."""
    context = browser.new_context(
        viewport={"width": width, "height": 720}, **{"reduced_motion": "reduce", **preferences}
    )
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/{name}")
    page.evaluate(f"{MEASURES.read_text(encoding='utf-8')}; window.wcag = wcag")
    yield page
    context.close()


def measure(page: Page, *measures: str) -> dict[str, list[str]]:
    """Return the findings of the measures, without those that find nothing."""
    results = {measure_name: page.evaluate(f"wcag.{measure_name}()") for measure_name in measures}
    return {measure_name: result for measure_name, result in results.items() if result}


# ---- Every page ---------------------------------------------------------------------------------

GEOMETRY = ("sideways", "small", "by_colour", "unreachable", "moving")


@parametrize_pages(SAMPLE)
def test_a_page_fits_its_window_and_can_be_used(browser: Browser, built: Built, name: str) -> None:
    """1.4.1, 1.4.10, 2.1.1, 2.3.3 and 2.5.8 in two widths; then 1.4.12 in the narrow one."""
    with open_page(browser, built, name, WIDE) as page:
        assert measure(page, *GEOMETRY) == {}
        page.set_viewport_size({"width": NARROW, "height": 720})
        assert measure(page, *GEOMETRY) == {}
        page.add_style_tag(content=TEXT_SPACING)
        assert measure(page, "sideways", "cut") == {}


@pytest.mark.parametrize(
    ("measure_name", "style"),
    [
        ("sideways", "article p { white-space: nowrap }"),
        ("cut", ".brand { overflow: hidden; height: 10px; min-height: 0; padding: 0 }"),
        ("small", ".bar-button { width: 20px !important; height: 20px !important }"),
        ("by_colour", "article a { text-decoration: none !important }"),
        ("unreachable", "article p { overflow-x: auto; white-space: nowrap }"),
        ("moving", ".bar-button { transition: opacity 1s !important }"),
    ],
)
def test_each_measure_finds_what_is_wrong(
    browser: Browser, built: Built, measure_name: str, style: str
) -> None:
    with open_page(browser, built, "over/colofon.html", NARROW) as page:
        assert measure(page, measure_name) == {}
        page.add_style_tag(content=style)
        assert list(measure(page, measure_name)) == [measure_name]


# ---- Keyboard -----------------------------------------------------------------------------------


def walk_by_keyboard(page: Page) -> tuple[list[dict[str, Any]], bool]:
    """Press Tab until the page is left; return all stops, and whether it was left."""
    stops: list[dict[str, Any]] = []
    while len(stops) < STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate("wcag.focused()")
        if stop is None or (stops and stop["place"] == stops[0]["place"]):
            return stops, True
        stops.append(stop)
    return stops, False


@parametrize_pages(WALK_SAMPLE)
def test_the_focus_is_visible_at_every_stop(browser: Browser, built: Built, name: str) -> None:
    """2.1.2, 2.4.3, 2.4.7, 2.4.11: never hidden, never covered, no trap, to the last link."""
    for width in (WIDE, NARROW):
        with open_page(browser, built, name, width) as page:
            stops, left = walk_by_keyboard(page)
            assert left, width
            assert [stop for stop in stops if stop["wrong"]] == [], width
            last = page.locator(".imprint a").last
            assert last.evaluate("one => wcag.place(one)") == stops[-1]["place"], width


@pytest.mark.parametrize("spacing", ["0", "1px", "4px"])
def test_a_wide_name_leaves_the_buttons_in_one_row(
    browser: Browser, built: Built, spacing: str
) -> None:
    """Fonts differ between systems: a wider name wraps in itself, not the buttons beside it."""
    with open_page(browser, built, "index.html", NARROW) as page:
        page.add_style_tag(content=f".brand {{ letter-spacing: {spacing} !important }}")
        buttons = page.locator(".bar .bar-button:visible")
        boxes = [button.bounding_box() for button in buttons.all()]
        assert len(boxes) == 3
        assert len({box["y"] for box in boxes if box}) == 1


@pytest.mark.parametrize(
    ("style", "wrong"),
    [
        ("footer a:focus-visible { outline: none !important }", "no outline"),
        ("footer a { opacity: 0 }", "not shown"),
        (".md-header { height: 100vh; position: fixed !important }", "covered"),
    ],
)
def test_the_walk_finds_what_is_wrong(
    browser: Browser, built: Built, style: str, wrong: str
) -> None:
    with open_page(browser, built, "over/colofon.html", NARROW) as page:
        page.add_style_tag(content=style)
        stops, _ = walk_by_keyboard(page)
        assert any(wrong in " ".join(stop["wrong"]) for stop in stops)


def test_the_menu_of_a_narrow_window_works_by_keyboard(browser: Browser, built: Built) -> None:
    """2.1.1 and 2.4.3: reached, opened, walked into, left; the focus comes back."""
    with open_page(browser, built, LIST, NARROW) as page:
        menu, contents = page.locator(".contents-open"), page.locator("#__contents")
        expect(contents).to_be_hidden()
        tab_to(page, menu)
        page.keyboard.press("Enter")
        expect(contents).to_be_visible()
        page.keyboard.press("Tab")
        expect(contents.locator(".contents-close")).to_be_focused()
        page.keyboard.press("Tab")
        expect(contents.locator("a").first).to_be_focused()
        assert page.evaluate("wcag.focused().wrong") == []
        page.keyboard.press("Escape")
        expect(contents).to_be_hidden()
        expect(menu).to_be_focused()


def test_the_menu_opens_without_a_script_too(browser: Browser, built: Built) -> None:
    context = browser.new_context(
        viewport={"width": NARROW, "height": 720}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/{LIST}")
    page.locator(".contents-open").press("Enter")
    expect(page.locator("#__contents")).to_be_visible()
    context.close()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached")


def test_a_single_key_does_nothing(browser: Browser, built: Built) -> None:
    """2.1.4: Material turns pages and opens the search on these."""
    with open_page(browser, built, LIST, WIDE) as page:
        page.locator(".brand").focus()
        address = page.url
        for key in "np.,fs/":
            page.keyboard.press(key)
        # One round through the browser's queue: whatever a key began has begun by then.
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        expect(page.locator(".brand")).to_be_focused()
        expect(page).to_have_url(address)


def test_search_announces_its_count_and_works_by_keyboard(browser: Browser, built: Built) -> None:
    """4.1.3, 2.1.1 and 3.2.1: results are announced, reached by Tab, and left again."""
    with open_page(browser, built, LIST, WIDE) as page:
        search = page.get_by_role("search")
        field = search.locator("input").first
        tab_to(page, field)
        status = search.get_by_role("status")
        page.keyboard.type("leercultuur")
        result = search.locator("a[href]:visible").first
        result.wait_for()
        expect(status).to_contain_text("gevonden")
        tab_to(page, result)
        assert page.evaluate("wcag.focused().wrong") == []


# ---- Colours, forced colours, print -------------------------------------------------------------


def contrast_span(element: Locator) -> float:
    """Return the contrast of the lightest and the darkest pixel of an element."""
    greys = Image.open(io.BytesIO(element.screenshot())).convert("L").tobytes()  # near luminance
    darkest, lightest = (f"#{end:02x}{end:02x}{end:02x}" for end in (min(greys), max(greys)))
    return contrast_ratio(darkest, lightest)


COLOUR_MODES: list[tuple[Literal["none", "active"], Literal["light", "dark"]]] = [
    ("none", "light"),
    ("active", "dark"),
]
STATES = {
    LIST: (".item > input", ".bar-button:visible", ".take-menu > summary"),
    SCAN: (".scan-answer > input:visible",),
    HAND_OUT: (".composer-choice > input", ".composer-main"),
}


@pytest.mark.parametrize("name", STATES)
def test_controls_and_their_states_are_visible(browser: Browser, built: Built, name: str) -> None:
    """1.4.11, and 1.4.1 in forced colours: controls stand out, and ticked boxes look ticked."""
    with open_page(browser, built, name, WIDE) as page:
        for forced, scheme in COLOUR_MODES:
            page.emulate_media(forced_colors=forced, color_scheme=scheme)
            for control in STATES[name]:
                assert contrast_span(page.locator(control).first) >= 3, (control, forced)
            if "input" in STATES[name][0]:
                box = page.locator(STATES[name][0]).first
                before = box.screenshot()
                box.check()
                expect(box).to_be_checked()
                page.mouse.move(0, 0)
                assert box.screenshot() != before
                assert contrast_span(box) >= 3, ("ticked", forced)
                box.evaluate("one => { one.checked = false }")


def test_a_control_without_contrast_is_found(browser: Browser, built: Built) -> None:
    with open_page(browser, built, LIST, WIDE) as page:
        page.add_style_tag(content=".item > input { border-color: #ddd !important }")
        assert contrast_span(page.locator(".item > input").first) < 3


@pytest.mark.parametrize("name", [LIST, SCAN])
def test_print_has_the_text_only(browser: Browser, built: Built, name: str) -> None:
    """In print: no navigation, black on white in every palette, boxes to tick with a pen."""
    with open_page(browser, built, name, WIDE, color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        for part in (".md-header", ".tabs", ".side-nav", ".side-toc", ".md-footer", ".headerlink"):
            expect(page.locator(part).first).to_be_hidden()
        background, ink = page.evaluate(
            "[getComputedStyle(document.body).backgroundColor,"
            " getComputedStyle(document.querySelector('article p')).color]"
        )
        assert background == "rgb(255, 255, 255)"
        assert ink == "rgb(27, 34, 48)"
        box = page.locator(".item > input, .scan-answer > input").first
        assert box.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 1
