"""The built pages as a check sees them: parsed when one is asked for, and not all held at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

MAX_PARSED_PAGES = 128  # pages: all of a publication of an ordinary size, and a few of a large one


@dataclass(frozen=True)
class BuiltPage:
    """A built HTML file; `url` is its address relative to the site."""

    url: str
    root: HtmlElement

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All ids, and names of old-style anchors, on the page."""
        return frozenset(str(value) for value in self.root.xpath("//@id | //a/@name"))


class BuiltPages(Mapping[str, BuiltPage]):
    """Every HTML file of a built site, by address, in that order.

    A file is parsed when it is asked for. The last ones stay parsed, so that memory does not grow
    with the site; whoever needs something of each page goes over all of them once.
    """

    def __init__(self, site: Path) -> None:
        """Know which files there are."""
        self.paths = {
            path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))
        }
        self.parsed: OrderedDict[str, BuiltPage] = OrderedDict()

    def __getitem__(self, url: str) -> BuiltPage:
        """Give a page; raise KeyError when the site has none at this address."""
        page = self.parsed.get(url)
        if page is None:
            page = self.parsed[url] = BuiltPage(url, parse_page(self.paths[url]))
            if len(self.parsed) > MAX_PARSED_PAGES:
                self.parsed.popitem(last=False)
        return page

    def __contains__(self, url: object) -> bool:
        """Tell whether there is a page, without parsing it."""
        return url in self.paths

    def __iter__(self) -> Iterator[str]:
        """Give the addresses."""
        return iter(self.paths)

    def __len__(self) -> int:
        """Tell how many pages there are."""
        return len(self.paths)


def read_pages(site: Path) -> BuiltPages:
    """Give every HTML file of a built site, by address."""
    return BuiltPages(site)


def parse_page(path: Path) -> HtmlElement:
    """Parse a page; one without anything in it is a page without elements."""
    if not path.stat().st_size:
        return html.Element("html")
    root = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
    return html.Element("html") if root is None else root


def collapse_whitespace(text: str) -> str:
    """Return the text with each run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def extract_text(element: HtmlElement) -> str:
    """Give the words of an element as a reader sees them, white space folded."""
    return collapse_whitespace(element.text_content())
