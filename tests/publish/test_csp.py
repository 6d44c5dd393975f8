"""Every page works under exactly the policy that the host files of the site set."""

from __future__ import annotations

import re

import pytest
from lxml import html
from playwright.sync_api import Page, Route, expect

from tests.conftest import Built
from tests.publish.conftest import headers_for, parse_headers
from tests.scripts.conftest import READ_CLIPBOARD
from tests.scripts.test_composer import MAKE, ONE_PIXEL_PNG, PRINT
from tests.scripts.test_scan import COMPARE, PASS_ON
from tools.publish.csp import (
    TRUSTED_TYPES,
    build_policy,
    hash_inline_content,
    inline_scripts,
    source_hash,
)
from tools.publish.hosting import (
    CSP_HEADER,
    FRAMED_BY_ANY,
    FRAMED_BY_NONE,
    HEADERS_FILE,
    HTACCESS_FILE,
    NGINX_FILE,
)
from tools.site.built_pages import BuiltPage, read_pages

LIST = "aan-de-slag/start-vandaag.html"
SAMPLE = (
    "index.html",
    "404.html",
    "waarom/index.html",
    "ingredienten/lange-adem.html",
    "checklists.html",
    "aan-de-slag/gespreksscan.html",
)
COMPOSER = "aan-de-slag/hand-out-maken.html"
# Sinks that turn a string into HTML or a script; each must throw a TypeError.
SINKS = {
    "HTML of an element": 'document.body.innerHTML = "<b>x</b>"',
    "HTML of a template": 'document.createElement("template").innerHTML = "<b>x</b>"',
    "HTML in the place of an element": 'document.body.firstElementChild.outerHTML = "<b>x</b>"',
    "HTML beside an element": 'document.body.insertAdjacentHTML("beforeend", "<b>x</b>")',
    "a document": 'document.write("<b>x</b>")',
    "a parser": 'new DOMParser().parseFromString("<b>x</b>", "text/html")',
    "a handler": 'document.body.setAttribute("onclick", "print()")',
    "text of a script": 'document.createElement("script").textContent = "print()"',
    "address of a script": 'document.createElement("script").src = "assets/javascripts/site.js"',
    "another policy": 'trustedTypes.createPolicy("other", { createHTML: html => html })',
    "the same policy again": f'trustedTypes.createPolicy("{TRUSTED_TYPES}", {{}})',
}
# Values that the policy of the site refuses.
REFUSED = {
    "HTML that no script handed over": 'trusted.parseHtml("<b>x</b>")',
    "HTML of another script": 'trusted.acceptHtml("<b>x</b>")',
    "another host": 'trusted.loadScript("https://example.org/assets/javascripts/site.js")',
    "another folder": 'trusted.loadScript(new URL("../x/site.js", document.baseURI))',
    "a folder above": 'trusted.loadScript("assets/javascripts/../../x.js")',
    "a folder above, escaped": 'trusted.loadScript("assets/javascripts/..%2f..%2fx.js")',
    "no script": 'trusted.loadScript("assets/search/index.json")',
    "a query": 'trusted.loadScript("assets/javascripts/site.js?callback=x")',
    "data": 'trusted.loadScript("data:text/javascript,print()")',
}


def page_of(body: str) -> dict[str, BuiltPage]:
    """Return the pages of a site with one page."""
    return {"a.html": BuiltPage("a.html", html.fromstring(f"<html><body>{body}</body></html>"))}


def directives(text: str) -> dict[str, list[str]]:
    """Return the sources of a policy by directive."""
    parts = (directive.split() for directive in text.split("; "))
    return {name: sources for name, *sources in parts}


def test_nothing_unsafe_is_allowed(built: Built) -> None:
    policy = directives(build_policy(hash_inline_content(read_pages(built.site)), FRAMED_BY_NONE))
    assert policy["default-src"] == ["'none'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["require-trusted-types-for"] == ["'script'"]
    assert policy["trusted-types"] == [TRUSTED_TYPES]
    assert not any("unsafe" in value for sources in policy.values() for value in sources)
    assert not any(
        re.search(r"https?:|\*", value) for sources in policy.values() for value in sources
    )


def test_a_hash_is_of_inline_scripts_only() -> None:
    # The digest is that of an example in the specification of the policy.
    assert source_hash("alert('Hello, world.');") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )
    data = page_of('<script type="application/ld+json">{}</script><script src="a.js"></script>')
    assert list(inline_scripts(data["a.html"].root)) == []
    assert "sha256" not in build_policy(hash_inline_content(data))


