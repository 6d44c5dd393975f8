"""The book as one HTML document: cover, contents, parts, chapters, sheets and index."""

from collections.abc import Sequence
from pathlib import Path

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.book_index import build_index
from tools.pdf.chapter import Chapter, book_id, read_chapter, resolver_for
from tools.pdf.qr_code import make_qr_code
from tools.pdf.sheets import build_sheet, leave_out_what_sheet_has
from tools.pdf.workforms import build_workform_sheet, replace_with_reference
from tools.render.environment import render_template


def render_book(
    publication: Publication, site: Path, styles: Sequence[str] = (), sheets: bool = True
) -> str:
    """Render the book as HTML, from the pages in `site`.

    `styles` names style sheets in `overrides/print/` that follow those of the book. With `sheets`,
    the sheet of each checklist and working form follows its chapter, which leaves to it what it
    has. A
    reference to a page that is not in the book says that it is on the site.
    Raises PageNotBuiltError when a page is missing.
    """
    foreword_page, site_url = publication.foreword_page, publication.mkdocs.site_url
    resolve_link = resolver_for(filter(None, [foreword_page, *publication.book_pages]))

    def chapter(page: Page) -> Chapter:
        result = read_chapter(publication, page, site, resolve_link, names_site=True)
        if sheets and page.meta.workform:
            replace_with_reference(result.element, publication.language.word("workform_next"))
        if sheets and page.meta.checklist:
            leave_out_what_sheet_has(result.element)
        return result

    parts = [
        (part.title, part.summary, [chapter(publication.pages[id_]) for id_ in part.pages])
        for part in publication.settings.book
    ]
    chapters = [chapter for *_, part_chapters in parts for chapter in part_chapters]
    return render_template(
        publication,
        "print/book.html",
        title=publication.full_title,
        qr_code=make_qr_code(site_url) if site_url else None,
        foreword=chapter(foreword_page) if foreword_page else None,
        parts=parts,
        figures=[figure for chapter in chapters for figure in chapter.figures],
        book_index=build_index(publication, chapters),
        book_id=book_id,
        sheets=sheets,
        build_sheet=build_sheet,
        build_workform_sheet=build_workform_sheet,
        fillable=False,
        checklist_pages=publication.book_pages_with_checklist,
        styles=["cover", "scan", "workform", "canvas", *styles],
    )
