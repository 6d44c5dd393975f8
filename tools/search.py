"""The index of the search box: what each page says, cut where a reader can be led to.

A page that was opened from a folder may not read files, but it may load scripts: so the index is
one script that hands itself over. It holds texts as they stand on the pages; which words count as
the same is worked out in the browser, by the rules of the language that go along (`search.yml`).

Of a large publication it holds which words each page says, and how much each counts; the texts of a
few pages each stand in scripts of their own, of which the browser asks those that it shows.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from tools.language import load_language
from tools.model.page import Page
from tools.model.publication import Publication

INDEX = "assets/search/index.js"
TEXTS = "assets/search/texts-{number}.js"
WHOLE = 300  # pages: of more, the texts stand apart
TOGETHER = 8  # pages whose texts stand in one script
LONGEST = 40_000  # signs of text of a page that stands apart; its words count all the same
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
WORD = re.compile(r"[^\W_]+(?:[-’'&.][^\W_]+)*")
MARKS = re.compile("[\u0300-\u036f]")  # on letters
OWNER = re.compile(r"[’']s$")
SIGNS = re.compile(r"[-’'&.]")
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
    (site / INDEX).parent.mkdir(parents=True, exist_ok=True)
    if len(publication.pages) > WHOLE:
        index = {**rules_of(publication), **words_of(write_texts(publication, site))}
    else:
        index = index_of(publication, site)
    (site / INDEX).write_text(f"finder.bring({packed(index)})\n", encoding="utf-8")


def indexes(publication: Publication) -> list[str]:
    """Give the paths in the site of all that the search box may ask for."""
    pages = len(publication.pages)
    texts = math.ceil(pages / TOGETHER) if pages > WHOLE else 0
    return [INDEX, *(TEXTS.format(number=number) for number in range(texts))]


def packed(data: object) -> str:
    """Write data as JSON, without room."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def index_of(publication: Publication, site: Path) -> dict[str, Any]:
    """Give the index as data: the language's rules, names of kinds, and the pages."""
    return {**rules_of(publication), "pages": [*pages_of(publication, site)]}


def pages_of(publication: Publication, site: Path) -> Iterator[dict[str, Any]]:
    """Give each page for the index."""
    for page in publication.pages.values():
        if (site / page.url).is_file():
            yield page_of(publication, page, site)


def rules_of(publication: Publication) -> dict[str, Any]:
    """Give what holds for all pages: the language's rules, and names of kinds."""
    word = publication.language.word
    search = load_language(publication.text_language).search  # that of what is searched
    alike = [*search["alike"], *([t.term, *t.also] for t in publication.terms.values() if t.also)]
    return {
        "rules": {**search, "alike": alike},
        "kinds": {"list": word("list"), "item": word("item"), "term": word("term")},
    }


def write_texts(publication: Publication, site: Path) -> Iterator[dict[str, Any]]:
    """Write the texts of a few pages at a time into scripts of their own, and give the pages."""
    left = pages_of(publication, site)
    for number in count():
        pages = [*islice(left, TOGETHER)]
        if not pages:
            return
        places = [[*shortened(page["places"])] for page in pages]
        path = site / TEXTS.format(number=number)
        path.write_text(f"finder.bringTexts({number},{packed(places)})\n", encoding="utf-8")
        yield from pages


def shortened(places: Iterable[list[str]]) -> Iterator[list[str]]:
    """Give the places of a page with no more text than a browser should fetch to show a line."""
    left = LONGEST
    for anchor, kind, title, text in places:
        yield [anchor, kind, title, text[: max(left, 0)]]
        left -= len(text)


def words_of(pages: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Give which words there are, and each page with its words.

    `held` names a word by how far it stands from the page's word before it, in base 36, and how
    much it counts there by a letter: each a step of a third more.
    """
    numbers: dict[str, int] = {}
    found = []
    for page in pages:
        weights = {numbers.setdefault(w, len(numbers)): v for w, v in weighed(page).items()}
        last, held = -1, []
        for number, weight in sorted(weights.items()):
            held.append(base36(number - last) + letter(weight))
            last = number
        named = {key: page[key] for key in ("url", "title", "kind")}
        found.append({**named, "held": "".join(held)})
    return {"forms": " ".join(numbers), "together": TOGETHER, "pages": found}


def weighed(page: dict[str, Any]) -> dict[str, float]:
    """Give the words of a page with how much each counts, as `find.js` reckons it from texts."""
    bag: dict[str, float] = {}
    length = sum(len(text) for *_, text in page["places"])
    texts = [(page["title"], 8.0), (page["words"], 6.0), (page["about"], 3.0)]
    for anchor, kind, title, text in page["places"]:
        texts.append((title, {"list": 4.0, "item": 2.0}.get(kind, 3.0)))
        texts.append((text, 1 / (0.5 + length / 4000)))
        if kind:
            texts.append((anchor, 0.5))
    for text, weight in texts:
        for word in forms_of(text):
            bag[word] = bag.get(word, 0.0) + weight
    return bag


def forms_of(text: str) -> Iterator[str]:
    """Give the words of a text as `find.js` does: folded; one with a hyphen, and also its parts."""
    apart = unicodedata.normalize("NFD", text)
    for found in WORD.findall(MARKS.sub("", apart).lower()):
        word = OWNER.sub("", found)
        yield SIGNS.sub("", word)
        parts = SIGNS.split(word)
        if len(parts) > 1 and set(word) & set("-’'."):
            yield from (part for part in parts if len(part) > 1)


def base36(number: int) -> str:
    """Write a number in base 36."""
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits


def letter(weight: float) -> str:
    """Give the letter of a weight: A is 0.1, and five letters on is four times as much."""
    return chr(ord("A") + min(max(round(2.5 * math.log2(10 * weight)), 0), 25))


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
