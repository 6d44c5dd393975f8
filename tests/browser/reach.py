"""Measure how far each checklist is from the home page: clicks, and screens to scroll on the way.

`python -m tests.browser.reach SITE` prints a table for a built site.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

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
    """Yield the shortest way of at most three clicks to each list, with the least to scroll.

    `lists`: the paths of the pages that hold each list, by its id.
    """
    first = read_links(page, site + home)
    ways = {href: (screens, (href,)) for href, screens in sorted(first, key=lambda one: -one[1])}
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


def main(root: Path) -> None:
    """Print the reach of each list in the site of a built project, for both sizes."""
    from tests.chromium import open_chromium
    from tools.model.loader import load_publication
    from tools.render import site_paths

    publication = load_publication(root)
    lists = {
        checklist.id: [page.url]
        + ([site_paths.list_path(publication, checklist.id)] if hasattr(site_paths, "list_path") else [])
        for page, checklist in publication.checklist_pages
    }
    site = (root / "site").as_uri() + "/"
    with open_chromium() as browser:
        for width, height in SIZES:
            page = browser.new_page(viewport={"width": width, "height": height})
            print(f"{width} × {height}")
            for id_, reach in measure(page, site, publication.start_page.url, lists):
                ways = " > ".join(way.removeprefix(site) for way in reach.way)
                print(f"  {id_:32} {reach.clicks} {reach.screens:5.2f} {reach.first_item:5.2f}  {ways}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
