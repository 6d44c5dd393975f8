"""Make the draft of a checklist from the parts of a file, and note all that is not taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from tools.authoring.importing.columns import Layout, Row, find_layout
from tools.authoring.importing.draft import Draft, DraftBlock, DraftItem, Note
from tools.authoring.importing.labels import Labels, find_closing_label, normalize
from tools.authoring.importing.parts import (
    Cell,
    Comment,
    Entry,
    Heading,
    Paragraph,
    Part,
    Place,
    Source,
    Table,
    Text,
)
from tools.authoring.importing.values import ValueNotFitError, ValueReader
from tools.authoring.importing.words import split_detail
from tools.model.entities.fields import FieldSettings

MAX_ITEM_LENGTH = 2_000  # characters: longer than that no item is
ITEM_ID = re.compile(r"(?:.*/)?(?P<id>(?!\d+$)[a-z0-9]+(?:-[a-z0-9]+)*)")


def build_draft(
    source: Source, fields: Mapping[str, FieldSettings], labels: Labels, values: ValueReader
) -> Draft:
    """Return the checklist in a file, for a publication with these fields and labels."""
    builder = DraftBuilder(fields, labels, values)
    builder.add_all(source)
    return builder.draft


@dataclass
class DraftBuilder:
    """Makes a draft, part by part; `block`: the one to which items are added."""

    fields: Mapping[str, FieldSettings]
    labels: Labels
    values: ValueReader
    draft: Draft = field(default_factory=Draft)
    block: DraftBlock | None = None
    made: dict[str, None] = field(default_factory=dict)

    def add_all(self, source: Source) -> None:
        """Add all parts of a file."""
        parts = [*source.parts]
        title = find_title(parts)
        if title:
            parts.remove(title)
            self.draft.title = self.take(title.text, marks=False)
        layouts = self.find_layouts(source)
        for kind, group in groupby(parts, type):
            if kind is Entry:
                self.add_entries([part for part in group if isinstance(part, Entry)])
                continue
            for part in group:
                self.add_part(part, layouts)
        for text in source.left:
            self.note_left(text)
        for block in self.draft.blocks:
            if block.heading and not block.items:
                self.note_left(block.heading)
        if self.made:
            self.draft.notes.append(Note("anew", None, ", ".join(self.made)))
        self.draft.blocks = [block for block in self.draft.blocks if block.items]

    def add_part(self, part: Part, layouts: Mapping[int, Layout]) -> None:
        """Add a part that is no entry of a list; `layouts`: those of tables with items, by id."""
        match part:
            case Heading():
                self.start_block(part.text)
            case Table():
                layout = layouts.get(id(part))
                if layout is None:
                    self.note_rows(part.rows)
                else:
                    self.add_table(part, layout, is_one_of_more=len(layouts) > 1)
            case Comment():
                self.add_ids(part)
            case Paragraph():
                self.add_loose_text(part.text)

    # Words and notes

    def take(self, text: Text, marks: bool = True) -> str:
        """Return the words of a text, after noting what is lost of it."""
        for code in text.removed:
            self.draft.notes.append(Note("character", text.place, text.words, code))
        if marks and text.marks:
            targets = ", ".join(text.targets)
            self.draft.notes.append(Note("marks", text.place, text.words, targets, text.marks))
        return text.words

    def note_left(self, text: Text) -> None:
        """Note a text that is not taken."""
        self.draft.notes.append(Note("left", text.place, text.words, marks=text.marks))

    def note_cell(self, cell: Cell, label: str = "") -> None:
        """Note a cell that is not taken, if it has words."""
        if cell.words:
            self.draft.notes.append(Note("left", cell.place, cell.words, label))

    def note_rows(self, rows: Sequence[Row]) -> None:
        """Note the cells of rows that are not taken."""
        for row in rows:
            for cell in row:
                self.note_cell(cell)

    def add_loose_text(self, text: Text) -> None:
        """Add a text outside lists and tables: the close, or one that is not taken."""
        close = find_closing_label(self.labels, text.words)
        if close and not self.draft.close:
            self.draft.close = close
        else:
            self.note_left(text)

    def start_block(self, heading: Text) -> None:
        """Start a block under a heading."""
        title = self.take(heading, marks=False)
        phase = self.labels.phases.get(normalize(title), "")
        self.block = DraftBlock("" if phase else title, phase, heading=heading)
        self.draft.blocks.append(self.block)

    # Items

    def add_item(self, text: Text, id_: str = "", *, ticked: bool = False) -> DraftItem | None:
        """Add an item with these words; return None when it has none, or too many."""
        if not text.words or len(text.words) > MAX_ITEM_LENGTH:
            if text.words or text.marks:
                self.note_left(text)
            return None
        if self.block is None:
            self.block = DraftBlock()
            self.draft.blocks.append(self.block)
        item = DraftItem(self.take(text))
        self.set_id(item, id_)
        self.block.items.append(item)
        if ticked:
            self.draft.notes.append(Note("ticked", text.place, text.words))
        return item

    def set_id(self, item: DraftItem, id_: str) -> None:
        """Set the id of an item, as far as that is one and no other item has it."""
        found = ITEM_ID.fullmatch(id_)
        if found and found["id"] not in {other.id for other in self.draft.items}:
            item.id = found["id"]

    def add_ids(self, comment: Comment) -> None:
        """Set the ids of all items, if there are as many."""
        items = self.draft.items
        if len(items) == len(comment.item_ids):
            for item, id_ in zip(items, comment.item_ids, strict=True):
                self.set_id(item, id_)
        else:
            self.draft.notes.append(Note("item_ids", None, ", ".join(comment.item_ids)))

    def set_value(
        self, item: DraftItem, field_id: str, text: Text, cell: Cell | None = None
    ) -> None:
        """Set a field of an item, or note words that are no value of it."""
        if not text.words:
            return
        value = self.read(field_id, text, cell)
        if value is None:
            self.draft.notes.append(Note("value", text.place, text.words, field_id))
        elif item.values.setdefault(field_id, value) != value:  # it has another one already
            self.note_left(text)
        else:
            is_link = self.fields[field_id].type == "link"
            self.take(text, marks=not is_link)

    def read(self, field_id: str, text: Text, cell: Cell | None) -> Any:
        """Return the value of a field that a text stands for; None when it is none."""
        value = cell.value if cell else None
        try:
            return self.values.read(self.fields[field_id], text.words, value, text.targets)
        except ValueNotFitError:
            return None

    def add_labelled(self, item: DraftItem, label: str, text: Text) -> None:
        """Keep a text of an item under a label that no field has."""
        if not text.words:
            return
        self.draft.unknown.setdefault(label, []).append(text)
        item.labelled[label] = " ".join(filter(None, (item.labelled.get(label), text.words)))

    # Lists

    def add_entries(self, entries: Sequence[Entry]) -> None:
        """Add the entries of lists that follow each other.

        An entry below an item is a field of it (`Who: the lead`). An entry without a box is the
        title of the boxes below it, and where all have others below them, they all are titles.
        """
        top = min(entry.depth for entry in entries)
        details = [e for e in entries if e.depth > top and not e.has_box and self.is_detail(e)]
        kept = [entry for entry in entries if not any(entry is detail for detail in details)]
        below = [
            after if after and after.depth > entry.depth else None
            for entry, after in zip(kept, [*kept[1:], None], strict=True)
        ]
        all_nested = all(below[number] for number, entry in enumerate(kept) if entry.depth == top)
        titles = [
            entry
            for entry, first in zip(kept, below, strict=True)
            if entry.depth == top and not entry.has_box and first and (all_nested or first.has_box)
        ]
        item: DraftItem | None = None
        in_block = False
        for entry in entries:
            if any(entry is detail for detail in details):
                self.add_detail(item, entry)
                continue
            if any(entry is title for title in titles):
                self.start_block(entry.text)
                item, in_block = None, True
                continue
            if entry.depth == top and in_block:  # after the entries of a block
                self.block, in_block = None, False
            item = self.add_item(entry.text, entry.id, ticked=entry.is_ticked)
            if item and entry.depth > top + in_block:
                self.draft.notes.append(Note("nested", entry.text.place, entry.text.words))

    def is_detail(self, entry: Entry) -> bool:
        """Return whether an entry below another is a field of it, or a place to write."""
        detail = split_detail(entry.text.words)
        if not detail:
            return False
        label, value = detail
        return bool(value or self.labels.find_field(label) or self.labels.is_blank(label))

    def add_detail(self, item: DraftItem | None, entry: Entry) -> None:
        """Add a field of an item, from a line such as `Who: the lead`."""
        label, value = split_detail(entry.text.words) or ("", "")
        text = replace(entry.text, words=value)
        field_id = self.labels.find_field(label)
        if item is None or (not field_id and self.labels.is_blank(label)):
            if value:
                self.note_left(entry.text)
        elif field_id:
            self.set_value(item, field_id, text)
        else:
            self.add_labelled(item, label, text)

    # Tables

    def find_layouts(self, source: Source) -> dict[int, Layout]:
        """Return the columns of the tables with items, by the identity of the table.

        Where a label in one says which column has the items, tables without it have none.
        """
        found = {id(table): find_layout(table, self.labels) for table in source.iter_tables()}
        layouts = {key: layout for key, layout in found.items() if layout}
        labelled = {key: layout for key, layout in layouts.items() if layout.is_labelled}
        return labelled or layouts

    def add_table(self, table: Table, layout: Layout, *, is_one_of_more: bool) -> None:
        """Add the items of a table."""
        above, body = table.rows[: max(layout.header, 0)], table.rows[layout.header + 1 :]
        words = [row[layout.what].words for row in body]
        items = self.draft.items
        if layout.header >= 0 and not layout.is_labelled:
            cell = table.rows[layout.header][layout.what]
            self.draft.notes.append(Note("header", cell.place, cell.words))
        if table.is_sheet and items and words == [item.what for item in items]:
            self.note_rows(above)
            for item, row in zip(items, body, strict=True):
                self.fill_item(item, row, layout)
            return
        if table.is_sheet:
            self.block = None
        self.add_rows_above(above, table.is_sheet)
        has_blocks = any(column.kind == "block" for column in layout.columns)
        if table.name and is_one_of_more and not has_blocks:
            self.start_block(Text(table.name, Place("sheet", (table.name,))))
        all_bold = all(row[layout.what].is_bold for row in body if row[layout.what].words)
        for row in body:
            self.add_row(row, layout, all_bold=all_bold)

    def add_rows_above(self, rows: Sequence[Row], is_sheet: bool) -> None:
        """Add what stands above the header of a table: a title, and what is not taken."""
        for row in rows:
            cells = [cell for cell in row if cell.words]
            if len(cells) == 1 and is_sheet and not self.draft.title:
                self.draft.title = self.take(cells[0].lines[0], marks=False)
            elif len(cells) == 1 and not is_sheet:
                self.start_block(cells[0].lines[0])
            else:
                for cell in cells:
                    for line in cell.lines:
                        self.add_loose_text(line)

    def add_row(self, row: Row, layout: Layout, *, all_bold: bool) -> None:
        """Add a row of a table: an item, or the title of a block."""
        filled = [cell for cell in row if cell.words]
        if not filled:
            return
        is_title = filled[0].span > 1 or (filled[0].is_bold and not all_bold)
        if len(filled) == 1 and is_title and not any(cell.has_box for cell in row):
            self.start_block(replace(filled[0].lines[0], words=filled[0].words))
            return
        cell = row[layout.what]
        if not cell.words:
            self.note_rows([row])
            return
        self.choose_block(row, layout)
        own, details = self.split_lines(cell)
        text = replace(cell.lines[0], words=" ".join(line.words for line in own))
        marks = tuple(dict.fromkeys(mark for line in own for mark in line.marks))
        targets = tuple(target for line in own for target in line.targets)
        removed = tuple(code for line in own for code in line.removed)
        text = replace(text, marks=marks, targets=targets, removed=removed)
        id_ = next((other.id for other in row if other.id), "")
        item = self.add_item(text, id_, ticked=any(other.is_ticked for other in row))
        if item:
            for line, field_id, value in details:
                self.set_value(item, field_id, replace(line, words=value))
            self.fill_item(item, row, layout)

    def split_lines(self, cell: Cell) -> tuple[list[Text], list[tuple[Text, str, str]]]:
        """Return the lines of an item, and those with a field of it: the field and its value."""
        own = [cell.lines[0]]
        details: list[tuple[Text, str, str]] = []
        for line in cell.lines[1:]:
            label, value = split_detail(line.words) or ("", "")
            field_id = self.labels.find_field(label) if label else None
            if field_id:
                details.append((line, field_id, value))
            else:
                own.append(line)
        return own, details

    def choose_block(self, row: Row, layout: Layout) -> None:
        """Choose the block that a row names, if the table has a column for it."""
        for column, cell in layout.iter_cells(row):
            if column.kind != "block":
                continue
            phase = self.labels.phases.get(normalize(cell.words), "")
            key = ("" if phase else cell.words, phase)
            named = (block for block in self.draft.blocks if (block.title, block.phase) == key)
            self.block = next(named, None)
            if self.block is None:
                self.block = DraftBlock(*key)
                self.draft.blocks.append(self.block)

    def fill_item(self, item: DraftItem, row: Row, layout: Layout) -> None:
        """Add the cells of a row to an item, each by its column."""
        for column, cell in layout.iter_cells(row):
            text = join_lines(cell)
            match column.kind:
                case "field":
                    self.set_value(item, column.field_id, text, cell)
                case "item_id":
                    self.set_id(item, cell.words)
                case "list" if not self.draft.title:
                    self.draft.title = cell.words
                case "list" if cell.words == self.draft.title:
                    pass
                case "made":
                    self.made[column.label] = None
                case "unknown":
                    self.add_labelled(item, column.label, text)
                case "list" | "blank" | "unnamed" if normalize(cell.words) not in self.labels.open:
                    self.note_cell(cell, column.label)


def find_title(parts: Sequence[Part]) -> Heading | None:
    """Return the heading that is over all others, and above everything in a list."""
    numbered = [(number, part) for number, part in enumerate(parts) if isinstance(part, Heading)]
    if not numbered:
        return None
    (number, first), *others = numbered
    if any(isinstance(part, Entry | Table) for part in parts[:number]):
        return None
    if all(part.level > first.level for _, part in others):
        return first
    between = parts[number + 1 : others[0][0]]
    return None if any(isinstance(part, Entry | Table) for part in between) else first


def join_lines(cell: Cell) -> Text:
    """Return all lines of a cell as one text."""
    lines = cell.lines or (Text("", cell.place),)
    return replace(
        lines[0],
        words=cell.words,
        marks=tuple(dict.fromkeys(mark for line in lines for mark in line.marks)),
        targets=tuple(target for line in lines for target in line.targets),
        removed=tuple(code for line in lines for code in line.removed),
    )
