"""The form of a canvas's example: its own lines, boxes and columns, each under its title.

The keys of an example are ids of what stands on its own canvas, so each canvas has its own form.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tools.model.entities.canvas import MAX_TABLE_COLUMNS

Form = dict[str, Any]
EXAMPLE_PARTS = ("heads", "boxes", "columns", "rows")
COLUMNS = ["canvas", "table", "columns"]  # from which the cells of a row take their order


def add_example(fields: Iterable[Form], canvas: Mapping[str, Any], labels: Form) -> list[Form]:
    """Return the fields of a page with those of the example of its canvas, as it was read.

    `labels`: of the fields `heads`, `boxes`, `columns` and `rows`.
    """
    canvas_field = next(field for field in fields if field["name"] == "canvas")
    example = next(field for field in canvas_field["fields"] if field["name"] == "example")
    own = [
        *(field for field in example["fields"] if field["name"] not in labels),
        *({**field, "label": labels[field["name"]]} for field in iter_example(canvas)),
    ]
    example = {**example, "fields": own}
    inner = [example if field["name"] == "example" else field for field in canvas_field["fields"]]
    canvas_field = {**canvas_field, "fields": inner}
    return [canvas_field if field["name"] == "canvas" else field for field in fields]


def iter_example(canvas: Mapping[str, Any]) -> Iterator[Form]:
    """Yield a field for each part of the example that the canvas has a place for."""
    heads, boxes = list_parts(canvas.get("heads")), list_parts(canvas.get("boxes"))
    table = canvas.get("table")
    columns = list_parts(table.get("columns") if isinstance(table, Mapping) else None)
    value = {"required": False, "_number": True}
    values = canvas.get("example")
    example = values if isinstance(values, Mapping) else {}
    yield from group(
        "heads",
        [{"name": one["id"], "label": name(one), "widget": "string", **value} for one in heads],
    )
    yield from group(
        "boxes",
        [
            {"name": one["id"], "label": name(one), "widget": "text", **value}
            for one in boxes
            if "formula" not in one or one["id"] in (example.get("boxes") or {})
        ],
    )
    one_value = {"name": "value", "label": "", "widget": "string", **value}
    yield from group(
        "columns",
        [
            {"name": one["id"], "label": name(one), "widget": "list", "required": False,
             "_flow": True, "field": {**one_value, "label": name(one)}}
            for one in columns
            if "title" not in one
        ],
    )  # fmt: skip
    cells = [
        {"name": f"{one['id']}-{number}", "label": label, "widget": "string", **value}
        for one in columns
        if "total" not in one
        for number, label in enumerate(name_cells(one, example), 1)
    ]
    if cells:
        yield {"name": "rows", "widget": "list", "required": False, "collapsed": True,
               "summary": f"{{{{fields.{cells[0]['name']}}}}}", "_cells": COLUMNS,
               "fields": cells}  # fmt: skip


def group(key: str, fields: list[Form]) -> Iterator[Form]:
    """Yield a field for a mapping of ids, if there are any."""
    if fields:
        yield {"name": key, "widget": "object", "required": False, "_ids": True, "fields": fields}


def list_parts(value: object) -> list[Mapping[str, Any]]:
    """Return the lines, boxes or columns that have an id."""
    entries = value if isinstance(value, list) else []
    return [one for one in entries if isinstance(one, Mapping) and isinstance(one.get("id"), str)]


def name(part: Mapping[str, Any]) -> str:
    """Return what a line, box or column is called."""
    return str(part.get("title") or part["id"].replace("-", " ").capitalize())


def name_cells(column: Mapping[str, Any], example: Mapping[str, Any]) -> Iterator[str]:
    """Yield what each cell of a row in a column is called: its heading, or its number."""
    written = (example.get("columns") or {}).get(column["id"]) or []
    times = column.get("times", 1)
    for number in range(min(times, MAX_TABLE_COLUMNS) if isinstance(times, int) else 1):
        if number < len(written):
            yield str(written[number])
        else:
            yield name(column) + (f" {number + 1}" if times != 1 else "")
