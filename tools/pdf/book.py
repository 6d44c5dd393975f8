"""The book as one HTML document: cover, contents, parts, chapters, sheets, register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.exports.texts import based_on
from tools.model.page import Page
from tools.model.publication import Publication
from tools.pdf.chapters import Chapter, book_id, inside, read_chapter
from tools.pdf.code import code_of
from tools.pdf.cover import cover_of
from tools.pdf.register import register
from tools.pdf.sheets import sheet_of
from tools.pdf.workforms import leave_to_sheet, workform_sheet
from tools.templates import environment


@dataclass(frozen=True)
class BookPart:
    """A part of the book with its chapters."""

    number: int
    title: str
    chapters: list[Chapter]


def book_html(
    publication: Publication, site: Path, styles: Sequence[str] = (), sheets: bool = True
) -> str:
    """Put the book together from the pages in `site`; raise PageNotBuiltError if one lacks.

    `styles` names style sheets in `overrides/print/` that come on top of the book's own;
    `sheets`: with a sheet to write on after each checklist, and with that of a working form in the
    place of the form.
    """
    foreword = publication.foreword
    target = inside([*([foreword] if foreword else []), *publication.book_pages])
    address = publication.settings.site_url or ""

    def chapter(page: Page) -> Chapter:
        result = read_chapter(publication, page, site, target)
        if sheets and page.meta.workform:
            leave_to_sheet(result.element, publication.language.word("workform_next"))
        return result

    parts = [
        BookPart(number, part.title, [chapter(publication.pages[i]) for i in part.pages])
        for number, part in enumerate(publication.own.book, 1)
    ]
    opening = chapter(foreword) if foreword else None
    chapters = [one for part in parts for one in part.chapters]
    template = environment(publication).get_template("print/book.html")
    return template.render(
        cover=cover_of(publication),
        code=code_of(address) if address else None,
        foreword=opening,
        parts=parts,
        figures=[figure for one in chapters for figure in one.figures],
        register=register(publication, chapters),
        book_id=book_id,
        sheets=sheets,
        sheet_of=sheet_of,
        workform_sheet=workform_sheet,
        based_on=based_on(publication),
        fillable=False,
        lists=publication.book_lists,
        styles=list(styles),
    )
