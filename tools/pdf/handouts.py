"""A page of the publication as a document of its own, to hand out."""

from pathlib import Path

from lxml.html import HtmlElement

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.chapter import book_id, read_chapter
from tools.pdf.sheets import build_sheet, leave_out_what_sheet_has
from tools.pdf.workforms import build_workform_sheet, replace_with_reference
from tools.render.environment import render_template


def render_handout(publication: Publication, page: Page, site: Path) -> str:
    """Render a hand-out as HTML, from the built page in `site`.

    A link stays inside the hand-out when its target is there: a heading of the page, or a source or
    term at its end. Other pages become addresses when the site has one.
    Raises PageNotBuiltError when the page is missing.
    """
    sources = [publication.sources[source_id] for source_id in page.source_ids]
    terms = [publication.terms[term_id] for term_id in page.term_ids]
    anchors_by_home = {
        "sources": {f"source-{source.id}" for source in sources},
        "glossary": {f"term-{term.id}" for term in terms},
    }
    anchors_by_url = {
        home.url: anchors
        for name, anchors in anchors_by_home.items()
        if (home := publication.find_home(name))
    }

    def resolve_link(url: str, anchor: str) -> str | None:
        if url == page.url:
            return book_id(page, anchor)
        return anchor if anchor in anchors_by_url.get(url, ()) else None

    chapter = read_chapter(publication, page, site, resolve_link)
    if page.meta.checklist:
        leave_out_what_sheet_has(chapter.element)
    if page.meta.workform:
        replace_with_reference(chapter.element, publication.language.word("workform_last"))
    remove_navigation(chapter.element, has_site_url=bool(publication.mkdocs.site_url))
    return render_template(
        publication,
        "print/handout.html",
        title=f"{page.title}. {publication.name}",
        page=page,
        chapter=chapter,
        part=publication.get_part_title(page),
        sources=sources,
        terms=terms,
        related_pages=publication.get_related_pages(page),
        build_sheet=build_sheet,
        build_workform_sheet=build_workform_sheet,
        fillable=False,
    )


def remove_navigation(article: HtmlElement, has_site_url: bool) -> None:
    """Remove what only leads to other pages: the end of the hand-out has its own list of them.

    A section with at most a paragraph besides is removed whole. The stories mentioned in passing
    are removed when the site has no address to link them to.
    """
    for element in article.find_class("page-sources"):
        element.drop_tree()
    for element in article.find_class("related"):
        section = element.getparent()
        if "stories" in element.get("class", "").split():
            if not has_site_url:
                element.drop_tree()
            continue
        besides = [part.tag for part in section[1:] if part is not element]  # after the heading
        has_more = section is article or besides not in ([], ["p"])
        (element if has_more else section).drop_tree()
