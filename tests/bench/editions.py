"""Many editions on one processor and on all, and the steps of builds before and after an edit.

The editions are of the small publication of the tests, so that fifty of them take minutes; each has
a name, a logo and a colour of its own. The steps are those of the real publication, with the times
that it prints, one after the other on one processor.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT, change, copy_project, copy_small
from tests.editions.conftest import write_edition
from tools.language import load_language

EDITION_COUNT = 50
LISTS = ("sheets", "fillable", "exports", "scan")
EDIT = ("docs/manieren/kennis-delen.md", "Houd het klein", "Houd het echt klein")
DUTCH = load_language("nl").interface
PARALLEL_SCRIPT = """
import sys
from pathlib import Path
from tools.build import artifacts, pipeline
from tools.build.stage import Stage
from tools.model.loader import load_publication
from tools.runtime.console import report
root, *left_out = sys.argv[1:]
if __name__ == "__main__":
    for name in left_out:
        del artifacts.OUTPUT_STEPS[name]
    stage = Stage(load_publication(Path(root)), Path(root) / "site", report)
    pipeline.run_parallel(stage, pipeline.available_cpus())
"""  # over the pages of the last build
STEP_TIME = re.compile(r"^(.+): ([\d.,]+) s$", re.MULTILINE)


def run_on(processors: int, project: Path, *arguments: str) -> tuple[float, str]:
    """Run a command on `processors`; return its seconds and its output."""
    cpus = sorted(os.sched_getaffinity(0))[:processors]
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tools", "--project", str(project), *arguments],
        cwd=ROOT, check=True, capture_output=True, text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cpus),
    )  # fmt: skip
    return time.monotonic() - start, done.stdout


def measure_editions() -> None:
    """Build the same editions on one processor and on all, each time with an empty cache."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_small(Path(folder) / "small")
        files = [
            str(write_edition(Path(folder) / f"{n}", id=f"garden-{n}", name=f"Garden {n}",
                              logo="logo.svg", accent=f"#{n * 2:02x}4f8a"))
            for n in range(1, EDITION_COUNT + 1)
        ]  # fmt: skip
        seconds = {}
        for processors in (1, len(os.sched_getaffinity(0))):
            shutil.rmtree(project / "build", ignore_errors=True)
            seconds[processors], _ = run_on(processors, project, "edition", *files)
            count = len([*(project / "build" / "editions").iterdir()])
            assert count == EDITION_COUNT
            print(
                f"{EDITION_COUNT} editions on {processors}: {seconds[processors]:.0f} s", flush=True
            )
        single, all_cpus = seconds[1], seconds[max(seconds)]
        print(f"all processors / one: {all_cpus / single:.2f}", flush=True)


def measure_steps() -> None:
    """Build on one processor: in full, again unchanged, and after an edit of one page."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        book = full = 0.0
        for name in ("new", "same", "one page edited"):
            if name == "one page edited":
                change(project, *EDIT)
            total, output = run_on(1, project, "build")
            step_times = {
                title: float(value.replace(",", ".")) for title, value in STEP_TIME.findall(output)
            }
            times = {
                step: step_times.get(DUTCH[f"step_{step}"], 0.0)  # nothing runs without changes
                for step in ("book", *LISTS, "handouts")
            }
            book = book or times["book"]
            rest = total - times["book"]
            full = full or total
            lists = sum(times[step] for step in LISTS)
            print(
                f"{name}: total {total:.1f} s, book {times['book']:.1f}, "
                f"hand-outs {times['handouts']:.1f}, files of lists {lists:.1f} "
                f"({lists / book:.2f} of a new book); without the book {rest / full:.2f} of a "
                "full build",
                flush=True,
            )
        measure_parallel(project, book)


def measure_parallel(project: Path, book: float) -> None:
    """Run the output steps on all processors, with the files of lists and without."""
    seconds: dict[tuple[str, ...], float] = {}
    for left_out in ((), LISTS, (), LISTS):  # twice, in turn
        shutil.rmtree(project / "build" / "cache", ignore_errors=True)
        start = time.monotonic()
        subprocess.run(
            [sys.executable, "-c", PARALLEL_SCRIPT, str(project), *left_out],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        seconds[left_out] = min(seconds.get(left_out, 999.0), time.monotonic() - start)
    difference = seconds[()] - seconds[LISTS]
    print(
        f"on all processors: {seconds[()]:.1f} s with the files of lists, {seconds[LISTS]:.1f} "
        f"without: {difference / book:.2f} of the book",
        flush=True,
    )
