"""What a first view of each kind of page asks for: requests and bytes, beside Material as it comes.

Both sites hold the same text, with the macros expanded. Material goes without fonts from elsewhere,
so without any of its own; and without what our scripts do. A server on this machine counts what it
sends, packed as hosts do, workers included. An empty cache each time, in a window of 1280.
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
from tests.bench.material import prepare
from tests.chromium import open_chromium
from tests.conftest import ROOT

PAGES = {
    "home": "index.html",
    "chapter": "ingredienten/lange-adem.html",
    "checklist": "aan-de-slag/start-vandaag.html",
    "story": "verhalen/auping.html",
    "composer": "aan-de-slag/hand-out-maken.html",
}
PACKED = ("text", "javascript", "json", "svg")  # by the type's name


class Packing(http.server.SimpleHTTPRequestHandler):
    """Sends files packed, and keeps how many bytes each took."""

    protocol_version = "HTTP/1.1"
    sent: list[int] = []
    packed = staticmethod(functools.cache(lambda path: gzip.compress(path.read_bytes())))

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        kind = self.guess_type(path)
        packed = path.is_file() and any(name in kind for name in PACKED)
        body = self.packed(path) if packed else path.read_bytes() if path.is_file() else b""
        self.sent.append(len(body))
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a site; give its address."""
    handler = functools.partial(Packing, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def weigh(site: Path) -> dict[str, tuple[int, int]]:
    """Give requests and bytes of the first view of each kind of page."""
    weights = {}
    with open_chromium() as browser, serving(site) as address:
        for kind, name in PAGES.items():
            Packing.sent.clear()
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.new_page().goto(address + name, wait_until="networkidle")
            context.close()
            weights[kind] = (len(Packing.sent), sum(Packing.sent))
    return weights


def stock(folder: Path) -> Path:
    """Build the same text with Material as it comes; give the site."""
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


def size(site: Path) -> int:
    """Give the bytes of all pages and of what they load, without what is there to download."""
    files = (path for path in site.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files if "downloads" not in path.parts)


def measure_weight() -> None:
    """Weigh both and print a table; our own site as `make` has built it."""
    with tempfile.TemporaryDirectory() as folder:
        other = stock(Path(folder))
        ours, theirs = weigh(ROOT / "site"), weigh(other)
        print("page        requests, kB (packed): ours      Material as it comes")
        for kind in PAGES:
            (asked, heavy), (asked_there, heavy_there) = ours[kind], theirs[kind]
            row = f"{asked:12d} {heavy / 1e3:8.1f} {asked_there:12d} {heavy_there / 1e3:8.1f}"
            print(f"{kind:22} {row}", flush=True)
        print(f"whole site, MB: {size(ROOT / 'site') / 1e6:.2f}, {size(other) / 1e6:.2f}")
