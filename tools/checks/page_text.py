"""Check that every page says what its source says: all of it, in order, and nothing twice.

What macros show is checked elsewhere; here only that citations, terms and references lead where
the source says.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

from lxml.html import HtmlElement

from tools.markup.source import PLACEHOLDER, build_tree, parse_source
from tools.markup.structure import read_tree
from tools.model.entities.page import Page
from tools.model.macro_signatures import FIGURE_MACROS
from tools.model.publication import Publication
from tools.model.reading.addresses import get_address
from tools.model.reading.images import get_image_address
from tools.model.reading.markdown import PageBody, parse_body
from tools.model.reading.page_title import remove_title
from tools.model.reading.task_list import remove_task_list
from tools.model.reading.yaml_nodes import FRONT_MATTER_BLOCK
from tools.site.built_pages import BuiltPage, Pages, collapse_whitespace, extract_text
from tools.site.pictures import is_picture

NON_LETTERS = re.compile(r"[\W_]+")
KINDS_WITH_TEXT = {"text", "code", "box", "tab"}
HEADINGS = ".//h2 | .//h3 | .//h4"
OUTSIDE_CHARTS = ".//text()[not(ancestor::figure[@class='chart'])]"  # labels may recur
IMAGE_ADDRESSES = ".//img[not(ancestor::template)]/@src"
# Without the labels that macros add, such as that of an invented example, which search leaves out.
OWN_TEXT = ".//text()[not(ancestor::*[@data-search-exclude] or ancestor::figure[@class='chart'])]"
MIN_DUPLICATE_LETTERS = 15  # shorter texts may well come back


def check_page_text(publication: Publication, pages: Pages) -> Iterator[str]:
    """Yield what each page lacks, repeats or reorders."""
    for page in publication.pages.values():
        source = publication.docs_folder / page.source_path
        if page.url in pages and source.is_file():
            text = source.read_text(encoding="utf-8-sig")
            source_text = remove_title(remove_task_list(FRONT_MATTER_BLOCK.sub("", text)))
            body, expected = parse_body(source_text), list_expected_texts(source_text)
            articles = pages[page.url].root.xpath("//article")
            if len(articles) != 1:
                yield f"{page.url}: has {len(articles)} articles, and not one"
            for article in articles:
                if not publication.added_extensions:  # which read some texts otherwise
                    yield from check_text(page, expected, article)
                yield from check_headings(page, body, article)
                yield from check_images(page, body, article, publication.docs_folder)
                yield from check_references(publication, page, body, article)
                yield from check_card_links(publication, page, body, article)
                yield from check_citations(publication, page, body, article)
                yield from check_review_notes(publication, page, body, article)
            yield from check_titles(publication, page, pages[page.url])


def strip_non_letters(text: str) -> str:
    """Return only the letters and digits of a text."""
    return NON_LETTERS.sub("", text)


def list_expected_texts(text: str) -> list[str]:
    """Return the letters of the text between macros of a source, in order; footnotes come last."""
    source = parse_source(text)
    reading = read_tree(build_tree(source.tokens), source)
    parts = [part for parts in (reading.parts, *reading.notes.values()) for part in parts]
    values = [part.value for part in parts if part.kind in KINDS_WITH_TEXT]
    return [text for value in values for text in PLACEHOLDER.sub(" ", value).split()]


def check_text(page: Page, expected: list[str], article: HtmlElement) -> Iterator[str]:
    """Yield texts of the source that the article lacks, has in another order, or says twice."""
    actual, position = strip_non_letters("".join(article.xpath(OUTSIDE_CHARTS))), 0
    for text in expected:
        start = actual.find(text, position)
        if start < 0:
            yield f"{page.url}: lacks, or has elsewhere: {text[:60]}"
        else:
            position = start + len(text)
    headings = {strip_non_letters(extract_text(heading)) for heading in article.xpath(HEADINGS)}
    long_texts = [text for text in expected if len(text) >= MIN_DUPLICATE_LETTERS]
    # A text may also stand inside others, or be what the theme shows above the text.
    written = "".join([*expected, *map(strip_non_letters, (page.title, page.summary))])
    shown = strip_non_letters("".join(article.xpath(OWN_TEXT)))
    for text in dict.fromkeys(text for text in long_texts if text not in headings):
        if shown.count(text) > written.count(text):
            yield f"{page.url}: says twice: {text[:60]}"


def check_headings(page: Page, body: PageBody, article: HtmlElement) -> Iterator[str]:
    """Yield headings of the source whose id is missing from the article, or that come twice."""
    for heading in body.headings:
        if heading.id and not article.xpath(".//*[@id=$id]", id=heading.id):
            yield f"{page.url}: the heading {heading.id} is not there"
    headings = article.xpath(HEADINGS)
    actual = Counter(strip_non_letters(extract_text(heading)) for heading in headings)
    expected = Counter(strip_non_letters(heading.text) for heading in body.headings)
    for text, count in expected.items():
        if actual[text] > count:
            yield f"{page.url}: has a heading twice: {text}"


def check_images(page: Page, body: PageBody, article: HtmlElement, docs: Path) -> Iterator[str]:
    """Yield a page with other figures, or another number of images, than its source."""
    for macro in FIGURE_MACROS:
        figures = article.xpath(".//figure[@class=$name][.//svg]", name=macro)
        shown = [str(figure.get("id")) for figure in figures]
        if shown != [f"{macro}-{name}" for name in body.get_arguments(macro)]:
            yield f"{page.url}: shows other {macro}s than its source: {', '.join(shown)}"
    expected = Counter(
        find_image_address(page, link.target, docs) for link in body.links if link.is_image
    )
    addresses = (unquote(str(src)) for src in article.xpath(IMAGE_ADDRESSES))
    folder = posixpath.dirname(page.url)
    actual = Counter(posixpath.normpath(posixpath.join(folder, src)) for src in addresses)
    if any(actual[target] != count for target, count in expected.items()):
        yield f"{page.url}: shows more or fewer pictures than its source"


def find_image_address(page: Page, target: str, docs: Path) -> str:
    """Return the address in the site of an image that a page shows."""
    folder = page.source_path.parent.as_posix()
    name = posixpath.normpath(posixpath.join(folder, unquote(target)))
    path = docs / name
    is_published = is_picture(path) and path.is_file()
    return get_image_address(name, path) if is_published else get_address(name)


def check_references(
    publication: Publication, page: Page, body: PageBody, article: HtmlElement
) -> Iterator[str]:
    """Yield the kinds of links (citation, term, reference) that lead elsewhere than the source."""
    pages = publication.pages
    urls_by_home = {
        name: home.url if (home := publication.find_home(name)) else ""
        for name in ("sources", "glossary")
    }
    expected: dict[str, list[str]] = {"cite": [], "term": [], "ref": []}
    for call in body.calls:
        target = str(call.args[0]) if call.args else ""
        page_id, _, anchor = target.partition("#")
        if call.name == "cite":
            expected["cite"].append(f"{urls_by_home['sources']}#source-{target}")
        elif call.name == "term":
            expected["term"].append(f"{urls_by_home['glossary']}#term-{target}")
        elif call.name == "ref" and page_id in pages:  # an edition may leave the page out
            expected["ref"].append(pages[page_id].get_url_of(anchor))
    for kind, urls in expected.items():
        links = [str(link) for link in article.xpath(f".//a[@class='{kind}']/@href")]
        if links != [page.get_relative_url(url) for url in urls]:
            yield f"{page.url}: its links of the kind {kind} lead elsewhere than its source says"


def check_card_links(
    publication: Publication, page: Page, body: PageBody, article: HtmlElement
) -> Iterator[str]:
    """Yield the pages of a kind whose card is missing."""
    links = {str(link) for link in article.xpath(".//ul[@class='cards']//a/@href")}
    for kind in body.get_arguments("cards"):
        for target in publication.get_pages_of_kind(kind):
            if page.get_relative_url(target.url) not in links:
                yield f"{page.url}: lacks the card of {target.id}"


def check_citations(
    publication: Publication, page: Page, body: PageBody, article: HtmlElement
) -> Iterator[str]:
    """Yield citations that lack the name, the year or the cited place of their source."""
    citations = [call.args for call in body.calls if call.name == "cite" and call.args]
    links = article.xpath(".//a[@class='cite']")
    for (source_id, *place), link in zip(citations, links, strict=False):
        source, text = publication.sources[source_id], extract_text(link)
        expected = (source.short, source.year or "", *place)
        if any(collapse_whitespace(part) not in text for part in expected):
            yield f"{page.url}: a citation of {source_id} says {text}"


def check_review_notes(
    publication: Publication, page: Page, body: PageBody, article: HtmlElement
) -> Iterator[str]:
    """Yield facts of which the page does not say when they were and will be reviewed."""
    headings = [call.args[0] for call in body.calls if call.name == "checked" and call.args]
    notes = [extract_text(note) for note in article.xpath(".//*[@class='checked']")]
    for heading, note in zip_longest(headings, notes):
        review = page.meta.facts.get(heading)
        dates = (review.on, review.again) if review else ()
        texts = [publication.language.format_date(date) for date in dates]
        if not texts or any(text not in (note or "") for text in texts):
            yield f"{page.url}: does not say when {heading} was checked"


def check_titles(publication: Publication, page: Page, built: BuiltPage) -> Iterator[str]:
    """Yield a page that does not show its title once, in its heading and in the window."""
    # Scripts fill in further headings, which are empty until then.
    headings = [extract_text(heading) for heading in built.root.xpath("//h1")]
    if not headings or page.title not in headings[0] or any(headings[1:]):
        yield f"{page.url}: its heading is {' and '.join(filter(None, headings)) or 'missing'}"
    titles = [extract_text(title) for title in built.root.xpath("//head/title")]
    if len(titles) != 1 or not {page.title, publication.name} & {*titles[0].split(" – ")}:
        yield f"{page.url}: its title is {' and '.join(titles) or 'missing'}"
