"""Every page works under exactly the policy that the site's own files ask hosts to send."""

from __future__ import annotations

import re

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from tests.conftest import Built
from tests.publish.conftest import rules, sent_for
from tests.scripts.conftest import READ
from tests.scripts.test_composer import DOT, MAKE, PRINT
from tests.scripts.test_scan import COMPARE, PASS_ON
from tools.checks.pages import BuiltPage, read_pages
from tools.publish.hosts import EVERYBODY, HEADERS, HTACCESS, NGINX, NOBODY, POLICY
from tools.publish.policy import allowed, hashed, inline, policy

LIST = "aan-de-slag/start-vandaag.html"
SAMPLE = (
    "index.html",
    "404.html",
    "waarom/index.html",
    "ingredienten/lange-adem.html",
    "checklists.html",
    "aan-de-slag/gespreksscan.html",
)


def page_of(body: str) -> dict[str, BuiltPage]:
    """A site of one page."""
    return {"a.html": BuiltPage("a.html", html.fromstring(f"<html><body>{body}</body></html>"))}


def directives(text: str) -> dict[str, list[str]]:
    """A policy by directive."""
    parts = (directive.split() for directive in text.split("; "))
    return {name: sources for name, *sources in parts}


def test_nothing_unsafe_is_allowed(built: Built) -> None:
    found = directives(policy(allowed(read_pages(built.site)), NOBODY))
    assert found["default-src"] == ["'none'"]
    assert found["style-src"] == ["'self'"]
    assert found["frame-ancestors"] == ["'none'"]
    assert not any("unsafe" in one for sources in found.values() for one in sources)
    assert not any(re.search(r"https?:|\*", one) for sources in found.values() for one in sources)


def test_a_hash_is_that_of_the_script_alone() -> None:
    # The digest is that of an example in the specification of the policy.
    assert hashed("alert('Hello, world.');") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )
    data = page_of('<script type="application/ld+json">{}</script><script src="a.js"></script>')
    assert list(inline(data["a.html"].root)) == []
    assert "sha256" not in policy(allowed(data))


def test_every_host_is_asked_for_the_same(built: Built) -> None:
    wanted = policy(allowed(read_pages(built.site)), NOBODY)
    varied = policy(allowed(read_pages(built.site)), "$framed")
    apache = (built.site / HTACCESS).read_text(encoding="utf-8")
    nginx = (built.site / NGINX).read_text(encoding="utf-8")
    sent = sent_for(rules((built.site / HEADERS).read_text(encoding="utf-8")), "/waarom/index.html")
    assert sent[POLICY].split(", ")[-1] == wanted
    assert f'Header always set {POLICY} "{wanted}"' in apache
    assert f'add_header {POLICY} "{varied}" always;' in nginx
    for name, value in sent.items():
        if name != POLICY:
            assert f'Header always set {name} "{value}"' in apache
            assert f'add_header {name} "{value}" always;' in nginx


def test_only_what_is_meant_for_it_may_be_framed(built: Built) -> None:
    asked = rules((built.site / HEADERS).read_text(encoding="utf-8"))
    for url in read_pages(built.site):
        framed = "frame-ancestors" not in sent_for(asked, f"/{url}")[POLICY]
        assert framed == url.startswith("embed/"), url
    assert "frame-ancestors 'none'" in sent_for(asked, "/")[POLICY]
    assert f"frame-ancestors {EVERYBODY}" in (built.site / HTACCESS).read_text(encoding="utf-8")


@pytest.mark.parametrize("url", SAMPLE)
def test_a_page_breaks_no_rule(guarded: Page, hosted: str, url: str) -> None:
    guarded.goto(hosted + url, wait_until="load")
    expect(guarded.locator("h1")).to_be_visible()


@pytest.mark.corpus
def test_no_page_breaks_a_rule(guarded: Page, hosted: str, built: Built) -> None:
    for url in read_pages(built.site):
        guarded.goto(hosted + url, wait_until="load")


def test_a_script_from_elsewhere_in_the_page_does_not_run(
    guarded: Page, hosted: str, forbidden: list[str]
) -> None:
    """The policy is really sent: what it forbids is forbidden, and told."""
    guarded.goto(hosted + "index.html")
    guarded.evaluate(
        """() => {
          addEventListener("securitypolicyviolation", () => { window.wasTold = true })
          const script = document.createElement("script")
          script.textContent = "window.wasRun = true"
          document.body.append(script)
        }"""
    )
    assert guarded.evaluate("window.wasRun") is None
    guarded.wait_for_function("window.wasTold")
    assert forbidden
    forbidden.clear()


def test_search_works_under_the_policy(guarded: Page, hosted: str) -> None:
    guarded.goto(hosted + "index.html")
    guarded.get_by_role("searchbox", name="Zoeken").click()
    guarded.keyboard.type("zelfsturende")
    found = guarded.locator("#search a[href*='zelfsturende-teams.html']").first
    expect(found).to_be_visible(timeout=15_000)


def test_ticks_and_calendar_work_under_the_policy(guarded: Page, hosted: str) -> None:
    guarded.goto(hosted + LIST)
    box = guarded.locator("section.checklist [data-item] > input[type=checkbox]").first
    box.check()
    guarded.reload()
    expect(box).to_be_checked()
    guarded.get_by_text("Zet in agenda").click()
    guarded.locator("[name=day]").fill("2027-01-04")
    guarded.locator("[name=time]").fill("16:30")
    with guarded.expect_download() as download:
        guarded.get_by_role("button", name="Maak agendabestand").click()
    assert download.value.suggested_filename.endswith(".ics")


def test_copy_works_under_the_policy(guarded: Page, hosted: str, forbidden: list[str]) -> None:
    """Chromium itself tells of the styles when it looks through what is copied, and keeps them."""
    guarded.goto(hosted + LIST)
    guarded.locator("summary", has_text="Kopieer").click()
    guarded.locator("[data-copy=document]").click()
    expect(guarded.locator(".take-said")).to_contain_text("Gekopieerd")
    assert "style=" in guarded.evaluate(READ)["text/html"]
    assert [told for told in forbidden if "style" not in told or "payloads.js" in told] == []
    forbidden.clear()


def test_the_scan_works_under_the_policy(guarded: Page, hosted: str) -> None:
    guarded.goto(hosted + "aan-de-slag/gespreksscan.html")
    for group, button in enumerate((PASS_ON, COMPARE)):
        for row in guarded.locator(".scan-row").all():
            row.locator(f"[data-group='{group}'] input").first.check()
        guarded.get_by_role("button", name=button).click()
    expect(guarded.locator(".scan-table tbody tr").first).to_be_visible()


def test_the_composer_works_under_the_policy(guarded: Page, hosted: str) -> None:
    guarded.goto(hosted + "aan-de-slag/hand-out-maken.html#hand-out=lange-adem.start-vandaag~sheet")
    guarded.locator("#composer-logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": DOT}
    )
    expect(guarded.locator("[data-part=shown] img")).to_be_visible()
    guarded.get_by_role("button", name=MAKE).click()
    expect(guarded.get_by_role("button", name=PRINT)).to_be_visible(timeout=60_000)
    assert guarded.locator(".folio").count() > 4
