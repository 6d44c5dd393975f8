"""The book as one HTML document: cover, contents, parts, chapters, sheets, register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.book_index import build_index
from tools.pdf.chapter import Chapter, book_id, read_chapter, resolver_for
from tools.pdf.cover import build_cover
from tools.pdf.qr_code import make_qr_code
from tools.pdf.sheets import build_sheet
from tools.pdf.workforms import build_workform_sheet, replace_with_reference
from tools.render.environment import jinja_environment
from tools.render.imprint import based_on_line


@dataclass(frozen=True)
class BookPart:
    """A part of the book with its chapters."""

    number: int
    title: str
    chapters: list[Chapter]


def render_book(
    publication: Publication, site: Path, styles: Sequence[str] = (), sheets: bool = True
) -> str:
    """Put the book together from the pages in `site`; raise PageNotBuiltError if one lacks.

    `styles` names style sheets in `overrides/print/` that come on top of the book's own;
    `sheets`: with a sheet to write on after each checklist, and with that of a working form in the
    place of the form.
    """
    foreword = publication.foreword_page
    target = resolver_for([*([foreword] if foreword else []), *publication.book_pages])
    address = publication.mkdocs.site_url or ""

    def chapter(page: Page) -> Chapter:
        result = read_chapter(publication, page, site, target)
        if sheets and page.meta.workform:
            replace_with_reference(result.element, publication.language.word("workform_next"))
        return result

    parts = [
        BookPart(number, part.title, [chapter(publication.pages[i]) for i in part.pages])
        for number, part in enumerate(publication.settings.book, 1)
    ]
    opening = chapter(foreword) if foreword else None
    chapters = [one for part in parts for one in part.chapters]
    template = jinja_environment(publication).get_template("print/book.html")
    return template.render(
        cover=build_cover(publication),
        code=make_qr_code(address) if address else None,
        foreword=opening,
        parts=parts,
        figures=[figure for one in chapters for figure in one.figures],
        book_index=build_index(publication, chapters),
        book_id=book_id,
        sheets=sheets,
        build_sheet=build_sheet,
        build_workform_sheet=build_workform_sheet,
        based_on=based_on_line(publication),
        fillable=False,
        lists=publication.book_pages_with_checklist,
        styles=list(styles),
    )
