"""Many editions on one processor and on all, and what is made again after an edit.

The editions are of the small publication of the tests, so that fifty of them take minutes; each has
a name, a logo and a colour of its own. The steps are those of the real publication, as it tells
their time itself, one after the other on one processor.
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

MANY = 50
LISTS = ("sheets", "fillable", "exports", "scan")
EDITED = ("docs/manieren/kennis-delen.md", "Houd het klein", "Houd het echt klein")
DUTCH = load_language("nl").interface
BESIDE = """
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
TOLD = re.compile(r"^(.+): ([\d.,]+) s$", re.MULTILINE)


def on(processors: int, project: Path, *arguments: str) -> tuple[float, str]:
    """Run a command on so many processors; give its seconds and what it said."""
    mine = sorted(os.sched_getaffinity(0))[:processors]
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tools", "--project", str(project), *arguments],
        cwd=ROOT, check=True, capture_output=True, text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, mine),
    )  # fmt: skip
    return time.monotonic() - start, done.stdout


def measure_editions() -> None:
    """Make the same editions on one processor and on all, each time with nothing kept."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_small(Path(folder) / "small")
        files = [
            str(write_edition(Path(folder) / f"{n}", id=f"garden-{n}", name=f"Garden {n}",
                              logo="logo.svg", accent=f"#{n * 2:02x}4f8a"))
            for n in range(1, MANY + 1)
        ]  # fmt: skip
        seconds = {}
        for processors in (1, len(os.sched_getaffinity(0))):
            shutil.rmtree(project / "build", ignore_errors=True)
            seconds[processors], _ = on(processors, project, "edition", *files)
            made = len([*(project / "build" / "editions").iterdir()])
            assert made == MANY
            print(f"{MANY} editions on {processors}: {seconds[processors]:.0f} s", flush=True)
        one, every = seconds[1], seconds[max(seconds)]
        print(f"all processors / one: {every / one:.2f}", flush=True)


def measure_steps() -> None:
    """Build on one processor: all of it, the same again, and after an edit of one page."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        book = full = 0.0
        for name in ("new", "same", "one page edited"):
            if name == "one page edited":
                change(project, *EDITED)
            whole, said = on(1, project, "build")
            took = {title: float(value.replace(",", ".")) for title, value in TOLD.findall(said)}
            times = {step: took[DUTCH[f"step_{step}"]] for step in ("book", *LISTS, "handouts")}
            book = book or times["book"]
            rest = whole - times["book"]
            full = full or whole
            lists = sum(times[step] for step in LISTS)
            print(
                f"{name}: whole {whole:.1f} s, book {times['book']:.1f}, "
                f"hand-outs {times['handouts']:.1f}, files of lists {lists:.1f} "
                f"({lists / book:.2f} of a new book); without the book {rest / full:.2f} of a "
                "full build",
                flush=True,
            )
        measure_beside(project, book)


def measure_beside(project: Path, book: float) -> None:
    """Take all that needs the pages or the model, on all processors, with the lists and without."""
    seconds: dict[tuple[str, ...], float] = {}
    for left_out in ((), LISTS, (), LISTS):  # twice, in turn
        shutil.rmtree(project / "build" / "cache", ignore_errors=True)
        start = time.monotonic()
        subprocess.run(
            [sys.executable, "-c", BESIDE, str(project), *left_out],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        seconds[left_out] = min(seconds.get(left_out, 999.0), time.monotonic() - start)
    more = seconds[()] - seconds[LISTS]
    print(
        f"on all processors: {seconds[()]:.1f} s with the files of lists, {seconds[LISTS]:.1f} "
        f"without: {more / book:.2f} of the book",
        flush=True,
    )
