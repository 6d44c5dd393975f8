"""The sheet of a checklist, one A4 to write on: how it fits, so that the template need not count.

Each text has a place: how many characters a line of it holds, and how high a line is, in
millimetres. They follow from the styles (`overrides/print/checklists.css`) and choose the largest
setting that holds the list; whether it really fits is checked on the finished page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tools.exports.texts import Texts
from tools.model.checklist import Checklist, Item
from tools.model.page import Page
from tools.model.publication import Publication
from tools.pdf.code import Code, code_of
from tools.templates import environment

PAGE = 271.0  # what the margins leave of an A4, less 2 for safety
CODE = 26.0  # the least that the end takes with a code
BESIDE_CODE = 0.84  # of a line's length is left beside a code
LEAST_LINE = 7.5  # between two lines to write on, so that a pen has room
LEAST_ITEM = 16.5  # two such lines, or fields for a date and a remark


@dataclass(frozen=True)
class Place:
    """A text's place: characters in a line, and the height of a line."""

    characters: int
    line: float

    def height(self, text: str, share: float = 1.0) -> float:
        """Give the height of a text, when its lines are this share of their length."""
        return self.line * math.ceil(len(text) / (self.characters * share))


@dataclass(frozen=True)
class Setting:
    """A size in which a sheet can be set: its class in the styles, and the place of each text.

    `head`, `block`, `item` and `end` are what stands in these beside their texts.
    """

    name: str
    head: float
    title: Place
    goal: Place
    pause: Place
    block: float
    item: float
    what: Place
    meta: Place
    done: Place
    end: float
    close: Place
    foot: Place

    def room(self, texts: Texts, coded: bool) -> float:
        """Give the height that is left for the items."""
        checklist, share = texts.checklist, BESIDE_CODE if coded else 1.0
        foot = [*foot_of(texts), *["x" * 110] * coded]  # the last is the address
        end = (
            self.end
            + self.close.height(f"{'x' * 16}{checklist.close}", share)
            + sum(self.foot.height(line, share) for line in foot)
        )
        taken = (
            self.head
            + self.title.height(checklist.title)
            + self.goal.height(checklist.goal)
            + max(2 * self.pause.line, self.pause.height(texts.pause))  # the mode takes two
            + self.block * len(checklist.blocks)
            + max(end, CODE * coded)
        )
        return PAGE - taken

    def need(self, texts: Texts, item: Item) -> float:
        """Give the height that an item needs."""
        meta = f"{texts.field(item, 'who')} · {texts.field(item, 'when')}"
        return max(
            LEAST_ITEM,
            self.item
            + self.what.height(item.what)
            + self.meta.height(meta)
            + self.done.height(f"{'x' * 11}{item.done_when}"),
        )


SETTINGS = (
    Setting(
        "", head=26, title=Place(38, 9.5), goal=Place(84, 5.7), pause=Place(36, 4.5),
        block=9.3, item=3.8, what=Place(51, 4.8), meta=Place(72, 4.2), done=Place(72, 4.2),
        end=12.1, close=Place(88, 5.3), foot=Place(120, 3.6),
    ),
    Setting(
        "tight", head=21.4, title=Place(48, 7.5), goal=Place(96, 4.8), pause=Place(36, 4.2),
        block=7.5, item=2.3, what=Place(66, 4.4), meta=Place(98, 3.5), done=Place(98, 3.5),
        end=8, close=Place(100, 4.5), foot=Place(120, 3.6),
    ),
    Setting(
        "dense", head=18.5, title=Place(57, 6.4), goal=Place(106, 4.3), pause=Place(40, 3.8),
        block=6, item=1.7, what=Place(70, 3.9), meta=Place(106, 3.1), done=Place(106, 3.1),
        end=6.2, close=Place(108, 4.1), foot=Place(132, 3.1),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Fit:
    """How a sheet is set: its size, the height for each item, and the lines to write on."""

    size: str
    room: float
    rows: int


@dataclass(frozen=True)
class Sheet:
    """What the template of a sheet needs beside the list: its texts, its setting, its code."""

    texts: Texts
    fit: Fit
    code: Code | None

    @property
    def foot(self) -> list[str]:
        """The lines at the foot, less the address: that is printed with the list's anchor."""
        return foot_of(self.texts)


def foot_of(texts: Texts) -> list[str]:
    """Give the lines at the foot, without the address of the page: what it is, and of whom."""
    *about, origin = (text for text in texts.foot if text != texts.address)
    return [" · ".join(about), origin]


def sheet_of(publication: Publication, page: Page) -> Sheet:
    """Prepare the sheet of the checklist on a page; it has a code if the site has an address.

    Raises ValueError for a page without a checklist.
    """
    checklist = page.meta.checklist
    if checklist is None:
        raise ValueError(f"{page.id} has no checklist")
    texts = Texts(publication, checklist)
    address = texts.address
    code = code_of(f"{address}#checklist-{checklist.id}") if address else None
    return Sheet(texts, fit(publication, checklist), code)


def fit(publication: Publication, checklist: Checklist) -> Fit:
    """Choose the largest setting in which the items of a checklist fit, or else the smallest."""
    texts, coded = Texts(publication, checklist), bool(publication.settings.site_url)
    for setting in SETTINGS:
        room = setting.room(texts, coded)
        needs = [setting.need(texts, item) for item in checklist.items]
        if sum(needs) <= room:
            break
    least = round(shared(room, needs), 2)
    return Fit(setting.name, least, max(2, int(least / LEAST_LINE)))


def shared(room: float, needs: Sequence[float]) -> float:
    """Share room out evenly, after those who need more than an even share took what they need."""
    left = room
    for count, need in zip(range(len(needs), 0, -1), sorted(needs, reverse=True), strict=True):
        if need <= left / count:
            return left / count
        left -= need
    return min(needs)  # there is too little for all


def sheets_html(
    publication: Publication, pages: Sequence[Page], title: str, fillable: bool = False
) -> str:
    """Put the sheets of the checklists on `pages` into one document, one A4 each.

    `fillable`: with form fields in place of boxes and lines.
    """
    template = environment(publication).get_template("print/sheets.html")
    return template.render(pages=pages, title=title, sheet_of=sheet_of, fillable=fillable)
