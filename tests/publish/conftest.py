"""A host that sends the headers in `_headers`, and a page that reports policy violations."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.conftest import Anywhere, Built, below, serve

Sent = dict[str, str]


def parse_headers(text: str) -> dict[str, Sent]:
    """Parse `_headers`: paths at the margin, and the headers for each indented below it."""
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


def headers_for(rules: dict[str, Sent], path: str) -> Sent:
    """Return the headers for a path; the values of all matching rules are joined."""
    sent: Sent = {}
    for pattern, headers in rules.items():
        if fnmatch.fnmatchcase(path, pattern):
            for name, value in headers.items():
                sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


def serve_with_headers(site: Path) -> Iterator[str]:
    """Serve a site below a sub-path with the headers that its `_headers` asks for."""
    header_rules = parse_headers((site / "_headers").read_text(encoding="utf-8"))

    class Host(Anywhere):
        def end_headers(self) -> None:
            path = "/" + below(urlsplit(self.path).path)
            for name, value in headers_for(header_rules, path).items():
                self.send_header(name, value)
            super().end_headers()

    yield from serve(site, Host)


@pytest.fixture(scope="session")
def site_with_headers(built: Built) -> Iterator[str]:
    """The address of the site on a host that sends the headers."""
    yield from serve_with_headers(built.site)


@pytest.fixture
def violations() -> list[str]:
    """The policy violations on `guarded_page`, as the browser reports them."""
    return []


@pytest.fixture
def guarded_page(browser: Browser, site_with_headers: str, violations: list[str]) -> Iterator[Page]:
    """A page that fails the test on a policy violation, unless the test clears it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site_with_headers)
    context.expose_function("reportViolation", lambda message: violations.append(message))
    context.add_init_script(
        """addEventListener("securitypolicyviolation", event =>
             reportViolation(event.violatedDirective + " " + event.blockedURI))"""
    )

    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            violations.append(f"{message.location['url']}: {message.text}")

    context.on("console", on_console)
    page = context.new_page()
    yield page
    page.evaluate("new Promise(done => setTimeout(done))")  # pending reports have arrived
    context.close()
    assert violations == []
