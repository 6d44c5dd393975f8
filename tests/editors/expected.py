"""The copy buttons, what an item says when it is copied, and the one markup for tasks."""

from __future__ import annotations

from html import escape

from tools.model.entities.checklist import Item
from tools.model.publication import Publication

TASKS = "Als taken"
WORD = "Voor Word of e-mail"
TABLE = "Als tabel"


def words(publication: Publication, item: Item) -> str:
    """Give an item as it is copied: what, who and when, as the design's table says."""
    what, who, when = (publication.format_field(item, name) for name in ("what", "who", "when"))
    return f"{what} ({who} · {when})"


def task_list(lines: list[str], done: bool = False) -> str:
    """Give lines as a list of tasks, with what each editor needs to see one.

    tiptap reads `data-type` and `data-checked`; Quill `data-list`; Lexical the class of the list
    or `aria-checked`; CKEditor and RoosterJS the box; none of them minds what it does not know.
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
