"""A built page as a chapter: the article that readers see, made ready for one long document."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from tools.errors import BuildError
from tools.model.entities.page import Page
from tools.model.publication import Publication

ARTICLE_XPATH = ".//article[contains(concat(' ', @class, ' '), ' md-content__inner ')]"
SCREEN_ONLY_XPATH = (
    ".//*[contains(concat(' ', @class, ' '), ' screen-only ')"
    " or contains(concat(' ', @class, ' '), ' headerlink ')"
    " or contains(concat(' ', @class, ' '), ' opening ')]"
)
# Form elements mean nothing on paper; as plain blocks they cannot become form fields.
PRINT_TAGS = {"form": "div", "fieldset": "div", "legend": "p", "label": "p", "header": "div"}
SECTION_HEADING = "h2"
CHECKLIST_XPATH = "./section[contains(concat(' ', @class, ' '), ' checklist ')]"
OWN_PAGE_XPATH = f"{CHECKLIST_XPATH} | ./section[@class='accountability']"  # on pages of its own
HEADING_TAG = re.compile(r"h([1-5])")
IDREF_ATTRIBUTES = ("aria-labelledby", "aria-describedby", "headers", "for")


# Where a link leads, by address and anchor in the site: an id in the document, or None.
LinkResolver = Callable[[str, str], str | None]


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

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids that links can lead to."""
        return frozenset(map(str, self.element.xpath("descendant-or-self::*/@id")))

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Its figures in order: the id of each, and its caption."""
        return [
            (figure.get("id", ""), str(caption.text_content()))
            for figure in self.element.iter("figure")
            for caption in figure.xpath("./figcaption/span[@class='figure-caption']")
        ]


def book_id(page: Page, anchor: str = "") -> str:
    """Give the id in the book of a page, or of an anchor on it."""
    return f"{page.id}--{anchor}" if anchor else f"page-{page.id}"


def resolver_for(pages: Iterable[Page]) -> LinkResolver:
    """Make the target for a document that holds these pages: links between them lead inside it."""
    held = {page.url: page for page in pages}
    return lambda url, anchor: book_id(held[url], anchor) if url in held else None


def read_chapter(publication: Publication, page: Page, site: Path, target: LinkResolver) -> Chapter:
    """Take the article of a built page.

    `target` tells where in the document a link leads; what it does not know leads to the address
    of the site, if that has one. Headings that the settings name open a call-out.
    Raises PageNotBuiltError when the staged site lacks the page.
    """
    path = site / page.url
    if not path.is_file():
        raise PageNotBuiltError(str(path))
    root = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
    article = next(iter(root.xpath(ARTICLE_XPATH)), None)
    if article is None:
        raise PageNotBuiltError(f"{path}: article")
    for element in article.xpath(SCREEN_ONLY_XPATH):
        element.drop_tree()
    wrap_sections(article, publication.settings.callouts)
    # Links first: they are judged by the addresses of the site, which new ids would hide.
    for link in list(article.iter("a")):
        rewrite_link(link, page, target, publication.mkdocs.site_url or "")
    for element in list(article.iter()):
        if isinstance(element.tag, str):
            adapt_element(element, page)
    article.tag = "section"
    article.attrib.clear()
    article.set("id", book_id(page))
    return Chapter(page, article)


def wrap_sections(article: HtmlElement, callouts: Mapping[str, str]) -> None:
    """Put each heading with what follows it in a `section`, a call-out where the settings say so.

    The topic that holds the checklist goes to the end: on paper it starts a page of its own, and
    what follows it on the site would stand alone. What ends the running text is marked, so that
    the styles can keep it from a page by itself.
    """
    topics: list[HtmlElement] = []
    for element in list(article):
        if element.tag == SECTION_HEADING:
            sort = callouts.get(element.get("id", ""))
            topic = article.makeelement("section")
            topic.set("class", f"topic callout callout-{sort}" if sort else "topic")
            element.addprevious(topic)
            topics.append(topic)
        if topics:
            topics[-1].append(element)
    article.extend([topic for topic in topics if topic.xpath(CHECKLIST_XPATH)])
    text = [topic for topic in topics if not topic.xpath(OWN_PAGE_XPATH)]
    for topic, mark in zip(reversed(text), ("topic-last", "topic-but-one"), strict=False):
        topic.set("class", f"{topic.get('class')} {mark}")


def rewrite_link(link: HtmlElement, page: Page, target: LinkResolver, address: str) -> None:
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
        link.set("style", f"--to: url(#{place})")  # see tools/decisions/0008-book.md
        link.set("class", f"{link.get('class', '')} inside".strip())
    elif address:
        link.set("href", f"{address.rstrip('/')}/{path}" + (f"#{anchor}" if anchor else ""))
        link.set("class", f"{link.get('class', '')} outside".strip())
    else:
        link.drop_tag()


def adapt_element(element: HtmlElement, page: Page) -> None:
    """Make one element fit the book: its ids, its heading level, its form parts, its pictures."""
    identity = element.get("id")
    if identity:
        element.set("id", book_id(page, identity))
    for name in IDREF_ATTRIBUTES:
        if element.get(name):
            element.set(name, " ".join(book_id(page, i) for i in element.get(name).split()))
    tag = str(element.tag)
    level = HEADING_TAG.fullmatch(tag)
    if level:  # the part is h1, the chapter's title h2
        element.tag = f"h{int(level[1]) + 1}"
    if tag in ("input", "select"):  # a box to tick, or a line to write on
        line = tag == "select" or element.get("type") == "text"
        element.clear(keep_tail=True)
        element.tag = "span"
        element.set("class", "line" if line else "box")
    elif tag in PRINT_TAGS:
        element.tag = PRINT_TAGS[tag]
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
