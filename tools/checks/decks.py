"""Check that the texts of slides fit them, whichever font shows them."""

from collections.abc import Iterator

from tools.exports.deck import find_overflow
from tools.exports.slides import build_decks
from tools.model.problems import Problem
from tools.model.publication import Publication


def check_slide_lengths(publication: Publication) -> Iterator[Problem]:
    """Yield a problem for each slide with a text that does not fit its place."""
    for deck in build_decks(publication):
        file = publication.mkdocs.docs_dir / deck.source
        for slide in dict.fromkeys(slide for slide, _ in find_overflow(publication, deck)):
            values = {"title": slide.title, "file": deck.path}
            yield Problem(file, 1, "slide-long", values=values)
