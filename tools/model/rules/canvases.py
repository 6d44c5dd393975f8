"""Rules for canvases: parts that fit each other, texts in ordinary words, and who asks for them."""

import re
from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject, iter_checklist_items
from tools.model.reading.yaml_nodes import Node
from tools.model.rules import common
from tools.model.rules.workforms import iter_workforms

NUMBER = re.compile(r"-?\d+(\.\d+)?")
SIGNS = ("+", "-", "*", "/")
TEXT_FIELDS = ("title", "hint", "goal", "notes")
SENTENCE_FIELDS = ("goal", "notes")
UNSEARCHED_FIELDS = ("id", "canvas", "page", "leader", "statements", "who")


def iter_canvases(project: ParsedProject) -> Iterator[Node]:
    """Yield all canvases, each labelled with its id."""
    for _, canvas in project.iter_fields("canvas"):
        yield canvas.with_label(f"canvas {canvas.id}".strip())


def iter_canvas_users(project: ParsedProject) -> Iterator[tuple[Node, str]]:
    """Yield the items and working forms, which may ask for a canvas, with their texts."""
    for checklist in project.iter_checklists():
        for item in iter_checklist_items(checklist):
            yield item, collect_text(item)
    for form in iter_workforms(project):
        parts = (form, *form.get_nodes("steps"))
        yield form, " ".join(map(collect_text, parts))


def collect_text(node: Node) -> str:
    """Return the texts of a node as one, without ids."""
    keys = (key for key in node.data if key not in UNSEARCHED_FIELDS)
    return " ".join(
        text for key in keys for text in (node.get_text(key) or "", *node.get_texts(key))
    )


def check_canvas_ids(project: ParsedProject) -> Iterator[Problem]:
    """Use a unique id for every canvas: its files are called after it."""
    yield from common.find_duplicates(iter_canvases(project), "canvas-id-double")
    for canvas in iter_canvases(project):
        yield from common.find_unknown_ids(canvas, "page", project.page_ids, "page-unknown")


def check_canvas_parts(project: ParsedProject) -> Iterator[Problem]:
    """Fill a canvas with boxes or a table, whose parts have unique ids and known formulas."""
    for canvas in iter_canvases(project):
        table, boxes = canvas.get_node("table"), canvas.get_nodes("boxes")
        if not table and not boxes:
            yield canvas.create_problem(None, "canvas-empty")
        columns = table.get_nodes("columns") if table else []
        seen: set[str] = set()
        for part in (*canvas.get_nodes("heads"), *boxes, *columns):
            if part.id and part.id in seen:
                yield part.create_problem("id", "canvas-part-double", id=part.id)
            seen.add(part.id)
        known = common.get_ids(boxes)
        for box in boxes:
            for id_ in (box.get_text("formula") or "").split():
                if id_ not in (*SIGNS, *known) and not NUMBER.fullmatch(id_):
                    values = {"id": id_, "known": ", ".join(known)}
                    yield box.create_problem("formula", "canvas-part-unknown", **values)


def check_canvas_example(project: ParsedProject) -> Iterator[Problem]:
    """Fill in parts that the canvas has, and as many cells and headings as there are."""
    for canvas in iter_canvases(project):
        example, table = canvas.get_node("example"), canvas.get_node("table")
        if example is None:
            continue  # reported by the validation
        columns = table.get_nodes("columns") if table else []
        parts = {
            "heads": canvas.get_nodes("heads"),
            "boxes": [box for box in canvas.get_nodes("boxes") if not box.data.get("formula")],
            "columns": [column for column in columns if not column.data.get("title")],
        }
        for key, nodes in parts.items():
            filled, known = example.get_node(key), common.get_ids(nodes)
            if filled is None:
                continue
            for id_ in filled.data:
                if id_ not in known:
                    values = {"id": id_, "known": ", ".join(known) or "–"}
                    yield filled.create_problem(id_, "canvas-part-unknown", **values)
        yield from find_surplus_cells(example, table, columns)


def find_surplus_cells(example: Node, table: Node | None, columns: list[Node]) -> Iterator[Problem]:
    """Yield a problem for each row of the example, or set of headings, with too many cells."""
    widths = {c.id: n for c in columns if common.is_int(n := c.data.get("times", 1))}
    headings = example.get_node("columns")
    if headings:
        for id_ in headings.data:
            count, most = len(headings.get_list(id_)), widths.get(id_, 0)
            if most and count > most:
                yield headings.create_problem(id_, "canvas-cells", count=count, most=most)
    cells = sum(widths.get(column.id, 1) for column in columns if not column.data.get("total"))
    rows = example.get_list("rows")
    labels = table.get_list("labels") if table else ()
    default = table.data.get("rows", 8) if table else 0
    for most, sizes in (
        (len(labels) or default, [len(rows)]),
        (cells, [len(row) for row in rows if isinstance(row, list)]),
    ):
        for count in sizes:
            if common.is_int(most) and count > most:
                yield example.create_problem("rows", "canvas-cells", count=count, most=most)


def check_canvas_references(project: ParsedProject) -> Iterator[Problem]:
    """Ask for canvases that exist, and name the canvas that a text asks for."""
    canvases = [*iter_canvases(project)]
    known, used = common.get_ids(canvases), set[str]()
    for node, text in iter_canvas_users(project):
        yield from common.find_unknown_ids(node, "canvas", known, "canvas-unknown")
        named = {node.get_text("canvas"), *node.get_texts("canvas")}
        used |= {id_ for id_ in named if id_}
        for canvas in canvases:
            for words in canvas.get_texts("asked_as"):
                if canvas.id not in named and re.search(rf"\b{re.escape(words)}\b", text, re.I):
                    yield node.create_problem(None, "canvas-unnamed", words=words, id=canvas.id)
    for canvas in canvases:
        if canvas.id and canvas.id not in used:
            yield canvas.create_problem("id", "canvas-unused", id=canvas.id)


def check_canvas_language(project: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short sentences on a canvas."""
    for canvas in iter_canvases(project):
        table = canvas.get_node("table")
        columns = table.get_nodes("columns") if table else []
        for node in (canvas, *canvas.get_nodes("heads"), *canvas.get_nodes("boxes"), *columns):
            for key in TEXT_FIELDS:
                for text in (node.get_text(key) or "", *node.get_texts(key)):
                    yield from common.find_hard_language(node, key, text, project)
                    if key in SENTENCE_FIELDS and common.is_unterminated(text):
                        yield node.create_problem(key, "sentence-open")
