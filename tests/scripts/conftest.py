"""Fixtures of the script tests: the checklists on their pages, and the clipboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from tests.conftest import Built, own_publication
from tests.sources import list_addresses
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication

LIST = "aan-de-slag/start-vandaag.html"  # eight items in three blocks
ROLE = "rollen/leidinggevende.html"
ADDRESSES = list_addresses()
# The longest, one of an ingredient with its own hue, and the shortest.
SAMPLE = ("start-vandaag", "lange-adem", "vier-opbrengsten")
ALL_LISTS = [
    pytest.param(checklist_id, marks=[] if checklist_id in SAMPLE else pytest.mark.corpus)
    for checklist_id in ADDRESSES
]
READ_CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read({unsanitized: ["text/html"]})
  const read = {}
  for (const type of item.types) read[type] = await (await item.getType(type)).text()
  return read
}"""
Clipboard = Callable[[], dict[str, str]]


@pytest.fixture(scope="session")
def publication() -> Publication:
    """The publication of this project."""
    return own_publication()


def get_checklist(checklist_id: str) -> Checklist:
    """Return a checklist by its id."""
    return next(
        checklist for checklist in own_publication().checklists if checklist.id == checklist_id
    )


def boxes(page: Page) -> Locator:
    """Return the boxes of the list on a page."""
    return page.locator("[data-item] > input")


def ticked(page: Page) -> list[str]:
    """Return the ids of the ticked items."""
    names = page.eval_on_selector_all("[data-item] > input:checked", "all => all.map(b => b.name)")
    return [str(name) for name in names]


def wait_for_message(page: Page, text: str) -> None:
    """Wait for a message in the strip that contains a text."""
    page.locator(".take-status", has_text=text).wait_for()


def allow_clipboard(context: BrowserContext, served: str) -> None:
    """Allow every page to write as one that a reader clicks on may; ours also read."""
    context.grant_permissions(["clipboard-write"])
    origin = served.removesuffix("site/")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)


@pytest.fixture
def clipboard(page: Page, served: str) -> Clipboard:
    """A function that reads the real clipboard, where needed through a page that may do so."""
    allow_clipboard(page.context, served)
    readers: list[Page] = []

    def read() -> dict[str, str]:
        if page.url.startswith(served):
            found: dict[str, str] = page.evaluate(READ_CLIPBOARD)
            return found
        if not readers:
            readers.append(page.context.new_page())
            readers[0].goto(served + "404.html")
        readers[0].bring_to_front()  # only the page in front may read
        found = readers[0].evaluate(READ_CLIPBOARD)
        page.bring_to_front()
        return found

    return read


@pytest.fixture
def built_uri(built: Built) -> str:
    """The site's address as a folder."""
    return built.site.as_uri() + "/"
