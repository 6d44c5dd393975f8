"""Check that a conversation scan shows on its page what the data says, and is two sheets as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.html import HtmlElement

from tools.model.entities.scan import Scan
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf
from tools.pdf.scans import PAGE_COUNT
from tools.render import artifacts
from tools.site.built_pages import BuiltPage, extract_text

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


def check_scans(
    publication: Publication,
    site: Path,
    pages: Mapping[str, BuiltPage],
    pdfs: Mapping[str, RenderedPdf],
) -> Iterator[str]:
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
        yield from check_scan_pdf(scan, site, pdfs)


def check_scan_pdf(scan: Scan, site: Path, pdfs: Mapping[str, RenderedPdf]) -> Iterator[str]:
    """Yield a PDF that is missing, or in which a sheet of the scan is not a page of its own."""
    name = artifacts.scan_path(scan.id)
    pdf = pdfs.get(name)
    if pdf is None or not (site / name).is_file():
        yield f"{name}: missing"
        return
    for number, anchor in enumerate((f"scan-{scan.id}", f"scan-{scan.id}-compare"), 1):
        if any(pdf.page_of_anchor.get(anchor + end) != number for end in ("", "-end")):
            yield f"{name}: {anchor} is not page {number}, alone"
    if pdf.page_count != PAGE_COUNT:
        yield f"{name}: {pdf.page_count} pages instead of {PAGE_COUNT}"
