"""A host that sends what `_headers` says, and a page that tells what the policy forbade."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.conftest import Anywhere, Built, below, serve

Sent = dict[str, str]


def rules(text: str) -> dict[str, Sent]:
    """Read `_headers`: a path at the margin, and indented below it what is sent for it."""
    found: dict[str, Sent] = {}
    path = ""
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            found[path][name] = value
        else:
            path = line
            found[path] = {}
    return found


def sent_for(all_rules: dict[str, Sent], path: str) -> Sent:
    """Give what a host sends for a path that joins the values of all rules that match."""
    sent: Sent = {}
    for pattern, headers in all_rules.items():
        if fnmatch.fnmatchcase(path, pattern):
            for name, value in headers.items():
                sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


def host(site: Path) -> Iterator[str]:
    """Serve a site below a sub-path with the headers that its `_headers` asks for."""
    asked = rules((site / "_headers").read_text(encoding="utf-8"))

    class Host(Anywhere):
        def end_headers(self) -> None:
            path = "/" + below(urlsplit(self.path).path)
            for name, value in sent_for(asked, path).items():
                self.send_header(name, value)
            super().end_headers()

    yield from serve(site, Host)


@pytest.fixture(scope="session")
def hosted(built: Built) -> Iterator[str]:
    """The address of the site on a host that sends the headers."""
    yield from host(built.site)


@pytest.fixture
def forbidden() -> list[str]:
    """What the policy forbade on `guarded`, as the browser told it."""
    return []


@pytest.fixture
def guarded(browser: Browser, hosted: str, forbidden: list[str]) -> Iterator[Page]:
    """A page that fails the test when the policy forbade anything, unless the test clears it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=hosted)
    context.expose_function("tellForbidden", lambda told: forbidden.append(told))
    context.add_init_script(
        """addEventListener("securitypolicyviolation", event =>
             tellForbidden(event.violatedDirective + " " + event.blockedURI))"""
    )

    def hear(told: ConsoleMessage) -> None:
        if "Content Security Policy" in told.text:
            forbidden.append(f"{told.location['url']}: {told.text}")

    context.on("console", hear)
    page = context.new_page()
    yield page
    page.evaluate("new Promise(done => setTimeout(done))")  # what was told on the way has arrived
    context.close()
    assert forbidden == []
