"""The time of the whole build against its two bare engines, as ratios in one run.

Bare is: MkDocs on pages whose macros are already expanded, with the same theme, plus one WeasyPrint
call on the finished HTML of the book with the same styles and options. Both sides run as whole
processes, in turn, on the same machine. Seconds differ between machines; ratios hardly do.

The files of all checklists are made beside the book. What they cost is the time of a whole build
less that of one of pages and book alone, as a part of the time of the book: once with nothing kept
from an earlier build, and once with the same lists again.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.cost import cost
from tests.bench.material import prepare

BARE = "book with WeasyPrint's own tags"


def measure_builds(runs: int) -> None:
    """Measure some times, and print a table."""
    print("run  whole s  pages s  book s  whole / (pages + book)  files / book: new, kept")
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        project, bare = prepare(Path(folder))
        for run in range(1, runs + 1):
            tools: list[str | Path] = [sys.executable, "-m", "tools", "--project", project]
            shutil.rmtree(project / "build" / "cache", ignore_errors=True)
            whole, again = cost([*tools, "build"]).clock, cost([*tools, "build"]).clock
            alone = cost([*tools, "pdf"]).clock
            pages = cost([sys.executable, "-m", "mkdocs", "build", "-f", bare / "mkdocs.yml"]).clock
            setting = [sys.executable, "-m", "tests.bench.setting", BARE]
            book = cost([*setting, project, project / "build" / "bare.pdf"]).clock
            ratios.append(whole / (pages + book))
            files = f"{(whole - alone) / book:.2f}, {(again - alone) / book:.2f}"
            row = f"{whole:8.1f} {pages:8.1f} {book:7.1f}  {ratios[-1]:.2f}  {files}"
            print(f"{run:3d} {row}", flush=True)
    print(f"median ratio {statistics.median(ratios):.2f}", flush=True)
