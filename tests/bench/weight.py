"""Requests and bytes of a first view of each kind of page, compared with unchanged Material.

Both sites hold the same text, with the macros expanded. Material has no fonts from elsewhere, so
none of its own, and lacks what our scripts do. A server on this machine counts what it sends,
compressed as by hosts, workers included. The cache is empty each time; the window is 1280 wide.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.bench.cost import cost
from tests.bench.inputs import prepare
from tests.chromium import open_chromium
from tests.conftest import ROOT

PAGES = {
    "home": "index.html",
    "chapter": "ingredienten/lange-adem.html",
    "checklist": "aan-de-slag/start-vandaag.html",
    "story": "verhalen/auping.html",
    "composer": "aan-de-slag/hand-out-maken.html",
}
COMPRESSED_TYPES = ("text", "javascript", "json", "svg")  # by the type's name


class CompressingHandler(http.server.SimpleHTTPRequestHandler):
    """A file server that sends compressed files and records the size of each."""

    protocol_version = "HTTP/1.1"
    sent: list[int] = []
    compressed = staticmethod(functools.cache(lambda path: gzip.compress(path.read_bytes())))

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        kind = self.guess_type(path)
        compressed = path.is_file() and any(name in kind for name in COMPRESSED_TYPES)
        body = self.compressed(path) if compressed else path.read_bytes() if path.is_file() else b""
        self.sent.append(len(body))
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def serve_site(site: Path) -> Iterator[str]:
    """Serve a site; yield its address."""
    handler = functools.partial(CompressingHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def measure_views(site: Path) -> dict[str, tuple[int, int]]:
    """Return the requests and bytes of the first view of each kind of page."""
    weights = {}
    with open_chromium() as browser, serve_site(site) as address:
        for kind, name in PAGES.items():
            CompressingHandler.sent.clear()
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.new_page().goto(address + name, wait_until="networkidle")
            context.close()
            weights[kind] = (len(CompressingHandler.sent), sum(CompressingHandler.sent))
    return weights


def build_stock_site(folder: Path) -> Path:
    """Build the same text with unchanged Material; return the site."""
    _, bare = prepare(folder)
    shutil.rmtree(bare / "overrides")
    for page in (bare / "docs").rglob("*.md"):  # a template of our own
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"^template: .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    yaml = YAML()
    settings: dict[str, Any] = yaml.load(bare / "mkdocs.yml")
    settings["theme"] = {"name": "material", "language": "nl", "font": False}
    settings["plugins"] = [{"search": {"lang": "nl"}}]
    settings["strict"] = False
    del settings["extra_css"], settings["extra"], settings["validation"]
    yaml.dump(settings, bare / "mkdocs.yml")
    cost([sys.executable, "-m", "mkdocs", "build", "-q", "-f", bare / "mkdocs.yml"])
    return bare / "site"


def site_size(site: Path) -> int:
    """Return the bytes of a site without its downloads."""
    files = (path for path in site.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files if "downloads" not in path.parts)


def measure_weight() -> None:
    """Measure both sites and print a table; our own site as `make` has built it."""
    with tempfile.TemporaryDirectory() as folder:
        stock_site = build_stock_site(Path(folder))
        ours, theirs = measure_views(ROOT / "site"), measure_views(stock_site)
        print("page        requests, kB (packed): ours      Material as it comes")
        for kind in PAGES:
            (requests, size), (stock_requests, stock_size) = ours[kind], theirs[kind]
            row = f"{requests:12d} {size / 1e3:8.1f} {stock_requests:12d} {stock_size / 1e3:8.1f}"
            print(f"{kind:22} {row}", flush=True)
        sizes = (site_size(site) / 1e6 for site in (ROOT / "site", stock_site))
        print("whole site, MB: {:.2f}, {:.2f}".format(*sizes))
