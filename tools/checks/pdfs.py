"""Check that book and hand-outs hold every page, checklist and item, and each sheet is one page."""

from collections.abc import Iterator, Mapping

from tools.model.entities.page import Page
from tools.model.publication import Publication, format_item_anchor
from tools.pdf.chapter import book_id
from tools.pdf.renderer import RenderedPdf
from tools.pdf.single_page import fits_one_page
from tools.render import site_paths

RenderedPdfs = Mapping[str, RenderedPdf]  # by path in the site
EMPTY_PDF = RenderedPdf(0, {})


def check_book(publication: Publication, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield what is missing from the book, and each sheet that does not fit one page."""
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
    """Yield what the PDF at path `name` lacks of a page: itself, an item, or room for its sheet."""
    if book_id(page) not in pdf.page_of_anchor:
        yield f"{name}: page {page.id} is missing"
    checklist = page.meta.checklist
    if checklist is None:
        return
    first = pdf.page_of_anchor.get(f"sheet-{checklist.id}")
    last = pdf.page_of_anchor.get(f"sheet-{checklist.id}-end")
    if first is None or first != last:
        yield f"{name}: the sheet of {checklist.id} does not fit one page ({first} to {last})"
    for item in checklist.items:
        anchor, key = format_item_anchor(checklist, item), checklist.get_key(item)
        if anchor and book_id(page, anchor) not in pdf.page_of_anchor:
            yield f"{name}: item {anchor} is missing from its chapter"
        if f"sheet-{checklist.id}--{key}" not in pdf.page_of_anchor:
            yield f"{name}: item {key} of {checklist.id} is missing from its sheet"


def check_sheets(publication: Publication, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield each sheet or form that is not one page, or has the name of another."""
    word = publication.language.word("fillable_word")
    checklists = [*publication.checklists]
    all_sheets = pdfs.get(site_paths.ALL_SHEETS_PDF, EMPTY_PDF)
    for checklist in checklists:
        if not fits_one_page(all_sheets, checklist.id):
            yield f"{site_paths.ALL_SHEETS_PDF}: {checklist.id} is not one page, alone"
    sheets = {site_paths.sheet_path(checklist.id) for checklist in checklists}
    for checklist in checklists:
        form = site_paths.fillable_path(checklist.id, word)
        for name in (site_paths.sheet_path(checklist.id), form):
            if not fits_one_page(pdfs.get(name, EMPTY_PDF), checklist.id):
                yield f"{name}: does not fit one page"
        if form in sheets:
            yield f"{form}: is also the sheet of a list; give that list another id"
