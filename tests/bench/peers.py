"""The book against other makers of PDFs, on the same pages; and the cost of tags and numbers.

All start from the pages of the book in Markdown, with their macros expanded, and make site and PDF.
mkdocs-with-pdf and mkdocs-to-pdf run in an environment of their own (`peers.txt`, in build/peers);
Chromium prints the page that mkdocs-print-site makes, and the book's own HTML. Our book holds more
than theirs: the sheets of all lists. Costs are the median of some runs, in turn for each maker.
Pages differ in how full they are, so costs are also given by words.
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

from ruamel.yaml import YAML

from tests.bench.cost import Cost, cost
from tests.bench.inputs import prepare
from tests.bench.pdf_features import read_features
from tests.bench.variants import VARIANTS, native_html, native_styles
from tests.chromium import chromium_path
from tests.conftest import ROOT
from tests.pdf.verapdf import validate
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.sheets import render_sheets

PEERS_FOLDER = ROOT / "build" / "peers"
PINS = Path(__file__).parent / "peers.txt"
NO_WARNING = {"NO_MKDOCS_2_WARNING": "1"}
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
Maker = Callable[[], tuple[Cost, Path]]


def measure_peers(runs: int) -> None:
    """Measure all makers and variants, and print two tables."""
    python = install_peers()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project, bare = prepare(folder)
        publication = load_publication(project)
        for plugin, settings in PLUGINS.items():
            create_project(publication, bare, folder / plugin, settings)
        with serve_book(project, folder) as address:
            compare_makers(list_makers(python, project, folder, address), runs)
        measure_variants(publication, project, runs)


def install_peers() -> Path:
    """Return the Python that has the peers; install them when `peers.txt` has changed."""
    python, ready = PEERS_FOLDER / "bin" / "python", PEERS_FOLDER / "ready.txt"
    if not ready.is_file() or ready.read_bytes() != PINS.read_bytes():
        shutil.rmtree(PEERS_FOLDER, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", PEERS_FOLDER], check=True)
        cost([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", PINS])
        shutil.copy(PINS, ready)
    return python


def create_project(
    publication: Publication, bare: Path, folder: Path, plugin: dict[str, object]
) -> None:
    """Create the project of a peer: only the pages of the book, in Material's own theme."""
    shutil.copytree(bare / "docs", folder / "docs")
    book_paths = {page.source_path.as_posix() for page in publication.book_pages}
    for path in (folder / "docs").rglob("*.md"):
        if path.relative_to(folder / "docs").as_posix() not in book_paths:
            path.unlink()
    pages = publication.pages
    nav = [
        {part.title: [pages[page_id].source_path.as_posix() for page_id in part.pages]}
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
    YAML().dump(settings, folder / "mkdocs.yml")


@contextmanager
def serve_book(project: Path, folder: Path) -> Iterator[str]:
    """Serve the book's HTML with its pictures and styles for browsers; yield its address."""
    root = folder / "served"
    shutil.copytree(project / "overrides", root)
    shutil.copytree(project / "overrides" / "theme" / "assets", root / "assets")
    shutil.copytree(project / "docs" / "assets", root / "assets", dirs_exist_ok=True)
    book = (project / "build" / "book.html").read_text(encoding="utf-8")
    (root / "book.html").write_text(native_html(book), encoding="utf-8")
    for path in (root / "print").glob("*.css"):
        path.write_text(native_styles(path.read_text(encoding="utf-8")), encoding="utf-8")
    handler = functools.partial(SilentHandler, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/book.html"
    server.shutdown()
    server.server_close()


class SilentHandler(http.server.SimpleHTTPRequestHandler):
    """A file server without a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def list_makers(python: Path, project: Path, folder: Path, address: str) -> dict[str, Maker]:
    """Return a function for each maker, by its name, that makes its PDF."""
    settings = load_publication(project).settings

    def ours() -> tuple[Cost, Path]:
        shutil.rmtree(project / "build" / "cache", ignore_errors=True)
        spent = cost([sys.executable, "-m", "tools", "--project", project, "pdf"])
        return spent, project / "build" / "staged" / "downloads" / f"{settings.slug}.pdf"

    def plugin(name: str) -> tuple[Cost, Path]:
        project_folder = folder / name
        spent = cost([python, "-m", "mkdocs", "build"], project_folder, NO_WARNING)
        return spent, project_folder / "site" / "pdf" / "document.pdf"

    def printed() -> tuple[Cost, Path]:
        site_cost, _ = plugin("mkdocs-print-site")
        page = folder / "mkdocs-print-site" / "site" / "print_page.html"
        pdf_cost, target = print_with_chromium(page.as_uri(), folder / "print-site.pdf")
        return Cost(site_cost.clock + pdf_cost.clock, site_cost.cpu + pdf_cost.cpu), target

    return {
        "this book, with its site": ours,
        "mkdocs-with-pdf": lambda: plugin("mkdocs-with-pdf"),
        "mkdocs-to-pdf": lambda: plugin("mkdocs-to-pdf"),
        "mkdocs-print-site + Chromium": printed,
        "Chromium on our HTML, no site": lambda: print_with_chromium(
            address, folder / "chromium.pdf"
        ),
    }


def print_with_chromium(address: str, target: Path) -> tuple[Cost, Path]:
    """Print a page with Chromium, with tags and an outline."""
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


def compare_makers(makers: dict[str, Maker], runs: int) -> None:
    """Run each maker some times, in turn; print the costs and features of its PDF."""
    costs: dict[str, list[Cost]] = {name: [] for name in makers}
    paths = {}
    for _ in range(runs):
        for name, make in makers.items():
            spent, paths[name] = make()
            costs[name].append(spent)
    verdicts = dict(zip(paths, validate(paths.values()).verdicts, strict=True))
    print(" | ".join(HEAD))
    print(" | ".join(["---"] * len(HEAD)))
    for name, path in paths.items():
        features = read_features(path)
        cpu = statistics.median(run.cpu for run in costs[name])
        clock = statistics.median(run.clock for run in costs[name])
        cells = [
            name, f"{cpu:.1f}", f"{clock:.1f}", str(features.pages), f"{cpu / features.pages:.3f}",
            str(features.words), f"{1000 * cpu / features.words:.2f}",
            f"{features.size / 1000:.0f}", *features.cells(), str(len(verdicts[name].failures)),
        ]  # fmt: skip
        print(" | ".join(cells), flush=True)


def measure_variants(publication: Publication, project: Path, runs: int) -> None:
    """Render the variants of book and sheets; print their costs as ratios."""
    folder = project / "build"
    for name in ("sheets", "forms"):
        source = render_sheets(publication, publication.pages_with_checklist, name, name == "forms")
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
    costs: dict[str, list[float]] = {name: [] for name in VARIANTS}
    for _ in range(runs):
        for name in VARIANTS:
            command = [sys.executable, "-m", "tests.bench.variants", name]
            costs[name].append(cost([*command, project, folder / f"{name}.pdf"]).cpu)
    head = ("what", "CPU s", "ratio", "CPU s / page", "CPU s / 1000 words", "kB", "ratio")
    print("\n" + " | ".join(head))
    print(" | ".join(["---"] * len(head)))
    for name, variant in VARIANTS.items():
        cpu, reference_cpu = (
            statistics.median(costs[variant_name]) for variant_name in (name, variant.against)
        )
        features, reference = (
            read_features(folder / f"{variant_name}.pdf")
            for variant_name in (name, variant.against)
        )
        cells = [
            f"{name}, against {variant.against}", f"{cpu:.1f}", f"{cpu / reference_cpu:.2f}",
            f"{cpu / features.pages:.3f}", f"{1000 * cpu / features.words:.2f}",
            f"{features.size / 1000:.0f}", f"{features.size / reference.size:.2f}",
        ]  # fmt: skip
        print(" | ".join(cells), flush=True)
