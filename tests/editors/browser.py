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
    """A task item in an editor's own model."""

    text: str
    done: bool


@dataclass(frozen=True)
class Pasted:
    """The content of an editor: its task items, and all other lines of text."""

    tasks: tuple[Task, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class Clipboard:
    """The content of the clipboard, as another page gets it."""

    html: str
    text: str


def copy(page: Page, html: str, text: str) -> None:
    """Copy a payload to the clipboard as a page does; the page must be a secure context."""
    allow(page)
    page.evaluate(
        """([html, text]) => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob([html], { type: "text/html" }),
            "text/plain": new Blob([text], { type: "text/plain" }),
        })])""",
        [html, text],
    )


def allow(page: Page) -> None:
    """Allow pages to use the clipboard, as a click of a reader does."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def paste(page: Page, editor: Editor) -> Pasted:
    """Press Ctrl+V in an editor; return the content of its own model.

    The clipboard is filled by a page of the same browser, with `copy` or a button.
    """
    open_page(page, editor)
    page.keyboard.press("Control+V")
    page.wait_for_function("(r => r.tasks.length + r.rest.length)(editor.read())")
    content = page.evaluate("editor.read()")
    tasks = tuple(Task(task["text"], task["done"]) for task in content["tasks"])
    return Pasted(tasks, tuple(content["rest"]))


def on_clipboard(page: Page) -> Clipboard:
    """Return the content of the clipboard, as a paste event gets it."""
    open_page(page, "textarea")
    page.evaluate(
        """addEventListener("paste", (event) => {
            const read = (type) => event.clipboardData.getData(type);
            window.pasted = { html: read("text/html"), text: read("text/plain") };
        }, { capture: true })"""
    )
    page.keyboard.press("Control+V")
    page.wait_for_function("window.pasted")
    content = page.evaluate("pasted")
    return Clipboard(content["html"], content["text"])


def open_page(page: Page, editor: Editor) -> None:
    """Open an editor's page, with nothing in it and ready to type."""
    path = PAGES / f"{editor}.html"
    assert path.is_file(), "the editors are missing: make build/editors/ready"
    page.goto(path.as_uri())
    page.wait_for_function("window.editor")
    page.evaluate("editor.focus()")
    page.wait_for_function("document.body.matches(':focus-within')")
