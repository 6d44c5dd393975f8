"""Ticks: stored in the browser, counted, cleared and restored, and shared by a link."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from tests.conftest import Built
from tests.scripts.conftest import LIST, Clipboard, boxes, ticked, wait_for_message

KEYS = "Object.keys(localStorage).filter(key => key.includes('.checklist.'))"
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError") }
})"""
FIRST = ("spreek-veiligheid-af", "kies-uitdaging")


def tick(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f"[data-item={name}] > label").click()


def count(page: Page) -> str:
    return page.locator(".ticks [role=status]").inner_text()


def stored(page: Page) -> dict[str, object]:
    (key,) = page.evaluate(KEYS)
    data: dict[str, object] = json.loads(page.evaluate("key => localStorage[key]", key))
    return data


def store(page: Page, value: str) -> None:
    (key,) = page.evaluate(KEYS)
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])


def test_ticks_survive_a_reload(page: Page, address: str) -> None:
    page.goto(address + LIST)
    assert count(page) == "0 van 7 afgevinkt"
    tick(page, *FIRST)
    page.reload()
    assert ticked(page) == [*FIRST]
    assert count(page) == "2 van 7 afgevinkt"
    assert page.locator(".ticks progress").evaluate("bar => bar.value") == 2
    tick(page, FIRST[0])
    page.reload()
    assert ticked(page) == [FIRST[1]]


def test_only_the_version_and_the_ticks_are_stored(page: Page, served: str) -> None:
    page.goto(served + LIST)
    tick(page, FIRST[0])
    version = page.locator(".checklist").get_attribute("data-version")
    assert stored(page) == {"version": version, "ticks": [FIRST[0]]}
    assert page.context.cookies() == []


def test_ticks_are_stored_per_site_and_list(page: Page, served: str) -> None:
    page.goto(served + LIST)
    tick(page, *FIRST)
    page.goto(served.replace("/a/b/", "/a/c/") + LIST)
    assert ticked(page) == []
    page.goto(served + "ingredienten/lange-adem.html")
    assert ticked(page) == []
    page.goto(served + LIST)
    assert ticked(page) == [*FIRST]


def test_a_new_version_keeps_known_ticks_and_reports_it(page: Page, served: str) -> None:
    page.goto(served + LIST)
    tick(page, *FIRST)
    note = page.locator("[data-note=renewed]")
    page.reload()
    assert not note.is_visible()
    store(page, json.dumps({"version": "2025-03-01", "ticks": [FIRST[1], "oud-id", "weg"]}))
    page.reload()
    assert ticked(page) == [FIRST[1]]
    assert "1 maart 2025" in note.inner_text()
    assert "Gebleven vinkjes: 1. Vervallen: 2." in note.inner_text()
    assert note.get_attribute("role") == "status"
    assert stored(page)["ticks"] == [FIRST[1]]
    page.reload()
    assert not note.is_visible()
    assert ticked(page) == [FIRST[1]]


def test_damaged_storage_counts_as_no_ticks(page: Page, served: str) -> None:
    page.goto(served + LIST)
    for value in ("{", "null", "7", '{"ticks": 1}', "[]", '{"ticks": [1, null]}'):
        tick(page, *FIRST)
        store(page, value)
        page.reload()
        assert ticked(page) == [], value
    tick(page, FIRST[0])
    page.reload()
    assert ticked(page) == [FIRST[0]]


def test_cleared_ticks_can_be_put_back(page: Page, address: str) -> None:
    page.goto(address + LIST)
    tick(page, *FIRST)
    page.locator("[data-clear]").click()
    assert ticked(page) == []
    wait_for_message(page, "gewist")
    assert page.evaluate("document.activeElement.dataset.restore") == ""
    page.locator("[data-restore]").click()
    assert ticked(page) == [*FIRST]
    assert page.evaluate("document.activeElement.dataset.clear") == ""
    page.reload()
    assert ticked(page) == [*FIRST]
    page.locator("[data-clear]").click()
    page.reload()
    assert ticked(page) == []
    assert not page.locator("[data-restore]").is_visible()


def test_a_new_tick_removes_the_undo_button(page: Page, served: str) -> None:
    page.goto(served + LIST)
    tick(page, *FIRST)
    page.locator("[data-clear]").click()
    tick(page, FIRST[1])
    assert not page.locator("[data-restore]").is_visible()
    assert page.locator("[data-clear]").is_visible()


def test_another_tab_follows(page: Page, served: str) -> None:
    page.goto(served + LIST)
    other = page.context.new_page()
    other.goto(served + LIST)
    tick(other, *FIRST)
    wait_for_message(page, "ander tabblad")
    assert ticked(page) == [*FIRST]
    assert count(page) == "2 van 7 afgevinkt"


