"""Check that each list and working form has a card, on which its texts fit."""

from collections.abc import Iterator

from tools.checks.pdfs import EMPTY_PDF, RenderedPdfs
from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.pdf.cards import CARDS_PER_SHEET, build_cards
from tools.render import site_paths


def check_cards(publication: Publication, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield each card that is not on its pages, the front before the back."""
    name = site_paths.CARDS_PDF
    pages = pdfs.get(name, EMPTY_PDF).page_of_anchor
    for number, card in enumerate(build_cards(publication)):
        front = 2 * (number // CARDS_PER_SHEET) + 1
        found = tuple(pages.get(f"card-{card.id}{side}") for side in ("", "-back"))
        if found != (front, front + 1):
            yield f"{name}: the card of {card.id} is not on pages {front} and {front + 1}"


def check_card_lengths(publication: Publication) -> Iterator[Problem]:
    """Yield a problem for each card with a text that does not fit its place."""
    for card in build_cards(publication):
        if card.overflows:
            file = publication.mkdocs.docs_dir / card.source
            values = {"id": card.id, "file": site_paths.CARDS_PDF}
            yield Problem(file, 1, "card-long", values=values)
