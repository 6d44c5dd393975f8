"""The contact in security.txt, and the data that a visit stores."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Built, change
from tools.checks.release import check_release
from tools.model.loader import load_publication
from tools.publish.security_txt import SECURITY_TXT, VALIDITY

STORED = "Object.keys(localStorage).concat(Object.keys(sessionStorage), document.cookie || [])"


def test_a_publisher_is_named_in_security_txt(built_small: Built) -> None:
    lines = (built_small.site / SECURITY_TXT).read_text(encoding="utf-8").splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields == {
        "Contact": "mailto:sheds@example.org",
        "Expires": "2027-11-20T00:00:00Z",
        "Preferred-Languages": "en",
        "Canonical": "https://example.org/sheds/.well-known/security.txt",
    }


def test_a_missing_publisher_is_reported_by_the_release_check(built: Built) -> None:
    assert not (built.site / SECURITY_TXT).exists()
    findings = list(check_release(built.publication, dt.date(2026, 12, 1)))
    assert any(SECURITY_TXT in finding for finding in findings)


def test_its_expiry_is_reported_in_time(small: Path) -> None:
    publication = load_publication(small)
    end = publication.settings.date + VALIDITY
    for day, expected in ((end - dt.timedelta(1), False), (end, True)):
        findings = [
            finding for finding in check_release(publication, day) if SECURITY_TXT in finding
        ]
        assert bool(findings) == expected
    change(small, "mkdocs.yml", "      mail: sheds@example.org\n", "")
    assert any(SECURITY_TXT in finding for finding in check_release(load_publication(small), end))


@pytest.mark.parametrize("url", ["index.html", "aan-de-slag/start-vandaag.html"])
def test_a_visit_stores_nothing(page: Page, served: str, url: str) -> None:
    page.goto(served + url)
    page.get_by_role("searchbox", name="Zoeken").click()
    page.keyboard.type("zelfsturende")
    expect(page.locator("#__search a[href]").first).to_be_visible(timeout=15_000)
    assert page.evaluate(STORED) == []


def test_choices_of_a_reader_are_stored(page: Page, served: str) -> None:
    """Only what the page on privacy names."""
    page.emulate_media(color_scheme="light")
    page.goto(served + "aan-de-slag/start-vandaag.html")
    page.get_by_role("button", name="Schakel naar donker").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("section.checklist [data-item] > input").first.check()
    base_path = urlsplit(served).path
    expected_keys = [f"{base_path}.checklist.start-vandaag", f"{base_path}.palette"]
    assert sorted(page.evaluate(STORED)) == expected_keys
    page.goto(served + "index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
