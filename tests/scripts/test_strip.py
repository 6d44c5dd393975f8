"""The strip above a list: usable by keyboard, and honest where no script runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built
from tests.scripts.conftest import LIST, ROLE, Clipboard, ticked, wait_for_message

FOCUSED = "document.activeElement && document.activeElement !== document.body"


@pytest.mark.parametrize("name", [LIST, ROLE])
def test_without_a_script_no_control_is_dead(browser: Browser, built: Built, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / name).as_uri())
    main = page.locator("article")
    controls = "button:visible, select:visible, summary:visible"
    assert main.locator(controls).filter(has_not_text="aan meedoet").count() == 0
    assert main.locator("progress:visible, textarea:visible").count() == 0
    assert main.locator("[role=status]:visible").all_inner_texts() in ([], [""])
    if name == LIST:
        assert main.locator(".checklist-files a:visible").count() >= 6
        page.locator("[data-item] > label").first.click()
        assert page.locator("[data-item] > input").first.is_checked()
    else:
        assert not main.locator(".take").is_visible()
    context.close()


def tab_to(page: Page, selector: str, limit: int = 60) -> None:
    """Press Tab until a control has the focus, which is always somewhere on the way."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not lead to {selector}")


def test_everything_works_by_keyboard(page: Page, served: str, clipboard: Clipboard) -> None:
    page.goto(served + LIST)
    page.keyboard.press("Tab")  # to the skip link, then to the text
    page.keyboard.press("Enter")
    # choose what a role does
    tab_to(page, ".take-choose > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".take-role select")
    page.keyboard.type("Leid")
    status = page.locator(".take-chosen [role=status]", has_text="van 7 punten gekozen")
    status.wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.localName") == "summary"
    assert page.locator(".take-menu[open]").count() == 0
    # copy
    tab_to(page, ".take-menu > summary")
    page.keyboard.press("Space")
    tab_to(page, "[data-copy=lines]")
    page.keyboard.press("Enter")
    wait_for_message(page, "Gekopieerd")
    assert page.evaluate("document.activeElement.localName") == "summary"
    copied = clipboard()["text/plain"].splitlines()
    assert 0 < len(copied) < 7
    # plan: the browser's own fields for day and time
    tab_to(page, ".take-menu > summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=day]")
    page.keyboard.type("12012026")  # as the browser's language writes a day
    tab_to(page, "[name=time]")
    page.keyboard.type("0930AM")
    tab_to(page, ".take-plan button")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "start-vandaag.ics"
    assert page.evaluate("document.activeElement.localName") == "summary"
    # show all again
    page.keyboard.press("Shift+Tab")
    tab_to(page, ".take-chosen button")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "summary"
    expect(page.locator("[data-item]:visible")).to_have_count(7)  # visible after the form was reset
    # tick, share, clear, put back
    tab_to(page, "[data-item] > input")
    page.keyboard.press("Space")
    assert len(ticked(page)) == 1
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('[data-share]')"):
            break
    page.keyboard.press("Enter")
    wait_for_message(page, "link met uw vinkjes")
    tab_to(page, "[data-clear]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-restore]')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-clear]')")
    assert len(ticked(page)) == 1


def test_one_menu_is_open_at_a_time(page: Page, served: str) -> None:
    page.goto(served + LIST)
    opened = page.locator(".take-menu[open] > summary")
    page.get_by_text("Kies punten").click()
    assert opened.all_inner_texts() == ["Kies punten"]
    page.get_by_text("Zet in agenda").click()
    assert opened.all_inner_texts() == ["Zet in agenda"]
    page.locator(".checklist-title").click()
    assert opened.count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_controls_are_large_enough_and_stay_in_view(page: Page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in (LIST, ROLE):
        page.goto(served + name)
        for summary in page.locator(".take-menu > summary").all():
            summary.click()
            panel = page.locator(".take-menu[open] .take-panel").bounding_box()
            assert panel
            assert panel["x"] >= 0
            assert panel["x"] + panel["width"] <= width
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for control in page.locator(
                ":is(.take, .ticks) :is(button, select, summary, label, input[type=date]):visible"
            ).all():
                box = control.bounding_box()
                assert box
                assert box["height"] >= 24
                assert box["width"] >= 24


def test_messages_are_announced(page: Page, served: str) -> None:
    page.goto(served + LIST)
    for selector in (".take-status", ".take-chosen > span", ".ticks > p", "[data-note=renewed]"):
        assert page.locator(selector).get_attribute("role") == "status"
    assert page.locator(".ticks-shared").get_attribute("aria-label")
    assert page.locator("section.checklist form.checklist-form fieldset legend").count() == 2
    for box in page.locator("[data-item] > input").all():
        assert box.evaluate("box => box.labels.length") == 1
