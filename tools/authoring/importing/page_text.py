"""The text of a page with a checklist that was taken in."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from tools.authoring.importing.draft import Draft, DraftItem
from tools.authoring.yaml_text import to_yaml_scalar

NOT_IN_TITLES = re.compile(r'[<>"{}]')  # of a page: its theme does not escape them


def format_page(draft: Draft, title: str, kind: str | None) -> str:
    """Return a page with a title and a list, and no more than the file had.

    A title that a page cannot have is that of the list.
    """
    page_title = " ".join(NOT_IN_TITLES.sub("", title).split())
    lines = ["---", f"title: {to_yaml_scalar(page_title)}"]
    lines += [f"kind: {kind}"] if kind else []
    lines += ["checklist:"]
    lines += [f"  title: {to_yaml_scalar(title)}"] if title != page_title else []
    lines += format_blocks(draft)
    lines += [f"  close: {to_yaml_scalar(draft.close)}"] if draft.close else []
    return "\n".join([*lines, "---", "", "{{ page_checklist() }}", ""])


def format_blocks(draft: Draft) -> Iterator[str]:
    """Yield the lines of the blocks; a list in one block without a title has items alone."""
    if len(draft.blocks) == 1 and not draft.blocks[0].title and not draft.blocks[0].phase:
        yield "  items:"
        for item in draft.items:
            yield from format_item(item, "    ")
        return
    yield "  blocks:"
    for block in draft.blocks:
        keys = [f"title: {to_yaml_scalar(block.title)}"] if block.title else []
        keys += [f"phase: {block.phase}"] if block.phase else []
        dashes = ["- ", *["  "] * len(keys)]
        for dash, key in zip(dashes, [*keys, "items:"], strict=True):
            yield f"    {dash}{key}"
        for item in block.items:
            yield from format_item(item, "        ")


def format_item(item: DraftItem, indent: str) -> Iterator[str]:
    """Yield the lines of an item; one without id and fields is its text."""
    if not item.id and not item.values:
        yield f"{indent}- {to_yaml_scalar(item.what)}"
        return
    values = {"id": item.id} if item.id else {}
    values |= {"what": item.what, **item.values}
    dashes = ["- ", *["  "] * (len(values) - 1)]
    for dash, (key, value) in zip(dashes, values.items(), strict=True):
        yield f"{indent}{dash}{key}: {format_value(value)}"


def format_value(value: Any) -> str:
    """Return a value as YAML."""
    match value:
        case str():
            return to_yaml_scalar(value)
        case list():
            return f"[{', '.join(map(to_yaml_scalar, value))}]"
        case dt.date():
            return value.isoformat()
    return f"{value}"
