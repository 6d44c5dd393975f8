"""Read copied payloads back, independently of the code that made them, into the same rows.

A row is an item in a format. The fields of each format are those that the settings name,
repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from tests.item_texts import find_field, format_fields
from tools.model.entities.checklist import Item
from tools.model.publication import Publication

Row = tuple[str, ...]
Payload = dict[str, str]  # by media type
HTML, TEXT = "text/html", "text/plain"
FORMS = ("document", "tasks", "table", "markdown", "lines")
BOTH = ("document", "tasks", "table")  # these go as HTML and as text
COLUMNS = ("Blok", "Wat", "Wie", "Wanneer", "Klaar als", "Status")


def expected_rows(
    publication: Publication,
    items: Iterable[tuple[str, Item]],
    form: str,
    has_columns_only: bool = False,
) -> list[Row]:
    """Return the rows of the model: `items` with the title of their block.

    `has_columns_only`: of a page that shows only the fields with a column of their own.
    """

    status = publication.language.word("status_open")
    done_label = find_field(publication, "done_when").label

    def row(block: str, item: Item) -> Row:
        what, who, when, done = format_fields(publication, item, "what", "who", "when", "done_when")
        has_minutes = "minutes" in publication.settings.fields and not has_columns_only
        (minutes,) = format_fields(publication, item, "minutes") if has_minutes else ("",)
        if form == "lines":
            return (what,)
        if form == "table":
            return (block, what, who, when, done, status)
        short = " · ".join(filter(None, (who, when, minutes)))
        return (block, f"{what} ({short}) {done_label}: {done}")

    return [row(block, item) for block, item in items]


def element_text(element: HtmlElement) -> str:
    """Return the text of an element, with no-break spaces as spaces."""
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def body(payload: Payload) -> HtmlElement:
    """Return the HTML of a payload as one element."""
    return html.fromstring(f"<div>{payload[HTML]}</div>")


def rows_with_headings(root: HtmlElement, tag: str) -> list[Row]:
    """Return the items in elements `tag`, each with the heading above it."""
    return [
        (
            element_text(element.xpath("preceding::h3[1]")[0]),
            element_text(element).removeprefix("☐ "),
        )
        for element in root.xpath(f".//{tag}")
    ]


def document_html(payload: Payload) -> list[Row]:
    """Read paragraphs with a box."""
    return rows_with_headings(body(payload), "p[starts-with(., '☐')]")


def document_text(payload: Payload) -> list[Row]:
    """Read lines with a box; a block is a line of its own above them."""
    rows: list[Row] = []
    block = ""
    for line in payload[TEXT].splitlines():
        if line.startswith("☐ "):
            rows.append((block, line.removeprefix("☐ ")))
        elif line:
            block = line
    return rows


def tasks_html(payload: Payload) -> list[Row]:
    """Read list items; each has all attributes by which editors recognise an open task."""
    root = body(payload)
    for item in root.xpath(".//li"):
        assert item.getparent().get("class") == "contains-task-list"
        assert item.getparent().get("data-type") == "taskList"
        assert item.get("class") == "task-list-item"
        assert item.get("data-type") == "taskItem"
        assert (item.get("data-checked"), item.get("data-list")) == ("false", "unchecked")
        assert (item.get("role"), item.get("aria-checked")) == ("checkbox", "false")
        assert [box.get("type") for box in item.xpath("./input")] == ["checkbox"]
        assert not item.xpath("./input/@checked")
    return rows_with_headings(root, "li")


def markdown_text(payload: Payload) -> list[Row]:
    """Read a Markdown task list as a Markdown reader shows it."""
    rows: list[Row] = []
    block = kind = ""
    for token in MarkdownIt("commonmark").parse(payload[TEXT]):
        if token.type.endswith("_open"):
            kind = token.tag
        if token.type == "inline":
            children = token.children or []
            assert {c.type for c in children} <= {
                "text", "text_special", "link_open", "link_close",
            }, token.content  # fmt: skip
            line = "".join(child.content for child in children)
            if kind == "h2":
                block = line
            elif line.startswith("[ ] "):
                rows.append((block, line.removeprefix("[ ] ")))
    return rows


def table_html(payload: Payload) -> list[Row]:
    """Read the one table, without merged cells and with nothing above or below."""
    (table,) = body(payload).xpath("./html//table | ./table")
    assert not table.xpath(".//@colspan | .//@rowspan")
    assert element_text(table) == element_text(body(payload))
    rows = [
        tuple(element_text(cell) for cell in row.xpath("./th | ./td"))
        for row in table.xpath(".//tr")
    ]
    assert rows[0] == COLUMNS
    assert len(table.xpath("./thead/tr/th")) == len(COLUMNS)
    return rows[1:]


def table_text(payload: Payload) -> list[Row]:
    """Read cells between tabs."""
    head, *rows = (tuple(line.split("\t")) for line in payload[TEXT].splitlines())
    assert head == COLUMNS
    return [tuple(re.sub(r"^'(?='*[=+\-@])", "", cell) for cell in row) for row in rows]


def lines_text(payload: Payload) -> list[Row]:
    """Read lines, and nothing else."""
    assert HTML not in payload
    return [(line,) for line in payload[TEXT].splitlines()]


READERS: dict[str, tuple[Callable[[Payload], list[Row]], ...]] = {
    "document": (document_html, document_text),
    "tasks": (tasks_html, markdown_text),
    "table": (table_html, table_text),
    "markdown": (markdown_text,),
    "lines": (lines_text,),
}
