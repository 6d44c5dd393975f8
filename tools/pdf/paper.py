"""WeasyPrint: from one HTML document to a PDF, without network."""

from __future__ import annotations

import gc
import logging
from dataclasses import dataclass
from pathlib import Path

from tools.model.publication import Publication


class PangoMissingError(Exception):
    """WeasyPrint cannot load Pango."""


class AssetMissingError(Exception):
    """A document asks for a file that is not there, or that is not the project's own."""


class PaperError(Exception):
    """WeasyPrint reported something about a document: a dead reference, a style it cannot read."""


@dataclass(frozen=True)
class Paper:
    """A PDF that was made: its number of pages, and the page (from 1) on which each id stands."""

    pages: int
    page_of: dict[str, int]


class Reports(logging.Handler):
    """Gathers what WeasyPrint reports; nothing of it may pass unseen."""

    def __init__(self) -> None:
        """Listen from warnings upward."""
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a report."""
        self.lines.append(record.getMessage())


def write_pdf(source: str, target: Path, publication: Publication) -> Paper:
    """Set the HTML `source` as a tagged PDF (PDF/UA-1) in `target`.

    Raises PangoMissingError when Pango is not there, AssetMissingError when a style, font or
    picture cannot be found, PaperError when WeasyPrint has anything to report.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError
    except OSError as error:
        raise PangoMissingError(str(error)) from error
    from tools.pdf.files import BASE, ProjectFiles
    from tools.pdf.tags import mend

    # Layout makes many small objects that live long: fewer collections save a tenth of the time.
    reports = Reports()
    log = logging.getLogger("weasyprint")
    log.handlers = [reports]
    log.propagate = False
    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        html = HTML(string=source, base_url=BASE, url_fetcher=ProjectFiles(publication))
        document = html.render()
        target.parent.mkdir(parents=True, exist_ok=True)
        document.write_pdf(target, pdf_variant="pdf/ua-1", finisher=mend)
    except FatalURLFetchingError as error:
        raise AssetMissingError(str(error)) from error
    finally:
        gc.set_threshold(*thresholds)
    if reports.lines:
        raise PaperError("\n".join(dict.fromkeys(reports.lines)))
    page_of: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            page_of.setdefault(anchor, number)
    return Paper(len(document.pages), page_of)