def test_every_host_file_asks_for_the_same_headers(built: Built) -> None:
    expected = build_policy(hash_inline_content(read_pages(built.site)), FRAMED_BY_NONE)
    framed_policy = build_policy(hash_inline_content(read_pages(built.site)), "$framed")
    apache = (built.site / HTACCESS_FILE).read_text(encoding="utf-8")
    nginx = (built.site / NGINX_FILE).read_text(encoding="utf-8")
    headers = headers_for(
        parse_headers((built.site / HEADERS_FILE).read_text(encoding="utf-8")), "/waarom/index.html"
    )
    assert headers[CSP_HEADER].split(", ")[-1] == expected
    assert f'Header always set {CSP_HEADER} "{expected}"' in apache
    assert f'add_header {CSP_HEADER} "{framed_policy}" always;' in nginx
    for name, value in headers.items():
        if name != CSP_HEADER:
            assert f'Header always set {name} "{value}"' in apache
            assert f'add_header {name} "{value}" always;' in nginx


def test_only_what_is_meant_for_it_may_be_framed(built: Built) -> None:
    header_rules = parse_headers((built.site / HEADERS_FILE).read_text(encoding="utf-8"))
    for url in read_pages(built.site):
        framed = "frame-ancestors" not in headers_for(header_rules, f"/{url}")[CSP_HEADER]
        assert framed == url.startswith("embed/"), url
    assert "frame-ancestors 'none'" in headers_for(header_rules, "/")[CSP_HEADER]
    assert f"frame-ancestors {FRAMED_BY_ANY}" in (built.site / HTACCESS_FILE).read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("url", SAMPLE)
def test_a_page_breaks_no_rule(guarded_page: Page, site_with_headers: str, url: str) -> None:
    guarded_page.goto(site_with_headers + url, wait_until="load")
    expect(guarded_page.locator("h1")).to_be_visible()


@pytest.mark.corpus
def test_no_page_breaks_a_rule(guarded_page: Page, site_with_headers: str, built: Built) -> None:
    for url in read_pages(built.site):
        guarded_page.goto(site_with_headers + url, wait_until="load")
        if url in built.publication.redirects:  # it leads on, and would interrupt the next visit
            page_id = built.publication.redirects[url]
            guarded_page.wait_for_url(f"**/{built.publication.pages[page_id].url}")


def test_a_script_from_elsewhere_in_the_page_does_not_run(
    guarded_page: Page, site_with_headers: str, violations: list[str]
) -> None:
    """The policy is really sent: violations are blocked and reported."""
    guarded_page.goto(site_with_headers + "index.html")
    guarded_page.evaluate(
        """() => {
          addEventListener("securitypolicyviolation", () => { window.wasReported = true })
          const script = document.createElement("script")
          script.append("window.wasRun = true")
          document.body.append(script)
        }"""
    )
    assert guarded_page.evaluate("window.wasRun") is None
    guarded_page.wait_for_function("window.wasReported")
    assert violations
    violations.clear()


def error_of(page: Page, code: str) -> str | None:
    """Run code in a page and return the name of the error that it throws, or None."""
    name: str | None = page.evaluate(
        f"async () => {{ try {{ await ({code}) }} catch (error) {{ return error.name }} }}"
    )
    return name


def test_only_the_named_policy_makes_html_and_addresses_of_scripts(
    guarded_page: Page, site_with_headers: str, violations: list[str]
) -> None:
    guarded_page.goto(site_with_headers + "index.html")
    for name, code in SINKS.items():
        assert error_of(guarded_page, code) == "TypeError", name
    guarded_page.goto("about:blank")  # when it has loaded, all reports have come
    assert len(violations) >= len(SINKS)
    violations.clear()


@pytest.mark.parametrize("place", ["site_with_headers", "served", "folder"])
def test_the_named_policy_takes_only_what_the_build_wrote(
    page: Page, request: pytest.FixtureRequest, built: Built, place: str
) -> None:
    """The same with a policy, without one, and from a folder."""
    if place == "folder":
        page.goto((built.site / "index.html").as_uri())
    else:
        page.goto(request.getfixturevalue(place) + "index.html")
    for name, code in REFUSED.items():
        assert error_of(page, code) == "TypeError", name
    assert error_of(page, 'trusted.loadScript("assets/javascripts/search-engine.js")') is None


