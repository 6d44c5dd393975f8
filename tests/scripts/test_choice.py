"""The choice of items: in page, link, storage, copies, print and calendar; and how it is undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import own_publication
from tests.exports import readers
from tests.pdf.read_back import pdftotext, remove_space
from tests.scripts.conftest import LIST, ROLE, Clipboard, get_checklist, wait_for_message
from tests.scripts.payloads import TEXT
from tests.scripts.test_calendar import save_calendar
from tests.scripts.test_copy import copy_form
from tests.scripts.test_print import STUB_PRINT, print_list
from tools.render.site_paths import list_path

CHOSEN = ("kies-uitdaging", "zet-naam-datum", "schrap-controle")
FRAGMENT = f"#choice-start-vandaag={'.'.join(CHOSEN)}"
COUNT = len(list(get_checklist("start-vandaag").items))
OWN = list_path(own_publication(), "start-vandaag")


def whats(ids: tuple[str, ...]) -> list[str]:
    """Return the words of the items with these ids, in the order of the list."""
    return [item.what for item in get_checklist("start-vandaag").items if item.id in ids]


def choose(page: Page) -> None:
    """Leave only three items chosen, one by one, as a reader does."""
    page.get_by_text("Kies punten").click()
    kept = whats(CHOSEN)
    for label in page.locator(".take-choose fieldset label").all():
        if label.inner_text() not in kept:
            label.click()
    page.keyboard.press("Escape")


def shown(page: Page) -> list[str]:
    """Return the words of the items that a reader sees."""
    return page.locator("[data-item]:visible [data-field=what]").all_inner_texts()


@pytest.mark.parametrize("name", [LIST, OWN])
def test_three_items_are_the_same_three_everywhere(
    page: Page, browser: Browser, served: str, clipboard: Clipboard, tmp_path: Path, name: str
) -> None:
    page.add_init_script(STUB_PRINT)
    page.goto(served + name)
    choose(page)
    expected = whats(CHOSEN)
    assert shown(page) == expected
    link = page.url
    assert link == served + name + FRAGMENT

    copy_form(page, "lines")
    assert clipboard()[TEXT].splitlines() == expected
    for form in ("document", "tasks", "markdown"):
        copy_form(page, form)
        text = clipboard()[TEXT].replace("\\", "")
        assert [what for what in whats(ALL_IDS) if what in text] == expected
        assert served + OWN + FRAGMENT in text

    event = readers.event_of(save_calendar(page, tmp_path))
    assert str(event["X-CHECKLIST-ITEMS"]).split() == [*CHOSEN]
    assert str(event["URL"]) == served + OWN + FRAGMENT

    page.evaluate("scrollTo(0, 0)")
    text = remove_space(pdftotext(print_list(page, tmp_path), "-raw"))
    assert [what for what in whats(ALL_IDS) if remove_space(what) in text] == expected
    assert remove_space(f"3 van {COUNT} punten gekozen") in text

    page.reload()
    assert shown(page) == expected
    page.goto("about:blank")
    page.goto(served + name)  # without the choice in the address: from the storage
    assert shown(page) == expected
    page.wait_for_url(link)

    other = browser.new_context()
    second = other.new_page()
    second.goto(link)
    assert shown(second) == expected
    expect(second.locator(".take-chosen")).to_contain_text(f"3 van {COUNT} punten gekozen.")
    other.close()


ALL_IDS = tuple(item.id for item in get_checklist("start-vandaag").items if item.id)


def test_a_choice_is_seen_and_undone(page: Page, served: str) -> None:
    page.goto(served + LIST)
    notice, notes = page.locator(".take-chosen"), page.locator(".take-whole")
    expect(notice).to_be_hidden()
    assert not any(note.is_visible() for note in notes.all())
    page.goto(served + LIST + FRAGMENT)
    expect(notice).to_be_visible()
    assert all(note.is_visible() for note in notes.all())
    assert notes.first.inner_text() == "In een bestand staat altijd de hele lijst."
    expect(page.locator(".ticks [role=status]")).to_have_text("0 van 3 afgevinkt")
    page.locator("[data-item]:visible > input").first.check()
    expect(page.locator(".ticks [role=status]")).to_have_text("1 van 3 afgevinkt")
    assert page.locator(".ticks progress").get_attribute("max") == "3"
    notice.get_by_role("button").click()
    expect(notice).to_be_hidden()
    expect(page).to_have_url(served + LIST)
    assert len(shown(page)) == COUNT
    expect(page.locator(".ticks [role=status]")).to_have_text(f"1 van {COUNT} afgevinkt")
    page.reload()
    assert len(shown(page)) == COUNT


def test_a_role_stands_in_the_link(page: Page, browser: Browser, served: str) -> None:
    page.goto(served + OWN)
    page.get_by_text("Kies punten").click()
    page.locator(".take-role select").select_option("leidinggevende")
    expect(page).to_have_url(f"{served}{OWN}#choice-start-vandaag=~leidinggevende")
    expected = shown(page)
    assert 0 < len(expected) < COUNT
    other = browser.new_context()
    second = other.new_page()
    second.goto(page.url)
    assert shown(second) == expected
    assert second.locator(".take-role select").input_value() == "leidinggevende"
    expect(second.locator(".take-chosen")).to_contain_text("voor de rol Leidinggevende")
    other.close()


@pytest.mark.parametrize("text", ["weg.elders", "", "~koning", "%3Cb%3E", ".", "~"])
def test_a_link_without_any_item_of_the_list_shows_all(page: Page, served: str, text: str) -> None:
    page.goto(f"{served}{LIST}#choice-start-vandaag={text}")
    assert len(shown(page)) == COUNT
    expect(page.locator(".take-chosen")).to_be_hidden()
    expect(page).to_have_url(served + LIST)


def test_items_that_are_gone_are_left_out(page: Page, served: str) -> None:
    page.goto(f"{served}{LIST}#choice-start-vandaag%3Dweg.schrap-controle")
    assert shown(page) == whats(("schrap-controle",))
    expect(page).to_have_url(f"{served}{LIST}#choice-start-vandaag=schrap-controle")


def test_a_heading_in_the_address_stays(page: Page, served: str) -> None:
    page.goto(served + LIST + FRAGMENT)
    page.goto("about:blank")
    page.goto(f"{served}{LIST}#checklist-start-vandaag")
    assert shown(page) == whats(CHOSEN)
    page.wait_for_load_state("load")
    assert page.url == f"{served}{LIST}#checklist-start-vandaag"


def test_shared_ticks_take_the_choice_along(
    page: Page, browser: Browser, served: str, clipboard: Clipboard
) -> None:
    page.goto(served + LIST + FRAGMENT)
    page.locator("[data-item]:visible > input").first.check()
    page.locator("[data-share]").click()
    wait_for_message(page, "link met uw vinkjes")
    link = clipboard()[TEXT]
    assert link == f"{served}{LIST}#cl-start-vandaag=kies-uitdaging&{FRAGMENT[1:]}"
    other = browser.new_context()
    second = other.new_page()
    second.goto(link)
    assert shown(second) == whats(CHOSEN)
    expect(second.locator(".ticks-shared")).to_be_visible()
    second.locator("[data-adopt]").click()
    expect(second.locator(".ticks [role=status]")).to_have_text("1 van 3 afgevinkt")
    expect(second).to_have_url(served + LIST + FRAGMENT)
    other.close()


def test_lists_chosen_for_a_role_stand_in_the_link(page: Page, served: str) -> None:
    page.goto(served + ROLE)
    leads, _ = own_publication().split_role_tasks("leidinggevende")
    page.get_by_text("Kies lijsten").click()
    labels = page.locator(".take-choose fieldset label")
    for label in labels.all()[1:]:
        label.click()
    first = leads[0][1].id
    expect(page).to_have_url(f"{served}{ROLE}#choice-leidinggevende={first}")
    page.reload()
    blocks = page.eval_on_selector_all(
        "[data-block]:not([hidden])", "all => all.map(one => one.dataset.block)"
    )
    assert {*blocks} == {first}


def test_a_browser_without_storage_keeps_the_choice_in_the_address(page: Page, served: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    page.goto(served + LIST)
    choose(page)
    expect(page).to_have_url(served + LIST + FRAGMENT)
    page.reload()
    assert shown(page) == whats(CHOSEN)
