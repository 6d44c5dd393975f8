"""The book against other makers of PDFs, on the same pages; and what tags and numbers cost it.

All start from the pages of the book in Markdown, with their macros expanded, and make site and PDF.
mkdocs-with-pdf and mkdocs-to-pdf run in an environment of their own (`peers.txt`, in build/peers);
Chromium prints the page that mkdocs-print-site makes, and the book's own HTML. Our book holds more
than theirs: the sheets of all lists. Costs are the median of some runs, each maker in its turn.
Pages differ in how full they are, so costs are told by words too.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from ruamel.yaml import YAML

from tests.bench.cost import Cost, cost
from tests.bench.material import prepare
from tests.bench.reading import read
from tests.bench.setting import VARIANTS
from tests.chromium import chromium_path
from tests.conftest import ROOT
from tests.pdf.verapdf import validate
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.sheets import render_sheets

HOME = ROOT / "build" / "peers"
PINS = Path(__file__).parent / "peers.txt"
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
HEAD = (
    "maker", "CPU s", "clock s", "pages", "CPU s / page", "words", "CPU s / 1000 words", "kB",
    "contents", "references", "outline", "links/broken", "tags, language",
    "pages with a running head", "fields", "UA-1 rules failed",
)  # fmt: skip
PLUGINS: dict[str, dict[str, object]] = {
    "mkdocs-with-pdf": {"with-pdf": {"toc_level": 2, "cover": True}},
    "mkdocs-to-pdf": {"to-pdf": {"toc_level": 2, "cover": True}},
    "mkdocs-print-site": {"print-site": {}},
}
Make = Callable[[], tuple[Cost, Path]]


def measure_peers(runs: int) -> None:
    """Measure, and print two tables."""
    python = peers()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project, bare = prepare(folder)
        publication = load_publication(project)
        for plugin, settings in PLUGINS.items():
            settle(publication, bare, folder / plugin, settings)
        with served(project, folder) as address:
            compare(makers(python, project, folder, address), runs)
        weigh(publication, project, runs)


def peers() -> Path:
    """Give the Python that has the peers; install them if `peers.txt` changed."""
    python, ready = HOME / "bin" / "python", HOME / "ready.txt"
    if not ready.is_file() or ready.read_bytes() != PINS.read_bytes():
        shutil.rmtree(HOME, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        cost([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", PINS])
        shutil.copy(PINS, ready)
    return python


def settle(publication: Publication, bare: Path, home: Path, plugin: dict[str, object]) -> None:
    """Make a project of a peer: the pages of the book alone, in Material's own look."""
    shutil.copytree(bare / "docs", home / "docs")
    kept = {page.source_path.as_posix() for page in publication.book_pages}
    for path in (home / "docs").rglob("*.md"):
        if path.relative_to(home / "docs").as_posix() not in kept:
            path.unlink()
    pages = publication.pages
    nav = [
        {part.title: [pages[identity].source_path.as_posix() for identity in part.pages]}
        for part in publication.settings.book
    ]
    settings = {
        "site_name": publication.name,
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "nl", "font": False},
        "markdown_extensions": ["attr_list", "md_in_html", "tables"],
        "exclude_docs": "_data/",
        "plugins": [plugin],
        "nav": nav,
    }
    YAML().dump(settings, home / "mkdocs.yml")


@contextmanager
def served(project: Path, folder: Path) -> Iterator[str]:
    """Serve the book's HTML, with its styles and pictures at their places."""
    home = folder / "served"
    shutil.copytree(project / "overrides", home)
    shutil.copytree(project / "docs" / "assets", home / "assets", dirs_exist_ok=True)
    shutil.copy(project / "build" / "book.html", home / "book.html")
    handler = functools.partial(Silent, directory=str(home))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/book.html"
    server.shutdown()
    server.server_close()


