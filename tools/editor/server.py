"""The browser editor on this machine: its page, its files, and the preview beside it.

The editor and the preview are two servers on 127.0.0.1, so two origins: no script of a page can
reach the files. The editor's policy lets its page ask this server only. It answers requests that
name it, so that no other site can lead a browser to it, and takes changes from its own page only.
"""

import datetime as dt
import json
import re
import webbrowser
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from tools.authoring.errors import AuthoringError
from tools.authoring.new_page import find_template
from tools.build.preview_server import QuietHandler, QuietServer, serve_project
from tools.editor.files import MAX_BYTES, read_files, remove_picture, save_file
from tools.editor.forms import DATA, build_forms
from tools.editor.macro_blocks import describe_macros
from tools.editor.pages import change_place, list_folders, make_page, take_away
from tools.editor.places import make_finder
from tools.errors import BuildError
from tools.language import Language
from tools.model.loader import load_project
from tools.model.project import ParsedProject
from tools.model.reading.addresses import get_page_address
from tools.runtime.console import report

WEB_FOLDER = Path(__file__).parent / "web"
PACKAGES = Path(__file__).parent / "vendor" / "editor.zip"
WORDS_FOLDER = Path(__file__).parent / "words"  # beside those of Sveltia
FONTS_FOLDER = "sveltia/npm/assets"
# Sveltia brings its fonts along, and yet asks for them here.
REMOTE_FONT = re.compile(
    rb"https://cdn\.jsdelivr\.net/fontsource/fonts/([\w-]+)(?::vf)?@[\d.]+/([\w-]+)\.woff2"
)
WORD_PREFIX = "editor_page_"  # of the words in the editor's page
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "text/javascript; charset=utf-8",  # words of Sveltia, which it imports as a module
    ".woff2": "font/woff2",
}


def build_policy(preview: str) -> str:
    """Return the editor's security policy; `preview`: the origin that it shows in a frame."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # Sveltia writes styles into its page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' blob: data:",
            f"frame-src blob: {preview}",
            "worker-src 'self' blob:",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


class Editor:
    """The editor of the project in `root`, at an origin, with its preview at another."""

    def __init__(
        self, root: Path, origin: str, preview: str, get_day: Callable[[], dt.date]
    ) -> None:
        """Store where all is; `get_day` returns the date of a new page."""
        self.root, self.origin, self.preview, self.get_day = root, origin, preview, get_day

    def load(self) -> ParsedProject:
        """Return the project as it is now; raise InvalidPublicationError."""
        return load_project(self.root)

    def describe_session(self) -> dict[str, Any]:
        """Return all that the page needs: forms, files, words, addresses."""
        project = self.load()
        docs = project.docs_folder.relative_to(project.root)
        mount = urlsplit(project.mkdocs.site_url or "/").path.rstrip("/") + "/"
        retired = project.retired.data if project.retired else {}
        words = project.language.interface
        return {
            "forms": build_forms(project),
            "files": read_files(project),
            "language": project.language.code,
            "title": project.mkdocs.site_name,
            "words": {key.removeprefix(WORD_PREFIX): text for key, text in words.items()
                      if key.startswith(WORD_PREFIX)},
            "docs": docs.as_posix(),
            "macros": [asdict(macro) for macro in describe_macros(project)],
            "preview": f"{self.preview}{mount}",
            "pages": {(docs / page.source_path).as_posix(): get_page_address(
                page.source_path.as_posix()) for page in project.pages},
            "kinds": [{"name": name, "label": kind.one or name}
                      for name, kind in project.mkdocs.publication.kinds.items()
                      if has_template(project, name)],
            "folders": list_folders(project),
            "taken": {f"{DATA}-sources": retired.get("sources") or [],
                      f"{DATA}-glossary": retired.get("terms") or []},
        }  # fmt: skip

    def save(self, name: str, content: bytes, known: str) -> dict[str, Any]:
        """Write a file; return its digest. Raises RefusedError."""
        return {"digest": save_file(self.load(), name, content, known)}

    def remove_picture(self, name: str, known: str) -> dict[str, Any]:
        """Remove a picture that no page shows. Raises RefusedError."""
        remove_picture(self.load(), name, known)
        return {}

    def create(self, kind: str, title: str) -> dict[str, Any]:
        """Make a page from its template."""
        return make_page(self.load(), kind, title, self.get_day())

    def move(self, file: str, folder: str, name: str) -> dict[str, Any]:
        """Move a page to a folder, under a name."""
        return change_place(self.load(), file, folder, name)

    def remove(self, file: str, successor: str, confirmed: str = "") -> dict[str, Any]:
        """Remove a page, or first return what to confirm.

        Problems that only an editor can solve stand in the preview afterwards.
        """
        return take_away(self.load(), file, successor, confirmed)


def has_template(project: ParsedProject, kind: str) -> bool:
    """Return whether new pages of a kind can be made."""
    try:
        find_template(project, kind)
    except AuthoringError:
        return False
    return True


class EditorHandler(QuietHandler):
    """Answers the editor's page."""

    def __init__(self, editor: Editor, *arguments: object) -> None:
        """Store the editor; the base class answers the request."""
        self.editor = editor
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send the page, a part of it, or the session."""
        name = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        if not self.is_named():
            self.send_text("", "text/plain", HTTPStatus.FORBIDDEN)
        elif name == "session":
            self.answer(self.editor.describe_session)
        else:
            content = read_part(name)
            kind = TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
            status = HTTPStatus.OK if content is not None else HTTPStatus.NOT_FOUND
            self.send_bytes(content or b"", kind, status)

    def do_PUT(self) -> None:
        """Write a file."""
        content = self.read_body()
        if content is not None:
            name = unquote(urlsplit(self.path).path).removeprefix("/files/")
            known = self.headers.get("X-Known", "")
            self.answer(partial(self.editor.save, name, content, known))

    def do_DELETE(self) -> None:
        """Remove a picture."""
        if self.read_body() is not None:
            name = unquote(urlsplit(self.path).path).removeprefix("/files/")
            self.answer(partial(self.editor.remove_picture, name, self.headers.get("X-Known", "")))

    def do_POST(self) -> None:
        """Make, move or remove a page."""
        content = self.read_body()
        actions: dict[str, Callable[..., dict[str, Any]]] = {
            "/pages": self.editor.create,
            "/pages/move": self.editor.move,
            "/pages/remove": self.editor.remove,
        }
        action = actions.get(self.path)
        if content is not None and action:
            values = {key: str(value).strip() for key, value in json.loads(content).items()}
            self.answer(partial(action, **values))
        elif content is not None:
            self.send_text("", "text/plain", HTTPStatus.NOT_FOUND)

    def is_named(self) -> bool:
        """Return whether the request names this server, as its own page does."""
        return self.headers.get("Host") == urlsplit(self.editor.origin).netloc

    def read_body(self) -> bytes | None:
        """Return what the editor's page sent; None after refusing another page, or too much."""
        length = self.headers.get("Content-Length", "0")
        own = self.is_named() and self.headers.get("Origin") == self.editor.origin
        if not own or not length.isdecimal() or int(length) > MAX_BYTES:
            self.close_connection = True
            self.send_text("", "text/plain", HTTPStatus.FORBIDDEN)
            return None
        return self.rfile.read(int(length))

    def answer(self, make: Any) -> None:
        """Send what `make` returns, or why it failed."""
        try:
            data, status = make(), HTTPStatus.OK
        except (BuildError, OSError) as error:
            data, status = {"message": str(error)}, HTTPStatus.CONFLICT
        self.send_text(json.dumps(data, ensure_ascii=False), "application/json", status)

    def end_headers(self) -> None:
        """Send the policies of the editor with each answer."""
        self.send_header("Content-Security-Policy", build_policy(self.editor.preview))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()


