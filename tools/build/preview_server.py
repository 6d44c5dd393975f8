"""The preview: the live site in a browser, which follows each change of the sources.

A page is always answered at once, from the last site that could be built. A mistake is shown on top
of it, until it is mended. A document on paper is made when somebody asks for it.
"""

import logging
import mimetypes
import posixpath
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import active_children, get_context
from pathlib import Path
from threading import Condition, Thread
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from tools.build.artifacts import make_document
from tools.build.last_good import load_preview, preview_folder
from tools.build.live import complete_site, list_documents
from tools.build.notices import (
    ASSETS_FOLDER,
    FindFields,
    Notice,
    copy_assets,
    create_notices,
    find_no_fields,
    insert_into_body,
    render_notices,
)
from tools.build.stage import Stage, fixed_timestamps
from tools.errors import BuildError, PangoMissingError
from tools.language import Language
from tools.model.loader import SETTINGS_FILE
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.publication import Publication
from tools.publish.csp import build_policy, hash_inline_content
from tools.publish.hosting import CSP_HEADER
from tools.render.environment import render_template
from tools.render.site_paths import offline_archive_path
from tools.runtime import doctor
from tools.runtime.atomic_swap import remove_tree
from tools.runtime.console import report
from tools.runtime.workers import sigint_blocked, start_worker
from tools.site.built_pages import read_pages
from tools.site.engine import build_site

INTERVAL = 0.25  # seconds between looks at the sources
PATIENCE = 2.5  # seconds that a request waits for a document, and a page that waits asks again
LONG_POLL = 25.0  # seconds that the server keeps a question for changes
DEFAULT_FOLDERS = ("docs", "overrides")  # watched while the settings cannot be read
MACROS_FOLDER = "macros"
EPOCH_PATH = f"{ASSETS_FOLDER}/epoch"
NO_HEADERS: Mapping[str, str] = MappingProxyType({})

Stamps = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Shown:
    """The state that readers see: a site of a publication, and notices about the sources.

    `epoch` counts the states. `policy`: the value of the header with the security policy.
    """

    epoch: int
    publication: Publication
    site: Path
    policy: str
    notices: tuple[Notice, ...] = ()

    @property
    def mount(self) -> str:
        """The path of the site on its host, from `/` to `/`."""
        return urlsplit(self.publication.mkdocs.site_url or "/").path.rstrip("/") + "/"


