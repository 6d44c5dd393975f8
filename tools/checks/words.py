"""Every page says what its source says: all of its headings and text, in order, and no part twice.

What a macro shows is judged elsewhere; here only that citations, explained words and references
lead where the source says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from tools.checks.pages import BuiltPage
from tools.model.body import MACRO, Body, read_body
from tools.model.page import Page
from tools.model.publication import Publication
from tools.model.source import FENCE

LIST = re.compile(r"\{:[^}]*\}")  # attributes: for the engine, not for readers
SIGNS = re.compile(r"[\W_]+")
LONG = 40  # letters: what is shorter may well come back


def check_words(publication: Publication, pages: Mapping[str, BuiltPage]) -> Iterator[str]:
    """Give each page that is missing, or that lacks, doubles or turns round something."""
    for page in publication.pages.values():
        source = publication.docs / page.source
        if page.url not in pages:
            yield f"{page.url}: missing"
        elif source.is_file():
            text = source.read_text(encoding="utf-8-sig")
            body = read_body(FENCE.sub("", text))
            for article in pages[page.url].root.xpath("//article"):
                yield from lacking(page, body, article)
                yield from unlinked(publication, page, body, article)


def letters(text: str) -> str:
    """Give what is read of a text, whatever signs and white space stand between."""
    return SIGNS.sub("", text)


def told(body: Body) -> list[str]:
    """Give what a source says between its macros, in order."""
    parts = [(heading.line, [heading.text]) for heading in body.headings]
    parts += [(passage.line, MACRO.split(passage.raw)) for passage in body.passages]
    said = (letters(LIST.sub("", text)) for _, texts in sorted(parts) for text in texts)
    return [text for text in said if text]


def lacking(page: Page, body: Body, article: HtmlElement) -> Iterator[str]:
    """Give what a page does not say where its source does, and what it says twice."""
    shown, at = letters(article.text_content()), 0
    wanted = told(body)
    for text in wanted:
        found = shown.find(text, at)
        if found < 0:
            yield f"{page.url}: lacks, or has elsewhere: {text[:60]}"
        else:
            at = found + len(text)
    for text, count in Counter(text for text in wanted if len(text) >= LONG).items():
        if shown.count(text) > count:
            yield f"{page.url}: says twice: {text[:60]}"
    for heading in body.headings:
        if heading.id and not article.xpath(".//*[@id=$id]", id=heading.id):
            yield f"{page.url}: the heading {heading.id} is not there"


def unlinked(
    publication: Publication, page: Page, body: Body, article: HtmlElement
) -> Iterator[str]:
    """Give the citations, explained words and references that do not lead where they should."""
    homes, pages = publication.own.homes, publication.pages
    wanted: dict[str, list[str]] = {"cite": [], "term": [], "ref": []}
    for call in body.calls:
        name = str(call.args[0]) if call.args else ""
        identity = name.partition("#")[0]
        if call.name == "cite":
            wanted["cite"].append(f"{pages[homes.sources].url}#source-{name}")
        elif call.name == "term":
            wanted["term"].append(f"{pages[homes.glossary].url}#term-{name}")
        elif call.name == "ref" and identity in pages:  # an edition may lack it
            wanted["ref"].append(pages[identity].url + name.removeprefix(identity))
    for kind, targets in wanted.items():
        links = [str(target) for target in article.xpath(f".//a[@class='{kind}']/@href")]
        if links != [page.link_to(target) for target in targets]:
            yield f"{page.url}: its links of the kind {kind} lead elsewhere than its source says"
