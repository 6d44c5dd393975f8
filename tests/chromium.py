"""Chromium without a window, from the system, as the tests drive it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The first draws the same pages without the parts of a window, in a third of the time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters as wide as in a window
    # A name without https, as on an intranet: browsers do not call it secure.
    "--host-resolver-rules=MAP intranet.test 127.0.0.1",
]


def chromium_path() -> str:
    """Return the program to start; fail when the machine has none."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), "")
    assert found, "chromium is missing: python -m tools doctor --tests"
    return found


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start the browser, and end it afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()
