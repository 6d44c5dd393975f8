"""A canvas on paper: blank, filled in as an example, or as a form to fill in on the screen.

A sheet in landscape has the text area of one in portrait, turned; one on A3 that of A4, enlarged.
So every canvas also fits a page of a hand-out, turned or made smaller. Heights are in millimetres,
and follow from the styles (`overrides/print/canvas.css`); whether a sheet really fits is checked on
the finished page.
"""

import textwrap
from dataclasses import dataclass
from typing import Literal

from tools.model.entities.canvas import Box, Canvas, PlacedBox
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.text_metrics import LineMetrics
from tools.render import site_paths
from tools.render.canvas_texts import CanvasTexts
from tools.render.environment import render_template

CanvasForm = Literal["blank", "example", "form"]
CANVAS_FORMS: tuple[CanvasForm, ...] = ("blank", "example", "form")
LONG_SIDE_MM, SHORT_SIDE_MM = 271.0, 175.0  # of the text area of an A4, less 2 of its height
A3_SCALE = 2**0.5
TOP_MM, TITLE_MM, HEADS_MM, FOOT_MARGIN_MM = 7.0, 11.5, 11.5, 1.5
CARD_TITLE_MM = 7.0  # of a title where there are many copies
MIN_CARDS = 3
COPY_MARGIN_MM = 9.0  # around the line between two copies
TABLE_HEAD_MM, HINT_MM, PART_MARGIN_MM = 8.0, 4.2, 2.5
GAP_MM = 2.5  # between boxes
WRITING_LINE_MM = 7.6
BOX_PADDING_MM, VALUE_MARGIN_MM = 3.3, 1.4  # above and below the texts of a box
BOX_SIDES_MM = 6.3  # beside them
FIELD_MARGIN_MM, MIN_FIELD_MM = 0.8, 4.0
# The mean width of a letter, and the height of a line, of the texts in a box.
BOX_TITLE, BOX_HINT, BOX_VALUE = (2.2, 5.0), (1.5, 4.2), (1.75, 5.2)
GOAL, NOTE, FOOT = LineMetrics(100, 5.3), LineMetrics(120, 4.4), LineMetrics(130, 3.5)
GOAL_LANDSCAPE, NOTE_LANDSCAPE = LineMetrics(155, 5.3), LineMetrics(190, 4.4)
FOOT_LANDSCAPE = LineMetrics(200, 3.5)


@dataclass(frozen=True)
class CanvasLayout:
    """The heights of the rows of grid and table; `scale`: of all lengths and letters.

    `width`: of the sheet, before it is scaled.
    """

    scale: float
    width: float
    box_row: float
    table_row: float

    def box_height(self, box: Box) -> float:
        """Return the height of a box, with the gaps between the rows that it spans."""
        return box.rows * self.box_row + (box.rows - 1) * GAP_MM * self.scale

    def count_lines(self, placed: PlacedBox, grid: int) -> int:
        """Return the lines to write on in a box, of a grid with so many columns."""
        return max(1, int(self.free_height(placed, grid) / WRITING_LINE_MM))

    def field_height(self, placed: PlacedBox, grid: int) -> float:
        """Return the height of the form field of a box."""
        free = self.free_height(placed, grid) - VALUE_MARGIN_MM - FIELD_MARGIN_MM
        return round(max(MIN_FIELD_MM, free) * self.scale, 2)

    def free_height(self, placed: PlacedBox, grid: int, value: str = "") -> float:
        """Return the height that the texts of a box leave, before it is scaled; may be negative."""
        box = placed.box
        width = placed.columns / grid * (self.width + GAP_MM) - GAP_MM - BOX_SIDES_MM
        used = BOX_PADDING_MM + text_height(box.title, width, BOX_TITLE)
        used += text_height(box.hint or "", width, BOX_HINT)
        if value:
            used += VALUE_MARGIN_MM + text_height(value, width, BOX_VALUE)
        return self.box_height(box) / self.scale - used


def text_height(text: str, width: float, letter: tuple[float, float]) -> float:
    """Return the height of a text in lines of a width; `letter`: its width, and a line's height."""
    lines = (textwrap.wrap(line, max(8, int(width / letter[0]))) for line in text.splitlines())
    return letter[1] * sum(max(1, len(wrapped)) for wrapped in lines)


