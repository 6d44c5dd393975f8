"""Write an id into every page and item that has none, and change nothing else.

An id that followed from words would change with them, so it is written down once. A page keeps the
id that follows from its file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tools.authoring.new_ids import derive_id, make_unique
from tools.authoring.project_edits import ProjectEdits
from tools.authoring.yaml_text import KeyPath, YamlText
from tools.model.loader import load_project
from tools.model.project import ParsedPage, ParsedProject, iter_checklist_items
from tools.model.reading.yaml_nodes import Node, to_plain_data
from tools.model.release import entries


class UneditableError(Exception):
    """The text of a value does not stand in its own place, but comes from an anchor."""


@dataclass
class WrittenIds:
    """The ids that were written, and what could not be edited: lines with file and line."""

    lines: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    page_count: int = 0


def write_ids(project: ParsedProject) -> WrittenIds:
    """Write all missing ids; return what was done, and what could not be done.

    Each page is read back: unless its data are the same but for the new ids, it stays as it was.
    """
    edits = ProjectEdits(project)
    failures = [problem.format_message(project.language) for problem in project.problems]
    page_ids = choose_page_ids(project)
    editors = [PageEditor(project, page, page_ids.get(page.file, "")) for page in project.pages]
    for editor in editors:
        editor.edit(edits)
        failures += map(editor.describe_failure, editor.missing)
    changed = [editor for editor in editors if editor.page.file in edits.changes.files]
    edits.changes.apply()
    pages = {page.file: page for page in load_project(project.root).pages} if changed else {}
    written = WrittenIds(failures=failures)
    for editor in changed:
        page = pages.get(editor.page.file)
        if page and editor.matches(page):
            written.lines += editor.list_new_ids(page)
            written.page_count += 1
        else:
            edits.changes.put(editor.page.file, edits.changes.originals[editor.page.file])
            written.failures.append(editor.describe_failure(editor.page.meta))
    return written


def choose_page_ids(project: ParsedProject) -> dict[Path, str]:
    """Return the id of each page without one in its front matter, by file.

    That is the id which follows from its file, unless it is taken.
    """
    taken = {page.id for page in project.pages if page.has_authored_id}
    for kind in (entries.PAGE, entries.CHECKLIST):
        if project.retired:
            taken |= {*project.retired.get_texts(entries.RETIRED_KEYS[kind])}
    chosen = {}
    for page in project.pages:
        if not page.has_authored_id:
            chosen[page.file] = make_unique(page.id, taken)
            taken.add(chosen[page.file])
    return chosen


@dataclass
class PageEditor:
    """Writes the ids of one page: its own (empty when it has one), and those of its items.

    `item_ids`: the position of an item in the list → its new id; `missing`: what cannot be edited.
    """

    project: ParsedProject
    page: ParsedPage
    page_id: str
    item_ids: dict[int, str] = field(default_factory=dict)
    missing: list[Node] = field(default_factory=list)

    @property
    def items(self) -> list[Node]:
        """The items of the page's checklist, if it has one."""
        return [*iter_checklist_items(self.page.checklist)] if self.page.checklist else []

    def edit(self, edits: ProjectEdits) -> None:
        """Edit the page, as far as its text allows."""
        chosen = self.choose_item_ids()
        if not chosen and not self.page_id:
            return
        try:
            with edits.open_yaml(self.page.file) as meta:
                self.edit_items(meta, chosen)
                if self.page_id:
                    meta.add_first_key((), "id", self.page_id)
        except (ValueError, yaml.YAMLError):  # the editor cannot read the page, or its own result
            self.missing = [self.page.meta]

    def edit_items(self, meta: YamlText, chosen: dict[int, str]) -> None:
        """Write the ids of items, the last first: so lines before them keep their numbers."""
        in_front_matter = has_items(meta)
        for position, item_id in reversed(chosen.items()):
            item = self.items[position]
            try:
                if in_front_matter:
                    add_item_id(meta, find_item_path(meta, item), item_id, item.data["what"])
                else:
                    add_task_id(meta, item.get_line(), item_id)
            except UneditableError:
                self.missing.append(item)
            else:
                self.item_ids[position] = item_id

    def choose_item_ids(self) -> dict[int, str]:
        """Return an id for each item with words and without an id, by its position."""
        checklist = self.page.checklist
        if not checklist:
            return {}
        taken = {item.id for item in self.items} | {*checklist.get_texts("retired")}
        prefix = f"{checklist.id}--"
        for kind, id_ in self.project.manifest:
            if kind == entries.ITEM and id_.startswith(prefix):
                taken.add(id_.removeprefix(prefix))
        chosen = {}
        for position, item in enumerate(self.items):
            words = item.get_text("what")
            if words and item.data.get("id") in (None, ""):
                chosen[position] = make_unique(derive_id(words), taken)
                taken.add(chosen[position])
        return chosen

    def matches(self, page: ParsedPage) -> bool:
        """Return whether a page has the data and text of this one, with the new ids."""
        expected: Any = to_plain_data(self.page.meta.data)
        if self.page_id:
            expected["id"] = self.page_id
        if self.page.checklist:
            if self.page_id and expected["checklist"]["id"] == self.page.id:
                expected["checklist"]["id"] = self.page_id
            blocks = expected["checklist"].get("blocks", [])
            items = [item for block in blocks for item in block["items"]] if self.items else []
            for position, item_id in self.item_ids.items():
                items[position]["id"] = item_id
        return page.text == self.page.text and to_plain_data(page.meta.data) == expected

    def list_new_ids(self, page: ParsedPage) -> Iterator[str]:
        """Yield the new ids with their lines in the page as it is now."""
        if self.page_id:
            yield f"{page.file}:{page.meta.get_line('id')}: {self.page_id}"
        items = [*iter_checklist_items(page.checklist)] if page.checklist else []
        for position, item_id in sorted(self.item_ids.items()):
            yield f"{page.file}:{items[position].get_line()}: {item_id}"

    def describe_failure(self, node: Node) -> str:
        """Return a line about an item or page that cannot be edited."""
        return node.create_problem(None, "ids-uneditable").format_message(self.project.language)


