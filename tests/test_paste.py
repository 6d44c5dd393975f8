"""A checklist copied from its page and pasted with Ctrl+V: real tasks in editors, boxes in Writer.

No single payload suits all programs. Web editors need task lists, each in its own dialect; Word,
Writer and mail lose those, and need plain paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Built
from tests.editors.browser import (
    EDITORS,
    Clipboard,
    Editor,
    Pasted,
    Task,
    allow,
    copy,
    on_clipboard,
    paste,
)
from tests.editors.expected import TABLE, TASKS, WORD, expected_text, task_list
from tests.editors.writer import Line, paste_into_writer
from tests.item_texts import format_fields
from tests.sources import list_addresses
from tools.exports.checklist_texts import ChecklistTexts
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication
from tools.render.imprint import based_on_line

RICH = [editor for editor in EDITORS if editor != "textarea"]
TASK_DIALECTS: list[Editor] = ["lexical", "quill", "tiptap"]  # a bare box is no task to these
COPIED_MESSAGE = "Gekopieerd"
BOX = "☐"
FIELDS = ("what", "who", "when", "done_when")  # copied, by the settings
SAMPLE = "start-vandaag"
IDS = list(list_addresses())
LINES = ["Schrap één controle", "Zeg 'ja' & <b>nee</b>"]
BOXED = "<ul>" + "".join(f"<li>{BOX} {escape(line)}</li>" for line in LINES) + "</ul>"
INPUTS = (
    "<ul>" + "".join(f"<li><input type=checkbox> {escape(line)}</li>" for line in LINES) + "</ul>"
)


def copy_with_button(page: Page, built: Built, checklist_id: str, button: str) -> Checklist:
    """Copy a checklist with a button on its page in the built folder; return the checklist."""
    checklist = open_list(page, built, checklist_id)
    menu = page.locator(f"#checklist-{checklist_id} .take-menu", has_text="Kopieer").first
    menu.locator("summary").click()
    menu.get_by_role("button", name=button).click()
    page.locator(f"#checklist-{checklist_id} .take-status", has_text=COPIED_MESSAGE).wait_for()
    return checklist


def open_list(page: Page, built: Built, checklist_id: str) -> Checklist:
    """Open the page of a checklist with access to the clipboard; return the checklist."""
    for list_page in built.publication.pages_with_checklist:
        checklist = list_page.meta.checklist
        if checklist and checklist.id == checklist_id:
            allow(page)
            page.goto((built.site / list_page.url).as_uri())
            return checklist
    raise LookupError(checklist_id)


def copy_html(page: Page, html: str) -> None:
    """Copy HTML as a page does."""
    allow(page)
    page.goto((Path(__file__).parent / "editors" / "page.html").as_uri())
    copy(page, html, "\n".join(LINES))


def surrounding_text(publication: Publication, checklist: Checklist) -> tuple[str, ...]:
    """Return the headings of a copied checklist, and the lines that end it."""
    return (
        checklist.title,
        *map(publication.format_block_title, checklist.blocks),
        *closing_lines(publication, checklist),
    )


def closing_lines(publication: Publication, checklist: Checklist) -> tuple[str, str]:
    """Return the closing sentence of a checklist, and the line about its version and origin."""
    version = ChecklistTexts(publication, checklist).version_text
    closing = f"{publication.language.word('close')}: {checklist.close}"
    return closing, f"{version} · {based_on_line(publication)}"


def paste_into(page: Page, editors: Iterable[Editor]) -> dict[Editor, Pasted]:
    """Paste the clipboard into each editor; return the content of each."""
    return {editor: paste(page, editor) for editor in editors}


def assert_tasks(page: Page, built: Built, checklist_id: str) -> None:
    """Check that a checklist copied as tasks becomes open tasks in every editor."""
    checklist = copy_with_button(page, built, checklist_id, TASKS)
    tasks = tuple(Task(expected_text(built.publication, item), False) for item in checklist.items)
    expected = Pasted(tasks, surrounding_text(built.publication, checklist))
    assert paste_into(page, EDITORS) == dict.fromkeys(EDITORS, expected)


def test_every_item_is_a_real_task(page: Page, built: Built) -> None:
    assert_tasks(page, built, SAMPLE)


@pytest.mark.corpus
@pytest.mark.parametrize("checklist_id", IDS)
def test_every_item_of_every_list_is_a_real_task(
    page: Page, built: Built, checklist_id: str
) -> None:
    assert_tasks(page, built, checklist_id)


def test_a_task_that_is_done_is_not_read_as_open(page: Page) -> None:
    copy_html(page, task_list(LINES[:1], done=True) + task_list(LINES[1:]))
    expected = Pasted((Task(LINES[0], True), Task(LINES[1], False)), ())
    assert paste_into(page, RICH) == dict.fromkeys(RICH, expected)


def test_a_box_in_a_list_is_no_task(page: Page) -> None:
    copy_html(page, BOXED)
    expected = Pasted((), tuple(f"{BOX} {line}" for line in LINES))
    assert paste_into(page, RICH) == dict.fromkeys(RICH, expected)


def test_an_input_in_a_list_is_no_task_everywhere(page: Page) -> None:
    copy_html(page, INPUTS)
    expected = Pasted((), tuple(LINES))
    assert paste_into(page, TASK_DIALECTS) == dict.fromkeys(TASK_DIALECTS, expected)


def test_tasks_need_their_text_where_no_markup_is_read(page: Page) -> None:
    copy_html(page, task_list(LINES))  # with text that is no Markdown
    assert paste(page, "textarea") == Pasted((), tuple(LINES))


def test_each_paragraph_has_one_box(page: Page, built: Built) -> None:
    """Mail programs are such editors: a line per item, with its box."""
    checklist = copy_with_button(page, built, SAMPLE, WORD)
    title, lines = checklist.title, []
    for block in checklist.blocks:
        lines.append(built.publication.format_block_title(block))
        lines += [f"{BOX} {expected_text(built.publication, item)}" for item in block.items]
    lines += closing_lines(built.publication, checklist)
    assert paste_into(page, RICH) == dict.fromkeys(RICH, Pasted((), (title, *lines)))


# -- Writer. One LibreOffice for all payloads: starting it takes the time.


@pytest.fixture(scope="module")
def in_writer(
    browser: Browser, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Line]]:
    """The lines in Writer for the payload of each button, and for a list with drawn boxes."""
    context = browser.new_context()
    page = context.new_page()
    payloads: dict[str, Clipboard] = {}
    for button in (WORD, TASKS, TABLE):
        copy_with_button(page, built, SAMPLE, button)
        payloads[button] = on_clipboard(page)
    copy_html(page, BOXED)
    payloads[BOXED] = on_clipboard(page)
    context.close()
    documents = paste_into_writer(list(payloads.values()), tmp_path_factory.mktemp("writer"))
    return dict(zip(payloads, documents, strict=True))


@pytest.fixture
def checklist(built: Built) -> Checklist:
    """The checklist that is copied."""
    return next(entry for entry in built.publication.checklists if entry.id == SAMPLE)


def boxes(lines: list[Line]) -> list[Line]:
    """Return the lines with a box and a hanging indent, without a bullet of Writer's own."""
    return [
        line
        for line in lines
        if line.text.startswith(BOX) and line.first == -line.left < 0 and not line.listed
    ]


