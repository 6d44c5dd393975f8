"""Long fields of an item fold away in a narrow window, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.conftest import Built, own_publication
from tests.pdf.read_back import pdftotext, remove_space
from tests.scripts.conftest import LIST, get_checklist
from tools.publish.embed import embed_path
from tools.render.site_paths import list_path

COUNT = len(list(get_checklist("start-vandaag").items))
OWN = list_path(own_publication(), "start-vandaag")
PHONE: ViewportSize = {"width": 390, "height": 844}
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PAGES = (LIST, OWN, embed_path("start-vandaag"))


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_folds_what_is_long(page: Page, served: str, name: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(served + name)
    item = page.locator("[data-item]").first
    button = item.get_by_role("button", name="Waarom, hoe, klaar als")
    for field, is_seen in (("why", False), ("how", False), ("done_when", False), ("who", True)):
        assert item.locator(f"[data-field={field}]").is_visible() == is_seen, field
    assert button.get_attribute("aria-expanded") == "false"
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    expect(item.locator("[data-field=why]")).to_be_visible()
    assert not page.locator("[data-item]").nth(1).locator("[data-field=why]").is_visible()
    page.set_viewport_size(LAPTOP)
    assert page.locator("[data-field=why]:visible").count() == COUNT
    assert page.locator(".fold:visible").count() == 0


def test_who_wants_all_of_it_is_remembered(page: Page, served: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(served + OWN)
    page.get_by_role("button", name="Toon alle uitleg").click()
    assert page.locator("[data-field=why]:visible").count() == COUNT
    page.goto(served + LIST)
    assert page.locator("[data-field=why]:visible").count() == COUNT
    page.get_by_role("button", name="Verberg de uitleg").click()
    assert page.locator("[data-field=why]:visible").count() == 0
    page.reload()
    assert page.locator("[data-field=why]:visible").count() == 0


def test_a_link_to_an_item_unfolds_it(page: Page, served: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{served}{OWN}#start-vandaag--schrap-controle")
    assert page.locator("[data-field=why]:visible").count() == 1
    assert page.locator("[data-item=schrap-controle] [data-field=why]").is_visible()


def test_nothing_is_folded_on_paper(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    page.goto(built_uri + OWN)
    page.pdf(path=tmp_path / "list.pdf", width="390px")
    text = remove_space(pdftotext(tmp_path / "list.pdf", "-raw"))
    for item in get_checklist("start-vandaag").items:
        assert remove_space(item.get_value("why")) in text
    assert remove_space("Waarom, hoe, klaar als") not in text


def test_without_scripts_nothing_is_folded(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/{OWN}")
    assert page.locator("[data-field=why]:visible").count() == COUNT
    context.close()
