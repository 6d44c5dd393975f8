"""The cards: each list and working form has one, with its words, its back behind its front."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import SMALL, Built, own_publication
from tests.pdf.read_back import pdftotext, remove_space
from tools.checks.cards import check_card_lengths, check_cards
from tools.model.entities.fields import FieldSettings
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.cards import CARDS_PER_SHEET, Card, build_cards, render_cards
from tools.pdf.renderer import RenderedPdf, write_pdf
from tools.render import site_paths

A4_WIDTH = 595.3  # points
CARD_WIDTH = 95 * 72 / 25.4
WORD = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<')


@pytest.fixture(params=["built", "built_small"])
def any_built(request: pytest.FixtureRequest) -> Built:
    """The publication, and the small one with its nasty texts."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Built)
    return found


def comparable(text: str) -> str:
    """Return a text for comparison: without white space and direction marks."""
    return re.sub("[\u202a-\u202e]", "", remove_space(text))


def texts_of(card: Card) -> tuple[list[str], list[str]]:
    """Return the texts of the front and of the back of a card."""
    lines = [text for group in card.groups for line in group.lines for text in line]
    labels = [group.label for group in card.groups]
    front = [card.title, card.kind, card.goal, card.facts]
    return front, [card.title, *labels, *lines, card.close]


@pytest.mark.integration
def test_each_card_has_its_words_on_its_front_and_its_back(any_built: Built) -> None:
    path = any_built.site / site_paths.CARDS_PDF
    pages = [comparable(page) for page in pdftotext(path, "-raw").split("\f")[:-1]]
    cards = build_cards(any_built.publication)
    assert len(pages) == 2 * -(-len(cards) // CARDS_PER_SHEET)
    for number, card in enumerate(cards):
        front = 2 * (number // CARDS_PER_SHEET)
        for page, texts in zip(pages[front : front + 2], texts_of(card), strict=True):
            assert [text for text in texts if comparable(text) not in page] == []


@pytest.mark.any_publication
def test_every_item_and_step_is_on_a_card() -> None:
    publication = own_publication()
    cards = {card.id: texts_of(card)[1] for card in build_cards(publication)}
    for checklist in publication.checklists:
        assert {item.what for item in checklist.items} <= {*cards[checklist.id]}
    for page, form in publication.workform_pages:
        assert {step.what for step in form.steps} <= {*cards[page.id]}
    assert len(cards) == len([*publication.checklists]) + len(publication.workform_pages)


@pytest.mark.integration
def test_a_back_is_behind_its_front(built: Built) -> None:
    """Turned over the long edge, what is at the left of one page is at the right of the other."""
    path = built.site / site_paths.CARDS_PDF
    for number, card in enumerate(build_cards(built.publication)[:CARDS_PER_SHEET]):
        front, back = (find_words(path, page, card.title) for page in (1, 2))
        is_left = number % 2 == 0
        assert (front[0] < A4_WIDTH / 2) == is_left
        assert (back[0] < A4_WIDTH / 2) != is_left
        assert abs(front[0] - back[0]) == pytest.approx(CARD_WIDTH, abs=1)
        assert 0 <= front[1] - back[1] < 60  # in the same row: the front has its kind above


def find_words(path: Path, page: int, text: str) -> tuple[float, float]:
    """Return the place of the first word of a text on a page, in points from the left and top."""
    options = ("-bbox", "-f", str(page), "-l", str(page))
    done = subprocess.run(
        ["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True
    )
    words = [(float(x), float(y), word) for x, y, word in WORD.findall(done.stdout)]
    wanted = text.split()
    for at, (x, y, _) in enumerate(words):
        if [word for _, _, word in words[at : at + len(wanted)]] == wanted:
            return x, y
    raise AssertionError(f"{text} is not on page {page}")


def rendered(publication: Publication) -> dict[str, RenderedPdf]:
    """Return the PDF of the cards as the check takes it, with each card in its place."""
    places = {
        f"card-{card.id}{side}": 2 * (number // CARDS_PER_SHEET) + 1 + bool(side)
        for number, card in enumerate(build_cards(publication))
        for side in ("", "-back")
    }
    return {site_paths.CARDS_PDF: RenderedPdf(2, places)}


def test_the_cards_of_both_publications_fit() -> None:
    for publication in (own_publication(), load_publication(SMALL)):
        assert [*check_cards(publication, rendered(publication))] == []
        assert [*check_card_lengths(publication)] == []
        assert all(card.sizes["lines"] >= 7 for card in build_cards(publication))


def test_a_card_that_does_not_fit_or_is_not_there_is_found() -> None:
    publication = load_publication(SMALL)
    page, form = publication.workform_pages[0]
    step = form.steps[0].model_copy(update={"what": "and so on " * 150})
    changed = form.model_copy(update={"steps": (step, *form.steps[1:])})
    meta = page.meta.model_copy(update={"workform": changed})
    pages = {**publication.pages, page.id: replace(page, meta=meta)}
    (problem,) = check_card_lengths(replace(publication, pages=pages))
    assert (problem.code, problem.file) == ("card-long", Path("docs/practices/shed-hour.md"))
    name = site_paths.CARDS_PDF
    pdfs = {name: RenderedPdf(0, {})}
    first = next(publication.checklists).id
    assert f"{name}: the card of {first} is not on pages 1 and 2" in [
        *check_cards(publication, pdfs)
    ]


def test_a_field_can_be_on_the_card() -> None:
    publication = load_publication(SMALL)
    fields = publication.settings.fields
    shown = fields["done_when"].model_copy(update={"show": ("page", "card")})
    settings = {**fields, "done_when": FieldSettings.model_validate(shown.model_dump())}
    changed = replace(publication, mkdocs=publication.mkdocs.with_publication(fields=settings))
    item = next(next(changed.checklists).items)
    (card,) = (card for card in build_cards(changed) if card.id == next(changed.checklists).id)
    assert any(item.get_value("done_when") in text for text in texts_of(card)[1])


def test_cards_are_written_as_pages_in_pairs(tmp_path: Path) -> None:
    publication = load_publication(SMALL)
    pdf = write_pdf(render_cards(publication), tmp_path / "cards.pdf", publication)
    assert pdf.page_count == 2
    assert [*check_cards(publication, {site_paths.CARDS_PDF: pdf})] == []
