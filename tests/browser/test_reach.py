"""Each list is at most two clicks and one screen away, and its first item is in the first view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.reach import SIZES, list_addresses, measure
from tests.conftest import Built

MOST_CLICKS, MOST_SCREENS = 2, 1
SEEN_FIRST = """id => {
  const link = document.querySelector(`.list-card [href="#checklist-${id}"]`)
  const [item] = link.closest(".list-card").querySelectorAll("li a")
  return [link, item].map(one => one.getBoundingClientRect().bottom / innerHeight)
}"""

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))


@sizes
def test_every_list_is_near(page: Page, built: Built, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    publication, site = built.publication, built.site.as_uri() + "/"
    lists = list_addresses(publication)
    found = dict(measure(page, site, publication.start_page.url, lists))
    assert [*found] == [*lists]
    for id_, reach in found.items():
        assert reach.clicks <= MOST_CLICKS, id_
        assert reach.screens <= MOST_SCREENS, (id_, reach)
        assert 0 < reach.first_item <= 1, (id_, reach)


@sizes
def test_the_first_item_is_in_the_first_view_of_the_page_of_its_subject(
    page: Page, built: Built, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for about, checklist in built.publication.checklist_pages:
        page.goto(f"{built.site.as_uri()}/{about.url}")
        assert max(page.evaluate(SEEN_FIRST, checklist.id)) <= 1, checklist.id


def test_a_list_far_down_its_page_is_found_out(page: Page, built: Built) -> None:
    """The measure can fail: on the page of its subject, the list comes after the explanation."""
    page.set_viewport_size({"width": 390, "height": 844})
    about = built.publication.pages_by_checklist["lange-adem"]
    site = built.site.as_uri() + "/"
    found = dict(measure(page, site, "ingredienten/index.html", {"lange-adem": [about.url]}))
    assert found["lange-adem"].first_item > 1
