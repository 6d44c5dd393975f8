"""`make bench`: the time of the whole build against its two bare engines, as ratios in one run.

Bare is: MkDocs on pages whose macros are already expanded, with the same theme, plus one WeasyPrint
call on the finished HTML of the book with the same styles and options. Both sides run as whole
processes, in turn, on the same machine. Seconds differ between machines; ratios hardly do.

The files of all checklists are made beside the book. What they cost is the time of a whole build
less that of one of pages and book alone, as a part of the time of the book: once with nothing kept
from an earlier build, and once with the same lists again.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jinja2 import Environment
from ruamel.yaml import YAML

from macros import ALL
from macros.context import Context
from tests.conftest import ROOT, copy_project
from tools.model.publication import read_publication
from tools.pdf.book import book_html
from tools.site import build_site
from tools.templates import environment

COPIED = ("waarom", "manieren", "praktijken", "ingredienten", "aan-de-slag", "verhalen")
BARE_BOOK = """
import sys
from pathlib import Path
from weasyprint import HTML
from tools.model.publication import read_settings
from tools.pdf.files import BASE, ProjectFiles
class Here:
    root = Path(sys.argv[1])
    docs = root / "docs"
    overrides = root / "overrides"
    def asset(self, name):
        own = self.docs / "assets" / name
        return own if own.is_file() else self.overrides / "assets" / name
source = (Here.root / "build" / "book.html").read_text(encoding="utf-8")
html = HTML(string=source, base_url=BASE, url_fetcher=ProjectFiles(Here()))
html.write_pdf(Here.root / "build" / "bare.pdf", pdf_variant="pdf/ua-1")
"""


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10], help="sizes to measure")
    parser.add_argument("--runs", type=int, default=3, help="runs at size 1 (larger: one)")
    options = parser.parse_args()
    print("size  run  whole s  pages s  book s  whole / (pages + book)  files / book: new, kept")
    for times in options.times:
        ratios = []
        with tempfile.TemporaryDirectory() as folder:
            project, bare = prepare(Path(folder), times)
            for run in range(1, (options.runs if times == 1 else 1) + 1):
                tools = [sys.executable, "-m", "tools", "--project", str(project)]
                shutil.rmtree(project / "build" / "cache", ignore_errors=True)
                whole, again = timed([*tools, "build"]), timed([*tools, "build"])
                alone = timed([*tools, "pdf"])
                pages = timed(
                    [sys.executable, "-m", "mkdocs", "build", "-f", str(bare / "mkdocs.yml")]
                )
                book = timed([sys.executable, "-c", BARE_BOOK, str(project)])
                ratios.append(whole / (pages + book))
                files = f"{(whole - alone) / book:.2f}, {(again - alone) / book:.2f}"
                row = f"{whole:8.1f} {pages:8.1f} {book:7.1f}  {ratios[-1]:.2f}  {files}"
                print(f"{times:4d} {run:4d} {row}", flush=True)
        print(f"{times:4d}  median ratio {statistics.median(ratios):.2f}", flush=True)
    return 0


def timed(command: list[str]) -> float:
    """Time a command as a whole process, in seconds; raise CalledProcessError when it fails."""
    start = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def prepare(folder: Path, times: int) -> tuple[Path, Path]:
    """Make the project at a size, and beside it the same with its macros expanded."""
    project = copy_project(folder / "project")
    if times > 1:
        multiply(project, times)
    publication = read_publication(project)
    staged = folder / "staged"
    build_site(publication, staged)
    (project / "build").mkdir(exist_ok=True)
    (project / "build" / "book.html").write_text(book_html(publication, staged), encoding="utf-8")
    bare = folder / "bare"
    shutil.copytree(project / "docs", bare / "docs")
    shutil.copytree(project / "overrides", bare / "overrides")
    templates = environment(publication)
    for page in publication.pages.values():
        path = bare / "docs" / page.source
        head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        context = Context(publication, page, templates)
        calls = {
            name: lambda *args, function=function, context=context: function(context, *args)
            for name, function in ALL.items()
        }
        expanded = Environment().from_string(body).render(calls)
        path.write_text(f"---\n{head}\n---\n{expanded}", encoding="utf-8")
    yaml = YAML()
    settings = yaml.load(project / "mkdocs.yml")
    settings["plugins"] = [p for p in settings["plugins"] if "macros" not in p]
    settings["extra"]["interface"] = publication.language.interface
    settings["extra"]["script_words"] = publication.language.scripts
    settings["extra"]["pages"] = {
        page.id: {"kind": page.meta.kind, "hue": publication.hue(page), "minutes": 3}
        for page in publication.pages.values()
    }
    yaml.dump(settings, bare / "mkdocs.yml")
    return project, bare


def multiply(project: Path, times: int) -> None:
    """Copy the pages of a project until there are `times` as many, with ids of their own."""
    yaml = YAML()
    settings = yaml.load(project / "mkdocs.yml")
    own = settings["extra"]["publication"]
    del settings["nav"]
    for kind in own["kinds"].values():
        kind["pages"] = {"least": 0, "most": 9999}
        kind["numbered"] = kind["hues"] = False
    own["lists"]["count"] *= times
    pages = [page for name in COPIED for page in sorted((project / "docs" / name).rglob("*.md"))]
    for page in pages:
        text = re.sub(r"^number: .*\n", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        page.write_text(text, encoding="utf-8")
    for copy in range(2, times + 1):
        added = []
        for page in pages:
            text = re.sub(
                r"^( *)id: ([a-z0-9-]+)$", rf"\1id: \2-{copy}", page.read_text(encoding="utf-8"),
                count=2, flags=re.MULTILINE,
            )  # fmt: skip
            target = project / "docs" / f"copy-{copy}" / page.relative_to(project / "docs")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            added.append(re.findall(r"^id: (.*)$", text, re.MULTILINE)[0])
        own["book"].append({"title": f"Kopie {copy}", "pages": added})
        for name, least in list(own["lists"]["shorter"].items()):
            own["lists"]["shorter"][f"{name.split('--')[0]}-{copy}"] = least
    yaml.dump(settings, project / "mkdocs.yml")


if __name__ == "__main__":
    sys.exit(main())
