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

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.model.reading.markdown import MACRO_CALL, PageBody, parse_body
from tools.model.reading.yaml_nodes import FRONT_MATTER_BLOCK
from tools.site.built_pages import BuiltPage, extract_text

ATTRIBUTE_LIST = re.compile(r"\{:[^}]*\}")  # attributes: for the engine, not for readers
NON_LETTERS = re.compile(r"[\W_]+")
# In a paragraph, a list or a table; the others are what macros show.
MARKDOWN_IMAGES_XPATH = ".//img[not(ancestor::figure or ancestor::template)]"
MIN_DUPLICATE_LETTERS = 15  # letters: what is shorter may well come back


def check_page_text(publication: Publication, pages: Mapping[str, BuiltPage]) -> Iterator[str]:
    """Give each page that is missing, or that lacks, doubles or turns round something."""
    for page in publication.pages.values():
        source = publication.docs_folder / page.source_path
        if page.url not in pages:
            yield f"{page.url}: missing"
        elif source.is_file():
            text = source.read_text(encoding="utf-8-sig")
            body = parse_body(FRONT_MATTER_BLOCK.sub("", text))
            articles = pages[page.url].root.xpath("//article")
            if len(articles) != 1:
                yield f"{page.url}: has {len(articles)} articles, and not one"
            for article in articles:
                yield from check_text(page, body, article)
                yield from check_references(publication, page, body, article)
            yield from check_titles(publication, page, pages[page.url])


def strip_non_letters(text: str) -> str:
    """Give what is read of a text, whatever signs and white space stand between."""
    return NON_LETTERS.sub("", text)


def list_expected_texts(body: PageBody) -> list[str]:
    """Give what a source says between its macros, in order."""
    parts = [(heading.line, [heading.text]) for heading in body.headings]
    parts += [(passage.line, MACRO_CALL.split(passage.source)) for passage in body.text_blocks]
    said = (
        strip_non_letters(ATTRIBUTE_LIST.sub("", text))
        for _, texts in sorted(parts)
        for text in texts
    )
    return [text for text in said if text]


def check_text(page: Page, body: PageBody, article: HtmlElement) -> Iterator[str]:
    """Give what a page does not say where its source does, and what it says twice."""
    shown, at = strip_non_letters(article.text_content()), 0
    wanted = list_expected_texts(body)
    for text in wanted:
        found = shown.find(text, at)
        if found < 0:
            yield f"{page.url}: lacks, or has elsewhere: {text[:60]}"
        else:
            at = found + len(text)
    heads_of = {strip_non_letters(heading.text) for heading in body.headings}
    long = (text for text in wanted if len(text) >= MIN_DUPLICATE_LETTERS and text not in heads_of)
    for text, count in Counter(long).items():
        if shown.count(text) > count:
            yield f"{page.url}: says twice: {text[:60]}"
    heads = Counter(
        strip_non_letters(extract_text(head)) for head in article.xpath(".//h2 | .//h3 | .//h4")
    )
    for heading in body.headings:
        if heading.id and not article.xpath(".//*[@id=$id]", id=heading.id):
            yield f"{page.url}: the heading {heading.id} is not there"
    for text, count in Counter(
        strip_non_letters(heading.text) for heading in body.headings
    ).items():
        if heads[text] > count:
            yield f"{page.url}: has a heading twice: {text}"
    drawn = [str(one.get("id")) for one in article.xpath(".//figure[@class='drawing']")]
    if drawn != [f"drawing-{name}" for name in body.get_arguments("drawing")]:
        yield f"{page.url}: shows other drawings than its source: {', '.join(drawn)}"
    if len(article.xpath(MARKDOWN_IMAGES_XPATH)) != sum(link.is_image for link in body.links):
        yield f"{page.url}: shows more or fewer pictures than its source"


def check_references(
    publication: Publication, page: Page, body: PageBody, article: HtmlElement
) -> Iterator[str]:
    """Give the citations, explained words and references that do not lead where they should."""
    homes, pages = publication.settings.homes, publication.pages
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
        if links != [page.get_relative_url(target) for target in targets]:
            yield f"{page.url}: its links of the kind {kind} lead elsewhere than its source says"
    there = {str(target) for target in article.xpath(".//ul[@class='cards']//a/@href")}
    for kind in body.get_arguments("cards"):
        for other in publication.get_pages_of_kind(kind):
            if page.get_relative_url(other.url) not in there:
                yield f"{page.url}: lacks the card of {other.id}"
    cites = [call.args for call in body.calls if call.name == "cite" and call.args]
    for (name, *place), link in zip(cites, article.xpath(".//a[@class='cite']"), strict=False):
        source, text = publication.sources[name], extract_text(link)
        told = (source.short, source.year or "", *place)
        if any(" ".join(part.split()) not in text for part in told):
            yield f"{page.url}: a citation of {name} says {text}"
    dates = [call.args[0] for call in body.calls if call.name == "checked" and call.args]
    shown = [extract_text(one) for one in article.xpath(".//*[@class='checked']")]
    for key, text in zip_longest(dates, shown):
        review = page.meta.facts.get(key)
        days = (review.on, review.again) if review else ()
        if not days or any(
            publication.language.format_date(day) not in (text or "") for day in days
        ):
            yield f"{page.url}: does not say when {key} was checked"


def check_titles(publication: Publication, page: Page, built: BuiltPage) -> Iterator[str]:
    """Give a page that does not bear its title once, for readers and in the window."""
    heads = [
        extract_text(head) for head in built.root.xpath("//h1")
    ]  # others are for scripts to fill in
    if not heads or page.title not in heads[0] or any(heads[1:]):
        yield f"{page.url}: its heading is {' and '.join(filter(None, heads)) or 'missing'}"
    titles = [extract_text(title) for title in built.root.xpath("//head/title")]
    if len(titles) != 1 or not {page.title, publication.name} & {*titles[0].split(" – ")}:
        yield f"{page.url}: its title is {' and '.join(titles) or 'missing'}"
