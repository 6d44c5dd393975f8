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
from tools.model.page import Page
from tools.model.publication import Publication

INDEX = "assets/search/index.js"
HEADINGS = ("h2", "h3", "h4")
BREAKS = frozenset(
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
LEFT_OUT = frozenset({"button", "h1", "script", "select", "style", "svg", "template", "textarea"})
LEFT_OUT_CLASSES = frozenset({"cite", "headerlink", "opening-strip", "origin", "screen-only"})
BEFORE_SIGN = re.compile(r" (?=[.,;:?!)])")  # the room that something left out leaves
ITEM_TEXTS = ("why", "how", "done_when")  # what is not short and the same in many items


@dataclass
class Entry:
    """A place that a result can lead to; `parts`: its text, of which a new line is a break."""

    anchor: str = ""
    kind: str = ""
    title: str = ""
    parts: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The text, line by line, white space folded."""
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        return [BEFORE_SIGN.sub("", line) for line in lines if line]


def write_index(publication: Publication, site: Path) -> None:
    """Write the index of all pages of a built `site`; pages that are not there are left out."""
    given = json.dumps(index_of(publication, site), ensure_ascii=False, separators=(",", ":"))
    path = site / INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"searchEngine.loadIndex({given})\n", encoding="utf-8")


def index_of(publication: Publication, site: Path) -> dict[str, Any]:
    """Return the index as data: the language's rules, names of kinds, and the pages."""
    word = publication.language.word
    search = load_language(publication.text_language).search  # that of what is searched
    alike = [*search["alike"], *([t.term, *t.also] for t in publication.terms.values() if t.also)]
    return {
        "rules": {**search, "alike": alike},
        "kinds": {"list": word("list"), "item": word("item"), "term": word("term")},
        "pages": [
            page_of(publication, page, site)
            for page in publication.pages.values()
            if (site / page.url).is_file()
        ],
    }


def page_of(publication: Publication, page: Page, site: Path) -> dict[str, Any]:
    """Give a page for the index: what it is, what it is found by, and its places."""
    parser = html.HTMLParser(encoding="utf-8")
    article = html.parse(str(site / page.url), parser=parser).getroot().find(".//article")
    return {
        "url": page.url,
        "title": page.title,
        "kind": publication.own.kinds[page.meta.kind].one,
        "words": " | ".join([page.id, *page.meta.search_words]),
        "about": page.meta.description,
        "places": [
            [entry.anchor, entry.kind, entry.title, "\n".join(entry.lines)]
            for entry in entries(article)
            if entry.lines or entry.title
        ],
    }


def entries(article: HtmlElement) -> list[Entry]:
    """Cut an article into its places: what stands first, sections, lists, items, terms."""
    found = [Entry()]
    read(article, found[0], found)
    return found


def read(element: HtmlElement, entry: Entry, found: list[Entry]) -> Entry:
    """Add what an element says to `entry`; give the entry to which what follows it belongs."""
    for child in element:
        if not isinstance(child.tag, str) or left_out(child):
            pass
        elif own := place(child):
            found.append(own)
            if child.tag in HEADINGS:
                entry = own  # a heading holds for what follows; other places hold what is inside
            else:
                for part in texts(child):
                    read_into(part, own, found)
        else:
            entry = read_into(child, entry, found)
        entry.parts.append(child.tail or "")
    return entry


def read_into(element: HtmlElement, entry: Entry, found: list[Entry]) -> Entry:
    """Add an element with the text before its first child, and its breaks."""
    around = "\n" if element.tag in BREAKS else ""
    entry.parts.append(around + (element.text or ""))
    entry = read(element, entry, found)
    entry.parts.append(around)
    return entry


def left_out(element: HtmlElement) -> bool:
    """Tell whether an element is no text of the page."""
    classes = set(element.get("class", "").split())
    return (
        element.tag in LEFT_OUT
        or "data-search-exclude" in element.attrib
        or bool(classes & LEFT_OUT_CLASSES)
        or element.get("data-field") == "title"
    )


def place(element: HtmlElement) -> Entry | None:
    """Give the place that begins at an element, or None."""
    anchor = element.get("id", "")
    if not anchor:
        return None
    if element.tag in HEADINGS:
        return Entry(anchor, "", said(element))
    if "data-checklist" in element.attrib and element.tag == "section":
        return Entry(anchor, "list", field_of(element, "title"))
    if "data-item" in element.attrib:
        return Entry(anchor, "item", field_of(element, "what"))
    if element.tag == "div" and anchor.startswith("term-"):
        return Entry(anchor, "term", (element.findtext("dt") or "").strip())
    return None


def texts(element: HtmlElement) -> Iterator[HtmlElement]:
    """Give the parts of a place that are its text, beside its title."""
    if "data-item" in element.attrib:
        fields = {part.get("data-field"): part for part in element.iterfind(".//dd[@data-field]")}
        return (fields[name] for name in ITEM_TEXTS if name in fields)
    return (part for part in element if part.tag != "dt" and not left_out(part))


def field_of(element: HtmlElement, name: str) -> str:
    """Give what a field of a list or an item says."""
    [one, *_] = element.xpath(f".//*[@data-field='{name}']")
    return said(one)


def said(element: HtmlElement) -> str:
    """Give the words of an element, without the sign that links to a heading."""
    parts = element.xpath(".//text()[not(ancestor::*[contains(@class, 'headerlink')])]")
    return " ".join("".join(parts).split())
