"""The metadata of pages in both publications, one with an address and one without."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageColor
from ruamel.yaml import YAML

from tests.conftest import Built, own_publication
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.bitmaps import draw_bitmap
from tools.publish.citation import CITATION
from tools.publish.metadata import share_image_path
from tools.publish.robots import ROBOTS
from tools.publish.share_images import (
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    build_share_image,
    fit_title,
    write_share_image,
)
from tools.render.wrapping import load_font, wrap_words
from tools.site.built_pages import BuiltPage, BuiltPages, extract_text, read_pages
from tools.site.published_files import SITEMAP

SHEDS = "https://example.org/sheds/"


def graph(page: BuiltPage) -> dict[str, dict[str, Any]]:
    """The JSON-LD of a page, by type."""
    (text,) = page.root.xpath("//script[@type='application/ld+json']/text()")
    return {node["@type"]: node for node in json.loads(text)["@graph"]}


def open_graph(page: BuiltPage, name: str) -> list[str]:
    """The values of an Open Graph property."""
    return [str(value) for value in page.root.xpath(f"//meta[@property='{name}']/@content")]


@pytest.fixture(scope="module")
def pages(built: Built) -> BuiltPages:
    return read_pages(built.site)


@pytest.fixture(scope="module")
def small_pages(built_small: Built) -> BuiltPages:
    return read_pages(built_small.site)


def test_titles_and_descriptions_are_unique(pages: BuiltPages, built: Built) -> None:
    own_pages = [pages[page.url] for page in built.publication.pages.values()]
    for what in ("//head/title/text()", "//meta[@name='description']/@content"):
        found = [str(value) for page in own_pages for value in page.root.xpath(what)]
        assert len(found) == len(set(found)) == len(own_pages)


def test_every_page_has_its_metadata(pages: BuiltPages, built: Built) -> None:
    for page in built.publication.pages.values():
        built_page = pages[page.url]
        assert open_graph(built_page, "og:title") == [page.title]
        assert open_graph(built_page, "og:description") == [page.meta.description]
        kind = "Article" if page in built.publication.pages_with_handout else "WebPage"
        assert graph(built_page)[kind]["inLanguage"] == "nl"
        items = graph(built_page).get("ItemList", {}).get("itemListElement", [])
        expected = page.meta.checklist.items if page.meta.checklist else ()
        assert [item["name"] for item in items] == [item.what for item in expected]


def test_without_an_address_pages_have_no_urls(pages: BuiltPages, built: Built) -> None:
    for page in pages.values():
        assert not page.root.xpath("//link[@rel='canonical']")
        assert not open_graph(page, "og:image")
        assert not open_graph(page, "og:url")
    for name in (SITEMAP, "assets/share"):
        assert not (built.site / name).exists()
    assert "Sitemap" not in (built.site / ROBOTS).read_text(encoding="utf-8")


def test_with_an_address_every_page_has_its_url(
    small_pages: BuiltPages, built_small: Built
) -> None:
    listed = (built_small.site / SITEMAP).read_text(encoding="utf-8")
    for page in built_small.publication.pages.values():
        expected_url = SHEDS if page.url == "index.html" else SHEDS + page.url
        (canonical,) = small_pages[page.url].root.xpath("//link[@rel='canonical']/@href")
        assert canonical.removesuffix("index.html") == expected_url.removesuffix("index.html")
        assert f"<loc>{canonical}</loc>" in listed
        (image,) = open_graph(small_pages[page.url], "og:image")
        assert image == SHEDS + share_image_path(page)
    assert f"Sitemap: {SHEDS}{SITEMAP}" in (built_small.site / ROBOTS).read_text(encoding="utf-8")


def test_breadcrumbs(small_pages: BuiltPages) -> None:
    breadcrumbs = graph(small_pages["practices/tidy-tools.html"])["BreadcrumbList"][
        "itemListElement"
    ]
    assert [step["position"] for step in breadcrumbs] == [1, 2, 3]
    assert [step["item"] for step in breadcrumbs] == [
        SHEDS + url for url in ("index.html", "practices/index.html", "practices/tidy-tools.html")
    ]
    article = graph(small_pages["practices/tidy-tools.html"])["Article"]
    assert article["publisher"]["name"] == "Good Sheds Test Press & Friends (fictional)"
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "BreadcrumbList" not in graph(small_pages["index.html"])


def test_how_to_cite_stands_on_each_page(
    built: Built, pages: BuiltPages, small_pages: dict[str, BuiltPage]
) -> None:
    settings = built.publication.settings
    version = f"{settings.version}, {built.publication.language.format_date(settings.date)}"
    (line,) = pages["over/bronnen.html"].root.xpath("//p[@class='cite-page']")
    assert extract_text(line).endswith(f"Bronnen. Samenscholing, versie {version}.")
    (line,) = small_pages["about/sources.html"].root.xpath("//p[@class='cite-page']")
    assert extract_text(line).endswith(f"{SHEDS}about/sources.html")
    assert "Good Sheds Test Press & Friends (fictional). Sources. Good Sheds, version 0.1" in (
        extract_text(line)
    )


def test_the_file_to_cite_by(built: Built, built_small: Built) -> None:
    read = YAML(typ="safe")
    citation = read.load(built.site / CITATION)
    assert (citation["title"], citation["version"], citation["license"]) == (
        "Samenscholing. Sociale innovatie en leren in de technologische industrie",
        built.publication.settings.version,
        "CC-BY-4.0",
    )
    assert citation["authors"] == [{"name": "Samenscholing"}]
    small_citation = read.load(built_small.site / CITATION)
    assert small_citation["url"] == SHEDS
    assert small_citation["authors"] == [{"name": "Good Sheds Test Press & Friends (fictional)"}]


def test_pictures_are_small_and_the_same_each_time(built_small: Built, tmp_path: Path) -> None:
    for page in built_small.publication.pages.values():
        path = built_small.site / share_image_path(page)
        with Image.open(path) as image:
            assert image.size == (WIDTH, HEIGHT)
        assert path.stat().st_size < 40_000
        write(built_small.publication, page, tmp_path / "again.png")
        assert (tmp_path / "again.png").read_bytes() == path.read_bytes()


def write(publication: Publication, page: Page, path: Path) -> Path:
    """Write the image of a page."""
    fonts = publication.templates_folder / "print" / "fonts"
    share = build_share_image(publication, page)
    write_share_image(share, fonts, partial(draw_bitmap, publication), path)
    return path


SAME_TITLE = "Samen leren"


def test_pictures_show_hue_shape_and_what_a_kind_opens_with(tmp_path: Path) -> None:
    """With one title, pages differ by hue and shape, by number and by minutes."""
    publication = own_publication()
    pages = {
        name: next(page for page in publication.pages.values() if is_such(page))
        for name, is_such in (
            ("neutral", lambda page: not publication.get_hue(page)),
            ("story", lambda page: page.meta.story and page.meta.story.opening),
            ("first hue", lambda page: publication.get_hue(page) == 1 and not page.meta.workform),
            ("second hue", lambda page: publication.get_hue(page) == 2 and not page.meta.workform),
            ("form", lambda page: page.meta.workform),
        )
    }
    images = {name: build_share_image(publication, page) for name, page in pages.items()}
    assert (images["neutral"].mark, images["neutral"].opening) == (None, ())
    assert images["first hue"].mark != images["second hue"].mark
    fonts = publication.templates_folder / "print" / "fonts"
    parts: dict[str, set[bytes]] = {"head": set(), "opening": set()}
    for name, share in images.items():
        alike = replace(share, title=SAME_TITLE, kind="x")
        path = tmp_path / f"{name}.png"
        write_share_image(alike, fonts, partial(draw_bitmap, publication), path)
        with Image.open(path) as image:
            colours = image.convert("RGB")
            assert colours.getpixel((5, 300)) == ImageColor.getrgb(share.colours[0])
            parts["head"].add(colours.crop((100, 30, 400, 130)).tobytes())
            parts["opening"].add(colours.crop((100, 380, WIDTH, 470)).tobytes())
        assert path.stat().st_size < 40_000
    assert len(parts["head"]) >= 3
    assert len(parts["opening"]) == 3, "no opening, a number, and minutes"


def test_every_title_fits_its_picture(built: Built) -> None:
    path = built.publication.templates_folder / "print" / "fonts" / "bricolage-grotesque-700.ttf"
    for page in built.publication.pages.values():
        lines, large = fit_title(page.title, path)
        assert " ".join(lines) == page.title
        assert len(lines) <= 3
        assert max(map(large.getlength, lines)) <= RIGHT - LEFT
    assert len(wrap_words("one two three", load_font(path, 96), 100)) == 3