def test_blocked_storage_is_reported_and_the_rest_works(
    page: Page, served: str, clipboard: Clipboard
) -> None:
    page.add_init_script(BLOCKED)
    page.goto(served + LIST)
    assert page.locator("[data-note=blocked]").is_visible()
    tick(page, *FIRST)
    assert count(page) == "2 van 7 afgevinkt"
    page.get_by_text("Kopieer", exact=True).click()
    page.locator("[data-copy=lines]").click()
    wait_for_message(page, "7 van 7")
    assert len(clipboard()["text/plain"].splitlines()) == 7
    page.locator("[data-clear]").click()
    page.locator("[data-restore]").click()
    assert ticked(page) == [*FIRST]


def test_no_warning_where_storage_works(page: Page, address: str) -> None:
    page.goto(address + LIST)
    assert not page.locator("[data-note=blocked]").is_visible()


def test_full_storage_is_reported(page: Page, served: str) -> None:
    page.goto(served + LIST)
    page.evaluate("void (Storage.prototype.setItem = () => { throw new DOMException('full') })")
    tick(page, FIRST[0])
    wait_for_message(page, "niet gelukt")


# -- by a link


def share_link(page: Page, clipboard: Clipboard) -> str:
    page.locator("[data-share]").click()
    wait_for_message(page, "gekopieerd")
    return clipboard()["text/plain"]


def test_ticks_go_along_in_a_link(page: Page, served: str, clipboard: Clipboard) -> None:
    page.goto(served + LIST + "#checklist-start-vandaag")
    tick(page, *FIRST)
    assert share_link(page, clipboard) == f"{served}{LIST}#cl-start-vandaag={'.'.join(FIRST)}"


def test_a_link_from_a_folder_has_a_warning(page: Page, built: Built, clipboard: Clipboard) -> None:
    page.goto((built.site / LIST).as_uri())
    tick(page, FIRST[0])
    assert share_link(page, clipboard).startswith("file:")
    wait_for_message(page, "alleen op een computer")


def test_a_link_from_a_folder_leads_to_the_site_when_it_has_an_address(
    page: Page, built_small: Built, clipboard: Clipboard
) -> None:
    page.goto((built_small.site / "practices/weekly-round.html").as_uri())
    tick(page, "match-hooks")
    page.locator("[data-share]").click()
    wait_for_message(page, "copied.")
    assert clipboard()["text/plain"] == (
        "https://example.org/sheds/list/weekly-round.html#cl-weekly-round=match-hooks"
    )


def test_without_ticks_there_is_nothing_to_share(page: Page, served: str) -> None:
    page.goto(served + LIST)
    page.locator("[data-share]").click()
    wait_for_message(page, "nog niets afgevinkt")


def test_the_receiver_is_asked_and_can_take_over(page: Page, address: str) -> None:
    page.goto(address + LIST)
    tick(page, "schrap-controle")
    page.goto("about:blank")
    page.goto(address + LIST + "#cl-start-vandaag=kies-uitdaging.bestaat-niet")
    question = page.locator(".ticks-shared")
    assert question.is_visible()
    assert "1 van 7" in question.inner_text()
    assert "niet in deze lijst staan: 1." in question.inner_text()
    assert question.evaluate("box => box === document.activeElement")
    assert ticked(page) == ["schrap-controle"]
    assert "#" not in page.url
    page.locator("[data-adopt]").click()
    assert ticked(page) == ["kies-uitdaging"]
    assert not question.is_visible()
    assert page.evaluate("document.activeElement.type") == "checkbox"
    wait_for_message(page, "overgenomen")
    page.reload()
    assert ticked(page) == ["kies-uitdaging"]
    assert not question.is_visible()


def test_what_was_taken_over_can_be_undone(page: Page, served: str) -> None:
    page.goto(served + LIST)
    tick(page, "schrap-controle")
    page.goto(served + LIST + "#cl-start-vandaag=kies-uitdaging")  # the same page: no reload
    page.locator("[data-adopt]").click()
    page.locator("[data-restore]").click()
    assert ticked(page) == ["schrap-controle"]


def test_the_receiver_can_keep_existing_ticks(page: Page, served: str) -> None:
    page.goto(served + LIST)
    tick(page, "schrap-controle")
    page.goto(served + LIST + "#cl-start-vandaag=kies-uitdaging")
    page.locator("[data-ignore]").click()
    wait_for_message(page, "Uw eigen vinkjes zijn gebleven")
    page.reload()
    assert ticked(page) == ["schrap-controle"]


@pytest.mark.parametrize(
    "fragment",
    ["#cl-lange-adem=kies-uitdaging", "#cl-start-vandaag=", "#cl-start-vandaag=...", "#cl-="],
)
def test_a_link_without_ticks_for_this_list_asks_nothing(
    page: Page, served: str, fragment: str
) -> None:
    page.goto(served + LIST + fragment)
    assert boxes(page).count() == 7
    assert not page.locator(".ticks-shared").is_visible()


def test_a_link_with_markup_is_escaped(page: Page, served: str) -> None:
    page.goto(
        served + LIST + "#cl-start-vandaag=<img src=x onerror=alert(1)>.%3Cb%3E.kies-uitdaging"
    )
    question = page.locator(".ticks-shared")
    assert "niet in deze lijst staan: 2." in question.inner_text()
    assert question.locator("img, b").count() == 0
