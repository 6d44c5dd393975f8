"""The sheet of a checklist, one A4 to write on: how it fits, so that the template need not count.

Lengths are in characters at which a text of that place takes a second line, heights in millimetres;
both were measured on the sheet's own styles (`overrides/print/checklists.css`). They only choose a
setting: whether a sheet really fits is checked on the finished page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.model.checklist import Checklist, Item
from tools.model.page import Page
from tools.model.publication import Publication
from tools.templates import environment

ROOM = 200.0  # for items and block titles, when head and close take one line each
BLOCK = 9.0  # a block's title
ITEM = 17.0  # an item whose texts take one line each
FILL_ROWS = {4: 5, 5: 4, 6: 3, 7: 3}  # lines to write on, by number of items


@dataclass(frozen=True)
class Fit:
    """The setting of a sheet: room for second lines in head and close, lines to write on, size."""

    items: int
    blocks: int
    extra: float
    rows: int
    tight: bool


def fit(publication: Publication, checklist: Checklist) -> Fit:
    """Choose the setting of a checklist's sheet."""
    items = [*checklist.items]
    extra = (
        9.5 * (len(checklist.title) > 38)
        + 5.7 * (len(checklist.goal) > 84)
        + 4.4 * (len(checklist.pause.moment) > 50)
        + 5.3 * (len(checklist.close) > 74)
    )
    need = sum(height(publication, item) for item in items)
    return Fit(
        items=len(items),
        blocks=len(checklist.blocks),
        extra=extra,
        rows=FILL_ROWS.get(len(items), 2),
        tight=need > ROOM - extra - BLOCK * len(checklist.blocks),
    )


def sheets_html(publication: Publication, pages: Sequence[Page], title: str) -> str:
    """Put the sheets of the checklists on `pages` into one document, one A4 each."""
    template = environment(publication).get_template("print/sheets.html")
    return template.render(pages=pages, title=title, fit=fit)


def height(publication: Publication, item: Item) -> float:
    """Give the height that an item needs on a sheet."""
    who_and_when = publication.field_text(item, "who") + publication.field_text(item, "when")
    return (
        ITEM
        + 4.8 * (len(item.what) > 52)
        + 4.2 * (len(who_and_when) > 76)
        + 4.2 * (len(item.done_when) > 64)
    )
