"""A PDF that is set once: taken from the cache when nothing it is made from has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.cache import Cache
from tools.model.publication import Publication
from tools.pdf.paper import Paper, write_pdf


def kept_pdf(
    source: str,
    target: Path,
    publication: Publication,
    cache: Cache,
    tell: Callable[[int], None] = lambda page: None,
) -> Paper:
    """Put the PDF of the HTML `source` at `target`, kept or set anew; errors as of `write_pdf`."""
    note = cache.fetch(target, [source])
    if note is not None:
        return Paper.noted(note)
    paper = write_pdf(source, target, publication, tell)
    cache.keep(target, [source], paper.note)
    return paper
