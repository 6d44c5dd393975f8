"""A page of the publication as a document to hand out by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from lxml.html import HtmlElement

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.chapter import book_id, read_chapter
from tools.pdf.cover import build_cover
from tools.pdf.sheets import build_sheet
from tools.render.environment import jinja_environment
from tools.render.imprint import absolute_url, based_on_line

CLASS_XPATH = ".//*[contains(concat(' ', @class, ' '), ' {} ')]"
PAGE_SOURCES_XPATH = CLASS_XPATH.format("page-sources")
RELATED_XPATH = CLASS_XPATH.format("related")
STORY_NOTE_XPATH = CLASS_XPATH.format("story-note")


def render_handout(publication: Publication, page: Page, site: Path) -> str:
    """Put a hand-out together from the built page in `site`; raise PageNotBuiltError without it.

    What is linked stays a link inside the hand-out where it holds the target (its own headings,
    the sources and words at its end); other pages become addresses when the site has one.
    """
    sources = [publication.sources[identity] for identity in page.source_ids]
    terms = [publication.terms[identity] for identity in page.term_ids]
    homes = publication.settings.homes
    held = {
        publication.pages[homes.sources].url: {f"source-{source.id}" for source in sources},
        publication.pages[homes.glossary].url: {f"term-{term.id}" for term in terms},
    }

    def target(url: str, anchor: str) -> str | None:
        if url == page.url:
            return book_id(page, anchor)
        return anchor if anchor in held.get(url, ()) else None

    chapter = read_chapter(publication, page, site, target)
    drop_navigation(chapter.element, bool(publication.mkdocs.site_url))
    template = jinja_environment(publication).get_template("print/handout.html")
    return template.render(
        title=f"{page.title}. {publication.name}",
        cover=build_cover(publication),
        page=page,
        chapter=chapter,
        part=publication.get_part_title(page),
        sources=sources,
        terms=terms,
        related=publication.get_related_pages(page),
        build_sheet=build_sheet,
        fillable=False,
        based_on=based_on_line(publication),
        address=absolute_url(publication, page.url),
        site_address=partial(absolute_url, publication),
    )


def drop_navigation(article: HtmlElement, addressed: bool) -> None:
    """Take out what only leads to other pages: the end of the hand-out says it for itself.

    A topic that is about nothing else goes as a whole, and so do the stories named in passing when
    no address can be given for them.
    """
    for element in article.xpath(PAGE_SOURCES_XPATH):
        element.drop_tree()
    for element in article.xpath(RELATED_XPATH):
        topic = element.getparent()
        if "stories" in element.get("class", "").split():
            if not addressed:
                element.drop_tree()
        elif topic is not article and not topic.xpath(STORY_NOTE_XPATH):
            topic.drop_tree()
        else:
            element.drop_tree()
