"""A PDF that is set once: taken from the cache when nothing it is made from has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf, write_pdf
from tools.runtime.cache import Cache


def cached_pdf(
    source: str,
    target: Path,
    publication: Publication,
    cache: Cache,
    tell: Callable[[int], None] = lambda page: None,
) -> RenderedPdf:
    """Put the PDF of the HTML `source` at `target`, kept or set anew; errors as of `write_pdf`."""
    note = cache.restore(target, [source])
    if note is not None:
        return RenderedPdf.from_json(note)
    paper = write_pdf(source, target, publication, tell)
    cache.store(target, [source], paper.to_json)
    return paper
