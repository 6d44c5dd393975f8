"""A server of the editor without its preview, and a page at its origin."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import ROOT
from tools.editor.server import Editor, EditorHandler

DAY = dt.date(2026, 12, 1)
NO_PREVIEW = "http://127.0.0.1:9"


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Serve the editor of a project; yield its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *_: None)  # type: ignore[arg-type]
    origin = f"http://127.0.0.1:{server.server_port}"
    editor = Editor(root, origin, NO_PREVIEW, lambda: DAY)
    server.RequestHandlerClass = partial(EditorHandler, editor)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield origin
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def origin(small: Path) -> Iterator[str]:
    """The origin of the editor of the small publication in `small`."""
    with serving(small) as address:
        yield address


@pytest.fixture(scope="module")
def own_origin() -> Iterator[str]:
    """The origin of the editor of this publication; nothing may be saved in it."""
    with serving(ROOT) as address:
        yield address


class Formats:
    """The formats of the editor, in a browser: files as forms, and forms as files."""

    def __init__(self, page: Page, origin: str) -> None:
        """Open a page at the origin."""
        self.page = page
        page.goto(f"{origin}/editor.css")
        page.evaluate(
            """async () => {
                const { createFormat } = await import("/format.js")
                const session = await (await fetch("/session")).json()
                const files = new Map()
                for (const one of session.forms.collections) {
                    for (const file of one.files) {
                        const fields = file.fields ?? one.fields
                        files.set(file.file, [fields, session.taken[file.format]])
                    }
                }
                window.session = session
                window.fields = files
                window.open_ = (path, text) => {
                    const format = createFormat(...files.get(path))
                    const read = format.fromFile((text ?? session.files[path].text).trim())
                    const entry = Array.isArray(read) ? { rows: read } : read
                    return { format, entry: structuredClone(entry) }
                }
                window.save = ({ format, entry }) => `${format.toFile(entry).trim()}\\n`
            }"""
        )

    @property
    def paths(self) -> list[str]:
        """The files that have a form."""
        return list(self.page.evaluate("[...fields.keys()]"))

    def read(self, path: str) -> str:
        """Return the text of a file, as it is saved without a change."""
        return str(self.page.evaluate("path => session.files[path].text", path)).strip() + "\n"

    def edit(self, path: str, script: str, text: str | None = None, argument: Any = None) -> str:
        """Return a file after a change in its form; `script`: a function of the entry."""
        return str(
            self.page.evaluate(
                f"""([path, text, argument]) => {{
                    const opened = open_(path, text ?? undefined)
                    const change = {script}
                    change(opened.entry, argument)
                    return save(opened)
                }}""",
                [path, text, argument],
            )
        )


@pytest.fixture
def small_formats(page: Page, origin: str) -> Formats:
    """The formats of the small publication."""
    return Formats(page, origin)


@pytest.fixture
def own_formats(page: Page, own_origin: str) -> Formats:
    """The formats of this publication."""
    return Formats(page, own_origin)
