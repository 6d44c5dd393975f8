"""WeasyPrint: from one HTML document to a PDF, without network."""

from __future__ import annotations

import gc
import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.errors import BuildError, PangoMissingError
from tools.model.publication import Publication
from tools.pdf.missing_glyphs import explain_log_message

FONTCONFIG_FILE = Path(__file__).parent / "fonts.conf"


class AssetMissingError(BuildError):
    """A document asks for a file that is not there, or that is not the project's own."""


class PdfRenderError(BuildError):
    """WeasyPrint reported something about a document: a dead reference, a style it cannot read."""


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF that was made: its number of pages, and the page (from 1) on which each id stands."""

    page_count: int
    page_of_anchor: dict[str, int]

    @property
    def to_json(self) -> str:
        """The paper as text, to be kept with its file."""
        return json.dumps([self.page_count, self.page_of_anchor])

    @classmethod
    def from_json(cls, note: str) -> RenderedPdf:
        """Give the paper that was kept as text."""
        return cls(*json.loads(note))


class LogCollector(logging.Handler):
    """Gathers what WeasyPrint reports; nothing of it may pass unseen."""

    def __init__(self) -> None:
        """Listen from warnings upward."""
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a report."""
        self.messages.append(record.getMessage())


class ProgressHandler(logging.Handler):
    """Tells how far WeasyPrint is, from what it logs for each page that it lays out."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        """Take whom to tell the number of the page, at every twenty-fifth."""
        super().__init__(logging.INFO)
        self.on_page = tell

    def emit(self, record: logging.LogRecord) -> None:
        """Tell about a page."""
        page = record.args[0] if isinstance(record.args, tuple) and record.args else 0
        if "Creating layout" in record.msg and isinstance(page, int) and page % 25 == 0:
            self.on_page(page)


@contextmanager
def bundled_fonts_only() -> Iterator[None]:
    """Hide the machine's fonts from fontconfig, which reads this variable at each document."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTCONFIG_FILE)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def write_pdf(
    source: str,
    target: Path | None,
    publication: Publication,
    tell: Callable[[int], None] = lambda page: None,
    apart: Sequence[tuple[Path, str] | None] = (),
    fields: bool = False,
    tagged: bool = True,
) -> RenderedPdf:
    """Set the HTML `source` as a tagged PDF (PDF/UA-1) in `target`, or untagged for a press.

    `tell` hears the number of every twenty-fifth page, at each pass over the layout. `apart`
    names for each page in order a file and a title of its own, or None: laid out once, written
    apart too, or only so when `target` is None. `fields`: form elements become fields to fill in.
    Raises PangoMissingError when Pango is not there, AssetMissingError when a style, font or
    picture cannot be found, PaperError when WeasyPrint has anything to report.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError
    except OSError as error:
        raise PangoMissingError(str(error)) from error
    from tools.pdf.form_fields import repair_fields
    from tools.pdf.tags import use_html_structure
    from tools.pdf.url_fetcher import BASE_URL, ProjectURLFetcher

    reports = LogCollector()
    log = logging.getLogger("weasyprint")
    log.handlers = [reports]
    log.propagate = False
    progress = logging.getLogger("weasyprint.progress")
    progress.handlers = [ProgressHandler(tell)]
    progress.setLevel(logging.INFO)
    # Layout makes many small objects that live long: fewer collections save a tenth of the time.
    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        html = HTML(string=source, base_url=BASE_URL, url_fetcher=ProjectURLFetcher(publication))
        options = {"pdf_forms": fields, "finisher": lambda _, pdf: repair_fields(pdf)}
        if tagged:
            options["pdf_variant"] = "pdf/ua-1"
        with bundled_fonts_only():
            document = html.render(pdf_forms=fields)
        with use_html_structure():
            if target:
                target.parent.mkdir(parents=True, exist_ok=True)
                document.write_pdf(target, **options)
            for page, file in zip(document.pages, apart, strict=False):
                if file is None:
                    continue
                path, title = file
                path.parent.mkdir(parents=True, exist_ok=True)
                alone = document.copy([page])
                alone.metadata.title = title
                alone.write_pdf(path, **options)
    except FatalURLFetchingError as error:
        raise AssetMissingError(str(error)) from error
    finally:
        gc.set_threshold(*thresholds)
    if reports.messages:
        raise PdfRenderError(
            "\n".join(
                explain_log_message(line, publication) for line in dict.fromkeys(reports.messages)
            )
        )
    page_of: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            page_of.setdefault(anchor, number)
    return RenderedPdf(len(document.pages), page_of)
