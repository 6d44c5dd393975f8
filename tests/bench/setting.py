"""A document set by WeasyPrint alone, as one process: `python -m tests.bench.setting VARIANT …`.

Arguments: the variant, the folder of a project with the HTML in `build/`, the target.
"""

from __future__ import annotations

import re
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from weasyprint import HTML
from weasyprint.urls import URLFetcherResponse

from tools.pdf.renderer import bundled_fonts_only
from tools.pdf.tags import use_html_structure
from tools.pdf.url_fetcher import BASE_URL, ProjectURLFetcher


class Variant(NamedTuple):
    """How a document is set: its HTML, who tags it, whether it prints numbers; against what."""

    source: str
    tags: str
    numbers: bool
    against: str


VARIANTS = {
    "book": Variant("book", "ours", True, "book"),
    "book with WeasyPrint's own tags": Variant("book", "theirs", True, "book"),
    "book without tags": Variant("book", "", True, "book"),
    "book without page numbers in contents and text": Variant("book", "ours", False, "book"),
    "book without sheets": Variant("pages", "ours", True, "book"),
    "sheets": Variant("sheets", "ours", True, "sheets"),
    "sheets with fields": Variant("forms", "ours", True, "sheets"),
}
NUMBERS = re.compile(rb"target-counter\([^;]*?, page\)")


@dataclass(frozen=True)
class Here:
    """As much of a publication as its files need."""

    root: Path

    @property
    def docs(self) -> Path:
        """The publication's own files."""
        return self.root / "docs"

    @property
    def overrides(self) -> Path:
        """The files of its look."""
        return self.root / "overrides"

    def asset(self, name: str) -> Path:
        """Find a file below `assets/`."""
        own = self.docs / "assets" / name
        return own if own.is_file() else self.overrides / "assets" / name


class Unnumbered(ProjectURLFetcher):
    """Gives the styles without numbers of pages in running text and contents."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give one file."""
        response = super().fetch(url, headers)
        if not url.endswith(".css"):
            return response
        return URLFetcherResponse(
            url, NUMBERS.sub(b'"0"', response.read()), {"Content-Type": "text/css"}
        )


def set_document(variant: Variant, root: Path, target: Path) -> None:
    """Set a document of a project in a variant."""
    here: Any = Here(root)
    files = (ProjectURLFetcher if variant.numbers else Unnumbered)(here)
    source = (root / "build" / f"{variant.source}.html").read_text(encoding="utf-8")
    html = HTML(string=source, base_url=BASE_URL, url_fetcher=files)
    with bundled_fonts_only(), use_html_structure() if variant.tags == "ours" else nullcontext():
        html.write_pdf(
            target, pdf_variant="pdf/ua-1" if variant.tags else None,
            pdf_forms=variant.source == "forms",
        )  # fmt: skip


if __name__ == "__main__":
    set_document(VARIANTS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]))
