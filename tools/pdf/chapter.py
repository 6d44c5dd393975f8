"""A built page as a chapter: the article that readers see, adapted to one long document."""

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
from tools.pdf.fit import fit_code, fit_headings, fit_tables
from tools.pdf.print_markup import adapt_markup

ARTICLE_XPATH = ".//article[contains(concat(' ', @class, ' '), ' md-content__inner ')]"
SCREEN_ONLY_CLASSES = ("screen-only", "headerlink", "opening")
# Form elements mean nothing on paper; as plain blocks they cannot become form fields.
PRINT_TAGS = {"form": "div", "fieldset": "div", "legend": "p", "label": "p", "header": "div"}
CHECKLIST_XPATH = "./section[contains(concat(' ', @class, ' '), ' checklist ')]"
OWN_PAGE_XPATH = f"{CHECKLIST_XPATH} | ./section[@class='accountability']"  # begins a new page
NOTE_LINKS = {"footnote-ref", "note-back"}  # between a call and its note, which number themselves
HEADING_TAG = re.compile(r"h([1-5])")
IDREF_ATTRIBUTES = ("aria-labelledby", "aria-describedby", "headers", "for")


# From the path and the anchor of a link in the site to an id in the document, or None.
LinkResolver = Callable[[str, str], str | None]


class PageNotBuiltError(BuildError):
    """A page of the book is missing from the staged site, or has no article."""


@dataclass(frozen=True)
class Chapter:
    """A page adapted to the book: its element (a `section`), with ids unique in the book."""

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
        """The id and the caption of each figure, in order."""
        return [
            (figure.get("id", ""), str(caption.text_content()))
            for figure in self.element.iter("figure")
            for caption in figure.xpath("./figcaption/span[@class='figure-caption']")
        ]


def book_id(page: Page, anchor: str = "") -> str:
    """Return the id in the book of a page, or of an anchor on it; that of its title is its own."""
    return f"{page.id}--{anchor}" if anchor not in ("", page.title_id) else f"page-{page.id}"


def resolver_for(pages: Iterable[Page]) -> LinkResolver:
    """Return the resolver for a document of these pages: links between them stay inside it."""
    by_url = {page.url: page for page in pages}
    return lambda url, anchor: book_id(by_url[url], anchor) if url in by_url else None


def read_chapter(
    publication: Publication,
    page: Page,
    site: Path,
    resolve_link: LinkResolver,
    *,
    names_site: bool = False,
) -> Chapter:
    """Read the article of a built page, and adapt it to one long document.

    A link that `resolve_link` does not know leads to the address of the site, if that has one. With
    `names_site`, readers see that such a page is on the site, and under which title.
    Sections whose headings are named in the settings become call-outs.
    Raises PageNotBuiltError when the page or its article is missing from the staged site.
    """
    path = site / page.url
    if not path.is_file():
        raise PageNotBuiltError(str(path))
    root = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
    article = next(iter(root.xpath(ARTICLE_XPATH)), None)
    if article is None:
        raise PageNotBuiltError(f"{path}: article")
    for name in SCREEN_ONLY_CLASSES:
        for element in article.find_class(name):
            element.drop_tree()
    move_opening_figure(article)
    footnotes = adapt_markup(article)
    wrap_sections(article, publication.settings.callouts, footnotes)
    fit_tables(article, publication)
    fit_headings(article, publication)
    fit_code(article)
    # Links first: they are resolved by the addresses of the site, which new ids would hide.
    for link in article.xpath(".//a[@href]"):
        if names_site:
            name_site(link, page, resolve_link, publication)
        rewrite_link(link, page, resolve_link, publication.mkdocs.site_url or "")
    for element in list(article.iter()):
        if isinstance(element.tag, str):
            adapt_element(element, page)
    article.tag = "section"
    article.attrib.clear()
    article.set("id", book_id(page))
    return Chapter(page, article)


def move_opening_figure(article: HtmlElement) -> None:
    """Move a figure that opens a page behind its first paragraph, which begins a chapter."""
    first, second = (*article[:2], None, None)[:2]
    if first is not None and second is not None and (first.tag, second.tag) == ("figure", "p"):
        second.addnext(first)


