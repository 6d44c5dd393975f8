"""The index of the search box: the text of each page, split where a result can link to.

A page that is opened from a folder cannot read files, but it can load scripts; so the index is a
script that passes its data to the search engine. It contains the texts as they are on the pages.
Which words match is decided in the browser, by the language's rules (`search.yml`), which the index
includes.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from tools.language import load_language
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.site.built_pages import parse_page

INDEX_PATH = "assets/search/index.js"
HEADING_TAGS = ("h2", "h3", "h4")
BLOCK_TAGS = {
    *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "header", "legend", "li", "nav", "ol", "p", "pre"),
    *("section", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
# Not text of the page itself: controls, links beside headings, and sources of facts and items.
EXCLUDED_TAGS = {"button", "h1", "script", "select", "style", "svg", "template", "textarea"}
EXCLUDED_CLASSES = {
    "cite", "footnote-ref", "headerlink", "note-back", "opening-strip", "screen-only",
}  # fmt: skip
SPACE_BEFORE_PUNCTUATION = re.compile(r" (?=[.,;:?!)])")  # left by an excluded element


@dataclass
class Section:
    """A place that a result can link to; `fragments`: parts of its text, with its line breaks."""

    anchor: str = ""
    kind: str = ""
    title: str = ""
    fragments: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The lines of the text, with single spaces."""
        lines = (" ".join(line.split()) for line in "".join(self.fragments).split("\n"))
        return [SPACE_BEFORE_PUNCTUATION.sub("", line) for line in lines if line]


def write_index(publication: Publication, site: Path) -> None:
    """Write the index of all pages of a built `site`, without pages that were not built."""
    data = json.dumps(build_index(publication, site), ensure_ascii=False, separators=(",", ":"))
    path = site / INDEX_PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"searchEngine.loadIndex({data})\n", encoding="utf-8")


def build_index(publication: Publication, site: Path) -> dict[str, Any]:
    """Return the index: the language's rules, names of kinds, and the pages."""
    word = publication.language.word
    search = load_language(publication.content_language).search  # not that of the interface
    alike = [*search["alike"], *([t.term, *t.also] for t in publication.terms.values() if t.also)]
    return {
        "rules": {**search, "alike": alike},
        "kinds": {"list": word("list"), "item": word("item"), "term": word("term")},
        "pages": [
            index_page(publication, page, site)
            for page in publication.pages.values()
            if (site / page.url).is_file()
        ],
    }


def index_page(publication: Publication, page: Page, site: Path) -> dict[str, Any]:
    """Return the entry of a page: its description, its search words, and its sections.

    The meaning of an abbreviation is found as a search word is: readers see it only when they ask.
    """
    article = parse_page(site / page.url).find(".//article")
    meanings = dict.fromkeys(map(str, article.xpath(".//abbr/@title")))
    return {
        "url": page.url,
        "title": page.title,
        "kind": publication.settings.kinds[page.meta.kind].one,
        "words": " | ".join([page.id, *page.meta.search_words, *meanings]),
        "about": page.description,
        "places": [
            [section.anchor, section.kind, section.title, "\n".join(section.lines)]
            for section in split_article(article)
            if section.lines or section.title
        ],
    }


def split_article(article: HtmlElement) -> list[Section]:
    """Split an article into its opening, headings, checklists, items and terms."""
    sections = [Section()]
    collect_text(article, sections[0], sections)
    return sections


def collect_text(element: HtmlElement, section: Section, sections: list[Section]) -> Section:
    """Add the text of an element to `section`, and each section that begins in it to `sections`.

    Return the section that the text after the element belongs to.
    """
    line_break = "\n" if element.tag in BLOCK_TAGS else ""
    section.fragments.append(line_break + (element.text or ""))
    for child in element:
        if not isinstance(child.tag, str) or is_excluded(child):
            pass
        elif new := start_section(child):
            sections.append(new)
            if child.tag in HEADING_TAGS:
                section = new  # which goes on after its heading; others end with their element
            else:
                for part in text_elements(child):
                    collect_text(part, new, sections)
        else:
            section = collect_text(child, section, sections)
        section.fragments.append(child.tail or "")
    section.fragments.append(line_break)
    return section


def is_excluded(element: HtmlElement) -> bool:
    """Return whether an element is not text of the page."""
    return (
        element.tag in EXCLUDED_TAGS
        or "data-search-exclude" in element.attrib
        or not EXCLUDED_CLASSES.isdisjoint(element.get("class", "").split())
        or element.get("data-field") == "title"
    )


def start_section(element: HtmlElement) -> Section | None:
    """Return the section that begins at an element, or None."""
    anchor = element.get("id", "")
    if not anchor:
        return None
    if element.tag in HEADING_TAGS:
        return Section(anchor, "", own_text(element))
    if "data-checklist" in element.attrib and element.tag == "section":
        return Section(anchor, "list", field_text(element, "title"))
    if "data-item" in element.attrib:
        return Section(anchor, "item", field_text(element, "what"))
    if element.tag == "div" and anchor.startswith("term-"):
        return Section(anchor, "term", (element.findtext("dt") or "").strip())
    return None


def text_elements(element: HtmlElement) -> Iterator[HtmlElement]:
    """Return the elements with the text of a checklist, item or term, without its title."""
    if "data-item" in element.attrib:
        parts = (part for part in element.iterfind(".//dl/div") if not is_excluded(part))
        return (field for part in parts for field in part.iterfind("dd[@data-field]"))
    return (part for part in element if part.tag != "dt" and not is_excluded(part))


def field_text(element: HtmlElement, name: str) -> str:
    """Return the text of a field of a checklist or an item."""
    return own_text(element.xpath(f".//*[@data-field='{name}']")[0])


def own_text(element: HtmlElement) -> str:
    """Return the text of an element, without the link beside a heading."""
    parts = element.xpath(".//text()[not(ancestor::*[contains(@class, 'headerlink')])]")
    return " ".join("".join(parts).split())
