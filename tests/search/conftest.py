"""Fixtures of the search tests: the search engine in a page, with the index of a built site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Built
from tests.search.queries import load_finder


@pytest.fixture(scope="module")
def finder(browser: Browser, built: Built) -> Iterator[Page]:
    """A page with the finder and the index of the publication."""
    context = browser.new_context()
    page = context.new_page()
    load_finder(page, built.site)
    yield page
    context.close()


@pytest.fixture(scope="module")
def small_finder(browser: Browser, built_small: Built) -> Iterator[Page]:
    """A page with the finder and the index of the small publication, in English."""
    context = browser.new_context()
    page = context.new_page()
    load_finder(page, built_small.site)
    yield page
    context.close()
