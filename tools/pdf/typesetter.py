"""Layout and painting of documents, section by section; unchanged sections come from the cache.

A section depends on the rest of its document only by its first page number and by the page numbers
that it prints. All sections are laid out, or their pages read from the cache, until the page of
each id is known; then the numbers are filled in and the pages painted. So after an edit only the
section with the edit is laid out again, unless others begin on another page or print another
number. The cache saves time and changes nothing: the pages are those that would be painted without
it. Imports WeasyPrint, so import it late. See tools/decisions/0024-one-layout.md.
"""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.document import Document, DocumentMetadata
from weasyprint.html import get_html_metadata
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration

from tools.model.publication import Publication
from tools.pdf.columns import find_column_lists, set_in_columns
from tools.pdf.page_filling import SETTINGS, measure_ending
from tools.pdf.page_numbers import fill_page_numbers, referenced_ids
from tools.pdf.painted_page import PaintedPage, paint_pages
from tools.pdf.sections import Section, expect_pages, reserve_room, split_sections
from tools.pdf.url_fetcher import BASE_URL, ProjectURLFetcher
from tools.runtime.cache import Cache

STYLE = re.compile(r'<style>(.*?)</style>|<link rel="stylesheet" href="([^"]+)">', re.DOTALL)
HEAD_END = "<body"
START_STYLE = "html {{ break-before: {side} }} @page :first {{ counter-reset: page {number} }}"
SETTING_URL = "print/{}.css"
CACHE_NAME = "section"
# What a section in the cache may consist of: nothing else is made while it is read.
SECTION_CLASSES = {
    "tools.pdf.typesetter": {"PaintedSection"},
    "tools.pdf.painted_page": {"FontUse", "LinkArea", "Mark", "PaintedPage"},
    "pydyf": {"Array", "Dictionary", "Stream", "String"},
    "xml.etree.ElementTree": {"Comment", "Element"},
}


class SectionReader(pickle.Unpickler):
    """Reads a section from the cache, without running what else a file may name."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that a section may have; raise UnpicklingError for another."""
        if name in SECTION_CLASSES.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


@dataclass
class PaintedSection:
    """The pages of a section, and the page numbers printed on them, by the id referred to.

    `setting` is the one that was chosen to fill its pages.
    """

    pages: list[PaintedPage]
    printed: dict[str, int]
    setting: str


@dataclass
class LaidOutSection:
    """A section that is laid out and not painted: pages of WeasyPrint, and the `html` element."""

    pages: list[Any]
    document: Any
    root: Any
    setting: str


@dataclass
class PlacedSection:
    """A section with its place in the document: its HTML, with room for page numbers."""

    html: str
    first_page: int
    state: PaintedSection | LaidOutSection


class PrintStyles:
    """The style sheets of documents, each read once, and the fonts that they declare."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.sheets: dict[tuple[str, str], Any] = {}

    def load(self, head: str, fetcher: ProjectURLFetcher) -> list[Any]:
        """Return the style sheets that the head of a document asks for, in order."""
        return [self.read(css, url, fetcher) for css, url in STYLE.findall(head)]

    def read(self, css: str, url: str, fetcher: ProjectURLFetcher) -> Any:
        """Return the style sheet at a URL of the project, or of the text `css` without one."""
        if (css, url) not in self.sheets:
            source = {"url": BASE_URL + url} if url else {"string": css, "base_url": BASE_URL}
            self.sheets[css, url] = CSS(**source, font_config=self.fonts, url_fetcher=fetcher)
        return self.sheets[css, url]


@lru_cache(maxsize=1)
def open_styles(files: tuple[tuple[str, int, int], ...], temporary_folder: int) -> PrintStyles:
    """Return the styles of documents, those of the former document when nothing changed.

    `files` has path, time and size of all files that styles consist of, `temporary_folder` the
    number of the folder in which WeasyPrint keeps fonts.
    """
    return PrintStyles()


def styles_of(publication: Publication) -> PrintStyles:
    """Return the styles of a publication's documents."""
    found = (
        (path, path.stat()) for path in sorted((publication.templates_folder / "print").rglob("*"))
    )
    files = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in found)
    return open_styles(files, Path(gettempdir()).stat().st_ino)


