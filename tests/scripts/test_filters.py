"""The overview of all checklists in a browser: narrowed by a script, whole without one."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.conftest import Built

OVERVIEW = "checklists.html"


def shown(page: Page) -> list[str]:
    """Give the ids of the lists that a reader sees."""
    rows = page.locator(".all-checklists tbody tr:visible")
    return [str(row.get_attribute("data-checklist")) for row in rows.all()]


def test_lists_are_found_by_role_meeting_and_kind(page: Page, address: str, built: Built) -> None:
    page.goto(address + OVERVIEW)
    publication = built.publication
    every = [checklist.id for checklist in publication.checklists]
    assert shown(page) == every
    for role in publication.roles.values():
        page.get_by_label("Rol", exact=True).select_option(role.title)
        wanted = [c.id for c in publication.checklists if role.id in publication.roles_in(c)]
        assert shown(page) == wanted
        told = page.locator(".filters [role=status]").inner_text()
        assert told == f"{len(wanted)} van {len(every)} lijsten"
    page.get_by_label("Rol", exact=True).select_option("Medewerker")
    page.get_by_label("Overleg", exact=True).select_option("Team- of werkoverleg")
    page.get_by_label("Soort", exact=True).select_option("Ingrediënt")
    assert shown(page) == [
        each.meta.checklist.id
        for each in publication.of_kind("ingredient")
        if each.meta.checklist
        and each.meta.checklist.pause.meeting == "teamoverleg"
        and "medewerker" in publication.roles_in(each.meta.checklist)
    ]
    page.get_by_role("button", name="Toon alles").click()
    page.wait_for_function("document.querySelectorAll('.all-checklists tr[hidden]').length == 0")
    assert shown(page) == every


def test_the_overview_is_a_plain_table_without_scripts(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / OVERVIEW).as_uri())
    assert shown(page) == [checklist.id for checklist in built.publication.checklists]
    assert page.locator(".filters").is_hidden()
    context.close()
