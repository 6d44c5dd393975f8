"""The built pages as a check sees them: each file parsed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement


@dataclass(frozen=True)
class BuiltPage:
    """A built HTML file; `url` is its address relative to the site."""

    url: str
    root: HtmlElement

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All ids, and names of old-style anchors, on the page."""
        return frozenset(str(value) for value in self.root.xpath("//@id | //a/@name"))


def read_pages(site: Path) -> dict[str, BuiltPage]:
    """Read every HTML file of a built site, by address."""
    parser = html.HTMLParser(encoding="utf-8")
    pages = {}
    for path in sorted(site.rglob("*.html")):
        url = path.relative_to(site).as_posix()
        root = html.parse(str(path), parser=parser).getroot() if path.stat().st_size else None
        pages[url] = BuiltPage(url, html.Element("html") if root is None else root)
    return pages


def said(element: HtmlElement) -> str:
    """Give the words of an element as a reader sees them, white space folded."""
    return " ".join(element.text_content().split())
