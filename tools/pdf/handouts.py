"""A page of the publication as a document to hand out by itself."""

from __future__ import annotations

from pathlib import Path

from tools.exports.texts import address, based_on
from tools.model.page import Page
from tools.model.publication import Publication
from tools.pdf.chapters import book_id, read_chapter
from tools.pdf.sheets import sheet_of
from tools.templates import environment

# What stands for itself at the end: sources and words in full, instead of links to their pages.
REPLACED = ".//*[contains(concat(' ', @class, ' '), ' page-sources ')]"


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
    for element in chapter.element.xpath(REPLACED):
        element.drop_tree()
    template = environment(publication).get_template("print/handout.html")
    return template.render(
        title=f"{page.title}. {publication.name}",
        page=page,
        chapter=chapter,
        part=publication.part_of(page),
        sources=sources,
        terms=terms,
        sheet_of=sheet_of,
        fillable=False,
        based_on=based_on(publication),
        address=address(publication, page.url),
    )