class Silent(http.server.SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def makers(python: Path, project: Path, folder: Path, address: str) -> dict[str, Make]:
    """Give what each maker does, by its name."""
    own = load_publication(project).settings

    def ours() -> tuple[Cost, Path]:
        shutil.rmtree(project / "build" / "cache", ignore_errors=True)
        spent = cost([sys.executable, "-m", "tools", "--project", project, "pdf"])
        return spent, project / "build" / "staged" / "downloads" / f"{own.slug}.pdf"

    def plugin(name: str) -> tuple[Cost, Path]:
        home = folder / name
        spent = cost([python, "-m", "mkdocs", "build"], home, QUIET)
        return spent, home / "site" / "pdf" / "document.pdf"

    def printed() -> tuple[Cost, Path]:
        site, _ = plugin("mkdocs-print-site")
        page = folder / "mkdocs-print-site" / "site" / "print_page.html"
        paper, target = chromium(page.as_uri(), folder / "print-site.pdf")
        return Cost(site.clock + paper.clock, site.cpu + paper.cpu), target

    return {
        "this book, with its site": ours,
        "mkdocs-with-pdf": lambda: plugin("mkdocs-with-pdf"),
        "mkdocs-to-pdf": lambda: plugin("mkdocs-to-pdf"),
        "mkdocs-print-site + Chromium": printed,
        "Chromium on our HTML, no site": lambda: chromium(address, folder / "chromium.pdf"),
    }


def chromium(address: str, target: Path) -> tuple[Cost, Path]:
    """Let Chromium print a page, with tags and an outline."""
    with tempfile.TemporaryDirectory() as profile:
        spent = cost(
            [
                chromium_path(), "--headless", "--no-sandbox", "--disable-gpu",
                f"--user-data-dir={profile}", "--no-pdf-header-footer",
                "--generate-pdf-document-outline", "--virtual-time-budget=20000",
                f"--print-to-pdf={target}", address,
            ]
        )  # fmt: skip
    return spent, target


def compare(made_by: dict[str, Make], runs: int) -> None:
    """Let each make its PDF some times, in turn; print what it cost and what it has."""
    costs: dict[str, list[Cost]] = {name: [] for name in made_by}
    paths = {}
    for _ in range(runs):
        for name, make in made_by.items():
            spent, paths[name] = make()
            costs[name].append(spent)
    verdicts = dict(zip(paths, validate(paths.values()).verdicts, strict=True))
    print(" | ".join(HEAD))
    print(" | ".join(["---"] * len(HEAD)))
    for name, path in paths.items():
        found = read(path)
        cpu = statistics.median(one.cpu for one in costs[name])
        clock = statistics.median(one.clock for one in costs[name])
        cells = [
            name, f"{cpu:.1f}", f"{clock:.1f}", str(found.pages), f"{cpu / found.pages:.3f}",
            str(found.words), f"{1000 * cpu / found.words:.2f}", f"{found.size / 1000:.0f}",
            *found.told(), str(len(verdicts[name].failures)),
        ]  # fmt: skip
        print(" | ".join(cells), flush=True)


def weigh(publication: Publication, project: Path, runs: int) -> None:
    """Set the book without what costs something, the sheets with fields; print ratios."""
    home = project / "build"
    (home / "pages.html").write_text(without_sheets(home / "book.html"), encoding="utf-8")
    for name in ("sheets", "forms"):
        source = render_sheets(publication, publication.pages_with_checklist, name, name == "forms")
        (home / f"{name}.html").write_text(source, encoding="utf-8")
    costs: dict[str, list[float]] = {name: [] for name in VARIANTS}
    for _ in range(runs):
        for name in VARIANTS:
            setting = [sys.executable, "-m", "tests.bench.setting", name]
            costs[name].append(cost([*setting, project, home / f"{name}.pdf"]).cpu)
    head = ("what", "CPU s", "ratio", "CPU s / page", "CPU s / 1000 words", "kB", "ratio")
    print("\n" + " | ".join(head))
    print(" | ".join(["---"] * len(head)))
    for name, variant in VARIANTS.items():
        cpu, other = (statistics.median(costs[one]) for one in (name, variant.against))
        found, against = (read(home / f"{one}.pdf") for one in (name, variant.against))
        cells = [
            f"{name}, against {variant.against}", f"{cpu:.1f}", f"{cpu / other:.2f}",
            f"{cpu / found.pages:.3f}", f"{1000 * cpu / found.words:.2f}",
            f"{found.size / 1000:.0f}", f"{found.size / against.size:.2f}",
        ]  # fmt: skip
        print(" | ".join(cells), flush=True)


def without_sheets(book: Path) -> str:
    """Give the HTML of the book without the sheets, which no peer makes."""
    root: HtmlElement = html.document_fromstring(book.read_text(encoding="utf-8"))
    for gone in root.xpath("//*[@class='contents-sheets' or starts-with(@class, 'sheet ')]"):
        gone.drop_tree()
    return "<!doctype html>" + str(html.tostring(root, encoding="unicode"))