def has_items(meta: YamlText) -> bool:
    """Return whether the checklist of a page has its items in front matter."""
    keys = [("checklist", "blocks"), ("checklist", "items")]
    return meta.is_list(("checklist",)) or any(meta.find(key) is not None for key in keys)


def find_item_path(meta: YamlText, item: Node) -> KeyPath:
    """Return the path of an item as it is written; a checklist may be a list, or have no blocks."""
    if meta.is_list(("checklist",)):
        return ("checklist", item.key_path[-1])
    if meta.find(("checklist", "blocks")) is not None:
        return item.key_path
    return ("checklist", "items", item.key_path[-1])


def require_own_node(meta: YamlText, path: KeyPath) -> tuple[yaml.Node, yaml.Node]:
    """Return the node at a path and the list that it is in; raise UneditableError for an alias.

    The node of an alias is that of its anchor, which stands somewhere else.
    """
    parent = node = meta.root
    for depth, key in enumerate(path, 1):
        parent, node = node, meta.find(path[:depth])
        if parent is None or node is None:
            raise UneditableError
        earlier = parent.value[: key if isinstance(key, int) else 0]
        first = max([parent.start_mark.index, *(other.start_mark.index + 1 for other in earlier)])
        if not first <= node.start_mark.index < parent.end_mark.index:
            raise UneditableError
    if parent is None or node is None:
        raise UneditableError
    return node, parent


def add_item_id(meta: YamlText, path: KeyPath, item_id: str, what: str) -> None:
    """Write the id of the item at a path; one that is its text alone becomes a mapping.

    `what`: the text of the item; YAML reads one with a colon as a mapping without `what`.
    """
    node, parent = require_own_node(meta, path)
    start, end = node.start_mark.index, meta.find_end(node)
    if isinstance(node, yaml.MappingNode) and meta.find((*path, "what")) is None:
        quoted = json.dumps(what, ensure_ascii=False)
        separator = ", " if parent.flow_style else f"{meta.newline}{' ' * node.start_mark.column}"
        text = f"id: {item_id}{separator}what: {quoted}"
        meta.splice(start, end, f"{{{text}}}" if parent.flow_style else text)
    elif isinstance(node, yaml.MappingNode):
        empty = meta.find((*path, "id"))
        first = node.value[0][0].start_mark
        indent = " " * first.column
        if empty is not None:
            place = empty.start_mark.index
            space = "" if meta.yaml[place - 1].isspace() else " "
            meta.splice(place, meta.find_end(empty), f"{space}{item_id}")
        elif node.flow_style:
            meta.splice(first.index, first.index, f"id: {item_id}, ")
        else:
            meta.splice(first.index, first.index, f"id: {item_id}{meta.newline}{indent}")
    elif parent.flow_style:
        meta.splice(start, end, f"{{id: {item_id}, what: {meta.yaml[start:end]}}}")
    else:
        column = node.start_mark.column
        shift = " " * (column - parent.start_mark.column)  # the lines below are below `what` now
        first_line, *lines = meta.yaml[start:end].split("\n")
        text = "\n".join([first_line, *(shift + line if line.strip() else line for line in lines)])
        meta.splice(start, end, f"id: {item_id}{meta.newline}{' ' * column}what: {text}")


def add_task_id(meta: YamlText, line: int, item_id: str) -> None:
    """Write the id of the task on a line of a page behind its words."""
    above = (meta.before + meta.yaml).count("\n")
    lines = meta.after.split("\n")
    task = lines[line - above - 1]
    words = task.rstrip()
    lines[line - above - 1] = f"{words} {{: #{item_id} }}{task[len(words) :]}"
    meta.after = "\n".join(lines)