class Typesetter:
    """Makes the pages of one PDF of a publication.

    With `fillable`, form elements become fields. The pages of sections that did not change come
    from the `cache`; `section_keys` are the keys there.
    """

    def __init__(
        self, publication: Publication, tagged: bool, fillable: bool, cache: Cache | None
    ) -> None:
        self.fetcher = ProjectURLFetcher(publication)
        self.styles = styles_of(publication)
        self.head = ""  # of the document, with its styles
        self.sheets: list[Any] = []
        self.tagged, self.fillable, self.cache = tagged, fillable, cache
        self.pictures: dict[str, Any] = {}  # by address, each read once for all sections
        self.section_keys: list[str] = []
        self.unsaved: list[tuple[list[str], PaintedSection]] = []

    def save_sections(self) -> None:
        """Store the sections that were painted in the cache, when nothing is wrong with them."""
        if self.cache:
            for made_from, section in self.unsaved:
                self.cache.save(CACHE_NAME, made_from, pickle.dumps(section))

    def typeset(self, source: str, on_pages: Callable[[int, float], None]) -> Document:
        """Return the HTML `source` as a document of painted pages.

        `on_pages` gets after the layout of each section how many pages there are, and the share.

        Raises FatalURLFetchingError for a file that is missing or not allowed; WeasyPrint logs
        other problems.
        """
        head, start, body = source.partition(HEAD_END)
        self.head, self.sheets = head, self.styles.load(head, self.fetcher)
        sections = split_sections(STYLE.sub("", head) + start + body)
        page_of_id: dict[str, int] = {}
        placed: list[PlacedSection] = []
        for one in self.place(sections, page_of_id, expect_pages(source)):
            placed.append(one)
            on_pages(one.first_page + len(one.state.pages) - 1, len(placed) / len(sections))
        pages: list[PaintedPage] = []
        for one in placed:
            painted = self.paint(one, page_of_id)
            if len(pages) < one.first_page - 1:
                pages.append(pages[-1].blank())
            pages += painted.pages
        metadata = DocumentMetadata(**get_html_metadata(self.parse(head + HEAD_END + ">")))
        return Document(pages, metadata, self.fetcher, self.styles.fonts, {}, None)

    def place(
        self, sections: Iterable[Section], page_of_id: dict[str, int], expected: Mapping[str, str]
    ) -> Iterator[PlacedSection]:
        """Yield the sections with the pages that they get, from the cache or laid out.

        The pages of their ids are added to `page_of_id`; `expected` is that of `reserve_room`.
        """
        first_page = 1
        for section in sections:
            first_page = section.first_page(first_page)
            html = reserve_room(section.html, page_of_id, expected)
            state = self.load(html, first_page) or self.lay_out(html, first_page)
            yield PlacedSection(html, first_page, state)
            for number, page in enumerate(state.pages, first_page):
                for anchor in page.anchors:
                    page_of_id.setdefault(anchor, number)
            first_page += len(state.pages)

    def parse(self, source: str) -> HTML:
        """Parse HTML; files that it refers to come from the project."""
        return HTML(string=source, base_url=BASE_URL, url_fetcher=self.fetcher)

    def lay_out(self, source: str, first_page: int, setting: str | None = None) -> LaidOutSection:
        """Lay out a section, with a placeholder where a page number is printed.

        Without a `setting` ("" is the ordinary one) the one that fills its pages is chosen.
        """
        laid_out = self.lay_out_in(setting or "", source, first_page)
        ending = measure_ending(laid_out.pages)
        for other in SETTINGS if setting is None else ():
            if not ending.is_short:
                break
            again = self.lay_out_in(other, source, first_page)
            if (other_ending := measure_ending(again.pages)).rank > ending.rank:
                laid_out, ending = again, other_ending
        return laid_out

    def lay_out_in(self, setting: str, source: str, first_page: int) -> LaidOutSection:
        """Lay out a section in a setting."""
        side = "right" if first_page % 2 else "left"
        start = CSS(string=START_STYLE.format(side=side, number=first_page))
        sheets = [*self.sheets, start]
        if setting:
            sheets.append(self.styles.read("", SETTING_URL.format(setting), self.fetcher))
        html = self.parse(source)
        document = self.render(html, sheets)
        if columns := find_column_lists(document.pages):
            html = self.parse(set_in_columns(html.etree_element, columns))
            document = self.render(html, sheets)
        return LaidOutSection(document.pages, document, html.etree_element, setting)

    def render(self, html: HTML, sheets: list[Any]) -> Any:
        """Lay out a parsed section with style sheets."""
        return html.render(
            font_config=self.styles.fonts, stylesheets=sheets,
            pdf_forms=self.fillable, cache=self.pictures,
        )  # fmt: skip

    def paint(self, placed: PlacedSection, page_of_id: Mapping[str, int]) -> PaintedSection:
        """Return the painted pages of a section, with the page numbers that it refers to.

        A number of an unknown id is 0, and logged as an error.
        """
        state = placed.state
        if isinstance(state, PaintedSection):
            if all(page_of_id.get(id_) == number for id_, number in state.printed.items()):
                return state
            state = self.lay_out(placed.html, placed.first_page, state.setting)
        printed = {id_: page_of_id.get(id_, 0) for id_ in referenced_ids(state.pages)}
        for id_, number in printed.items():
            if not number:
                LOGGER.error("No anchor #%s for a page number", id_)
        fill_page_numbers(state.pages, printed)
        pages = paint_pages(state.document, state.root, self.tagged)
        painted = PaintedSection(pages, printed, state.setting)
        if not self.fillable:  # whose pages keep the layout
            made_from = self.made_from(placed.html, placed.first_page)
            self.unsaved.append((made_from, painted))
        return painted

    def load(self, html: str, first_page: int) -> PaintedSection | None:
        """Return the painted pages of a section from the cache, or None when none can be read."""
        if self.cache is None:
            return None
        made_from = self.made_from(html, first_page)
        self.section_keys.append(self.cache.entry_path(CACHE_NAME, made_from).name)
        data = self.cache.load(CACHE_NAME, made_from)
        if data is None:
            return None
        try:
            painted = SectionReader(io.BytesIO(data)).load()
        except Exception:  # a pickle that is damaged may raise any
            return None
        return painted if isinstance(painted, PaintedSection) else None

    def made_from(self, html: str, first_page: int) -> list[str]:
        """Return what a section in the cache is made from, apart from the numbers it prints."""
        return [self.head, html, str(first_page), str(self.tagged), str(self.fillable)]
