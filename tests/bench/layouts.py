"""Count the layouts of a page: for a new book, after an edit, and after a longer chapter.

A page that is laid out again for a page number, or for what stands in columns, counts each time.
Each row follows the one above it, with the cache that is then there. The book, or all hand-outs,
are made in a process: `python -m tests.bench.layouts PROJECT book|handouts`, which builds the pages
first and prints a `Count` as JSON.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.editions import EDIT
from tests.conftest import ROOT, change, copy_project
from tools.build import steps
from tools.build.stage import Stage, build_folder, fixed_timestamps
from tools.model.loader import load_publication

LAYOUT_OF_PAGE = re.compile(r"Creating layout - Page \d+")
UP_TO_DATE = "(up-to-date)"  # a page that WeasyPrint keeps when it lays out the others again
EDITED_FILE, _, EDITED_TEXT = EDIT
MORE_LINES = 35  # a page
LONGER = (EDITED_FILE, EDITED_TEXT, "- Meer.\n" * MORE_LINES + f"\n{EDITED_TEXT}")
HEAD = (
    "what", "pages", "laid out", "layouts", "layouts / page laid out", "layouts / page", "CPU s",
)  # fmt: skip


@dataclass(frozen=True)
class Count:
    """Counts of a step: pages of its PDFs, pages laid out, and layouts; and its processor time."""

    pages: int
    pages_laid_out: int
    layouts: int
    cpu: float  # seconds

    def cells(self) -> list[str]:
        """Return the count as cells of a table."""
        again = self.layouts / self.pages_laid_out if self.pages_laid_out else 0
        return [
            str(self.pages), str(self.pages_laid_out), str(self.layouts), f"{again:.2f}",
            f"{self.layouts / self.pages:.2f}", f"{self.cpu:.1f}",
        ]  # fmt: skip


class LayoutCounter(logging.Handler):
    """Counts the pages that WeasyPrint lays out, by the log of its progress."""

    def __init__(self) -> None:
        super().__init__()
        self.layouts = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a layout of a page."""
        message = record.getMessage()
        if LAYOUT_OF_PAGE.search(message) and not message.endswith(UP_TO_DATE):
            self.layouts += 1


def measure_layouts() -> None:
    """Count the layouts of the book and the hand-outs, and print a table."""
    print(" | ".join(HEAD))
    print(" | ".join(["---"] * len(HEAD)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        print_count("book, from nothing", project, "book")
        change(project, *EDIT)
        print_count("book, one word edited", project, "book")
        change(project, *LONGER)
        print_count("book, a chapter one page longer", project, "book")
        print_count("hand-outs, from nothing", project, "handouts")


def print_count(title: str, project: Path, step: str) -> None:
    """Run a step on a project in a process of its own, and print what it did."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.layouts", str(project), step],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    count = Count(**json.loads(done.stdout))
    print(" | ".join([title, *count.cells()]), flush=True)


def count_layouts(project: Path, step: str) -> Count:
    """Build the pages of a project; return what its step `book` or `handouts` does then."""
    from tools.pdf.typesetter import LaidOutSection, Typesetter

    counter, laid_out = LayoutCounter(), []
    log = logging.getLogger("weasyprint.progress")
    log.addHandler(counter)
    log.setLevel(logging.DEBUG)
    lay_out_in = Typesetter.lay_out_in

    def watched(self: Typesetter, setting: str, source: str, first_page: int) -> LaidOutSection:
        section = lay_out_in(self, setting, source, first_page)
        laid_out.append(len(section.pages))
        return section

    Typesetter.lay_out_in = watched  # type: ignore[method-assign]
    publication = load_publication(project)
    stage = Stage(publication, build_folder(project) / "staged", lambda line: None)
    with fixed_timestamps(publication):
        steps.make_pages(stage)
        start = time.process_time()
        with stage.report_step(step):
            {"book": steps.make_book, "handouts": steps.make_handouts}[step](stage)
        cpu = time.process_time() - start
    pages = sum(pdf.page_count for pdf in stage.pdfs.values())
    return Count(pages, sum(laid_out), counter.layouts, cpu)


if __name__ == "__main__":
    print(json.dumps(asdict(count_layouts(Path(sys.argv[1]), sys.argv[2]))))
