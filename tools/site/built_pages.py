"""The built pages, parsed on demand; only some are in memory at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

MAX_PARSED_PAGES = 128  # all pages of an ordinary publication, and some of a large one


@dataclass(frozen=True)
class BuiltPage:
    """A built HTML file; `url` is relative to the site."""

    url: str
    root: HtmlElement

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All ids, and names of old-style anchors, on the page."""
        return frozenset(str(value) for value in self.root.xpath("//@id | //a/@name"))


Pages = Mapping[str, BuiltPage]  # by path in the site


class BuiltPages(Pages):
    """Every HTML file of a built site by URL, in the order of the URLs.

    Only the pages that were used last stay parsed, so that memory does not grow with the site. A
    caller that needs something of every page should therefore go over all of them once.
    """

    def __init__(self, site: Path) -> None:
        self.paths = {
            path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))
        }
        self.read_page = lru_cache(MAX_PARSED_PAGES)(
            lambda url: BuiltPage(url, parse_page(self.paths[url]))
        )

    def __getitem__(self, url: str) -> BuiltPage:
        return self.read_page(url)

    def __contains__(self, url: object) -> bool:
        return url in self.paths  # without parsing the page

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def read_pages(site: Path) -> BuiltPages:
    """Return every HTML file of a built site, by URL."""
    return BuiltPages(site)


def parse_page(path: Path) -> HtmlElement:
    """Return the root element of a page; an empty file has a root without children."""
    if not path.stat().st_size:
        return html.Element("html")
    root = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
    return html.Element("html") if root is None else root


def collapse_whitespace(text: str) -> str:
    """Return the text with each run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def extract_text(element: HtmlElement) -> str:
    """Return the text of an element as a reader sees it, with single spaces."""
    return collapse_whitespace(element.text_content())
