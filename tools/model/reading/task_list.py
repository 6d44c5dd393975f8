"""A checklist that is written as a Markdown task list, directly below the macro that shows it.

Each item is a task (`- [ ] Ask two colleagues {: #ask }`); its fields are a list below it, by their
ids or labels (`- Who: lead`). A heading or a bold line above tasks is the title of their block, and
a sentence there its introduction. A checklist has items on one level and without marks; where an
author wrote more, what a reader needs is kept and the line is noted, so that a rule can report it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tools.model.reading.markdown import MARKDOWN_PARSER, get_visible_text
from tools.model.reading.safe_yaml import LocatedList, LocatedMapping, place_list, place_mapping

CALL_LINE = re.compile(r"^\{\{-?\s*page_checklist\(\s*\)\s*-?\}\}[ \t]*$", re.MULTILINE)
MARKER = r"(?:[-*+]|\d{1,9}[.)])"
TASK = re.compile(rf"(?P<indent> *){MARKER} +\[[ xX]\](?: +(?P<text>.*))?")
HEADING = re.compile(r"(?P<level>#{2,6}) +(?P<text>.+?)(?: +#+)? *")
BOLD_LINE = re.compile(rf"(?:{MARKER} +)?\*\*(?P<text>[^*]+)\*\*:? *")
DETAIL = re.compile(rf" +{MARKER} +(?P<label>[^:]+?) *:(?P<value>.*)")
# What is written below a task beside its fields: a list, a quotation, or a line of text.
NOTE = re.compile(rf" +(?:(?P<marker>{MARKER}|>) +)?(?P<text>\S.*)")
# A line from the first column that is no paragraph: a list, quotation, table, box, block of code …
NO_SENTENCE = re.compile(
    rf"{MARKER}(?: |$)|[>#|<!:]|`{{3}}|~{{3}}|={{3}}|\?\?\?|\{{[{{%#]|\[\^|\*\[|\[[^\]]+\]:|.* \| "
)
RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}) *")
WEB_LINK = re.compile(r"https?://")
ITEM_ID = re.compile(r" *\{:? *#(?P<id>[^\s{}]+) *\} *$")
FENCE = re.compile(r" *(?:`{3}|~{3})")
BOLD_LEVEL = 7  # of a bold line: below all headings
SENTENCE_ENDS = (".", "!", "?", ":", ";", ",", "…")
# (label, value) → the key of a field and its value as YAML would give it; None for another label.
DetailReader = Callable[[str, str], tuple[str, Any] | None]


@dataclass(frozen=True)
class TaskList:
    """A task list: its blocks as front matter would give them; lines count from 1 in the text.

    `rest`: the text without it, in which all other lines keep their numbers. `notes`: the name of
    a rule → the lines that it reports.
    """

    blocks: LocatedList
    line: int
    rest: str
    notes: dict[str, list[int]]


def extract_task_list(
    text: str, read_detail: DetailReader, line_offset: int, link_field: str | None = None
) -> TaskList | None:
    """Return the task list directly below the call of the macro, if there is one.

    `line_offset` is added to the lines of the blocks and what is in them; `link_field` is the field
    that gets the link in the text of an item.
    """
    call = CALL_LINE.search(text)
    if call is None:
        return None
    lines = text.split("\n")
    first = text.count("\n", 0, call.end()) + 1  # the index of the line below the call
    reader = TaskReader(read_detail, line_offset, link_field)
    last = first
    for index, line in enumerate(lines[first:], first):
        belongs = reader.read_line(line.expandtabs(4), index + 1)
        if belongs is False:
            break
        if belongs:
            last = index + 1
            reader.keep_notes()
    if not reader.drafts:
        return None
    rest = [*lines[:first], *[""] * (last - first), *lines[last:]]
    return TaskList(reader.build_blocks(), first + 1, "\n".join(rest), reader.notes)


def remove_task_list(text: str) -> str:
    """Return a text without the task list that is its checklist."""
    found = extract_task_list(text, lambda label, value: None, 0)
    return found.rest if found else text


@dataclass
class Draft:
    """A block that is being read: its title, introduction, and items with their lines.

    `level`: that of its heading. `indent`: that of its first task.
    """

    line: int
    title: str = ""
    id: str = ""
    level: int = 0
    intro: list[str] = field(default_factory=list)
    items: list[LocatedMapping] = field(default_factory=list)
    indent: int = 0


@dataclass
class TaskReader:
    """Reads a task list line by line."""

    read_detail: DetailReader
    line_offset: int
    link_field: str | None
    drafts: list[Draft] = field(default_factory=list)
    next_draft: Draft | None = None  # the next block, if tasks follow
    notes: dict[str, list[int]] = field(default_factory=dict)
    new_notes: list[tuple[str, int]] = field(default_factory=list)  # if their lines belong here
    is_after_text: bool = False  # the line above has text, and is no title
    has_note: bool = False  # text below the last item was added to it

    def read_line(self, line: str, number: int) -> bool | None:
        """Read a line; return whether it belongs to the list.

        None: that depends on the next line, as after a title or a line without text.
        """
        is_after_text, self.is_after_text = self.is_after_text, bool(line.strip())
        if not line.strip() or RULE.fullmatch(line):
            return None
        if task := TASK.fullmatch(line):
            self.add_task(len(task["indent"]), task["text"] or "", number)
            return True
        heading = HEADING.fullmatch(line)
        if title := heading or BOLD_LINE.fullmatch(line):
            self.is_after_text = False
            level = len(heading["level"]) if heading else BOLD_LEVEL
            return self.add_title(title["text"], level, number)
        if not line.startswith(" "):
            return self.read_sentence(line, number, is_after_text)
        if self.next_draft or not self.drafts or FENCE.match(line):
            return False
        self.read_below_item(line, number, is_after_text)
        return True

    def add_title(self, source: str, level: int, number: int) -> bool | None:
        """Start a block; its title has that of a higher level with it when nothing is between."""
        above = self.next_draft
        if above and above.intro:
            return False  # a section of text, which the list does not go on after
        id_ = ITEM_ID.search(source)
        title = self.read_text(ITEM_ID.sub("", source), number).rstrip(":" if level > 6 else "")
        if above and above.level < level:
            title = f"{above.title}: {title}"
        elif above:
            self.note("task-title-empty", above.line)
        self.next_draft = Draft(number, title, id_["id"] if id_ else "", level)
        return None

    def read_sentence(self, line: str, number: int, is_after_text: bool) -> bool | None:
        """Read a line of a paragraph: the rest of an item, or the introduction of a block."""
        if NO_SENTENCE.match(line):
            return False
        if is_after_text and self.drafts and not self.next_draft:
            self.append_text(line, number, " ")
            return True
        if self.next_draft is None:
            self.next_draft = Draft(number)
        elif self.next_draft.intro and not is_after_text:
            return False  # a second paragraph
        self.next_draft.intro.append(self.read_text(line, number))
        return None

    def add_task(self, indent: int, source: str, number: int) -> None:
        """Start an item."""
        if self.next_draft or not self.drafts:
            draft = self.next_draft or Draft(number)
            draft.indent = indent
            self.drafts.append(draft)
        elif indent > self.drafts[-1].indent + 1:
            self.note("task-nested", number)
        self.next_draft, self.has_note = None, False
        id_ = ITEM_ID.search(source)
        data = {"id": id_["id"]} if id_ else {}
        item = place_mapping({**data, "what": ""}, number + self.line_offset)
        item["what"] = self.read_text(ITEM_ID.sub("", source), number, item)
        self.drafts[-1].items.append(item)

    def read_below_item(self, line: str, number: int, is_after_text: bool) -> None:
        """Read an indented line: a field of the item above, or more of its text."""
        item = self.drafts[-1].items[-1]
        detail = DETAIL.fullmatch(line)
        found = detail and self.read_detail(detail["label"].strip("*_ "), detail["value"].strip())
        if found:
            key, value = found
            if value is not None:
                item[key] = value
                item.lines[key] = number + self.line_offset
            return
        note = NOTE.fullmatch(line)
        if note and (note["marker"] or not is_after_text):
            self.append_text(note["text"], number, "; " if self.has_note else ": ")
            self.has_note = True
            self.note("task-note", number)
        elif note:
            self.append_text(note["text"], number, " ")

    def append_text(self, source: str, number: int, separator: str) -> None:
        """Add text to that of the last item."""
        item = self.drafts[-1].items[-1]
        what = item["what"]
        if not what or what.endswith(SENTENCE_ENDS):
            separator = " " if what else ""
        item["what"] = f"{what}{separator}{self.read_text(source, number, item)}"

    def read_text(self, source: str, number: int, item: LocatedMapping | None = None) -> str:
        """Return a text as a reader sees it, without marks; the first link of an `item` is kept."""
        (inline,) = MARKDOWN_PARSER.parseInline(source.strip())
        marks = [child for child in inline.children or [] if child.type != "text"]
        links = [str(child.attrs["href"]) for child in marks if child.type == "link_open"]
        if item is not None and links and self.keep_link(links[0], number, item):
            marks = [child for child in marks if not child.type.startswith("link_")]
            links.pop(0)
        if marks or links:
            self.note("item-marks", number)
        return " ".join(get_visible_text(inline).split())

    def keep_link(self, address: str, number: int, item: LocatedMapping) -> bool:
        """Put a link in the field for links, and return True, if there is one that is empty."""
        if not self.link_field or self.link_field in item or not WEB_LINK.match(address):
            return False
        item[self.link_field] = address
        item.lines[self.link_field] = number + self.line_offset
        return True

    def note(self, rule: str, number: int) -> None:
        """Note a line for a rule to report, if it belongs to the list."""
        self.new_notes.append((rule, number))

    def keep_notes(self) -> None:
        """Keep the notes on the lines so far, which belong to the list."""
        for rule, number in self.new_notes:
            self.notes.setdefault(rule, []).append(number)
        self.new_notes = []

    def build_blocks(self) -> LocatedList:
        """Return the blocks as front matter would give them."""
        lines = [draft.line + self.line_offset for draft in self.drafts]
        return place_list([*map(self.build_block, self.drafts, lines)], lines)

    @staticmethod
    def build_block(draft: Draft, line: int) -> LocatedMapping:
        """Return a block as front matter would give it."""
        items: Sequence[LocatedMapping] = draft.items
        listed = place_list(items, [item.line for item in items])
        parts = {"id": draft.id, "title": draft.title, "intro": " ".join(draft.intro)}
        return place_mapping({**{k: v for k, v in parts.items() if v}, "items": listed}, line)
