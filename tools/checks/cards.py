"""Check that each list and working form has a card on which its texts fit."""

from collections.abc import Iterator

from tools.checks.pdfs import EMPTY_PDF, RenderedPdfs
from tools.model.publication import Publication
from tools.pdf.cards import CARDS_PER_SHEET, build_cards
from tools.render import site_paths


def check_cards(publication: Publication, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield each card that is not on its pages, front before back, or on which a text is cut."""
    name = site_paths.CARDS_PDF
    pages = pdfs.get(name, EMPTY_PDF).page_of_anchor
    for number, card in enumerate(build_cards(publication)):
        front = 2 * (number // CARDS_PER_SHEET) + 1
        found = tuple(pages.get(f"card-{card.id}{side}") for side in ("", "-back"))
        if found != (front, front + 1):
            yield f"{name}: the card of {card.id} is not on pages {front} and {front + 1}"
        if card.overflows:
            yield f"{name}: the card of {card.id} does not fit; shorten its lines"
