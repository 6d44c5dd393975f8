"""Measure how far each checklist is from the home page: clicks, and screens to scroll on the way.

`python -m tests.browser.reach PROJECT SITE` prints a table for a built site.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from tests.chromium import open_chromium
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.render.site_paths import list_path

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = ((390, 844), (1366, 768))
# The links that a reader sees in the text of a page, each with the screens to scroll to it.
READ_LINKS = """() => [...document.querySelectorAll("main a[href]")]
  .filter(link => link.checkVisibility())
  .map(link => {
    const {bottom} = link.getBoundingClientRect()
    return [link.href, Math.max(0, bottom / innerHeight - 1)]
  })"""
# The lower edge of the first item's words, in screens; more than 1 is below the first view.
READ_FIRST_ITEM = """id => {
  const item = document.querySelector(`[data-checklist="${id}"] [data-item] [data-field=what]`)
  return item.getBoundingClientRect().bottom / innerHeight
}"""


@dataclass(frozen=True, order=True)
class Reach:
    """The way to a list: clicks, screens scrolled, and where its first item then is."""

    clicks: int
    screens: float
    first_item: float
    way: tuple[str, ...]


def read_links(page: Page, url: str) -> list[tuple[str, float]]:
    """Return the links on a page, and how many screens a reader scrolls to each."""
    page.goto("about:blank")
    page.goto(url)
    page.wait_for_timeout(50)
    return [(str(href), float(screens)) for href, screens in page.evaluate(READ_LINKS)]


def measure(
    page: Page, site: str, home: str, lists: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, Reach]]:
    """Yield the shortest way of at most two clicks to each list, with the least to scroll.

    `lists`: the paths of the pages that hold each list, by its id.
    """
    first = read_links(page, site + home)
    ways: dict[str, tuple[float, tuple[str, ...]]] = {}
    ways |= {href: (screens, (href,)) for href, screens in sorted(first, key=lambda one: -one[1])}
    further: dict[str, tuple[float, tuple[str, ...]]] = {}
    for href, (screens, way) in ways.items():
        if not href.startswith(site) or not urldefrag(href)[0].endswith(".html"):
            continue
        for other, more in read_links(page, href):
            if other not in further or further[other][0] > screens + more:
                further[other] = (screens + more, (*way, other))
    for id_, paths in lists.items():
        targets = {site + path for path in paths}
        found = [
            (len(way), screens, way)
            for known in (ways, further)
            for href, (screens, way) in known.items()
            if urldefrag(href)[0] in targets
        ]
        if not found:
            continue
        clicks, screens, way = min(found)
        page.goto("about:blank")
        page.goto(way[-1])
        page.wait_for_timeout(50)
        yield id_, Reach(clicks, screens, float(page.evaluate(READ_FIRST_ITEM, id_)), way)


def list_addresses(publication: Publication) -> dict[str, list[str]]:
    """Return the path of the page of each checklist, by its id."""
    return {one.id: [list_path(publication, one.id)] for one in publication.checklists}


def main(root: Path, site_folder: Path) -> None:
    """Print the reach of each list in a built site, for both sizes."""
    publication = load_publication(root)
    site = site_folder.as_uri() + "/"
    with open_chromium() as browser:
        for width, height in SIZES:
            page = browser.new_page(viewport={"width": width, "height": height})
            print(f"{width} × {height}")
            lists = list_addresses(publication)
            for id_, reach in measure(page, site, publication.start_page.url, lists):
                way = " > ".join(one.removeprefix(site) for one in reach.way)
                numbers = f"{reach.clicks} {reach.screens:5.2f} {reach.first_item:5.2f}"
                print(f"  {id_:32} {numbers}  {way}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