def test_writer_gives_each_item_one_clean_box(
    in_writer: dict[str, list[Line]], built: Built, checklist: Checklist
) -> None:
    lines = in_writer[WORD]
    found = [" ".join(line.text.split()) for line in boxes(lines)]
    assert found == [f"{BOX} {expected_text(built.publication, item)}" for item in checklist.items]
    rest = [line for line in lines if line not in boxes(lines)]
    assert tuple(line.text for line in rest) == surrounding_text(built.publication, checklist)
    *heads, _, _ = rest
    assert all(line.style.startswith("Heading") for line in heads)
    assert not any(line.listed for line in rest)


def test_writer_has_no_boxes_for_tasks(
    in_writer: dict[str, list[Line]], built: Built, checklist: Checklist
) -> None:
    """Show that Word and mail need a button of their own."""
    listed = [line.text.strip() for line in in_writer[TASKS] if line.listed]
    assert listed == [expected_text(built.publication, item) for item in checklist.items]
    assert boxes(in_writer[TASKS]) == []


def test_writer_marks_a_boxed_list_twice(in_writer: dict[str, list[Line]]) -> None:
    """Show that that button must give paragraphs and no list."""
    assert [line.text for line in in_writer[BOXED] if line.listed] == [
        f"{BOX} {line}" for line in LINES
    ]
    assert boxes(in_writer[BOXED]) == []


def test_writer_gives_a_table_a_row_per_item(
    in_writer: dict[str, list[Line]], built: Built, checklist: Checklist
) -> None:
    lines = in_writer[TABLE]
    assert {line.style for line in lines} == {"table"}
    assert len(lines) == 1 + len(list(checklist.items))
    for item, line in zip(checklist.items, lines[1:], strict=True):
        cells = line.text.split("\t")
        assert {*format_fields(built.publication, item, *FIELDS)} <= set(cells)
