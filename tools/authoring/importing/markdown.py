"""Reading Markdown: task lists, or else tables, or else any lists, below headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from tools.authoring.importing.parts import (
    Cell,
    Comment,
    Entry,
    Heading,
    Mark,
    Paragraph,
    Part,
    Place,
    Source,
    Table,
    Text,
    fill_rows,
    mark_bold_headings,
)
from tools.authoring.importing.plain_text import decode
from tools.authoring.importing.words import box_cell, clean, create_text, split_box
from tools.model.reading.markdown import MARKDOWN_PARSER, get_visible_text

FRONT_MATTER = re.compile(r"\A---\r?\n(?P<yaml>.*?\n)?---[ \t]*\r?\n", re.DOTALL)
ITEM_ID = re.compile(r"[ \u00a0]*\{:? *#(?P<id>[a-z0-9-]+) *\}$")
# The ids in a Markdown file of a publication: the list with its version, and then its items.
ID_COMMENT = re.compile(r"<!-- [a-z0-9-]+ \d{4}-\d{2}-\d{2}: (?P<ids>[a-z0-9- ]+) -->")
MARKS: dict[str, Mark] = {
    "strong_open": "bold", "em_open": "italic", "s_open": "strike", "code_inline": "code",
    "link_open": "link", "image": "image",
}  # fmt: skip
LISTS = ("bullet_list", "ordered_list")


def read_markdown(data: bytes) -> Source:
    """Return the parts of a Markdown file."""
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n")
    offset, left = 0, []
    if found := FRONT_MATTER.match(text):
        offset = found[0].count("\n")
        left = [
            create_text(line, Place("line", (number,)))
            for number, line in enumerate((found["yaml"] or "").splitlines(), 2)
        ]
        text = text[found.end() :]
    reader = MarkdownReader(offset)
    reader.read(MARKDOWN_PARSER.parse(text))
    return Source(mark_bold_headings([*prefer_tasks(reader.parts)]), left, encoding)


@dataclass
class MarkdownReader:
    """Collects parts; `offset`: the lines above the text."""

    offset: int
    parts: list[Part] = field(default_factory=list)
    depth: int = -1  # of the list that is being read
    starts_entry: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    table_line: int = 0

    def read(self, tokens: list[Token]) -> None:
        """Read the tokens of a text."""
        level = 0
        line = 1
        for token in tokens:
            line = token.map[0] + 1 + self.offset if token.map else line
            kind, _, end = token.type.rpartition("_")
            if kind in LISTS:
                self.depth += 1 if end == "open" else -1
            elif token.type == "list_item_open":
                self.starts_entry = True
            elif token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "heading_close":
                level = 0
            elif token.type == "table_open":
                self.rows = []
            elif token.type == "tr_open":
                self.rows.append([])
            elif token.type == "table_close":
                self.parts.append(Table(fill_rows(self.rows), has_header=True))
                self.rows = []
            elif token.type == "inline" and self.rows:
                self.rows[-1].append(read_cell(token, Place("line", (line,))))
            elif token.type == "inline":
                self.add(read_inline(token, Place("line", (line,))), level)
            elif token.type in ("fence", "code_block", "html_block"):
                self.add_raw(token.content, line)

    def add(self, text: Text, level: int) -> None:
        """Add a heading, an entry, or a paragraph."""
        if level:
            self.parts.append(Heading(without_id(text)[0], level))
        elif self.starts_entry:
            text, id_ = without_id(text)
            marked = split_box(text.words)
            self.parts.append(
                Entry(
                    replace(text, words=marked.words),
                    self.depth,
                    marked.has_box,
                    marked.is_ticked,
                    id_,
                )
            )
        elif text.words or text.marks:
            self.parts.append(Paragraph(text))
        self.starts_entry = False

    def add_raw(self, content: str, line: int) -> None:
        """Add what is shown as it is or not at all: code, HTML, or the ids of a file of ours."""
        if found := ID_COMMENT.fullmatch(content.strip()):
            self.parts.append(Comment(tuple(found["ids"].split())))
            return
        for number, part in enumerate(content.splitlines(), line):
            text = create_text(part, Place("line", (number,)))
            if text.words:
                self.parts.append(Paragraph(text))


def read_inline(token: Token, place: Place) -> Text:
    """Return the words of a line with the marks in it."""
    children = token.children or []
    marks = [MARKS[child.type] for child in children if child.type in MARKS]
    targets = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    words, removed = clean(get_visible_text(token))
    types = [child.type for child in children if child.type != "text" or child.content.strip()]
    is_bold = types == ["strong_open", "text", "strong_close"]
    return Text(words, place, tuple(dict.fromkeys(marks)), tuple(targets), removed, is_bold)


def read_cell(token: Token, place: Place) -> Cell:
    """Return a cell of a table."""
    text = read_inline(token, place)
    return box_cell(Cell((text,) if text.words else (), place))


def without_id(text: Text) -> tuple[Text, str]:
    """Return a text without the id at its end, and that id."""
    found = ITEM_ID.search(text.words)
    if not found:
        return text, ""
    return replace(text, words=text.words[: found.start()]), found["id"]


def prefer_tasks(parts: list[Part]) -> Iterator[Part]:
    """Yield parts in which only tasks are entries, where there are any: with what is below them.

    So is an entry directly above tasks, which has them below it. With a table and no tasks only its
    rows are items.
    """
    has_tasks = any(isinstance(part, Entry) and part.has_box for part in parts)
    has_tables = any(isinstance(part, Table) for part in parts)
    task_depth = None
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if not isinstance(part, Entry) or not (has_tasks or has_tables):
            yield part
            continue
        is_above = isinstance(after, Entry) and after.has_box and after.depth > part.depth
        is_below = task_depth is not None and part.depth > task_depth
        if part.has_box:
            task_depth = part.depth
        elif not is_below:
            task_depth = None
        yield part if part.has_box or is_above or is_below else Paragraph(part.text)
