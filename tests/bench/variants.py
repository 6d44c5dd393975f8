"""Render a variant of a document with WeasyPrint alone: `python -m tests.bench.variants VARIANT …`.

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
    """A way to render a document: its HTML, whose tags, page numbers or not; compared with what."""

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
PAGE_NUMBERS = re.compile(rb"target-counter\([^;]*?, page\)")


@dataclass(frozen=True)
class ProjectFiles:
    """The folders of a publication, as far as the URL fetcher uses them."""

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


class UnnumberedURLFetcher(ProjectURLFetcher):
    """A URL fetcher that removes page numbers in text and contents from the styles."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a file, of a style sheet without its page numbers."""
        response = super().fetch(url, headers)
        if not url.endswith(".css"):
            return response
        return URLFetcherResponse(
            url, PAGE_NUMBERS.sub(b'"0"', response.read()), {"Content-Type": "text/css"}
        )


def write_variant(variant: Variant, root: Path, target: Path) -> None:
    """Write a document of a project as PDF, in a variant."""
    project_files: Any = ProjectFiles(root)
    files = (ProjectURLFetcher if variant.numbers else UnnumberedURLFetcher)(project_files)
    source = (root / "build" / f"{variant.source}.html").read_text(encoding="utf-8")
    html = HTML(string=source, base_url=BASE_URL, url_fetcher=files)
    with bundled_fonts_only(), use_html_structure() if variant.tags == "ours" else nullcontext():
        html.write_pdf(
            target, pdf_variant="pdf/ua-1" if variant.tags else None,
            pdf_forms=variant.source == "forms",
        )  # fmt: skip


if __name__ == "__main__":
    write_variant(VARIANTS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]))
