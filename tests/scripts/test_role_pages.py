"""The page of a role: what it leads first, and the rest folded."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Built

PHONE_SCREEN = 844


@pytest.mark.parametrize(
    "role", ["directie", "hr", "leidinggevende", "ondernemingsraad", "medewerker"]
)
def test_what_a_role_leads_comes_first(page: Page, built: Built, role: str) -> None:
    page.set_viewport_size({"width": 390, "height": PHONE_SCREEN})
    publication = built.publication
    about = publication.pages_by_role[role]
    page.goto(f"{built.site.as_uri()}/{about.url}")
    leads, joins = publication.split_role_tasks(role)
    led = [f"{checklist.id}/{item.id}" for _, checklist, items in leads for item in items]
    others = [f"{checklist.id}/{item.id}" for _, checklist, items in joins for item in items]
    read = "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.item)"
    assert page.eval_on_selector_all("[data-item]", read) == led
    for id_ in led:
        list_id, _, item_id = id_.partition("/")
        (item,) = [
            item
            for checklist in publication.checklists
            if checklist.id == list_id
            for item in checklist.items
            if item.id == item_id
        ]
        assert publication.get_item_roles(item)[0] == role
    folded = page.locator(".tasks").evaluate("tasks => tasks.offsetHeight") / PHONE_SCREEN
    page.locator(".tasks-rest > summary").click()
    assert page.eval_on_selector_all("[data-item]", read) == [*led, *others]
    assert folded < page.locator(".tasks").evaluate("tasks => tasks.offsetHeight") / PHONE_SCREEN


def test_without_scripts_the_rest_unfolds_too(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/{built.publication.pages_by_role['hr'].url}")
    rest = page.locator(".tasks-rest [data-item]")
    assert not rest.first.is_visible()
    page.locator(".tasks-rest > summary").click()
    assert rest.first.is_visible()
    context.close()
