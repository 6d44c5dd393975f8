"""The sheet of a checklist, one A4 to write on: how it fits, so that the template need not count.

Each text has a place: how many characters a line of it holds, and how high a line is, in
millimetres. They follow from the styles (`overrides/print/checklists.css`) and choose the largest
setting that holds the list; whether it really fits is checked on the finished page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tools.exports.checklist_texts import ChecklistTexts
from tools.model.entities.checklist import Checklist, Item
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.qr_code import QrCode, make_qr_code
from tools.render.environment import jinja_environment

PAGE_HEIGHT_MM = 271.0  # what the margins leave of an A4, less 2 for safety
QR_CODE_MM = 26.0  # the least that the end takes with a code
WIDTH_SHARE_BESIDE_QR = 0.84  # of a line's length is left beside a code
MIN_LINE_MM = 7.5  # between two lines to write on, so that a pen has room
MIN_ITEM_MM = 16.5  # two such lines, or fields for a date and a remark


@dataclass(frozen=True)
class LineMetrics:
    """A text's place: characters in a line, and the height of a line."""

    line_length: int
    line_height: float

    def height(self, text: str, share: float = 1.0) -> float:
        """Give the height of a text, when its lines are this share of their length."""
        return self.line_height * math.ceil(len(text) / (self.line_length * share))


@dataclass(frozen=True)
class Density:
    """A size in which a sheet can be set: its class in the styles, and the place of each text.

    `head`, `block`, `item` and `end` are what stands in these beside their texts.
    """

    name: str
    header: float
    title: LineMetrics
    goal: LineMetrics
    pause: LineMetrics
    block: float
    item: float
    what: LineMetrics
    meta: LineMetrics
    done: LineMetrics
    closing: float
    close: LineMetrics
    footer: LineMetrics

    def available_height(self, texts: ChecklistTexts, coded: bool) -> float:
        """Give the height that is left for the items."""
        checklist, share = texts.checklist, WIDTH_SHARE_BESIDE_QR if coded else 1.0
        foot = [*footer_lines(texts), *["x" * 110] * coded]  # the last is the address
        end = (
            self.closing
            + self.close.height(f"{'x' * 16}{checklist.close}", share)
            + sum(self.footer.height(line, share) for line in foot)
        )
        taken = (
            self.header
            + self.title.height(checklist.title)
            + self.goal.height(checklist.goal)
            + max(2 * self.pause.line_height, self.pause.height(texts.pause))  # the mode takes two
            + self.block * len(checklist.blocks)
            + max(end, QR_CODE_MM * coded)
        )
        return PAGE_HEIGHT_MM - taken

    def item_height(self, texts: ChecklistTexts, item: Item) -> float:
        """Give the height that an item needs."""
        meta = f"{texts.field_text(item, 'who')} · {texts.field_text(item, 'when')}"
        return max(
            MIN_ITEM_MM,
            self.item
            + self.what.height(item.what)
            + self.meta.height(meta)
            + self.done.height(f"{'x' * 11}{item.done_when}"),
        )


DENSITIES = (
    Density(
        "", header=26, title=LineMetrics(38, 9.5), goal=LineMetrics(84, 5.7), pause=LineMetrics(36, 4.5),
        block=9.3, item=3.8, what=LineMetrics(51, 4.8), meta=LineMetrics(72, 4.2), done=LineMetrics(72, 4.2),
        closing=12.1, close=LineMetrics(88, 5.3), footer=LineMetrics(120, 3.6),
    ),
    Density(
        "tight", header=21.4, title=LineMetrics(48, 7.5), goal=LineMetrics(96, 4.8), pause=LineMetrics(36, 4.2),
        block=7.5, item=2.3, what=LineMetrics(66, 4.4), meta=LineMetrics(98, 3.5), done=LineMetrics(98, 3.5),
        closing=8, close=LineMetrics(100, 4.5), footer=LineMetrics(120, 3.6),
    ),
    Density(
        "dense", header=18.5, title=LineMetrics(57, 6.4), goal=LineMetrics(106, 4.3), pause=LineMetrics(40, 3.8),
        block=6, item=1.7, what=LineMetrics(70, 3.9), meta=LineMetrics(106, 3.1), done=LineMetrics(106, 3.1),
        closing=6.2, close=LineMetrics(108, 4.1), footer=LineMetrics(132, 3.1),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class SheetLayout:
    """How a sheet is set: its size, the height for each item, and the lines to write on."""

    density: str
    item_height: float
    writing_lines: int


@dataclass(frozen=True)
class Sheet:
    """What the template of a sheet needs beside the list: its texts, its setting, its code."""

    texts: ChecklistTexts
    layout: SheetLayout
    qr_code: QrCode | None

    @property
    def footer(self) -> list[str]:
        """The lines at the foot, less the address: that is printed with the list's anchor."""
        return footer_lines(self.texts)


def footer_lines(texts: ChecklistTexts) -> list[str]:
    """Give the lines at the foot, without the address of the page: what it is, and of whom."""
    *about, origin = (text for text in texts.footer if text != texts.url)
    return [" · ".join(about), origin]


def build_sheet(publication: Publication, page: Page) -> Sheet:
    """Prepare the sheet of the checklist on a page; it has a code if the site has an address.

    Raises ValueError for a page without a checklist.
    """
    checklist = page.meta.checklist
    if checklist is None:
        raise ValueError(f"{page.id} has no checklist")
    texts = ChecklistTexts(publication, checklist)
    address = texts.url
    code = make_qr_code(f"{address}#checklist-{checklist.id}") if address else None
    return Sheet(texts, choose_layout(publication, checklist), code)


def choose_layout(publication: Publication, checklist: Checklist) -> SheetLayout:
    """Choose the largest setting in which the items of a checklist fit, or else the smallest."""
    texts, coded = ChecklistTexts(publication, checklist), bool(publication.mkdocs.site_url)
    for setting in DENSITIES:
        room = setting.available_height(texts, coded)
        needs = [setting.item_height(texts, item) for item in checklist.items]
        if sum(needs) <= room:
            break
    least = round(distribute_height(room, needs), 2)
    return SheetLayout(setting.name, least, max(2, int(least / MIN_LINE_MM)))


def distribute_height(room: float, needs: Sequence[float]) -> float:
    """Share room out evenly, after those who need more than an even share took what they need."""
    left = room
    for count, need in zip(range(len(needs), 0, -1), sorted(needs, reverse=True), strict=True):
        if need <= left / count:
            return left / count
        left -= need
    return min(needs)  # there is too little for all


def render_sheets(
    publication: Publication, pages: Sequence[Page], title: str, fillable: bool = False
) -> str:
    """Put the sheets of the checklists on `pages` into one document, one A4 each.

    `fillable`: with form fields in place of boxes and lines.
    """
    template = jinja_environment(publication).get_template("print/sheet_document.html")
    return template.render(pages=pages, title=title, build_sheet=build_sheet, fillable=fillable)
