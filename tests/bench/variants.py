"""Render a variant of a document: `python -m tests.bench.variants VARIANT PROJECT TARGET`.

PROJECT is the folder of a project with the HTML in `build/`. A variant is rendered in our way, or
by WeasyPrint alone: in one layout of the whole document, with its own tags, page numbers and
columns. `native_html` and `native_styles` write what those need, which browsers read as well.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from weasyprint import HTML
from weasyprint.urls import URLFetcherResponse

from tools.pdf.page_numbers import PLACEHOLDER_ATTRIBUTE, REFERENCE_ATTRIBUTE
from tools.pdf.renderer import bundled_fonts_only, write_pdf
from tools.pdf.url_fetcher import BASE_URL, ProjectURLFetcher


class Variant(NamedTuple):
    """A way to render a document, and the name of the variant that it is compared with.

    `source` names its HTML in `build/`. `native`: by WeasyPrint alone.
    """

    source: str
    against: str
    native: bool = False
    tags: bool = True
    numbers: bool = True
    columns: bool = True


BOOK, NATIVE = "book", "book by WeasyPrint alone"
VARIANTS = {
    BOOK: Variant("book", BOOK),
    "book without tags": Variant("book", BOOK, tags=False),
    "book without page numbers in contents and text": Variant("book", BOOK, numbers=False),
    "book without columns": Variant("book", BOOK, columns=False),
    "book without sheets": Variant("pages", BOOK),
    NATIVE: Variant("book", BOOK, native=True),
    f"{NATIVE}, without tags": Variant("book", NATIVE, native=True, tags=False),
    f"{NATIVE}, without page numbers": Variant("book", NATIVE, native=True, numbers=False),
    f"{NATIVE}, without columns": Variant("book", NATIVE, native=True, columns=False),
    "sheets": Variant("sheets", "sheets"),
    "sheets with fields": Variant("forms", "sheets"),
}
REFERENCE = re.compile(f' {REFERENCE_ATTRIBUTE}="([^"]+)"')
PAGE_NUMBER = f"attr({PLACEHOLDER_ATTRIBUTE})"
NATIVE_PAGE_NUMBER = f"target-counter(attr({PLACEHOLDER_ATTRIBUTE} url), page)"
COLUMNS = re.compile(r"--columns: (\d+); --column-gap: ([^;]+); width: [^;]+;")
ONE_COLUMN = "<style>.sources, .book-index-words { --columns: 1; columns: auto }</style>"


@dataclass(frozen=True)
class ProjectFiles:
    """The folders of a publication, as far as the renderer uses them."""

    root: Path

    @property
    def docs_folder(self) -> Path:
        """The folder of the publication's pages and assets."""
        return self.root / "docs"

    @property
    def templates_folder(self) -> Path:
        """The folder of all templates and print styles."""
        return self.root / "overrides"

    @property
    def theme_folder(self) -> Path:
        """The folder of the theme."""
        return self.root / "overrides" / "theme"


class NativeStylesFetcher(ProjectURLFetcher):
    """A URL fetcher that returns style sheets as WeasyPrint alone needs them."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a file; raise FatalURLFetchingError when it is not allowed or missing."""
        response = super().fetch(url, headers)
        if not url.endswith(".css"):
            return response
        css = native_styles(response.read().decode()).encode()
        return URLFetcherResponse(url, css, {"Content-Type": "text/css"})


def native_styles(css: str) -> str:
    """Return styles with the columns and page numbers of CSS in place of ours."""
    css = COLUMNS.sub(r"columns: \1; column-gap: \2; column-fill: auto;", css)
    return css.replace(PAGE_NUMBER, NATIVE_PAGE_NUMBER)


def native_html(html: str) -> str:
    """Return HTML in which an element names the id of which `native_styles` print the page."""
    return REFERENCE.sub(rf' {PLACEHOLDER_ATTRIBUTE}="#\1"', html)


def write_variant(variant: Variant, root: Path, target: Path) -> None:
    """Write a document of a project as PDF, in a variant."""
    html = (root / "build" / f"{variant.source}.html").read_text(encoding="utf-8")
    if not variant.numbers:
        html = REFERENCE.sub("", html)
    if not variant.columns:
        html = html.replace("</head>", f"{ONE_COLUMN}</head>", 1)
    publication: Any = ProjectFiles(root)
    if variant.native:
        fetcher = NativeStylesFetcher(publication)
        document = HTML(string=native_html(html), base_url=BASE_URL, url_fetcher=fetcher)
        with bundled_fonts_only():
            document.write_pdf(target, pdf_variant="pdf/ua-1" if variant.tags else None)
        return
    fillable = variant.source == "forms"
    write_pdf(html, target, publication, fillable=fillable, tagged=variant.tags)


if __name__ == "__main__":
    write_variant(VARIANTS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]))
