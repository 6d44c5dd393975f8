"""Scripts of every page: the palette, the current section, wide content."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.conftest import Built

CHAPTER = "ingredienten/lange-adem.html"
SCHEME = "data-md-color-scheme"
PLAIN = """<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>{cell}</td></tr></tbody></table>
<pre><code>{cell}</code></pre></article>""".format(cell="verylongword" * 40)


def test_the_palette_follows_the_system_until_a_reader_chooses(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address + CHAPTER)
    body = page.locator("body")
    expect(body).to_have_attribute(SCHEME, "slate")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute(SCHEME, "default")
    dark = page.get_by_role("button", name="Schakel naar donker")
    light = page.get_by_role("button", name="Schakel naar licht")
    expect(light).to_be_hidden()
    dark.click()
    expect(body).to_have_attribute(SCHEME, "slate")
    expect(light).to_be_focused()
    expect(dark).to_be_hidden()
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    page.reload()
    expect(body).to_have_attribute(SCHEME, "slate")
    light.press("Enter")
    expect(body).to_have_attribute(SCHEME, "default")
    expect(dark).to_be_focused()


def test_the_colours_are_set_before_the_first_paint(page: Page, served: str) -> None:
    """The scripts at the end never come; those in the page need no other."""
    page.route("**/*.js", lambda route: route.abort())
    page.emulate_media(color_scheme="dark")
    page.goto(served + CHAPTER)
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")
    expect(page.get_by_role("button", name="Schakel naar licht")).to_be_visible()


def test_the_place_on_the_page_is_marked(page: Page, address: str) -> None:
    page.goto(address + CHAPTER)
    marked = page.locator(".side-toc [aria-current]")
    links = page.locator(".side-toc a")
    expect(marked).to_have_count(0)  # no section is current at the top
    page.goto(address + CHAPTER + "#wat-er-misgaat")
    expect(marked).to_have_text("Wat er misgaat")
    page.locator("#checklist").evaluate("one => one.scrollIntoView()")
    expect(marked).to_have_text("Checklist")
    page.evaluate("scrollTo(0, 0)")
    expect(marked).to_have_count(0)
    links.nth(1).click()
    expect(marked).to_have_text(links.nth(1).inner_text())


def test_the_current_entry_stays_in_view_in_a_low_window(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(served + CHAPTER)
    last = page.locator(".side-toc a").last
    expect(last).not_to_be_in_viewport()
    page.locator("article h2").last.evaluate("one => one.scrollIntoView()")
    expect(last).to_have_attribute("aria-current", "location")
    expect(last).to_be_in_viewport()


def test_wide_content_scrolls(built: Built, page: Page, served: str) -> None:
    def add_content(route: Route) -> None:
        text = (built.site / CHAPTER).read_text(encoding="utf-8")
        route.fulfill(body=text.replace("</article>", PLAIN), content_type="text/html")

    page.route("**/" + CHAPTER, add_content)
    page.goto(served + CHAPTER)
    for wide in (".md-typeset__scrollwrap", "pre > code"):
        expect(page.locator(wide)).to_have_attribute("tabindex", "0")
        expect(page.locator(wide)).to_have_attribute("role", "region")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
