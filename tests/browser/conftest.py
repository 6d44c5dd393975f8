"""A real browser, and the built site over http and from its folder."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import Built

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium from the system."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "chromium is missing: python -m tools doctor --tests"
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that keeps silent."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(built: Built) -> Iterator[str]:
    """The site over http, at a sub-path, as a sector body may host it."""
    handler = functools.partial(Quiet, directory=str(built.root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/site/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, built: Built, served: str) -> str:
    """The site's address, over http and from its folder."""
    return served if request.param == "http" else built.site.as_uri() + "/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any error or request to elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("http://127.0.0.1", "file:", "data:", "blob:"))
            else wrong.append(request.url)
        ),
    )
    yield opened
    context.close()
    assert wrong == []
