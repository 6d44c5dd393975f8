"""What pages say of themselves: in both publications, one with an address and one without."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from ruamel.yaml import YAML

from tests.conftest import Built
from tools.publish.citation import CITATION
from tools.publish.metadata import share_image_path
from tools.publish.robots import ROBOTS, SITEMAP
from tools.publish.share_images import (
    HEIGHT,
    WIDTH,
    draw_share_image,
    fit_title,
    load_font,
    wrap_words,
)
from tools.site.built_pages import BuiltPage, BuiltPages, extract_text, read_pages

SHEDS = "https://example.org/sheds/"


def graph(page: BuiltPage) -> dict[str, dict[str, Any]]:
    """The JSON-LD of a page, by type."""
    (text,) = page.root.xpath("//script[@type='application/ld+json']/text()")
    return {thing["@type"]: thing for thing in json.loads(text)["@graph"]}


def prop(page: BuiltPage, name: str) -> list[str]:
    """The values of an Open Graph property."""
    return [str(one) for one in page.root.xpath(f"//meta[@property='{name}']/@content")]


@pytest.fixture(scope="module")
def pages(built: Built) -> BuiltPages:
    return read_pages(built.site)


@pytest.fixture(scope="module")
def sheds(built_small: Built) -> BuiltPages:
    return read_pages(built_small.site)


def test_titles_and_descriptions_differ(pages: BuiltPages, built: Built) -> None:
    own = [pages[page.url] for page in built.publication.pages.values()]
    for what in ("//head/title/text()", "//meta[@name='description']/@content"):
        found = [str(one) for page in own for one in page.root.xpath(what)]
        assert len(found) == len(set(found)) == len(own)


def test_every_page_says_what_it_is(pages: BuiltPages, built: Built) -> None:
    for page in built.publication.pages.values():
        shown = pages[page.url]
        assert prop(shown, "og:title") == [page.title]
        assert prop(shown, "og:description") == [page.meta.description]
        kind = "Article" if page in built.publication.pages_with_handout else "WebPage"
        assert graph(shown)[kind]["inLanguage"] == "nl"
        items = graph(shown).get("ItemList", {}).get("itemListElement", [])
        wanted = page.meta.checklist.items if page.meta.checklist else ()
        assert [item["name"] for item in items] == [item.what for item in wanted]


def test_without_an_address_none_is_said(pages: BuiltPages, built: Built) -> None:
    for page in pages.values():
        assert not page.root.xpath("//link[@rel='canonical']")
        assert not prop(page, "og:image")
        assert not prop(page, "og:url")
    for name in (SITEMAP, f"{SITEMAP}.gz", "assets/share"):
        assert not (built.site / name).exists()
    assert "Sitemap" not in (built.site / ROBOTS).read_text(encoding="utf-8")


def test_with_an_address_every_page_says_its_own(sheds: BuiltPages, built_small: Built) -> None:
    listed = (built_small.site / SITEMAP).read_text(encoding="utf-8")
    for page in built_small.publication.pages.values():
        where = SHEDS if page.url == "index.html" else SHEDS + page.url
        (canonical,) = sheds[page.url].root.xpath("//link[@rel='canonical']/@href")
        assert canonical.removesuffix("index.html") == where.removesuffix("index.html")
        assert f"<loc>{canonical}</loc>" in listed
        (image,) = prop(sheds[page.url], "og:image")
        assert image == SHEDS + share_image_path(page)
    assert f"Sitemap: {SHEDS}{SITEMAP}" in (built_small.site / ROBOTS).read_text(encoding="utf-8")


def test_the_way_to_a_page(sheds: BuiltPages) -> None:
    way = graph(sheds["practices/tidy-tools.html"])["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in way] == [1, 2, 3]
    assert [step["item"] for step in way] == [
        SHEDS + url for url in ("index.html", "practices/index.html", "practices/tidy-tools.html")
    ]
    article = graph(sheds["practices/tidy-tools.html"])["Article"]
    assert article["publisher"]["name"] == "Good Sheds Test Press & Friends (fictional)"
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "BreadcrumbList" not in graph(sheds["index.html"])


def test_how_to_cite_stands_on_each_page(pages: BuiltPages, sheds: dict[str, BuiltPage]) -> None:
    (line,) = pages["over/bronnen.html"].root.xpath("//p[@class='cite-page']")
    assert extract_text(line).endswith("Bronnen. Samenscholing, versie 1.0, 21 november 2026.")
    (line,) = sheds["about/sources.html"].root.xpath("//p[@class='cite-page']")
    assert extract_text(line).endswith(f"{SHEDS}about/sources.html")
    assert "Good Sheds Test Press & Friends (fictional). Sources. Good Sheds, version 0.1" in (
        extract_text(line)
    )


def test_the_file_to_cite_by(built: Built, built_small: Built) -> None:
    read = YAML(typ="safe")
    ours = read.load(built.site / CITATION)
    assert (ours["title"], ours["version"], ours["license"]) == (
        "Samenscholing. Sociale innovatie en leren in de technologische industrie",
        "1.0",
        "CC-BY-4.0",
    )
    assert ours["authors"] == [{"name": "Samenscholing"}]
    theirs = read.load(built_small.site / CITATION)
    assert theirs["url"] == SHEDS
    assert theirs["authors"] == [{"name": "Good Sheds Test Press & Friends (fictional)"}]


def test_pictures_are_small_and_the_same_each_time(built_small: Built, tmp_path: Path) -> None:
    for page in built_small.publication.pages.values():
        path = built_small.site / share_image_path(page)
        with Image.open(path) as image:
            assert image.size == (WIDTH, HEIGHT)
        assert path.stat().st_size < 30_000
        draw_share_image(built_small.publication, page, tmp_path / "again.png")
        assert (tmp_path / "again.png").read_bytes() == path.read_bytes()


def test_every_title_fits_its_picture(built: Built) -> None:
    path = built.publication.templates_folder / "print" / "fonts" / "bricolage-grotesque-700.ttf"
    for page in built.publication.pages.values():
        lines, large = fit_title(page.title, path)
        assert " ".join(lines) == page.title
        assert len(lines) <= 3
        assert max(map(large.getlength, lines)) <= WIDTH - 216
    assert len(wrap_words("one two three", load_font(path, 96), 100)) == 3
