"""A page of the publication as a document to hand out by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from lxml.html import HtmlElement

from tools.exports.texts import address, based_on
from tools.model.page import Page
from tools.model.publication import Publication
from tools.pdf.chapters import book_id, read_chapter
from tools.pdf.cover import cover_of
from tools.pdf.sheets import sheet_of
from tools.templates import environment

OF_CLASS = ".//*[contains(concat(' ', @class, ' '), ' {} ')]"
SOURCES = OF_CLASS.format("page-sources")
RELATED = OF_CLASS.format("related")
NOTE = OF_CLASS.format("story-note")


def handout_html(publication: Publication, page: Page, site: Path) -> str:
    """Put a hand-out together from the built page in `site`; raise PageNotBuiltError without it.

    What is linked stays a link inside the hand-out where it holds the target (its own headings,
    the sources and words at its end); other pages become addresses when the site has one.
    """
    sources = [publication.sources[identity] for identity in page.sources]
    terms = [publication.terms[identity] for identity in page.terms]
    homes = publication.own.homes
    held = {
        publication.pages[homes.sources].url: {f"source-{source.id}" for source in sources},
        publication.pages[homes.glossary].url: {f"term-{term.id}" for term in terms},
    }

    def target(url: str, anchor: str) -> str | None:
        if url == page.url:
            return book_id(page, anchor)
        return anchor if anchor in held.get(url, ()) else None

    chapter = read_chapter(publication, page, site, target)
    drop_ways_on(chapter.element, bool(publication.settings.site_url))
    template = environment(publication).get_template("print/handout.html")
    return template.render(
        title=f"{page.title}. {publication.name}",
        cover=cover_of(publication),
        page=page,
        chapter=chapter,
        part=publication.part_of(page),
        sources=sources,
        terms=terms,
        related=publication.related(page),
        sheet_of=sheet_of,
        fillable=False,
        based_on=based_on(publication),
        address=address(publication, page.url),
        site_address=partial(address, publication),
    )


def drop_ways_on(article: HtmlElement, addressed: bool) -> None:
    """Take out what only leads to other pages: the end of the hand-out says it for itself.

    A topic that is about nothing else goes as a whole, and so do the stories named in passing when
    no address can be given for them.
    """
    for element in article.xpath(SOURCES):
        element.drop_tree()
    for element in article.xpath(RELATED):
        topic = element.getparent()
        if "stories" in element.get("class", "").split():
            if not addressed:
                element.drop_tree()
        elif topic is not article and not topic.xpath(NOTE):
            topic.drop_tree()
        else:
            element.drop_tree()
