"""A built page as a chapter: the article that readers see, made ready for one long document."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from tools.errors import BuildError
from tools.model.page import Page

ARTICLE = ".//article[contains(concat(' ', @class, ' '), ' md-content__inner ')]"
SCREEN_ONLY = (
    ".//*[contains(concat(' ', @class, ' '), ' screen-only ')"
    " or contains(concat(' ', @class, ' '), ' headerlink ')"
    " or contains(concat(' ', @class, ' '), ' opening ')]"
)
# Form elements mean nothing on paper; as plain blocks they cannot become form fields.
ON_PAPER = {"form": "div", "fieldset": "div", "legend": "p", "label": "p", "header": "div"}
HEADING = re.compile(r"h([1-5])")
ID_LISTS = ("aria-labelledby", "aria-describedby", "headers", "for")
# Where a link leads inside a document, by address and anchor in the site: an id, or None.
Target = Callable[[str, str], str | None]


class PageNotBuiltError(BuildError):
    """A page of the book is missing from the staged site, or has no article."""


@dataclass(frozen=True)
class Chapter:
    """A page ready for the book: its element (a `section`) with ids that are unique in the book."""

    page: Page
    element: HtmlElement

    @property
    def html(self) -> str:
        """The chapter as HTML."""
        return str(html.tostring(self.element, encoding="unicode"))


def book_id(page: Page, anchor: str = "") -> str:
    """Give the id in the book of a page, or of an anchor on it."""
    return f"{page.id}--{anchor}" if anchor else f"page-{page.id}"


def read_chapter(page: Page, site: Path, target: Target, address: str) -> Chapter:
    """Take the article of a built page.

    `target` tells where in the document a link leads; `address`: where the site stands, or "".
    Raises PageNotBuiltError when the staged site lacks the page.
    """
    path = site / page.url
    if not path.is_file():
        raise PageNotBuiltError(str(path))
    root = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
    article = next(iter(root.xpath(ARTICLE)), None)
    if article is None:
        raise PageNotBuiltError(f"{path}: article")
    for element in article.xpath(SCREEN_ONLY):
        element.drop_tree()
    # Links first: they are judged by the addresses of the site, which new ids would hide.
    for link in list(article.iter("a")):
        lead(link, page, target, address)
    for element in list(article.iter()):
        if isinstance(element.tag, str):
            settle(element, page)
    put_list_last(article)
    article.tag = "section"
    article.attrib.clear()
    article.set("id", book_id(page))
    return Chapter(page, article)


def put_list_last(article: HtmlElement) -> None:
    """Put the checklist with its heading and introduction at the end.

    On paper it starts a page of its own, and what follows it on the site would stand alone.
    """
    for checklist in article.xpath("./section[contains(concat(' ', @class, ' '), ' checklist ')]"):
        run = [checklist]
        for before in checklist.itersiblings(preceding=True):
            run.insert(0, before)
            if before.tag == "h3":  # h2 on the site
                break
        article.extend(run)


def lead(link: HtmlElement, page: Page, target: Target, address: str) -> None:
    """Let a link lead inside the book, to the site's address, or nowhere (as plain text)."""
    href = link.get("href", "")
    if urlsplit(href).scheme:
        link.set("class", f"{link.get('class', '')} outside".strip())
        return
    url, anchor = urldefrag(urljoin("/" + page.url, href))
    path = posixpath.normpath(url).lstrip("/")
    place = target(path, anchor)
    if place:
        link.set("href", f"#{place}")
        link.set("class", f"{link.get('class', '')} inside".strip())
    elif address:
        link.set("href", urljoin(address, path) + (f"#{anchor}" if anchor else ""))
        link.set("class", f"{link.get('class', '')} outside".strip())
    else:
        link.drop_tag()


def settle(element: HtmlElement, page: Page) -> None:
    """Make one element fit the book: its ids, its heading level, its form parts, its pictures."""
    identity = element.get("id")
    if identity:
        element.set("id", book_id(page, identity))
    for name in ID_LISTS:
        if element.get(name):
            element.set(name, " ".join(book_id(page, i) for i in element.get(name).split()))
    tag = str(element.tag)
    level = HEADING.fullmatch(tag)
    if level:  # the part is h1, the chapter's title h2
        element.tag = f"h{int(level[1]) + 1}"
    if tag in ("input", "select"):  # a box to tick, or a line to write on
        line = tag == "select" or element.get("type") == "text"
        element.clear(keep_tail=True)
        element.tag = "span"
        element.set("class", "line" if line else "box")
    elif tag in ON_PAPER:
        element.tag = ON_PAPER[tag]
        element.set("class", f"{element.get('class', '')} {tag}".strip())
        for name in ("for", "autocomplete"):
            element.attrib.pop(name, None)
    elif tag == "img" and not urlsplit(element.get("src", "")).scheme:
        element.set(
            "src",
            posixpath.normpath(
                posixpath.join("/" + posixpath.dirname(page.url), element.get("src", ""))
            ),
        )
