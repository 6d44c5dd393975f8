"""The index of the search box: what each page says, cut where a reader can be led to.

A page that was opened from a folder may not read files, but it may load scripts: so the index is
one script that hands itself over. It holds texts as they stand on the pages; which words count as
the same is worked out in the browser, by the rules of the language that go along (`search.yml`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from tools.language import load_language
from tools.model.entities.page import Page
from tools.model.publication import Publication

INDEX_PATH = "assets/search/index.js"
HEADING_TAGS = ("h2", "h3", "h4")
BLOCK_TAGS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "header", "legend", "li", "nav"),
        *(
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ),
    }
)
# Not the page's own text: controls, signs beside headings, and where facts and items come from.
EXCLUDED_TAGS = frozenset(
    {"button", "h1", "script", "select", "style", "svg", "template", "textarea"}
)
EXCLUDED_CLASSES = frozenset({"cite", "headerlink", "opening-strip", "origin", "screen-only"})
SPACE_BEFORE_PUNCTUATION = re.compile(r" (?=[.,;:?!)])")  # the room that something left out leaves
INDEXED_ITEM_FIELDS = ("why", "how", "done_when")  # what is not short and the same in many items


@dataclass
class Section:
    """A place that a result can lead to; `parts`: its text, of which a new line is a break."""

    anchor: str = ""
    kind: str = ""
    title: str = ""
    fragments: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The text, line by line, white space folded."""
        lines = (" ".join(line.split()) for line in "".join(self.fragments).split("\n"))
        return [SPACE_BEFORE_PUNCTUATION.sub("", line) for line in lines if line]


def write_index(publication: Publication, site: Path) -> None:
    """Write the index of all pages of a built `site`; pages that are not there are left out."""
    given = json.dumps(build_index(publication, site), ensure_ascii=False, separators=(",", ":"))
    path = site / INDEX_PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"searchEngine.loadIndex({given})\n", encoding="utf-8")


def build_index(publication: Publication, site: Path) -> dict[str, Any]:
    """Return the index as data: the language's rules, names of kinds, and the pages."""
    word = publication.language.word
    search = load_language(publication.content_language).search  # that of what is searched
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
    """Give a page for the index: what it is, what it is found by, and its places."""
    parser = html.HTMLParser(encoding="utf-8")
    article = html.parse(str(site / page.url), parser=parser).getroot().find(".//article")
    return {
        "url": page.url,
        "title": page.title,
        "kind": publication.settings.kinds[page.meta.kind].one,
        "words": " | ".join([page.id, *page.meta.search_words]),
        "about": page.meta.description,
        "places": [
            [entry.anchor, entry.kind, entry.title, "\n".join(entry.lines)]
            for entry in split_article(article)
            if entry.lines or entry.title
        ],
    }


def split_article(article: HtmlElement) -> list[Section]:
    """Cut an article into its places: what stands first, sections, lists, items, terms."""
    found = [Section()]
    collect_children(article, found[0], found)
    return found


def collect_children(element: HtmlElement, entry: Section, found: list[Section]) -> Section:
    """Add what an element says to `entry`; give the entry to which what follows it belongs."""
    for child in element:
        if not isinstance(child.tag, str) or is_excluded(child):
            pass
        elif own := start_section(child):
            found.append(own)
            if child.tag in HEADING_TAGS:
                entry = own  # a heading holds for what follows; other places hold what is inside
            else:
                for part in text_elements(child):
                    collect_element(part, own, found)
        else:
            entry = collect_element(child, entry, found)
        entry.fragments.append(child.tail or "")
    return entry


def collect_element(element: HtmlElement, entry: Section, found: list[Section]) -> Section:
    """Add an element with the text before its first child, and its breaks."""
    around = "\n" if element.tag in BLOCK_TAGS else ""
    entry.fragments.append(around + (element.text or ""))
    entry = collect_children(element, entry, found)
    entry.fragments.append(around)
    return entry


def is_excluded(element: HtmlElement) -> bool:
    """Tell whether an element is no text of the page."""
    classes = set(element.get("class", "").split())
    return (
        element.tag in EXCLUDED_TAGS
        or "data-search-exclude" in element.attrib
        or bool(classes & EXCLUDED_CLASSES)
        or element.get("data-field") == "title"
    )


def start_section(element: HtmlElement) -> Section | None:
    """Give the place that begins at an element, or None."""
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
    """Give the parts of a place that are its text, beside its title."""
    if "data-item" in element.attrib:
        fields = {part.get("data-field"): part for part in element.iterfind(".//dd[@data-field]")}
        return (fields[name] for name in INDEXED_ITEM_FIELDS if name in fields)
    return (part for part in element if part.tag != "dt" and not is_excluded(part))


def field_text(element: HtmlElement, name: str) -> str:
    """Give what a field of a list or an item says."""
    [one, *_] = element.xpath(f".//*[@data-field='{name}']")
    return own_text(one)


def own_text(element: HtmlElement) -> str:
    """Give the words of an element, without the sign that links to a heading."""
    parts = element.xpath(".//text()[not(ancestor::*[contains(@class, 'headerlink')])]")
    return " ".join("".join(parts).split())