class PreviewSite:
    """The site of the project in `root` as it is built again and again."""

    def __init__(
        self, root: Path, language: Language, find_fields: FindFields = find_no_fields
    ) -> None:
        self.root, self.language, self.find_fields = root, language, find_fields
        self.shown: Shown | None = None
        self.failure = ""  # why there is nothing to show
        self.epoch = 0
        self.changed = Condition()
        self.jobs: dict[tuple[Path, str], Future[None]] = {}
        self.pool: ProcessPoolExecutor | None = None

    def refresh(self) -> None:
        """Build the site as the sources are now, and show it; show what is wrong in any case."""
        start = time.monotonic()
        try:
            preview = load_preview(self.root)
        except (InvalidPublicationError, OSError) as error:
            problems = error.problems if isinstance(error, InvalidPublicationError) else ()
            self.show_failure(str(error), problems)
            return
        notices = tuple(create_notices(preview.publication, preview.problems, self.find_fields))
        if preview.problems:
            report(str(InvalidPublicationError(preview.problems, preview.publication.language)))
            if self.shown:  # at once: building takes longer
                self.show(replace(self.shown, epoch=self.epoch + 1, notices=notices))
        try:
            site, policy = self.build(preview.publication)
        except (BuildError, OSError) as error:
            self.show_failure(str(error))
            return
        former = self.shown
        self.show(Shown(self.epoch + 1, preview.publication, site, policy, notices))
        seconds = self.language.format_decimal(time.monotonic() - start)
        report(self.language.word("preview_built").format(seconds=seconds))
        if former and former.site != site:
            self.forget_sites(site, former.site)

    def stamp_sources(self) -> Stamps:
        """Return the files that the site depends on, with the times of their last changes."""
        names = [*map(Path, (SETTINGS_FILE, MACROS_FOLDER))]
        if self.shown:
            mkdocs = self.shown.publication.mkdocs
            names += [mkdocs.docs_dir, mkdocs.theme.custom_dir.parent, *mkdocs.hooks]
        else:
            names += map(Path, DEFAULT_FOLDERS)
        return tuple(sorted(stamp for name in names for stamp in iter_stamps(self.root / name)))

    def build(self, publication: Publication) -> tuple[Path, str]:
        """Return the folder of a new site, and its policy; raise BuildError or OSError."""
        site = preview_folder(self.root) / f"site-{self.epoch + 1}"
        remove_tree(site)
        with fixed_timestamps(publication):
            build_site(publication, site)
        complete_site(publication, site)
        copy_assets(publication, site)
        hashes = hash_inline_content(read_pages(site))
        return site, build_policy(hashes, security=publication.settings.security)

    def show_failure(self, message: str, problems: Sequence[Problem] = ()) -> None:
        """Show a message on top of the last site, or by itself when there is none.

        `problems`: those that the message is made of, each to show on its own page.
        """
        report(message)
        self.failure = message
        shown = self.shown
        if shown:
            notices = create_notices(shown.publication, problems, self.find_fields)
            notices = notices or [Notice(message)]
            shown = replace(shown, epoch=self.epoch + 1, notices=tuple(notices))
        self.show(shown)

    def show(self, shown: Shown | None) -> None:
        """Replace what readers see, and answer all who wait for that."""
        with self.changed:
            self.shown = shown
            self.epoch += 1
            self.changed.notify_all()

    def forget_sites(self, *kept: Path) -> None:
        """Remove former sites, but for those that may still be in use."""
        for folder in preview_folder(self.root).glob("site-*"):
            if folder not in kept:
                with suppress(OSError):  # a document is being written there
                    remove_tree(folder)
        self.jobs = {key: job for key, job in self.jobs.items() if key[0] in kept}

    def wait_for_change(self, epoch: int) -> int:
        """Return the number of the state, as soon as it is not `epoch`, or after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.epoch != epoch, LONG_POLL)
            return self.epoch

    def request_document(self, shown: Shown, path: str) -> str | None:
        """Have a document made; return None when it is there, or else what to tell a reader.

        An empty text: it is still being made.
        """
        if path == offline_archive_path(shown.publication.settings.slug):
            return self.language.word("preview_archive")
        key = (shown.site, path)
        with self.changed:
            if key not in self.jobs:
                self.jobs[key] = self.submit(shown, path)
            job = self.jobs[key]
        try:
            job.result(PATIENCE)
        except TimeoutError:
            return ""
        except PangoMissingError:
            return doctor.advice(["pango"])
        except BrokenExecutor as error:  # killed, or out of memory
            self.pool = None
            del self.jobs[key]
            return str(error)
        except (BuildError, OSError) as error:
            return str(error)
        return None

    def submit(self, shown: Shown, path: str) -> Future[None]:
        """Have a worker process make a document, so that pages go on meanwhile."""
        if not self.pool:
            context = get_context("spawn")
            self.pool = ProcessPoolExecutor(1, context, start_worker, ([], None))
        stage = Stage(shown.publication, shown.site, report)
        with sigint_blocked():
            return self.pool.submit(make_document, stage, path)


class QuietHandler(BaseHTTPRequestHandler):
    """Sends answers of which a browser keeps no copy, and logs nothing."""

    protocol_version = "HTTP/1.1"

    def send_text(
        self, text: str, kind: str, status: HTTPStatus = HTTPStatus.OK,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> None:  # fmt: skip
        """Send a text."""
        self.send_bytes(text.encode(), f"{kind}; charset=utf-8", status, headers)

    def send_bytes(
        self, data: bytes, kind: str, status: HTTPStatus, headers: Mapping[str, str] = NO_HEADERS
    ) -> None:
        """Send data of a media type."""
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "Cache-Control": "no-store",
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the terminal is for messages about the sources."""