def wrap_sections(
    article: HtmlElement, callouts: Mapping[str, str], footnotes: HtmlElement | None = None
) -> None:
    """Wrap each heading and what follows it in a `section`; `callouts`: kinds by heading id.

    The section of the footnotes, if any, comes after the running text.

    The section with the checklist moves to the end: in print it begins a new page, and what
    follows it on the site would be left on a page by itself. The last two sections of running text
    get a class, so that the styles can keep them from being alone on a page.
    """
    sections: list[HtmlElement] = []
    for element in list(article):
        if element.tag == "h2":
            callout = callouts.get(element.get("id", ""))
            section = article.makeelement("section")
            section.set("class", f"topic callout callout-{callout}" if callout else "topic")
            element.addprevious(section)
            sections.append(section)
        if sections:
            sections[-1].append(element)
    if footnotes is not None:
        article.append(footnotes)
    article.extend([section for section in sections if section.xpath(CHECKLIST_XPATH)])
    running = [section for section in sections if not section.xpath(OWN_PAGE_XPATH)]
    for section, name in zip(reversed(running), ("topic-last", "topic-but-one"), strict=False):
        section.classes.add(name)


def name_site(
    link: HtmlElement, page: Page, resolve_link: LinkResolver, publication: Publication
) -> None:
    """Add behind a link to a page of the site that is not in the document where that is."""
    if urlsplit(link.get("href", "")).scheme:
        return
    path, anchor = find_target(link, page)
    other = publication.pages_by_url.get(path)
    text = str(link.text_content())
    if other is None or not text.strip() or resolve_link(path, anchor):
        return
    word, is_title = publication.language.word, text.strip().casefold() == other.title.casefold()
    note = word("on_site") if is_title else word("on_site_at").format(title=other.title)
    link.tail = f" ({note}){link.tail or ''}"


def find_target(link: HtmlElement, page: Page) -> tuple[str, str]:
    """Return the path in the site and the anchor that a link on a page leads to."""
    url, anchor = urldefrag(urljoin("/" + page.url, link.get("href", "")))
    return posixpath.normpath(url).lstrip("/"), anchor


def rewrite_link(link: HtmlElement, page: Page, resolve_link: LinkResolver, site_url: str) -> None:
    """Point a link at its target in the document or on the site, or turn it into plain text."""
    href = link.get("href", "")
    if urlsplit(href).scheme:
        link.classes.add("outside")
        return
    path, anchor = find_target(link, page)
    if target_id := resolve_link(path, anchor):
        link.set("href", f"#{target_id}")
        if NOTE_LINKS.isdisjoint(link.classes):
            link.set("data-page-of", target_id)  # see page_numbers.py
        link.classes.add("inside")
    elif site_url:
        link.set("href", f"{site_url.rstrip('/')}/{path}" + (f"#{anchor}" if anchor else ""))
        link.classes.add("outside")
    else:
        link.drop_tag()


def adapt_element(element: HtmlElement, page: Page) -> None:
    """Adapt one element to the book: ids, heading level, form elements, address of an image."""
    if element.get("id"):
        element.set("id", book_id(page, element.get("id")))
    for name in IDREF_ATTRIBUTES:
        if element.get(name):
            element.set(name, " ".join(book_id(page, id_) for id_ in element.get(name).split()))
    tag = str(element.tag)
    if level := HEADING_TAG.fullmatch(tag):  # the part is h1, the title of the chapter h2
        element.tag = f"h{int(level[1]) + 1}"
    if tag in ("input", "select"):  # becomes a box to tick, or a line to write on
        is_line = tag == "select" or element.get("type") == "text"
        element.clear(keep_tail=True)
        element.tag = "span"
        element.set("class", "line" if is_line else "box")
    elif tag in PRINT_TAGS:
        element.tag = PRINT_TAGS[tag]
        element.classes.add(tag)
        for name in ("for", "autocomplete"):
            element.attrib.pop(name, None)
    elif tag == "img" and not urlsplit(element.get("src", "")).scheme:
        path = posixpath.join("/", posixpath.dirname(page.url), element.get("src", ""))
        element.set("src", posixpath.normpath(path))
