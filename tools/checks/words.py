"""Every page says what its source says: all of its headings and text, in order, and no part twice.

What a macro shows is judged elsewhere; here only that citations, explained words and references
lead where the source says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from lxml.html import HtmlElement

from tools.checks.pages import BuiltPage, said
from tools.model.body import MACRO, Body, read_body
from tools.model.page import Page
from tools.model.publication import Publication
from tools.model.source import FENCE

LIST = re.compile(r"\{:[^}]*\}")  # attributes: for the engine, not for readers
SIGNS = re.compile(r"[\W_]+")
# In a paragraph, a list or a table; the others are what macros show.
MARKDOWN_PICTURES = ".//img[not(ancestor::figure or ancestor::template)]"
LONG = 15  # letters: what is shorter may well come back


def check_words(publication: Publication, pages: Mapping[str, BuiltPage]) -> Iterator[str]:
    """Give each page that is missing, or that lacks, doubles or turns round something."""
    for page in publication.pages.values():
        source = publication.docs / page.source
        if page.url not in pages:
            yield f"{page.url}: missing"
        elif source.is_file():
            text = source.read_text(encoding="utf-8-sig")
            body = read_body(FENCE.sub("", text))
            articles = pages[page.url].root.xpath("//article")
            if len(articles) != 1:
                yield f"{page.url}: has {len(articles)} articles, and not one"
            for article in articles:
                yield from lacking(page, body, article)
                yield from unlinked(publication, page, body, article)
            yield from misnamed(publication, page, pages[page.url])


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
    heads_of = {letters(heading.text) for heading in body.headings}
    long = (text for text in wanted if len(text) >= LONG and text not in heads_of)
    for text, count in Counter(long).items():
        if shown.count(text) > count:
            yield f"{page.url}: says twice: {text[:60]}"
    heads = Counter(letters(said(head)) for head in article.xpath(".//h2 | .//h3 | .//h4"))
    for heading in body.headings:
        if heading.id and not article.xpath(".//*[@id=$id]", id=heading.id):
            yield f"{page.url}: the heading {heading.id} is not there"
    for text, count in Counter(letters(heading.text) for heading in body.headings).items():
        if heads[text] > count:
            yield f"{page.url}: has a heading twice: {text}"
    drawn = [str(one.get("id")) for one in article.xpath(".//figure[@class='drawing']")]
    if drawn != [f"drawing-{name}" for name in body.shown("drawing")]:
        yield f"{page.url}: shows other drawings than its source: {', '.join(drawn)}"
    if len(article.xpath(MARKDOWN_PICTURES)) != sum(link.picture for link in body.links):
        yield f"{page.url}: shows more or fewer pictures than its source"


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
    there = {str(target) for target in article.xpath(".//ul[@class='cards']//a/@href")}
    for kind in body.shown("cards"):
        for other in publication.of_kind(kind):
            if page.link_to(other.url) not in there:
                yield f"{page.url}: lacks the card of {other.id}"
    cites = [call.args for call in body.calls if call.name == "cite" and call.args]
    for (name, *place), link in zip(cites, article.xpath(".//a[@class='cite']"), strict=False):
        source, text = publication.sources[name], said(link)
        told = (source.short, source.year or "", *place)
        if any(" ".join(part.split()) not in text for part in told):
            yield f"{page.url}: a citation of {name} says {text}"
    dates = [call.args[0] for call in body.calls if call.name == "checked" and call.args]
    shown = [said(one) for one in article.xpath(".//*[@class='checked']")]
    for key, text in zip_longest(dates, shown):
        review = page.meta.facts.get(key)
        days = (review.on, review.again) if review else ()
        if not days or any(publication.language.date(day) not in (text or "") for day in days):
            yield f"{page.url}: does not say when {key} was checked"


def misnamed(publication: Publication, page: Page, built: BuiltPage) -> Iterator[str]:
    """Give a page that does not bear its title once, for readers and in the window."""
    heads = [said(head) for head in built.root.xpath("//h1")]  # others are for scripts to fill in
    if not heads or page.title not in heads[0] or any(heads[1:]):
        yield f"{page.url}: its heading is {' and '.join(filter(None, heads)) or 'missing'}"
    titles = [said(title) for title in built.root.xpath("//head/title")]
    if len(titles) != 1 or not {page.title, publication.name} & {*titles[0].split(" – ")}:
        yield f"{page.url}: its title is {' and '.join(titles) or 'missing'}"
