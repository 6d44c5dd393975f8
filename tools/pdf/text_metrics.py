"""Estimates of how much room texts take on a sheet of A4, to choose a density in which they fit.

Each text has metrics: how many characters fit on a line, and how high a line is. They follow from
the styles (`overrides/print/checklists.css`). Whether a sheet really fits is checked on the
finished page. All heights are in millimetres.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tools.exports.checklist_texts import ChecklistTexts
from tools.model.entities.checklist import Block, Checklist, Item
from tools.model.publication import Publication

PAGE_HEIGHT_MM = 271.0  # what the margins leave of an A4, less 2 for safety
QR_CODE_MM = 26.0  # the least height of the end of a sheet with a QR code
WIDTH_SHARE_BESIDE_QR = 0.84  # of a line, beside a QR code
MIN_LINE_MM = 7.5  # between two lines to write on, so that a pen has room
MAX_ITEM_MM = 45  # so that a short list is not all lines
INTRO_PADDING_MM = 2
SEE_MARGIN_MM = 2
ITEM_BORDER_MM = 1.5  # above and below such lines


@dataclass(frozen=True)
class LineMetrics:
    """The number of characters on a line of a text, and the height of a line."""

    line_length: int
    line_height: float

    def height(self, text: str, share: float = 1.0) -> float:
        """Return the height of a text on lines of this share of their full length."""
        return self.line_height * math.ceil(len(text) / (self.line_length * share))


@dataclass(frozen=True)
class Density:
    """A size in which a sheet can be set: its name in the styles, and the metrics of each text.

    `header`, `block`, `item` and `closing` are the heights of those parts without their texts.
    `one_row`: the lines to write on stand beside each other.
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
    long: LineMetrics
    closing: float
    close: LineMetrics
    footer: LineMetrics
    one_row: bool = False

    def count_rows(self, texts: ChecklistTexts) -> int:
        """Return the rows that the lines of an item to write on take."""
        count = len(texts.publication.get_blanks("sheet"))
        return min(count, 1) if self.one_row else count

    def available_height(self, texts: ChecklistTexts, has_qr_code: bool) -> float:
        """Return the height that is left for the items."""
        checklist, share = texts.checklist, WIDTH_SHARE_BESIDE_QR if has_qr_code else 1.0
        footer = texts.footer_lines
        if has_qr_code:
            footer.append("x" * 110)  # its address
        end = (
            self.closing
            + self.close.height(f"{'x' * 16}{checklist.close}", share)
            + (self.meta.height(texts.see, share) + SEE_MARGIN_MM if texts.see else 0)
            + sum(self.footer.height(line, share) for line in footer)
        )
        used = (
            self.header
            + self.title.height(checklist.title)
            + self.goal.height(checklist.goal)
            + self.pause.line_height
            + self.pause.height(texts.pause)
            + self.block * len(checklist.blocks)
            + sum(map(self.intro_height, checklist.blocks))
            + max(end, QR_CODE_MM if has_qr_code else 0)
        )
        return PAGE_HEIGHT_MM - used

    def intro_height(self, block: Block) -> float:
        """Return the height of the introduction of a block."""
        return self.long.height(block.intro) + INTRO_PADDING_MM if block.intro else 0

    def item_height(self, texts: ChecklistTexts, item: Item) -> float:
        """Return the height that an item needs."""
        publication = texts.publication
        short, long = publication.split_fields(item, "sheet")
        meta = [text for _, text in short] + [publication.format_canvases(item)]
        return max(
            self.count_rows(texts) * MIN_LINE_MM + ITEM_BORDER_MM,
            self.item
            + self.what.height(item.what)
            + self.meta.height(" · ".join(filter(None, meta)))
            + sum(self.long.height(f"{field.label}: {text}") for field, text in long),
        )


DENSITIES = (
    Density(
        "", header=26, title=LineMetrics(38, 9.5), goal=LineMetrics(84, 5.7),
        pause=LineMetrics(36, 4.5), block=9.3, item=3.8, what=LineMetrics(51, 4.8),
        meta=LineMetrics(72, 4.2), long=LineMetrics(72, 4.2),
        closing=12.1, close=LineMetrics(88, 5.3), footer=LineMetrics(120, 3.6),
    ),
    Density(
        "tight", header=21.4, title=LineMetrics(48, 7.5), goal=LineMetrics(96, 4.8),
        pause=LineMetrics(36, 4.2), block=7.5, item=2.3, what=LineMetrics(66, 4.4),
        meta=LineMetrics(98, 3.5), long=LineMetrics(98, 3.5),
        closing=8, close=LineMetrics(100, 4.5), footer=LineMetrics(120, 3.6),
    ),
    Density(
        "dense", header=18.5, title=LineMetrics(57, 6.4), goal=LineMetrics(106, 4.3),
        pause=LineMetrics(40, 3.8), block=6, item=1.7, what=LineMetrics(70, 3.9),
        meta=LineMetrics(106, 3.1), long=LineMetrics(106, 3.1),
        closing=6.2, close=LineMetrics(108, 4.1), footer=LineMetrics(132, 3.1),
    ),
    Density(
        "compact", header=18.5, title=LineMetrics(57, 6.4), goal=LineMetrics(106, 4.3),
        pause=LineMetrics(40, 3.8), block=6, item=1.7, what=LineMetrics(58, 3.9),
        meta=LineMetrics(88, 3.1), long=LineMetrics(88, 3.1),
        closing=6.2, close=LineMetrics(108, 4.1), footer=LineMetrics(132, 3.1), one_row=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class SheetLayout:
    """The layout of a sheet: its density, the height for each item, and the lines to write on."""

    density: str
    item_height: float
    writing_lines: int


def choose_layout(publication: Publication, checklist: Checklist) -> SheetLayout:
    """Return the largest layout in which the items of a checklist fit, or else the smallest."""
    texts = ChecklistTexts(publication, checklist)
    has_qr_code = bool(publication.mkdocs.site_url)
    for density in DENSITIES:
        available = density.available_height(texts, has_qr_code)
        heights = [density.item_height(texts, item) for item in checklist.items]
        if sum(heights) <= available:
            break
    item_height = round(min(MAX_ITEM_MM, distribute_height(available, heights)), 2)
    rows = density.count_rows(texts)
    if rows and not density.one_row:
        rows = max(rows, int(item_height / MIN_LINE_MM))
    return SheetLayout(density.name, item_height, rows)


def distribute_height(available: float, needed: Sequence[float]) -> float:
    """Return an even share of the height for all that do not need more than such a share."""
    for count, height in zip(range(len(needed), 0, -1), sorted(needed, reverse=True), strict=True):
        if height <= available / count:
            return available / count
        available -= height
    return min(needed)  # there is too little for all
