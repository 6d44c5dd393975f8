"""A deck of cards in print: a card of each checklist and each working form, eight on an A4.

Fronts and backs are pages in turn. A sheet that is turned over its long edge has its left column
at the right, so the backs change columns. `overrides/print/cards.css` has the same lengths.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tools.exports.checklist_texts import format_pause
from tools.exports.slide_fit import Place, choose_size, fits
from tools.model.entities.checklist import Checklist, Item
from tools.model.entities.page import Page
from tools.model.entities.workform import Workform
from tools.model.publication import Publication
from tools.render.environment import render_template

CARDS_PER_SHEET = 8
CARD_WIDTH_MM, CARD_HEIGHT_MM, CARD_PADDING_MM = 95, 68, 5
BACK_HEAD_MM, BLOCK_MM, CLOSE_MM = 9.8, 4.8, 8.8
TITLE_MM, GOAL_MM = 17.7, 13.5  # of the front
HEAD_MM = 6.4  # of the back: one line, or two small ones
LINE_SPACE_MM = 0.8  # above each line of the back
BOX_MM, MINUTES_MM = 7, 17  # at the left of its lines
POINTS_PER_MM = 72 / 25.4
TITLE_FONT, FONT = "bricolage-grotesque-700.ttf", "atkinson-hyperlegible-next-400.ttf"


@dataclass(frozen=True)
class Group:
    """Lines of a back under a label, which may be empty; each after what stands before it."""

    label: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Card:
    """A card: `kind` of page with its number, hue, texts of the front, and groups of its back.

    `source`: the page that it is made from, relative to `docs/`;
    `sizes`: those of its type in points, of the title and goal of the front, and of the head and
    lines of the back; `overflows`: one of these texts does not fit at any size.
    """

    id: str
    source: Path
    kind: str
    hue: int
    title: str
    goal: str
    facts: str
    groups: tuple[Group, ...]
    close: str
    sizes: dict[str, int]
    overflows: bool


def has_cards(publication: Publication) -> bool:
    """Return whether a publication has anything that gets a card."""
    return bool(publication.pages_with_checklist or publication.workform_pages)


def build_cards(publication: Publication) -> list[Card]:
    """Return the cards of all checklists, in order, and then those of all working forms."""
    lists = (build_checklist_card(publication, *pair) for pair in publication.checklist_pages)
    kinds = [publication.get_pages_of_kind(kind) for kind in publication.settings.kinds]
    forms = [(page, page.meta.workform) for pages in kinds for page in pages if page.meta.workform]
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
        source=page.source_path,
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
        source=page.source_path,
        kind=publication.format_kind(page),
        hue=publication.get_hue(page),
        title=page.title,
        goal=form.goal,
        facts=f"{form.group} ({word('minutes').format(minutes=form.minutes)})",
        groups=(Group("", steps),),
        close=form.result,
    )


def fit_card(
    publication: Publication,
    *,
    title: str,
    goal: str,
    groups: tuple[Group, ...],
    close: str,
    **texts: Any,
) -> Card:
    """Return a card with the largest type in which each of its texts fits."""
    fonts = publication.templates_folder / "print" / "fonts"
    width = CARD_WIDTH_MM - 2 * CARD_PADDING_MM
    has_minutes = any(before for group in groups for before, _ in group.lines)
    labels = sum(bool(group.label) for group in groups)
    room = CARD_HEIGHT_MM - 2 * CARD_PADDING_MM - BACK_HEAD_MM - labels * BLOCK_MM
    place = partial(Place, width * POINTS_PER_MM, spare=1, step=1)
    fitted = {
        "title": (place(TITLE_MM * POINTS_PER_MM, fonts / TITLE_FONT, 20, 11), [title]),
        "goal": (place(GOAL_MM * POINTS_PER_MM, fonts / FONT, 10, 8), [goal]),
        "head": (place(HEAD_MM * POINTS_PER_MM, fonts / TITLE_FONT, 12, 7), [title]),
        "lines": (
            place(
                (room - (CLOSE_MM if close else 0)) * POINTS_PER_MM,
                fonts / FONT,
                largest=11,
                least=7,
                before=LINE_SPACE_MM * POINTS_PER_MM,
                indent=(MINUTES_MM if has_minutes else BOX_MM) * POINTS_PER_MM,
            ),
            [text for group in groups for _, text in group.lines],
        ),
    }
    sizes = {name: choose_size(*one) for name, one in fitted.items()}
    overflows = any(not fits(*one, sizes[name]) for name, one in fitted.items())
    return Card(
        title=title, goal=goal, groups=groups, close=close,
        sizes=sizes, overflows=overflows, **texts,
    )  # fmt: skip


def render_cards(publication: Publication) -> str:
    """Render all cards as one HTML document: a page of fronts, a page of backs, and so on."""
    cards = build_cards(publication)
    sheets = [
        cards[first : first + CARDS_PER_SHEET] for first in range(0, len(cards), CARDS_PER_SHEET)
    ]
    title = f"{publication.language.word('cards')}. {publication.name}"
    return render_template(publication, "print/cards.html", sheets=sheets, title=title)
