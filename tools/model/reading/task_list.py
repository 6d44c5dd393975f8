"""A checklist that is written as a Markdown task list, directly below the macro that shows it.

Each item is a task (`- [ ] Ask two colleagues {: #ask }`); its fields are a list below it, by their
ids or labels (`- Who: lead`). A heading or a bold line above tasks is the title of their block.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tools.model.reading.markdown import MARKDOWN_PARSER, get_visible_text
from tools.model.reading.safe_yaml import LocatedList, LocatedMapping, place_list, place_mapping

CALL_LINE = re.compile(r"^\{\{-?\s*page_checklist\(\s*\)\s*-?\}\}[ \t]*$", re.MULTILINE)
TASK = re.compile(r" {0,3}[-*+] +\[[ xX]\] +(?P<text>.*)")
TITLE = re.compile(r"(?:#{2,6} +(?P<heading>.+?)(?: +#+)?|\*\*(?P<bold>[^*]+)\*\*) *")
DETAIL = re.compile(r"\s+[-*+] +(?P<label>[^:]+?) *:(?P<value>.*)")
CONTINUATION = re.compile(r"\s+(?P<text>\S.*)")
ITEM_ID = re.compile(r" *\{:? *#(?P<id>[^\s{}]+) *\} *$")
# (label, value) → the key of a field, and its value as YAML would give it.
DetailReader = Callable[[str, str], tuple[str, Any]]


@dataclass(frozen=True)
class TaskList:
    """A task list: its blocks as front matter would give them; lines count from 1 in the text.

    `rest`: the text without it, in which all other lines keep their numbers; `marked_lines`: lines
    of items with marks such as `**`, which an item cannot show.
    """

    blocks: LocatedList
    line: int
    rest: str
    marked_lines: tuple[int, ...]


def extract_task_list(text: str, read_detail: DetailReader, line_offset: int) -> TaskList | None:
    """Return the task list directly below the call of the macro, if there is one.

    `line_offset` is added to the lines of the blocks and what is in them.
    """
    call = CALL_LINE.search(text)
    if call is None:
        return None
    lines = text.split("\n")
    first = text.count("\n", 0, call.end()) + 1  # the index of the line below the call
    reader = TaskReader(read_detail, line_offset)
    last = first
    for index, line in enumerate(lines[first:], first):
        belongs = reader.read_line(line, index + 1)
        if belongs is False:
            break
        if belongs:
            last = index + 1
    if not reader.blocks:
        return None
    rest = [*lines[:first], *[""] * (last - first), *lines[last:]]
    return TaskList(reader.build_blocks(), first + 1, "\n".join(rest), tuple(reader.marked_lines))


def remove_task_list(text: str) -> str:
    """Return a text without the task list that is its checklist."""
    found = extract_task_list(text, lambda label, value: (label, value), 0)
    return found.rest if found else text


@dataclass
class Draft:
    """A block that is being read: its title, and its items with their lines."""

    title: str
    line: int
    items: list[LocatedMapping] = field(default_factory=list)


@dataclass
class TaskReader:
    """Reads a task list line by line."""

    read_detail: DetailReader
    line_offset: int
    drafts: list[Draft] = field(default_factory=list)
    marked_lines: list[int] = field(default_factory=list)
    title: tuple[str, int] | None = None  # that of the next block, if tasks follow

    @property
    def blocks(self) -> list[Draft]:
        """The blocks with items."""
        return [draft for draft in self.drafts if draft.items]

    def read_line(self, line: str, number: int) -> bool | None:
        """Read a line; return whether it belongs to the list.

        None: that depends on the next line, as after a title or a line without text.
        """
        if not line.strip():
            return None
        if task := TASK.fullmatch(line):
            self.add_task(task["text"], number)
            return True
        if title := TITLE.fullmatch(line):
            self.title = (ITEM_ID.sub("", title["heading"] or title["bold"]), number)
            return None
        if not self.drafts or self.title:
            return False
        item = self.drafts[-1].items[-1]
        if detail := DETAIL.fullmatch(line):
            key, value = self.read_detail(detail["label"].strip("*_ "), detail["value"].strip())
            if value is not None:
                item[key] = value
                item.lines[key] = number + self.line_offset
            return True
        if more := CONTINUATION.fullmatch(line):
            item["what"] = f"{item['what']} {self.read_text(more['text'], number)}"
            return True
        return False

    def add_task(self, text: str, number: int) -> None:
        """Start an item."""
        title, line = self.title or ("", number)
        if self.title or not self.drafts:
            self.drafts.append(Draft(title, line + self.line_offset))
        self.title = None
        id_ = ITEM_ID.search(text)
        what = self.read_text(ITEM_ID.sub("", text), number)
        data = {"id": id_["id"], "what": what} if id_ else {"what": what}
        self.drafts[-1].items.append(place_mapping(data, number + self.line_offset))

    def read_text(self, text: str, number: int) -> str:
        """Return the text of an item as a reader sees it, without marks."""
        (inline,) = MARKDOWN_PARSER.parseInline(text.strip())
        visible = get_visible_text(inline)
        if any(child.type != "text" for child in inline.children or []):
            self.marked_lines.append(number)
        return visible

    def build_blocks(self) -> LocatedList:
        """Return the blocks as front matter would give them."""
        blocks = [build_block(draft) for draft in self.blocks]
        return place_list(blocks, [draft.line for draft in self.blocks])


def build_block(draft: Draft) -> LocatedMapping:
    """Return a block as front matter would give it."""
    items: Sequence[LocatedMapping] = draft.items
    listed = place_list(items, [item.line for item in items])
    data = {"title": draft.title, "items": listed} if draft.title else {"items": listed}
    return place_mapping(data, draft.line)
