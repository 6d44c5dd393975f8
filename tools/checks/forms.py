"""Check that scans and working forms show on their pages what the data says, and fit their PDFs."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from tools.checks.pdfs import EMPTY_PDF, RenderedPdfs
from tools.model.entities.page import Page
from tools.model.entities.scan import Scan
from tools.model.entities.workform import Workform
from tools.model.publication import Publication
from tools.pdf.scans import PAGE_COUNT
from tools.render import site_paths
from tools.site.built_pages import Pages, collapse_whitespace, extract_text

# The groups, or a row: its id, page title and question, and each position with its description.
Row = tuple[str, ...]


def build_expected_rows(publication: Publication, scan: Scan) -> list[Row]:
    """Return the groups and rows of a scan as the model has them."""
    rows = []
    for row in scan.rows:
        answers = [text for pair in zip(scan.positions, row.signs, strict=True) for text in pair]
        rows.append((row.id, publication.pages[row.page].title, row.question, *answers))
    return [scan.groups, *rows]


def extract_rows(root: HtmlElement, scan: Scan) -> list[Row]:
    """Return the groups and rows of a scan as a built page shows them."""
    rows: list[Row] = []
    for element in root.xpath(f"//*[@data-scan='{scan.id}']"):
        rows.append(tuple(map(extract_text, element.xpath(".//*[@data-field='group']"))))
        for row in element.xpath(".//fieldset"):
            fields = row.xpath(".//*[@data-field]")
            rows.append((str(row.get("data-row")), *map(extract_text, fields)))
    return rows


def check_scans(publication: Publication, pages: Pages, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield where the page of a scan differs from the model, or its PDF is not two sheets."""
    for page, scan in publication.scan_pages:
        expected = build_expected_rows(publication, scan)
        actual = extract_rows(pages[page.url].root, scan) if page.url in pages else []
        for row in expected:
            if row not in actual:
                yield f"{page.url}: scan {scan.id} does not say {row!r}"
        if len(actual) != len(expected):
            yield f"{page.url}: scan {scan.id} shows {len(actual)} parts of {len(expected)}"
        elif actual != expected:
            yield f"{page.url}: scan {scan.id} has its parts in another order, or says more"
        yield from check_scan_pdf(scan, pdfs)


def check_scan_pdf(scan: Scan, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield where a sheet of the scan is not a page of its own in its PDF."""
    name = site_paths.scan_path(scan.id)
    pdf = pdfs.get(name, EMPTY_PDF)
    for number, anchor in enumerate((f"scan-{scan.id}", f"scan-{scan.id}-compare"), 1):
        if any(pdf.page_of_anchor.get(anchor + end) != number for end in ("", "-end")):
            yield f"{name}: {anchor} is not page {number}, alone"
    if pdf.page_count != PAGE_COUNT:
        yield f"{name}: {pdf.page_count} pages instead of {PAGE_COUNT}"


def build_expected_texts(publication: Publication, form: Workform) -> list[str]:
    """Return the texts of a form as the model has them, in reading order."""
    minutes = publication.language.word("minutes")
    texts = [form.goal, minutes.format(minutes=form.minutes), publication.roles[form.leader].title]
    texts += [form.group, *form.material]
    for step in form.steps:
        texts += [minutes.format(minutes=step.minutes), step.what, step.how]
        if step.say:
            texts.append(step.say)
    return [*map(collapse_whitespace, (*texts, form.result, *form.watch))]


def extract_texts(root: HtmlElement, page: Page) -> list[str]:
    """Return the texts of a page's form as the built page shows them."""
    return [*map(extract_text, root.xpath(f"//*[@data-workform='{page.id}']//*[@data-field]"))]


def check_workforms(publication: Publication, pages: Pages, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield each form whose page differs from the model, or that is not one sheet.

    In the book, too, it is to stand on one page.
    """
    book = site_paths.book_path(publication.settings.slug)
    for page, form in publication.workform_pages:
        actual = extract_texts(pages[page.url].root, page) if page.url in pages else []
        if actual != build_expected_texts(publication, form):
            yield f"{page.url}: the working form does not say what its data says"
        sheet = site_paths.workform_path(page.id)
        for name in (sheet, book) if publication.is_in_book(page) else (sheet,):
            anchors = pdfs.get(name, EMPTY_PDF).page_of_anchor
            first, last = (anchors.get(f"workform-{page.id}{end}") for end in ("", "-end"))
            if first is None or first != last:
                yield f"{name}: the form of {page.id} does not fit one page; shorten it"
