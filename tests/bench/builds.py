"""The time of a full build against its two bare engines, as ratios in one run.

Bare is: MkDocs on pages whose macros are already expanded, with the same theme, plus one WeasyPrint
call on the finished HTML of the book with the same styles, which lays it out as one document. Both
sides run as processes, in turn, on the same machine. Seconds differ between machines; ratios hardly
do.

The files of all checklists are made in parallel with the book. Their cost is the time of a full
build minus that of pages and book alone, as a part of the time of the bare book: once with an empty
cache, and once with everything cached.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.cost import cost
from tests.bench.inputs import prepare
from tests.bench.variants import NATIVE
from tools.build.last_build import STATE_FILE


def measure_builds(runs: int) -> None:
    """Measure `runs` times, and print a table."""
    print("run   full s  pages s  book s  full / (pages + book)  files / book: new, cached")
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        project, bare = prepare(Path(folder))
        for run in range(1, runs + 1):
            tools: list[str | Path] = [sys.executable, "-m", "tools", "--project", project]
            times: dict[str, list[float]] = {}
            for step in ("build", "pdf"):
                shutil.rmtree(project / "build" / "cache", ignore_errors=True)
                times[step] = []
                for _ in ("new", "cached"):
                    (project / STATE_FILE).unlink(missing_ok=True)  # or nothing would be done
                    times[step].append(cost([*tools, step]).clock)
            full, full_cached = times["build"]
            pdf_new, pdf_cached = times["pdf"]
            pages = cost([sys.executable, "-m", "mkdocs", "build", "-f", bare / "mkdocs.yml"]).clock
            command = [sys.executable, "-m", "tests.bench.variants", NATIVE]
            book = cost([*command, project, project / "build" / "bare.pdf"]).clock
            ratios.append(full / (pages + book))
            files = f"{(full - pdf_new) / book:.2f}, {(full_cached - pdf_cached) / book:.2f}"
            row = f"{full:8.1f} {pages:8.1f} {book:7.1f}  {ratios[-1]:.2f}  {files}"
            print(f"{run:3d} {row}", flush=True)
    print(f"median ratio {statistics.median(ratios):.2f}", flush=True)
