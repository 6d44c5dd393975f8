"""Check that the texts of slides fit them, whichever font shows them."""

from collections.abc import Iterator

from tools.exports.deck import find_overflow
from tools.exports.slides import build_decks
from tools.model.publication import Publication


def check_decks(publication: Publication) -> Iterator[str]:
    """Yield each text that does not fit its place on a slide, at its smallest size."""
    for deck in build_decks(publication):
        for slide, place in find_overflow(publication, deck):
            yield f"{deck.path}: {place} of slide {slide.title!r} does not fit; shorten it"
