"""A volume of the book as one HTML document: cover, contents, parts, chapters, sheets, register.

Most books are one volume. Where there are more, each is a book by itself, and knows the others: its
contents say what they hold, its links lead to their files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import downloads
from tools.exports.texts import based_on
from tools.model.page import Page
from tools.model.publication import Publication
from tools.model.volume import Volume
from tools.pdf.chapters import Chapter, Elsewhere, book_id, inside, read_chapter
from tools.pdf.code import code_of
from tools.pdf.cover import cover_of
from tools.pdf.register import register
from tools.pdf.sheets import sheet_of
from tools.pdf.workforms import leave_to_sheet, workform_sheet
from tools.templates import environment

CONTENTS = "contents"  # the id of the contents, in every volume


@dataclass(frozen=True)
class BookPart:
    """A part of the book with its chapters; `goes_on` where the volume before holds its begin."""

    number: int
    title: str
    chapters: list[Chapter]
    goes_on: bool


class Neighbours:
    """The other volumes of a book, as one volume sees them; none when it is the whole book."""

    def __init__(self, publication: Publication, volume: Volume) -> None:
        """Take the volume from which the others are seen."""
        self.publication = publication
        self.volumes = [one for one in publication.volumes if one.number != volume.number]
        self.held = {page.url: (page, one) for one in self.volumes for page in one.pages}

    def place(self, volume: Volume, anchor: str = CONTENTS) -> Elsewhere:
        """Give a place in a neighbour, or where its contents stand; all lie in one folder."""
        file = posixpath.basename(downloads.book(self.publication, volume))
        says = self.publication.language.word("volume_inline").format(number=volume.number)
        return Elsewhere(file, anchor, says)

    def find(self, url: str, anchor: str = "") -> Elsewhere | None:
        """Give a place on a page of the site, or the page itself; None if no neighbour holds it."""
        if url not in self.held:
            return None
        page, volume = self.held[url]
        return self.place(volume, book_id(page, anchor))

    @property
    def beginnings(self) -> list[tuple[Volume, Elsewhere]]:
        """The neighbours in order, each with the place where its contents stand."""
        return [(one, self.place(one)) for one in self.volumes]

    @property
    def reference(self) -> list[tuple[Page, Elsewhere]]:
        """The sources and the words that the text refers to, where a neighbour has them."""
        homes = self.publication.own.homes
        pages = (self.publication.pages[identity] for identity in (homes.sources, homes.glossary))
        found = ((page, self.find(page.url)) for page in pages)
        return [(page, place) for page, place in found if place]


def book_html(
    publication: Publication,
    site: Path,
    volume: Volume,
    styles: Sequence[str] = (),
    sheets: bool = True,
) -> str:
    """Put a volume together from the pages in `site`; raise PageNotBuiltError if one lacks.

    `styles` names style sheets in `overrides/print/` that come on top of the book's own;
    `sheets`: with a sheet to write on after each checklist, and with that of a working form in the
    place of the form.
    """
    foreword = publication.foreword if volume.number == 1 else None
    first = [foreword] if foreword else []
    neighbours = Neighbours(publication, volume)
    within = inside([*first, *volume.pages])
    address = publication.settings.site_url or ""

    def target(url: str, anchor: str) -> str | Elsewhere | None:
        return within(url, anchor) or neighbours.find(url, anchor)

    def chapter(page: Page) -> Chapter:
        result = read_chapter(publication, page, site, target)
        if sheets and page.meta.workform:
            leave_to_sheet(result.element, publication.language.word("workform_next"))
        return result

    parts = [
        BookPart(part.number, part.title, [chapter(page) for page in part.pages], part.goes_on)
        for part in volume.parts
    ]
    opening = chapter(foreword) if foreword else None
    chapters = [one for part in parts for one in part.chapters]
    template = environment(publication).get_template("print/book.html")
    return template.render(
        volume=volume,
        neighbours=neighbours,
        cover=cover_of(publication, volume),
        code=code_of(address) if address else None,
        foreword=opening,
        parts=parts,
        figures=[figure for one in chapters for figure in one.figures],
        register=register(publication, chapters, neighbours.find),
        book_id=book_id,
        sheets=sheets,
        sheet_of=sheet_of,
        workform_sheet=workform_sheet,
        based_on=based_on(publication),
        fillable=False,
        lists=[page for page in volume.pages if page.meta.checklist],
        styles=list(styles),
    )
