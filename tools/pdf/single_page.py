"""The sheets and the form PDFs of checklists, each a file of its own; only changes are rendered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.renderer import PartFile, RenderedPdf, restore_pdf, store_pdf, write_pdf
from tools.pdf.sheets import render_sheets
from tools.render import site_paths
from tools.runtime.cache import Cache


@dataclass(frozen=True)
class SinglePage:
    """A checklist on one A4: the path of its file in the site, its title, and its HTML."""

    page: Page
    checklist_id: str
    path: str
    title: str
    html: str


def write_sheets(publication: Publication, site: Path, cache: Cache) -> dict[str, RenderedPdf]:
    """Write the sheets of all checklists into `site`; return the PDFs by path.

    All sheets are also written to one file. That and the single files come from one layout, so one
    changed sheet makes all sheets be laid out again.
    """
    documents = list_pages(publication, fillable=False)
    title = f"{publication.language.word('lists')}. {publication.name}"
    source = render_sheets(publication, publication.pages_with_checklist, title)
    combined = site_paths.ALL_SHEETS_PDF
    sources = {combined: source} | {document.path: document.html for document in documents}
    pdfs = restore_pdfs(sources, site, cache)
    if len(pdfs) < len(sources):
        pdfs |= render_pages(publication, site, cache, source, documents, set(pdfs), combined)
    return pdfs


def write_fillable(publication: Publication, site: Path, cache: Cache) -> dict[str, RenderedPdf]:
    """Write the form PDFs of all checklists into `site`; return the PDFs by path.

    Only those that changed are rendered.
    """
    documents = list_pages(publication, fillable=True)
    pdfs = restore_pdfs({document.path: document.html for document in documents}, site, cache)
    changed = [document for document in documents if document.path not in pdfs]
    if changed:
        pages = [document.page for document in changed]
        source = render_sheets(publication, pages, publication.name, fillable=True)
        pdfs |= render_pages(publication, site, cache, source, changed, set(pdfs))
    return pdfs


def restore_pdfs(sources: Mapping[str, str], site: Path, cache: Cache) -> dict[str, RenderedPdf]:
    """Copy the files that did not change from the cache into `site`; return their PDFs by path."""
    pdfs = {path: restore_pdf(source, site / path, cache) for path, source in sources.items()}
    return {path: pdf for path, pdf in pdfs.items() if pdf}


def render_pages(
    publication: Publication,
    site: Path,
    cache: Cache,
    source: str,
    documents: Sequence[SinglePage],
    restored: Collection[str],
    combined: str = "",
) -> dict[str, RenderedPdf]:
    """Write the documents of which the path is not in `restored`, from one layout of `source`.

    `combined`: the path of a file of all of them; without it they are form PDFs.
    """
    target = site / combined if combined else None
    part_files = [
        PartFile(*sheet_anchors(document.checklist_id), site / document.path, document.title)
        for document in documents
        if document.path not in restored
    ]
    pdf = write_pdf(
        source, target, publication, part_files=part_files, fillable=not combined, cache=cache
    )
    pdfs = {combined: pdf} if combined else {}
    if target:
        store_pdf(pdf, source, target, cache)
    for document in documents:
        if document.path not in restored:
            pdfs[document.path] = extract_sheet(pdf, document.checklist_id)
            store_pdf(pdfs[document.path], document.html, site / document.path, cache)
    return pdfs


def list_pages(publication: Publication, fillable: bool) -> list[SinglePage]:
    """Return the single-page document of each checklist, in order."""
    word = publication.language.word("fillable_word")
    return [
        SinglePage(
            page=page,
            checklist_id=checklist.id,
            path=site_paths.fillable_path(checklist.id, word)
            if fillable
            else site_paths.sheet_path(checklist.id),
            title=f"{checklist.title}. {publication.name}",
            html=render_sheets(publication, [page], checklist.title, fillable),
        )
        for page, checklist in publication.checklist_pages
    ]


def extract_sheet(pdf: RenderedPdf, checklist_id: str) -> RenderedPdf:
    """Return the sheet of a checklist as a PDF of its own, with the pages of its first and last id.

    A sheet that does not fit one page goes on on the next.
    """
    first, last = (pdf.page_of_anchor[anchor] for anchor in sheet_anchors(checklist_id))
    pages = dict(zip(sheet_anchors(checklist_id), (1, last - first + 1), strict=True))
    return RenderedPdf(last - first + 1, pages)


def fits_one_page(pdf: RenderedPdf, checklist_id: str) -> bool:
    """Check that the sheet of a checklist begins and ends on one page."""
    first, last = (pdf.page_of_anchor.get(anchor) for anchor in sheet_anchors(checklist_id))
    return first is not None and first == last


def sheet_anchors(checklist_id: str) -> tuple[str, str]:
    """Return the ids at the beginning and at the end of a sheet."""
    return f"sheet-{checklist_id}", f"sheet-{checklist_id}-end"