class PreviewHandler(QuietHandler):
    """Answers requests with files of the site, documents, and news of changes."""

    def __init__(self, preview: PreviewSite, *arguments: object) -> None:
        self.preview = preview
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        with suppress(BrokenPipeError, ConnectionResetError):  # the reader went on
            self.answer()

    def answer(self) -> None:
        """Send a file of the site, or what there is instead."""
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path.endswith(EPOCH_PATH):
            known = int(parts.query) if parts.query.isdecimal() else 0
            self.send_text(str(self.preview.wait_for_change(known)), "text/plain")
            return
        shown = self.preview.shown
        if shown is None:
            self.send_text(self.preview.failure, "text/plain", HTTPStatus.SERVICE_UNAVAILABLE)
            return
        if not path.startswith(shown.mount):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", quote(shown.mount))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        name = posixpath.normpath("/" + path.removeprefix(shown.mount)).lstrip("/")
        if (shown.site / name).is_dir():
            name = posixpath.join(name, "index.html")
        if not (shown.site / name).is_file() and name in [*list_documents(shown.publication)]:
            message = self.preview.request_document(shown, name)
            if message is not None:
                self.send_status_page(shown, name, message)
                return
        self.send_file(shown, name)

    def send_file(self, shown: Shown, name: str) -> None:
        """Send a file of the site, or its page for an address that does not exist."""
        status = HTTPStatus.OK
        file = shown.site / name
        if not file.resolve().is_relative_to(shown.site.resolve()) or not file.is_file():
            status, name = HTTPStatus.NOT_FOUND, "404.html"
            file = shown.site / name
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind == "text/html":
            text = file.read_text(encoding="utf-8")  # a page that moved may be there in a moment
            self.send_page(shown, text, name, status, refresh=status != HTTPStatus.OK)
        else:
            self.send_bytes(file.read_bytes(), kind, status)

    def send_page(
        self, shown: Shown, text: str, url: str, status: HTTPStatus, refresh: bool = False
    ) -> None:
        """Send a page with its notices and the script that follows changes."""
        html = render_notices(shown.publication, shown.notices, url, shown.mount, shown.epoch)
        headers = {CSP_HEADER: shown.policy}
        if refresh:
            headers["Refresh"] = "1"
        self.send_text(insert_into_body(text, html), "text/html", status, headers)

    def send_status_page(self, shown: Shown, name: str, message: str) -> None:
        """Send a page about a document: being made, or why it cannot be."""
        word = shown.publication.language.word
        text = render_template(
            shown.publication,
            "publish/preview.html",
            title=name.rpartition("/")[2],
            text=message or word("preview_making"),
            root=shown.mount,
        )
        self.send_page(shown, text, name, HTTPStatus.OK, refresh=not message)


class QuietServer(ThreadingHTTPServer):
    """A server of which readers may go on before they have their answer."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report an error, unless it is only that the reader went on."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def serve_project(
    root: Path, host: str, port: int, language: Language, find_fields: FindFields = find_no_fields
) -> None:
    """Serve the project in `root` live until interrupted; raise OSError when the port is taken.

    `find_fields`: where problems can be mended in forms.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    preview = PreviewSite(root, language, find_fields)
    server = QuietServer((host, port), partial(PreviewHandler, preview))
    try:
        stamps = preview.stamp_sources()
        preview.refresh()
        Thread(target=server.serve_forever, daemon=True).start()
        mount = preview.shown.mount if preview.shown else "/"
        report(language.word("preview_at").format(address=f"http://{host}:{port}{mount}"))
        while True:
            time.sleep(INTERVAL)
            current = preview.stamp_sources()
            if current != stamps:
                stamps = wait_until_quiet(preview, current)
                preview.refresh()
    except KeyboardInterrupt:  # how a preview ends
        pass
    finally:
        server.server_close()
        for worker in active_children():
            worker.kill()


def wait_until_quiet(preview: PreviewSite, stamps: Stamps) -> Stamps:
    """Return the state of the sources when it has stopped changing: an editor may save many."""
    while True:
        time.sleep(INTERVAL / 5)
        current = preview.stamp_sources()
        if current == stamps:
            return current
        stamps = current


def iter_stamps(path: Path) -> Iterator[tuple[str, int]]:
    """Yield a file, or all files in a folder, each with the time of its last change."""
    with suppress(FileNotFoundError):  # an editor's temporary file
        if path.is_dir():
            for entry in path.iterdir():
                yield from iter_stamps(entry)
        elif path.suffix != ".pyc":
            yield str(path), path.stat().st_mtime_ns