def find_full_boxes(publication: Publication, page: Page) -> list[str]:
    """Return the ids of the boxes that the example of a page's canvas fills too far.

    Raises ValueError for a page without a canvas.
    """
    texts = CanvasTexts(publication, page, filled=True)
    layout, grid = choose_layout(texts.canvas, texts.footer), texts.canvas.grid
    return [
        entry.placed.box.id
        for entry in texts.boxes
        if layout.free_height(entry.placed, grid, entry.place.value) < 0
    ]


def choose_layout(canvas: Canvas, footer: str) -> CanvasLayout:
    """Return the layout in which a canvas fills its sheet, above the line at its foot."""
    scale = A3_SCALE if canvas.paper == "A3" else 1
    is_wide = canvas.orientation == "landscape"
    height = SHORT_SIDE_MM - 2 if is_wide else LONG_SIDE_MM
    goal, note = (GOAL_LANDSCAPE, NOTE_LANDSCAPE) if is_wide else (GOAL, NOTE)
    foot = FOOT_MARGIN_MM + (FOOT_LANDSCAPE if is_wide else FOOT).height(footer)
    height = (height - foot) / canvas.copies - (COPY_MARGIN_MM if canvas.copies > 1 else 0)
    height -= TOP_MM + (CARD_TITLE_MM if canvas.copies >= MIN_CARDS else TITLE_MM)
    height -= goal.height(canvas.goal) + (HEADS_MM if canvas.heads else 0)
    height -= sum(map(note.height, canvas.notes)) + (PART_MARGIN_MM if canvas.notes else 0)
    table_row = box_row = 0.0
    if canvas.table:
        share = canvas.table.share / 100 if canvas.boxes else 1
        has_hints = any(column.hint for column in canvas.table.columns)
        head = TABLE_HEAD_MM + PART_MARGIN_MM + (2 * HINT_MM if has_hints else 0)
        table_row = (height * share - head) / canvas.table.row_count
        height *= 1 - share
    if canvas.boxes:
        rows = canvas.grid_rows
        box_row = (height - PART_MARGIN_MM - GAP_MM * (rows - 1)) / rows
    width = LONG_SIDE_MM if is_wide else SHORT_SIDE_MM
    return CanvasLayout(scale, width, round(box_row * scale, 2), round(table_row * scale, 2))


def canvas_pdf_path(publication: Publication, canvas: Canvas, form: CanvasForm) -> str:
    """Return the path of the PDF of a canvas in a form, relative to the site."""
    word = publication.language.word
    names = {"blank": "", "example": word("canvas_example_word"), "form": word("fillable_word")}
    return site_paths.canvas_path(canvas.id, "pdf", names[form])


def canvas_anchor(canvas: Canvas, form: CanvasForm) -> str:
    """Return the id at the beginning of a canvas; its end has the same with `-end`."""
    return f"canvas-{canvas.id}" if form == "blank" else f"canvas-{canvas.id}-{form}"


def canvas_values(
    publication: Publication, page: Page, form: CanvasForm, shrink: bool = False
) -> dict[str, object]:
    """Return what the template of a canvas needs; with `shrink`, on A4 whatever its paper.

    Raises ValueError for a page without a canvas.
    """
    texts = CanvasTexts(publication, page, filled=form == "example")
    canvas = texts.canvas.model_copy(update={"paper": "A4"}) if shrink else texts.canvas
    return {
        "page": page,
        "canvas": canvas,
        "copies": [
            CanvasTexts(publication, page, texts.filled, number + 1)
            for number in range(canvas.copies)
        ],
        "layout": choose_layout(canvas, texts.footer),
        "form": form,
        "anchor": canvas_anchor(canvas, form),
    }


def render_canvas(publication: Publication, page: Page, form: CanvasForm) -> str:
    """Render the canvas of a page in a form, as an HTML document of one sheet."""
    word = publication.language.word
    suffix = {"blank": "", "example": word("canvas_example"), "form": word("fillable_word")}[form]
    title = ". ".join(filter(None, (page.title, suffix, publication.name)))
    values = canvas_values(publication, page, form)
    return render_template(publication, "print/canvas_document.html", title=title, **values)
