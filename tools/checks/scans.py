"""A conversation scan says on its page what the data says, and stands on two sheets of paper."""

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

Row = tuple[str, ...]  # a row as shown: its id, page title, question, and each position and sign


def build_expected_rows(publication: Publication, scan: Scan) -> list[Row]:
    """Give the words of a scan as the model has them: its groups, and then row by row."""
    rows = []
    for row in scan.rows:
        signs = zip(scan.positions, row.signs, strict=True)
        told = (text for pair in signs for text in pair)
        rows.append((row.id, publication.pages[row.page].title, row.question, *told))
    return [scan.groups, *rows]


def extract_rows(root: HtmlElement, scan: Scan) -> list[Row]:
    """Give the words of a scan as a built page shows them."""
    found = []
    for home in root.xpath(f"//*[@data-scan='{scan.id}']"):
        found.append(tuple(extract_text(one) for one in home.xpath(".//*[@data-field='group']")))
        for row in home.xpath(".//fieldset"):
            fields = row.xpath(".//*[@data-field]")
            found.append((str(row.get("data-row")), *(extract_text(field) for field in fields)))
    return found


def check_scans(
    publication: Publication,
    site: Path,
    pages: Mapping[str, BuiltPage],
    papers: Mapping[str, RenderedPdf],
) -> Iterator[str]:
    """Give each scan whose page does not say what the model says, or that is not two sheets."""
    for page, scan in publication.scan_pages:
        wanted = build_expected_rows(publication, scan)
        shown = extract_rows(pages[page.url].root, scan) if page.url in pages else []
        for want in wanted:
            if want not in shown:
                yield f"{page.url}: scan {scan.id} does not say {want!r}"
        if shown != wanted and len(shown) == len(wanted):
            yield f"{page.url}: scan {scan.id} has its parts in another order, or says more"
        if len(shown) != len(wanted):
            yield f"{page.url}: scan {scan.id} shows {len(shown)} parts of {len(wanted)}"
        name = artifacts.scan_path(scan.id)
        paper = papers.get(name)
        if paper is None or not (site / name).is_file():
            yield f"{name}: missing"
            continue
        for number, anchor in enumerate((f"scan-{scan.id}", f"scan-{scan.id}-compare"), 1):
            if any(paper.page_of_anchor.get(anchor + end) != number for end in ("", "-end")):
                yield f"{name}: {anchor} is not page {number}, alone"
        if paper.page_count != PAGE_COUNT:
            yield f"{name}: {paper.page_count} pages instead of {PAGE_COUNT}"
