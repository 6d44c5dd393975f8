"""A page asks for one style and one script, which hold what it named, in order."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Built
from tools.site.built_pages import read_pages
from tools.site.bundle import bundle_assets

STYLES, SCRIPTS = "assets/style", "assets/javascripts"
PACKED = (".html", ".css", ".js", ".svg")
MOST = 8, 120_000  # requests and bytes of a first view


def site_of(root: Path, **pages: str) -> Path:
    """Make a staged site with files to join, and pages."""
    texts = {
        f"{STYLES}/a.css": "a { src: url(../fonts/a.woff2) }",
        f"{STYLES}/b.css": "b { color: red }",
        "assets/theme/c.css": "@charset \"UTF-8\";c { src: url('x/c.svg'), url(data:,), url(#d) }",
        f"{SCRIPTS}/a.js": "window.said = (window.said || '') + 'a'",
        f"{SCRIPTS}/b.js": "window.said = (window.said || '') + 'b'",
        f"{SCRIPTS}/wrong.js": "window.absent.word()",
        "other/c.js": "window.said = (window.said || '') + 'c'",
        **{f"{name.replace('__', '/')}.html": text for name, text in pages.items()},
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def page_of(*names: str, root: str = "") -> str:
    """Make a page that names styles and scripts."""
    return "<!doctype html>\n<title>a</title>" + "".join(
        f'\n<link rel="stylesheet" href="{root}{name}">'
        if name.endswith(".css")
        else f'\n<script src="{root}{name}" defer></script>'
        for name in names
    )


def named(site: Path, page: str) -> list[str]:
    """Give what a page names."""
    return re.findall(r'(?:href|src)="([^"]*)"', (site / page).read_text(encoding="utf-8"))


def test_styles_become_one_in_their_order(tmp_path: Path) -> None:
    names = ("assets/theme/c.css", f"{STYLES}/a.css", f"{STYLES}/b.css")
    site = site_of(tmp_path, index=page_of(*names), in__page=page_of(*names, root="../"))
    bundle_assets(site, "")
    (one,) = named(site, "index.html")
    assert named(site, "in/page.html") == ["../" + one]
    assert (site / one).read_text(encoding="utf-8") == (
        '@charset "UTF-8";c { src: url(../theme/x/c.svg), url(data:,), url(#d) }\n'
        "a { src: url(../fonts/a.woff2) }\nb { color: red }\n"
    )


def test_what_was_joined_goes_unless_a_page_names_it(tmp_path: Path) -> None:
    both = page_of(f"{STYLES}/a.css", f"{STYLES}/b.css")
    site = site_of(tmp_path, index=both, alone=page_of(f"{STYLES}/a.css"))
    bundle_assets(site, "")
    assert named(site, "alone.html") == [f"{STYLES}/a.css"]
    assert (site / STYLES / "a.css").is_file()
    assert not (site / STYLES / "b.css").exists()
    assert (site / "assets/theme/c.css").is_file()  # which nobody named


def test_the_name_tells_what_it_holds(tmp_path: Path) -> None:
    names = [f"{STYLES}/a.css", f"{STYLES}/b.css"]
    index, turned = page_of(*names), page_of(*names[::-1])
    site = site_of(tmp_path / "one", index=index, turned=turned)
    again = site_of(tmp_path / "two", index=index)
    (again / STYLES / "b.css").write_text("b { color: blue }", encoding="utf-8")
    bundle_assets(site, "")
    bundle_assets(again, "")
    assert named(site, "index.html") != named(site, "turned.html")
    assert named(site, "index.html") != named(again, "index.html")


@pytest.mark.parametrize("url", ["", "https://example.org/", "https://example.org/some/where/"])
def test_an_address_from_the_root_of_the_host(tmp_path: Path, url: str) -> None:
    root = "/" + url.removeprefix("https://example.org/")
    site = site_of(tmp_path, lost=page_of(f"{STYLES}/a.css", f"{STYLES}/b.css", root=root))
    bundle_assets(site, url)
    (one,) = named(site, "lost.html")
    assert one.startswith(f"{root}{STYLES}/all-")
    assert (site / one.removeprefix(root)).is_file()


def test_what_is_not_there_or_elsewhere_stays(tmp_path: Path) -> None:
    names = ("https://example.org/a.css", f"{STYLES}/later.css", f"{STYLES}/a.css")
    site = site_of(tmp_path, index=page_of(*names))
    bundle_assets(site, "")
    assert named(site, "index.html") == [*names]


def test_scripts_become_one_and_one_that_fails_stops_no_other(tmp_path: Path, page: Page) -> None:
    scripts = [f"{SCRIPTS}/{name}.js" for name in ("a", "wrong", "b")]
    site = site_of(tmp_path, index=page_of(scripts[0], "other/c.js", *scripts[1:]))
    bundle_assets(site, "")
    other, one = named(site, "index.html")
    assert other == "other/c.js"  # a script finds its way by its folder
    assert one.startswith(f"{SCRIPTS}/all-")
    context = page.context.browser.new_context()  # type: ignore[union-attr]
    opened, failed = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: failed.append(str(error)))
    opened.goto((site / "index.html").as_uri())
    opened.wait_for_function("window.said === 'cab'")
    context.close()
    assert len(failed) == 1  # and whoever looks for it hears of it


def test_scripts_that_run_at_once_stay(tmp_path: Path) -> None:
    text = page_of(f"{SCRIPTS}/a.js", f"{SCRIPTS}/b.js").replace(" defer", "")
    site = site_of(tmp_path, index=text)
    bundle_assets(site, "")
    assert (site / "index.html").read_text(encoding="utf-8") == text


def test_every_built_page_names_one_of_each(built: Built, built_small: Built) -> None:
    for site in (built.site, built_small.site):
        for page in read_pages(site).values():
            found = page.root.xpath("//link[@rel='stylesheet']/@href | //script/@src")
            ours = [one for one in found if "composer/hand-out.css" not in one]
            assert len({one.rpartition(".")[2] for one in ours}) == len(ours), page.url


@pytest.mark.parametrize(
    "name", ["ingredienten/lange-adem.html", "aan-de-slag/hand-out-maken.html"]
)
def test_a_first_view_asks_for_little(built: Built, page: Page, served: str, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(served)))
    page.goto(served + name, wait_until="networkidle")
    expect(page.locator("h1")).to_be_visible()
    sizes = []
    for one in asked:
        data = (built.site / one).read_bytes()
        sizes.append(len(gzip.compress(data) if one.endswith(PACKED) else data))
    assert len(asked) <= MOST[0], asked
    assert sum(sizes) <= MOST[1]
