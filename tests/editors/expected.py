"""The copy buttons, the text of a copied item, and the markup of tasks."""

from __future__ import annotations

from html import escape

from tests.item_texts import format_fields, format_short
from tools.model.entities.checklist import Item
from tools.model.publication import Publication

TASKS = "Als taken"
WORD = "Voor Word of e-mail"
TABLE = "Als tabel"


def expected_text(publication: Publication, item: Item) -> str:
    """Return the text of a copied item: what, who, when and done-when."""
    what, done = format_fields(publication, item, "what", "done_when")
    return f"{what} ({format_short(publication, item)}) Klaar als: {done}"


def task_list(lines: list[str], done: bool = False) -> str:
    """Return lines as a list of tasks, with what each editor needs to see one.

    tiptap reads `data-type` and `data-checked`; Quill `data-list`; Lexical the class of the list
    or `aria-checked`; CKEditor and RoosterJS the box; each ignores what it does not know.
    """
    items = "".join(
        f'<li class="task-list-item" data-type="taskItem" data-checked="{str(done).lower()}"'
        f' data-list="{"checked" if done else "unchecked"}"'
        f' role="checkbox" aria-checked="{str(done).lower()}">'
        f'<input type="checkbox" class="task-list-item-checkbox"{" checked" if done else ""}>'
        f" {escape(line)}</li>"
        for line in lines
    )
    return f'<ul class="contains-task-list" data-type="taskList">{items}</ul>'
