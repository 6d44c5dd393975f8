"""The clipboard of a real browser, pasted into rich text editors with Ctrl+V."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from playwright.sync_api import Page

from tests.conftest import ROOT

Editor = Literal["ckeditor", "lexical", "quill", "roosterjs", "textarea", "tiptap"]
EDITORS: tuple[Editor, ...] = get_args(Editor)
PAGES = ROOT / "build" / "editors"


@dataclass(frozen=True)
class Task:
    """A task item as an editor's own model holds it."""

    text: str
    done: bool


@dataclass(frozen=True)
class Pasted:
    """What an editor holds: its task items, and every other line that has words."""

    tasks: tuple[Task, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class Clipboard:
    """What a page put on the clipboard, as another page is given it."""

    html: str
    text: str


def copy(page: Page, html: str, text: str) -> None:
    """Put a payload on the clipboard as a page does; the page must be a secure context."""
    allow(page)
    page.evaluate(
        """([html, text]) => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob([html], { type: "text/html" }),
            "text/plain": new Blob([text], { type: "text/plain" }),
        })])""",
        [html, text],
    )


def allow(page: Page) -> None:
    """Let pages use the clipboard, as a reader who clicks does."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def paste(page: Page, editor: Editor) -> Pasted:
    """Press Ctrl+V in an editor; give what its own model then holds.

    The clipboard holds what a page of the same browser put there, by `copy` or by a button.
    """
    open_page(page, editor)
    page.keyboard.press("Control+V")
    page.wait_for_function("(r => r.tasks.length + r.rest.length)(editor.read())")
    read = page.evaluate("editor.read()")
    tasks = tuple(Task(task["text"], task["done"]) for task in read["tasks"])
    return Pasted(tasks, tuple(read["rest"]))


def on_clipboard(page: Page) -> Clipboard:
    """Give what is on the clipboard, as a paste hands it over."""
    open_page(page, "textarea")
    page.evaluate(
        """addEventListener("paste", (event) => {
            const read = (type) => event.clipboardData.getData(type);
            window.pasted = { html: read("text/html"), text: read("text/plain") };
        }, { capture: true })"""
    )
    page.keyboard.press("Control+V")
    page.wait_for_function("window.pasted")
    read = page.evaluate("pasted")
    return Clipboard(read["html"], read["text"])


def open_page(page: Page, editor: Editor) -> None:
    """Open an editor's page, with nothing in it and ready to type."""
    path = PAGES / f"{editor}.html"
    assert path.is_file(), "the editors are missing: make build/editors/ready"
    page.goto(path.as_uri())
    page.wait_for_function("window.editor")
    page.evaluate("editor.focus()")
    page.wait_for_function("document.body.matches(':focus-within')")
