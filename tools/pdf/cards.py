"""A deck of cards in print: a card of each checklist and each working form, eight on an A4.

Fronts and backs are pages in turn. A sheet that is turned over its long edge has its left column
at the right, so the backs change columns. `overrides/print/cards.css` has the same lengths.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tools.exports.checklist_texts import format_pause
from tools.exports.slide_fit import Place, choose_size, fits
from tools.model.entities.checklist import Checklist, Item
from tools.model.entities.page import Page
from tools.model.entities.workform import Workform
from tools.model.publication import Publication
from tools.render.environment import render_template

CARDS_PER_SHEET = 8
CARD_WIDTH_MM, CARD_HEIGHT_MM, CARD_PADDING_MM = 95, 68, 5
BACK_HEAD_MM, BLOCK_MM, CLOSE_MM = 9, 5.2, 7.8
LARGEST_PT, SMALLEST_PT = 11, 7
LINE_SPACE_MM = 1  # above each line of the back
BOX_MM, MINUTES_MM = 7, 14  # at the left of its lines
POINTS_PER_MM = 72 / 25.4
FONT = "atkinson-hyperlegible-next-400.ttf"


@dataclass(frozen=True)
class Group:
    """Lines of a back under a label, which may be empty; each after what stands before it."""

    label: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Card:
    """A card: `kind` of page with its number, hue, texts of the front, and groups of its back.

    `size`: that of the type on the back, in points; `overflows`: the texts do not fit at any size.
    """

    id: str
    kind: str
    hue: int
    title: str
    goal: str
    facts: str
    groups: tuple[Group, ...]
    close: str
    size: int
    overflows: bool


def has_cards(publication: Publication) -> bool:
    """Return whether a publication has anything that gets a card."""
    return bool(publication.pages_with_checklist or publication.workform_pages)


def build_cards(publication: Publication) -> list[Card]:
    """Return the cards of all checklists, in order, and then those of all working forms."""
    lists = (build_checklist_card(publication, *pair) for pair in publication.checklist_pages)
    forms = sorted(publication.workform_pages, key=lambda pair: pair[0].meta.number or 0)
    return [*lists, *(build_workform_card(publication, *pair) for pair in forms)]


def build_checklist_card(publication: Publication, page: Page, checklist: Checklist) -> Card:
    """Return the card of a checklist: what each of its items asks."""
    word = publication.language.word
    kind = publication.format_kind(page)
    groups = tuple(
        Group(
            publication.format_block_title(block),
            tuple(("", text) for item in block.items for text in list_texts(publication, item)),
        )
        for block in checklist.blocks
    )
    return fit_card(
        publication,
        id=checklist.id,
        kind=" · ".join(filter(None, (kind, word("list")))),
        hue=publication.get_hue(page),
        title=checklist.title,
        goal=checklist.goal,
        facts=format_pause(publication, checklist),
        groups=groups,
        close=checklist.close,
    )


def list_texts(publication: Publication, item: Item) -> Iterator[str]:
    """Yield what an item asks, and the fields that the settings want on a card."""
    yield item.what
    for field in publication.get_fields("card"):
        if text := publication.format_field(item, field):
            yield f"{field.label}: {text}"


def build_workform_card(publication: Publication, page: Page, form: Workform) -> Card:
    """Return the card of a working form: its steps, each after its minutes."""
    word = publication.language.word
    short = word("minutes_short")
    steps = tuple((short.format(minutes=step.minutes), step.what) for step in form.steps)
    return fit_card(
        publication,
        id=page.id,
        kind=publication.format_kind(page),
        hue=publication.get_hue(page),
        title=page.title,
        goal=form.goal,
        facts=f"{form.group} ({word('minutes').format(minutes=form.minutes)})",
        groups=(Group("", steps),),
        close=form.result,
    )


def fit_card(
    publication: Publication, groups: tuple[Group, ...], close: str, **texts: str | int
) -> Card:
    """Return a card with the largest type in which its back fits."""
    has_minutes = any(before for group in groups for before, _ in group.lines)
    labels = sum(bool(group.label) for group in groups)
    room = CARD_HEIGHT_MM - 2 * CARD_PADDING_MM - BACK_HEAD_MM - labels * BLOCK_MM
    place = Place(
        width=(CARD_WIDTH_MM - 2 * CARD_PADDING_MM) * POINTS_PER_MM,
        height=(room - (CLOSE_MM if close else 0)) * POINTS_PER_MM,
        font=publication.templates_folder / "print" / "fonts" / FONT,
        largest=LARGEST_PT,
        least=SMALLEST_PT,
        before=LINE_SPACE_MM * POINTS_PER_MM,
        indent=(MINUTES_MM if has_minutes else BOX_MM) * POINTS_PER_MM,
        spare=1,
        step=1,
    )
    lines = [text for group in groups for _, text in group.lines]
    size = choose_size(place, lines)
    overflows = not fits(place, lines, size)
    return Card(groups=groups, close=close, size=size, overflows=overflows, **texts)  # type: ignore[arg-type]


def render_cards(publication: Publication) -> str:
    """Render all cards as one HTML document: a page of fronts, a page of backs, and so on."""
    cards = build_cards(publication)
    sheets = [
        cards[first : first + CARDS_PER_SHEET] for first in range(0, len(cards), CARDS_PER_SHEET)
    ]
    title = f"{publication.language.word('cards')}. {publication.name}"
    return render_template(publication, "print/cards.html", sheets=sheets, title=title)