@pytest.mark.parametrize("place", ["hosted", "folder"])
def test_a_browser_without_trusted_types_does_the_same_checks(
    page: Page, site_with_headers: str, built: Built, place: str
) -> None:
    page.add_init_script("delete window.trustedTypes")
    address = site_with_headers if place == "hosted" else built.site.as_uri() + "/"
    if place == "hosted":  # such a browser ignores unknown directives
        page.route("**/*.html", without_trusted_types)
    page.goto(f"{address}{COMPOSER}#hand-out=lange-adem")
    assert page.evaluate("window.trustedTypes") is None
    for name, code in REFUSED.items():
        assert error_of(page, code) == "TypeError", name
    page.get_by_role("button", name=MAKE).click()
    expect(page.get_by_role("button", name=PRINT)).to_be_visible(timeout=60_000)


def without_trusted_types(route: Route) -> None:
    """Leave out the directives on Trusted Types."""
    answer = route.fetch()
    name = CSP_HEADER.lower()
    directives_kept = [
        value for value in answer.headers[name].split("; ") if "trusted-types" not in value
    ]
    route.fulfill(response=answer, headers={**answer.headers, name: "; ".join(directives_kept)})


def test_search_works_under_the_policy(guarded_page: Page, site_with_headers: str) -> None:
    guarded_page.goto(site_with_headers + "index.html")
    guarded_page.get_by_role("searchbox", name="Zoeken").click()
    guarded_page.keyboard.type("zelfsturende")
    policy = guarded_page.locator("#__search a[href*='zelfsturende-teams.html']").first
    expect(policy).to_be_visible(timeout=15_000)


def test_ticks_and_calendar_work_under_the_policy(
    guarded_page: Page, site_with_headers: str
) -> None:
    guarded_page.goto(site_with_headers + LIST)
    box = guarded_page.locator("section.checklist [data-item] > input[type=checkbox]").first
    box.check()
    guarded_page.reload()
    expect(box).to_be_checked()
    guarded_page.get_by_text("Zet in agenda").click()
    guarded_page.locator("[name=day]").fill("2027-01-04")
    guarded_page.locator("[name=time]").fill("16:30")
    with guarded_page.expect_download() as download:
        guarded_page.get_by_role("button", name="Maak agendabestand").click()
    assert download.value.suggested_filename.endswith(".ics")


def test_copy_works_under_the_policy(
    guarded_page: Page, site_with_headers: str, violations: list[str]
) -> None:
    """Chromium itself reports the styles when it sanitises copied HTML, and keeps them."""
    guarded_page.goto(site_with_headers + LIST)
    guarded_page.locator("summary", has_text="Kopieer").click()
    guarded_page.locator("[data-copy=document]").click()
    expect(guarded_page.locator(".take-status")).to_contain_text("Gekopieerd")
    assert "style=" in guarded_page.evaluate(READ_CLIPBOARD)["text/html"]
    assert [
        message
        for message in violations
        if "style" not in message or "clipboard-payloads.js" in message
    ] == []
    violations.clear()


def test_the_scan_works_under_the_policy(guarded_page: Page, site_with_headers: str) -> None:
    guarded_page.goto(site_with_headers + "aan-de-slag/gespreksscan.html")
    for group, button in enumerate((PASS_ON, COMPARE)):
        for row in guarded_page.locator(".scan-row").all():
            row.locator(f"[data-group='{group}'] input").first.check()
        guarded_page.get_by_role("button", name=button).click()
    expect(guarded_page.locator(".scan-table tbody tr").first).to_be_visible()


def test_the_composer_works_under_the_policy(guarded_page: Page, site_with_headers: str) -> None:
    guarded_page.goto(f"{site_with_headers}{COMPOSER}#hand-out=lange-adem.start-vandaag~sheet")
    guarded_page.locator("#composer-logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": ONE_PIXEL_PNG}
    )
    expect(guarded_page.locator("[data-part=shown] img")).to_be_visible()
    guarded_page.get_by_role("button", name=MAKE).click()
    expect(guarded_page.get_by_role("button", name=PRINT)).to_be_visible(timeout=60_000)
    assert guarded_page.locator(".folio").count() > 4
