"""The page that holds every form of writing: tabs, folded boxes and notes, as readers use them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import SCHEMES, open_page, violations, widths
from tests.conftest import Built
from tests.markup.test_outputs import PAGE, PHRASES, RAW, squeeze
from tests.pdf.read_back import join_lines, pdftotext
from tests.publish.conftest import serve_with_headers

NAME = "writing.html"
FOLDED = "This box is folded on the page"
UNFOLD = "document.querySelectorAll('details').forEach(details => { details.open = true })"


@pytest.fixture(scope="module")
def hosted(built_small: Built) -> Iterator[str]:
    """The address of the small site on a host that sends its headers."""
    yield from serve_with_headers(built_small.site)


@pytest.fixture(params=["host", "folder"])
def writing(request: pytest.FixtureRequest, page: Page, hosted: str, built_small: Built) -> Page:
    """The page, on a host with the strict policy and from a folder."""
    host = hosted if request.param == "host" else built_small.site.as_uri() + "/"
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(host + NAME)
    assert refused == []
    return page


def test_it_has_no_violations(browser: Browser, built_small: Built) -> None:
    for scheme in SCHEMES:
        with open_page(browser, built_small, NAME, scheme) as page:
            page.evaluate(UNFOLD)
            for width in widths(page):
                assert violations(page) == [], (scheme, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_tabs_are_chosen_by_keyboard(writing: Page) -> None:
    tabs, panels = writing.get_by_role("tab"), writing.get_by_role("tabpanel")
    expect(tabs).to_have_text(["By hand", "With a machine", "Not at all"])
    expect(panels).to_have_count(1)
    expect(panels).to_have_accessible_name("By hand")
    tabs.first.focus()
    for key, name in (
        ("ArrowRight", "With a machine"), ("End", "Not at all"), ("ArrowRight", "By hand"),
        ("ArrowLeft", "Not at all"), ("Home", "By hand"),
    ):  # fmt: skip
        writing.keyboard.press(key)
        expect(writing.get_by_role("tab", name=name)).to_be_focused()
        expect(writing.get_by_role("tab", selected=True)).to_have_text([name])
        expect(panels).to_have_count(1)
        expect(panels).to_have_accessible_name(name)
    writing.keyboard.press("Tab")
    assert writing.evaluate("document.activeElement.getAttribute('role')") != "tab"


def test_a_link_opens_the_tab_of_its_heading(writing: Page) -> None:
    heading = writing.locator("#before-you-start")
    expect(heading).to_be_hidden()
    writing.evaluate("location.hash = 'before-you-start'")
    expect(heading).to_be_in_viewport()
    writing.reload()
    expect(heading).to_be_in_viewport()


def test_a_note_and_its_call_lead_to_each_other(writing: Page) -> None:
    writing.locator("[role=doc-noteref]", has_text="2").click()
    note = writing.locator("[id='fn:long']")
    expect(note).to_be_in_viewport()
    back = note.locator("[role=doc-backlink]")
    expect(back).to_have_accessible_name("Back to note 2 in the text")
    back.click()
    expect(writing.locator("[id='fnref:long']")).to_be_in_viewport()


def test_a_folded_box_opens_by_keyboard(writing: Page) -> None:
    text = writing.get_by_text(FOLDED)
    expect(text).to_be_hidden()
    writing.locator("summary", has_text="How the lock works").press("Enter")
    expect(text).to_be_visible()


def test_code_too_wide_for_a_chosen_tab_is_scrolled_by_keyboard(writing: Page) -> None:
    writing.set_viewport_size({"width": 320, "height": 900})
    writing.get_by_role("tab", name="With a machine").click()
    code = writing.get_by_role("region", name="Before you start").filter(has_text="blow --shed")
    expect(code).to_have_attribute("tabindex", "0")
    writing.set_viewport_size({"width": 1280, "height": 900})
    expect(code).to_have_count(0)


def test_boxes_of_tasks_are_read_and_not_ticked(writing: Page) -> None:
    expect(writing.get_by_role("img", name="To do", exact=True)).to_have_count(2)
    expect(writing.get_by_role("img", name="Done", exact=True)).to_have_count(2)
    expect(writing.locator("article input")).to_have_count(0)


def test_without_scripts_tabs_stand_below_each_other(browser: Browser, built_small: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built_small.site.as_uri()}/{NAME}")
    for text in ("By hand", "With a machine", "Close the windows.", "Dust settles by itself."):
        expect(page.get_by_text(text, exact=True).first).to_be_visible()
    expect(page.get_by_text(FOLDED)).to_be_hidden()
    page.get_by_text("How the lock works").click()
    expect(page.get_by_text(FOLDED)).to_be_visible()
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_print_from_the_browser_unfolds_all(
    browser: Browser, built_small: Built, tmp_path: Path, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{built_small.site.as_uri()}/{NAME}")
    page.pdf(path=tmp_path / "page.pdf")
    context.close()
    text = " ".join(pdftotext(tmp_path / "page.pdf").split())
    for part in (FOLDED, "Keep fingers out", "Folded as well", "With a machine", "Not at all"):
        assert text.count(part) == 1, part
    for part in ("Close the windows.", "Dust settles by itself.", "Hypertext Markup Language"):
        assert part in text


def test_a_composed_hand_out_says_all_of_it(
    browser: Browser, built_small: Built, tmp_path: Path
) -> None:
    with open_page(browser, built_small, f"hand-out.html#hand-out={PAGE}", "light") as page:
        page.locator("[data-part=make]").click()
        page.locator("[data-part=print]").wait_for()
        assert violations(page) == []
        shown = squeeze("".join(page.locator(".paper-body").all_text_contents()))
        assert [phrase for phrase in PHRASES if squeeze(phrase) not in shown] == []
        assert RAW.findall(shown) == []
        too_wide = page.locator(".paper-body *").evaluate_all(
            """all => all.filter(one => one.getBoundingClientRect().right >
                 one.closest('.folio').getBoundingClientRect().right).map(one => one.outerHTML)"""
        )
        assert too_wide == []
        page.pdf(path=tmp_path / "hand-out.pdf", prefer_css_page_size=True)
    printed = squeeze(join_lines(pdftotext(tmp_path / "hand-out.pdf")))
    assert [phrase for phrase in PHRASES if squeeze(phrase) not in printed] == []
