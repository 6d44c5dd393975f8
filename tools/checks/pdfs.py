"""Check that book and hand-outs hold every page, checklist and item, and how long sheets are."""

from collections.abc import Iterator, Mapping

from tools.model.entities.page import Page
from tools.model.problems import Problem
from tools.model.publication import Publication, format_item_anchor
from tools.pdf.chapter import book_id
from tools.pdf.renderer import RenderedPdf
from tools.pdf.single_page import fits_one_page, sheet_anchors
from tools.render import site_paths

RenderedPdfs = Mapping[str, RenderedPdf]  # by path in the site
EMPTY_PDF = RenderedPdf(0, {})


def check_book(publication: Publication, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield what is missing from the book."""
    name = site_paths.book_path(publication.settings.slug)
    foreword = [publication.foreword_page] if publication.foreword_page else []
    for page in (*foreword, *publication.book_pages):
        yield from check_chapter(page, name, pdfs.get(name, EMPTY_PDF))


def check_handouts(publication: Publication, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield what each hand-out lacks of its page."""
    for page in publication.pages_with_handout:
        name = site_paths.handout_path(publication, page)
        yield from check_chapter(page, name, pdfs.get(name, EMPTY_PDF))


def check_chapter(page: Page, name: str, pdf: RenderedPdf) -> Iterator[str]:
    """Yield what the PDF at path `name` lacks of a page: itself, its sheet, or an item."""
    if book_id(page) not in pdf.page_of_anchor:
        yield f"{name}: page {page.id} is missing"
    checklist = page.meta.checklist
    if checklist is None:
        return
    yield from find_missing_sheet(name, pdf, checklist.id)
    for item in checklist.items:
        anchor, key = format_item_anchor(checklist, item), checklist.get_key(item)
        if anchor and book_id(page, anchor) not in pdf.page_of_anchor:
            yield f"{name}: item {anchor} is missing from its chapter"
        if f"sheet-{checklist.id}--{key}" not in pdf.page_of_anchor:
            yield f"{name}: item {key} of {checklist.id} is missing from its sheet"


def find_missing_sheet(name: str, pdf: RenderedPdf, checklist_id: str) -> Iterator[str]:
    """Yield a finding when the PDF at path `name` lacks the sheet of a checklist."""
    if not pdf.page_of_anchor.keys() >= {*sheet_anchors(checklist_id)}:
        yield f"{name}: the sheet of {checklist_id} is missing"


def check_sheets(publication: Publication, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield each sheet or form that is missing, or has the name of another."""
    word = publication.language.word("fillable_word")
    sheets = {site_paths.sheet_path(checklist.id) for checklist in publication.checklists}
    for checklist in publication.checklists:
        form = site_paths.fillable_path(checklist.id, word)
        for name in (site_paths.ALL_SHEETS_PDF, site_paths.sheet_path(checklist.id), form):
            yield from find_missing_sheet(name, pdfs.get(name, EMPTY_PDF), checklist.id)
        if form in sheets:
            yield f"{form}: is also the sheet of a list; give that list another id"


def check_sheet_lengths(publication: Publication, pdfs: RenderedPdfs) -> Iterator[Problem]:
    """Yield a problem for each list of which the sheet or the form takes more than one page.

    Wherever else the sheet stands, it has the same length.
    """
    word = publication.language.word("fillable_word")
    for page, checklist in publication.checklist_pages:
        file = publication.mkdocs.docs_dir / page.source_path
        names = (site_paths.sheet_path(checklist.id), site_paths.fillable_path(checklist.id, word))
        found = {name: pdfs[name] for name in names if name in pdfs}
        long = [name for name, pdf in found.items() if not fits_one_page(pdf, checklist.id)]
        if long:
            values = {"id": checklist.id, "count": found[long[0]].page_count, "file": long[0]}
            yield Problem(file, 1, "sheet-long", values=values)
