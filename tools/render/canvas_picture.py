"""A small picture of a blank canvas: its sheet as a frame, with a shape for each of its parts."""

from dataclasses import dataclass

from tools.model.entities.canvas import Canvas

SHORT_SIDE, LONG_SIDE = 84, 119  # of the picture: that of A4 and A3
MARGIN, TOP, GAP = 6.0, 14.0, 2.0
LINE, TITLE = 3.0, 4.0  # the height of the strokes that stand for texts
TITLE_SHARE = 0.55  # of the width


@dataclass(frozen=True)
class Shape:
    """A rectangle: what it stands for, and its place."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Picture:
    """The size of a picture, and its shapes."""

    width: int
    height: int
    shapes: list[Shape]


def draw_canvas(canvas: Canvas) -> Picture:
    """Return the picture of a blank canvas."""
    width, height = SHORT_SIDE, LONG_SIDE
    if canvas.orientation == "landscape":
        width, height = height, width
    step = (height - MARGIN) / canvas.copies
    shapes: list[Shape] = []
    for copy in range(canvas.copies):
        shapes += draw_copy(canvas, MARGIN + copy * step, width - 2 * MARGIN, step - MARGIN)
    return Picture(width, height, shapes)


def draw_copy(canvas: Canvas, top: float, width: float, height: float) -> list[Shape]:
    """Return the shapes of one copy, from `top` down in so much width and height."""
    title = Shape("stroke", MARGIN, top, round(width * TITLE_SHARE, 1), TITLE)
    start = top + TITLE + GAP + (LINE + GAP if canvas.heads else 0)
    room = top + height - start
    share = canvas.table.share / 100 if canvas.table and canvas.boxes else 1
    table_height = room * share if canvas.table else 0
    box_height = room - table_height
    table_top = start if canvas.table_first else start + box_height
    box_top = start + table_height if canvas.table_first else start
    shapes = [title]
    count = len(canvas.heads)
    for number in range(count):
        part = width / count
        x, y = MARGIN + number * part, top + TITLE + GAP
        shapes.append(Shape("stroke", round(x, 1), y, round(part - GAP, 1), 1))
    shapes += draw_boxes(canvas, box_top, width, box_height)
    return shapes + draw_table(canvas, table_top, width, table_height)


def draw_boxes(canvas: Canvas, top: float, width: float, height: float) -> list[Shape]:
    """Return a shape for each box."""
    if not canvas.boxes:
        return []
    across, down = width / canvas.grid, height / canvas.grid_rows
    return [
        Shape(
            "photo" if placed.box.fill == "picture" else "box",
            round(MARGIN + placed.column * across, 1),
            round(top + placed.row * down, 1),
            round(placed.columns * across - GAP, 1),
            round(max(1, placed.box.rows * down - GAP), 1),
        )
        for placed in canvas.placed_boxes
    ]


def draw_table(canvas: Canvas, top: float, width: float, height: float) -> list[Shape]:
    """Return the head of the table, and a shape for each column and row below it."""
    table = canvas.table
    if table is None:
        return []
    weights = [column.width for column, _ in table.places]
    if table.labels:
        weights.insert(0, max(weights) + 1)
    head = height / (table.row_count + 1)
    shapes = [Shape("column", MARGIN, round(top, 1), width - GAP, round(head, 1))]
    x = MARGIN
    for weight in weights:
        part = (width - GAP) * weight / sum(weights)
        shapes.append(
            Shape("column", round(x, 1), round(top, 1), round(part, 1), round(height - GAP, 1))
        )
        x += part
    row = (height - GAP - head) / table.row_count
    return shapes + [
        Shape("column", MARGIN, round(top + head + n * row, 1), width - GAP, round(row, 1))
        for n in range(table.row_count)
    ]


def list_canvas_parts(canvas: Canvas) -> list[str]:
    """Return the titles of the parts of a canvas to write in, in order."""
    columns = canvas.table.columns if canvas.table else ()
    titles = [column.title for column in columns if column.title]
    labels = [label.title for label in canvas.table.labels] if canvas.table else []
    boxes = [box.title for box in canvas.boxes if box.fill != "picture"]
    return [*titles, *labels, *boxes] if canvas.table_first else [*boxes, *titles, *labels]
