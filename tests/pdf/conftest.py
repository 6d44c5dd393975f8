"""Fixtures of the PDF tests, such as sheets and forms of a site that has an address."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.conftest import ROOT, Built, own_publication
from tests.pdf.read_back import pdftotext
from tools.brand.palette import STYLES
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication
from tools.pdf.renderer import PartFile, RenderedPdf, bundled_fonts_only, write_pdf
from tools.pdf.sheets import render_sheets
from tools.pdf.single_page import sheet_anchors

ADDRESS = "https://toolkit.example.org/leren-en-vernieuwen/"
PRINT = ROOT / "overrides" / "print"
# The styles that WeasyPrint reads; the other one is a template, for browsers.
PRINT_STYLES = sorted(set(PRINT.glob("*.css")) - {PRINT / "composer.css"})
SAMPLE = ("start-vandaag", "vier-opbrengsten", "werkprocessen-samen-bekijken")


def with_address(publication: Publication, address: str = ADDRESS) -> Publication:
    """Return a copy of a publication whose site has an address."""
    settings = publication.mkdocs.model_copy(update={"site_url": address})
    return replace(publication, mkdocs=settings)


def write_checklist_pdf(publication: Publication, path: Path, fillable: bool) -> RenderedPdf:
    """Write the sheet of the publication's first checklist, or its form."""
    source = render_sheets(publication, publication.pages_with_checklist[:1], "x", fillable)
    return write_pdf(source, path, publication, fillable=fillable)


@dataclass(frozen=True)
class ChecklistPdfs:
    """The sheets and forms of a sample of the checklists, as single files."""

    publication: Publication
    folder: Path

    def file(self, checklist: Checklist | str, kind: str) -> Path:
        """The `sheet` or `form` of a list."""
        checklist_id = checklist if isinstance(checklist, str) else checklist.id
        return self.folder / f"{checklist_id}-{kind}.pdf"


@pytest.fixture(scope="session")
def pdfs_with_address(tmp_path_factory: pytest.TempPathFactory) -> ChecklistPdfs:
    """Sheets and forms of a sample of the lists, of a site that has an address."""
    folder = tmp_path_factory.mktemp("addressed")
    pdfs = ChecklistPdfs(with_address(own_publication()), folder)
    lists = {
        page.meta.checklist.id: page
        for page in pdfs.publication.pages_with_checklist
        if page.meta.checklist
    }
    pages = [lists[checklist_id] for checklist_id in SAMPLE]
    for kind in ("sheet", "form"):
        source = render_sheets(pdfs.publication, pages, "x", fillable=kind == "form")
        part_files = [
            PartFile(*sheet_anchors(id_), pdfs.file(id_, kind), title=id_) for id_ in SAMPLE
        ]
        write_pdf(source, None, pdfs.publication, part_files=part_files, fillable=kind == "form")
    return pdfs


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Draw the first page of a PDF as a picture of 150 dots per inch."""
    folder = tmp_path_factory.mktemp("pictures")

    def draw(path: Path) -> Path:
        target = folder / path.stem
        done = subprocess.run(
            ["pdftoppm", "-r", "150", "-png", "-singlefile", "-l", "1", str(path), str(target)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stderr == "", done.stderr
        return target.with_suffix(".png")

    return draw


def html_page(body: str) -> str:
    """Return a small document with the project's print styles."""
    styles = "".join(f'<link rel="stylesheet" href="print/{p.name}">' for p in PRINT_STYLES)
    colours = f"<style>{(STYLES / 'palette.css').read_text(encoding='utf-8')}</style>"
    return (
        f'<!doctype html><html lang="nl"><head><title>x</title>{colours}{styles}</head>'
        f"<body><h1>x</h1>{body}</body></html>"
    )


COLUMN_RULES = "\n".join(
    line
    for line in (PRINT / "pages.css").read_text(encoding="utf-8").splitlines()
    if line.startswith(".column")
)
SMALL_PAGES = """
@page { size: 100mm 60mm; margin: 10mm; @bottom-right { content: counter(page) } }
html { font: 10pt/12pt "Atkinson Hyperlegible Next"; --column-gap: 2mm }
body, h1, p, ul { margin: 0; padding: 0; font: inherit }
section + section { break-before: page }
.high { height: 35mm }
[data-page]::after { content: attr(data-page) }
"""


def small_document(*sections: str, style: str = "") -> str:
    """Return a document of these sections, on small pages; one may begin with a mark of its own."""
    marked = (s if s.startswith("<!--") else f"<!-- section --><section>{s}" for s in sections)
    styles = SMALL_PAGES + COLUMN_RULES + style
    return (
        '<!doctype html><html lang="nl"><head><title>x</title>'
        f'<link rel="stylesheet" href="print/fonts.css"><style>{styles}</style></head>'
        f"<body>{'</section>'.join(marked)}</section></body></html>"
    )


def lay_out(body: str, style: str = "") -> list[Any]:
    """Return the pages of a small document of one section, laid out and not painted."""
    from tools.pdf.typesetter import Typesetter

    head, start, rest = small_document(body, style=style).partition("<body")
    with bundled_fonts_only():
        typesetter = Typesetter(own_publication(), tagged=False, fillable=False, cache=None)
        typesetter.sheets = typesetter.styles.load(head, typesetter.fetcher)
        return typesetter.lay_out(start + rest, 1).pages


PLAIN = """
<p><a href="https://example.org/"><strong>x</strong></a></p>
<ul><li><p>x</p><p>y</p></li></ul>
<table><tr><th colspan="2">x</th></tr><tr><td>x</td><td>y</td></tr></table>
"""


def plain_pdf(target: Path, body: str = PLAIN, variant: str | None = "pdf/ua-1") -> None:
    """Write a PDF with WeasyPrint's own structure tree, or with none, that tests must reject."""
    from weasyprint import HTML

    from tools.pdf.url_fetcher import BASE_URL, ProjectURLFetcher

    with bundled_fonts_only():
        html = HTML(
            string=html_page(body),
            base_url=BASE_URL,
            url_fetcher=ProjectURLFetcher(own_publication()),
        )
        html.write_pdf(target, pdf_variant=variant)


@pytest.fixture(scope="module")
def book(built: Built) -> Path:
    """The book's file."""
    assert shutil.which("pdftotext"), "poppler is missing: python -m tools doctor --tests"
    return built.site / "downloads" / f"{built.publication.settings.slug}.pdf"


@pytest.fixture(scope="module")
def pdf(book: Path) -> Iterator[pikepdf.Pdf]:
    """The book, opened."""
    with pikepdf.open(book) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(book: Path) -> list[str]:
    """The text of each page, in the order of its content stream."""
    return pdftotext(book, "-raw").split("\f")[:-1]
