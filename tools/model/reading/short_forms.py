"""Front matter in its short forms, written out, so that all else reads one form.

An author may leave out what follows from something else: the id of a page (from its file), its
title (from the heading above its text, or from its file) and its kind, and of a checklist its id,
title and review (those of the page) and its blocks. A list may be items alone, and an item may be
its text alone.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from tools.model.reading.ids import MAX_ID_LENGTH, shorten_id
from tools.model.reading.safe_yaml import (
    LocatedList,
    LocatedMapping,
    add_missing,
    place_list,
    place_mapping,
)
from tools.model.reading.yaml_nodes import Node

LocatedTitle = tuple[str, int]  # a title and its line, counted as those of front matter
FIELD_NAME = re.compile(r"[a-z0-9_]+")
DEFAULT_KIND = "page"  # of a page that names none, where the settings have this kind


def has_items(meta: Node) -> bool:
    """Return whether the checklist in front matter has items there."""
    checklist = meta.data.get("checklist")
    return isinstance(checklist, LocatedList) or (
        isinstance(checklist, LocatedMapping) and bool({"items", "blocks"} & checklist.keys())
    )


def expand_front_matter(
    meta: Node,
    id_: str,
    kind: str | None,
    title: LocatedTitle,
    blocks: LocatedList | None = None,
    foreign: Collection[str] = (),
) -> Node:
    """Return front matter with its short forms written out; lines stay those of the author.

    `id_`: that of a page without one; `kind`: that of a page that names none, if there is one;
    `title`: that of a page without one, with its line; `blocks`: those of the checklist, when it
    stands in the text; `foreign`: keys that are for plug-ins of the engine, and are left out.
    """
    data = add_missing(meta.data, id=id_)
    if "title" not in data:
        data["title"], data.lines["title"] = title
    for key in foreign:
        data.pop(key, None)
        data.lines.pop(key, None)
    if kind:
        data = add_missing(data, kind=kind)
    checklist = data.get("checklist")
    if isinstance(checklist, LocatedList):
        checklist = place_mapping({"items": checklist}, line=data.lines["checklist"])
    if blocks and not has_items(meta):
        checklist = checklist or place_mapping({}, blocks.line)
        if isinstance(checklist, LocatedMapping):
            checklist = add_missing(checklist, blocks=blocks)
            data.lines.setdefault("checklist", blocks.line)
    if isinstance(checklist, LocatedMapping):
        data["checklist"] = expand_checklist(checklist, data)
    return replace(meta, data=data)


def expand_checklist(checklist: LocatedMapping, page: LocatedMapping) -> LocatedMapping:
    """Return a checklist with all that follows from its page."""
    expanded = add_missing(checklist, id=page.get("id"), title=page.get("title"))
    if "reviewed" in page:
        expanded = add_missing(expanded, reviewed=page["reviewed"])
    if "items" in expanded and "blocks" not in expanded:
        line = expanded.lines.pop("items")
        block = place_mapping({"items": expanded.pop("items")}, line)
        expanded["blocks"] = place_list([block], [line])
        expanded.lines["blocks"] = line
    blocks = expanded.get("blocks")
    if isinstance(blocks, LocatedList):
        expanded["blocks"] = place_list([*map(expand_block, blocks)], [*blocks.lines.values()])
    return expanded


def expand_block(block: Any) -> Any:
    """Return a block in which each item that is a text is a mapping."""
    items = block.get("items") if isinstance(block, LocatedMapping) else None
    if not isinstance(items, LocatedList):
        return block
    lines = [*items.lines.values()]
    expanded = [
        item if (text := read_bare_text(item)) is None else place_mapping({"what": text}, line)
        for item, line in zip(items, lines, strict=True)
    ]
    result = add_missing(block)
    result["items"] = place_list(expanded, lines)
    return result


def read_bare_text(item: Any) -> str | None:
    """Return the text of an item that is its text alone; None for another item.

    YAML reads `- Agenda: send it` as a mapping. A key that cannot be the name of a field is the
    beginning of a text.
    """
    if isinstance(item, str):
        return item
    if not isinstance(item, LocatedMapping) or len(item) != 1:
        return None
    ((key, value),) = item.items()
    if not isinstance(key, str) or FIELD_NAME.fullmatch(key):
        return None
    if value is None:
        return f"{key}:"
    return f"{key}: {value}" if isinstance(value, str) else None


def derive_id(source_path: PurePath) -> str:
    """Return the id of a page without one: from its path, or its folder for `index.md`.

    Of a long path it has the last parts that fit, and of a long name the first words.
    """
    parts = [*source_path.parent.parts, source_path.stem]
    if len(parts) > 1 and parts[-1] == "index":
        parts.pop()
    names = ["-".join(re.findall("[a-z0-9]+", part.lower())) for part in parts]
    names = [name for name in names if name]
    while len(names) > 1 and len("-".join(names)) > MAX_ID_LENGTH:
        names.pop(0)
    return shorten_id("-".join(names)) or "page"
