"""Rendering of one HTML document as a PDF, by WeasyPrint and without network."""

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

from tools.errors import BuildError, PangoMissingError
from tools.model.publication import Publication
from tools.pdf.missing_glyphs import explain_log_message
from tools.runtime.cache import Cache
from tools.runtime.environ import environment_variable
from tools.runtime.garbage import collection_paused

FONTCONFIG_FILE = Path(__file__).parent / "fonts.conf"
# Gets how many pages of a document are laid out, and their share of it, from 0 to 1.
PageCallback = Callable[[int, float], None]


class AssetMissingError(BuildError):
    """A document refers to a file that is missing, or that is not one of the project."""


class PdfRenderError(BuildError):
    """WeasyPrint reported a problem in a document: a dead reference, a style it cannot read."""


class RenderedPdf(NamedTuple):
    """A written PDF: its number of pages, and the page (from 1) of each id.

    `section_keys` are the keys of its sections in the cache.
    """

    page_count: int
    page_of_anchor: dict[str, int]
    section_keys: Sequence[str] = ()


class PartFile(NamedTuple):
    """A part of a document that is written to a file of its own: from the page of one id on.

    It ends on the page of another id.
    """

    first_id: str
    last_id: str
    path: Path
    title: str


class LogHandler(logging.Handler):
    """Collects the warnings and errors of WeasyPrint."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Add a message about a problem."""
        self.messages.append(record.getMessage())


def collect_log() -> LogHandler:
    """Route the log of WeasyPrint to a new handler."""
    handler, log = LogHandler(), logging.getLogger("weasyprint")
    log.handlers, log.propagate = [handler], False
    return handler


def ignore_pages(pages: int, share: float) -> None:
    """Do nothing with the progress of a layout."""


def bundled_fonts_only() -> AbstractContextManager[None]:
    """Hide the fonts of the machine from fontconfig, which reads this variable per document."""
    return environment_variable("FONTCONFIG_FILE", str(FONTCONFIG_FILE))


def write_pdf(
    source: str,
    target: Path | None,
    publication: Publication,
    on_pages: PageCallback = ignore_pages,
    part_files: Sequence[PartFile] = (),
    fillable: bool = False,
    tagged: bool = True,
    cache: Cache | None = None,
) -> RenderedPdf:
    """Write the HTML `source` to `target` as a tagged PDF (PDF/UA-1), or untagged for a press.

    `on_pages` is called after the layout of each section.
    From the one layout, `part_files` are written as well, and only these when `target` is None.
    With `fillable`, form elements become fields to fill in. Pages of sections that did not change
    come from the `cache`, and the others are stored there.
    Raises PangoMissingError without Pango, AssetMissingError when a style, font or image cannot be
    found, and PdfRenderError when WeasyPrint reports any problem.
    """
    try:
        from weasyprint.urls import FatalURLFetchingError
    except OSError as error:
        raise PangoMissingError(str(error)) from error
    # These import WeasyPrint as well.
    from tools.pdf.form_fields import repair_fields
    from tools.pdf.tags import use_html_structure
    from tools.pdf.typesetter import Typesetter, open_styles

    log = collect_log()
    options = {"pdf_forms": fillable, "finisher": lambda _, pdf: repair_fields(pdf)}
    if tagged:
        options["pdf_variant"] = "pdf/ua-1"
    try:
        with collection_paused(), bundled_fonts_only(), use_html_structure():
            typesetter = Typesetter(publication, tagged, fillable, cache)
            document = typesetter.typeset(source, on_pages)
            write_documents(document, target, part_files, options)
            if not log.messages:
                typesetter.save_sections()
    except FatalURLFetchingError as error:
        raise AssetMissingError(str(error)) from error
    if log.messages:
        open_styles.cache_clear()  # so that what is wrong with a style is said again
        messages = dict.fromkeys(log.messages)
        raise PdfRenderError("\n".join(explain_log_message(m, publication) for m in messages))
    page_of_anchor: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            page_of_anchor.setdefault(anchor, number)
    return RenderedPdf(len(document.pages), page_of_anchor, typesetter.section_keys)


def write_documents(
    document: Any,
    target: Path | None,
    part_files: Sequence[PartFile],
    options: dict[str, Any],
) -> None:
    """Write a WeasyPrint document to `target`, and parts of it to files as `write_pdf` says."""
    from tools.pdf.painted_page import add_fonts

    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        add_fonts(document)
        document.write_pdf(target, **options)
    page_of_id: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:  # also on the pages on which a part goes on
            page_of_id.setdefault(anchor, number)
    for file in part_files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        first, last = page_of_id[file.first_id], page_of_id[file.last_id]
        part = document.copy(document.pages[first : last + 1])
        part.metadata.title = file.title
        add_fonts(part)
        part.write_pdf(file.path, **options)


def restore_pdf(source: str, target: Path, cache: Cache) -> RenderedPdf | None:
    """Copy the PDF of the HTML `source` from the cache to `target`, if it is there."""
    cached = cache.restore(target, [source])
    if cached is None:
        return None
    pdf = RenderedPdf(*json.loads(cached))
    cache.used_keys.update(pdf.section_keys)  # a build after an edit needs them
    return pdf


def store_pdf(pdf: RenderedPdf, source: str, target: Path, cache: Cache) -> None:
    """Copy the PDF of the HTML `source` from `target` to the cache."""
    cache.store(target, [source], json.dumps(pdf))