def read_part(name: str) -> bytes | None:
    """Return a file of the editor's page or of its packages; None when there is no such file."""
    if name.startswith("vendor/"):
        return read_package(name.removeprefix("vendor/"))
    names = {path.name for path in WEB_FOLDER.iterdir()}
    return (WEB_FOLDER / name).read_bytes() if name in names else None


def read_package(name: str) -> bytes | None:
    """Return a file of the packages, with fonts from here; None when there is no such file."""
    with zipfile.ZipFile(PACKAGES) as archive:
        names = archive.namelist()
        if name not in names:
            return None
        content = archive.read(name)
    if name.endswith(".json"):
        own = WORDS_FOLDER / PurePosixPath(name).name
        words = json.loads(content)
        if own.is_file():
            merge_words(words, json.loads(own.read_text(encoding="utf-8")))
        return b"export default " + json.dumps(words, ensure_ascii=False).encode()

    def find_font(match: re.Match[bytes]) -> bytes:
        start = f"{FONTS_FOLDER}/{match[1].decode()}-{match[2].decode()}-"
        return next(f"/vendor/{one}".encode() for one in names if one.startswith(start))

    return REMOTE_FONT.sub(find_font, content)


def merge_words(words: dict[str, Any], own: Mapping[str, Any]) -> None:
    """Put words of our own in a catalogue of Sveltia, where it lacks them or has worse ones."""
    for key, value in own.items():
        if isinstance(value, dict):
            merge_words(words.setdefault(key, {}), value)
        else:
            words[key] = value


def serve_editor(
    root: Path,
    address: tuple[str, int],
    language: Language,
    get_day: Callable[[], dt.date],
    open_page: bool,
) -> None:
    """Serve the editor on a host and port, and the preview on the next port, until interrupted.

    Raises OSError when a port is taken.
    """
    host, port = address
    origin, preview = f"http://{host}:{port}", f"http://{host}:{port + 1}"
    editor = Editor(root, origin, preview, get_day)
    server = QuietServer(address, partial(EditorHandler, editor))
    Thread(target=server.serve_forever, daemon=True).start()
    report(language.word("editor_at").format(address=f"{origin}/"))
    if open_page:
        webbrowser.open(f"{origin}/")
    try:
        serve_project(root, host, port + 1, language, make_finder(root, origin))
    finally:
        server.shutdown()
        server.server_close()
