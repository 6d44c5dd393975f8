"""A build that measures itself: each step's seconds and peak of memory, written as it goes."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import pipeline
from tools.checks.links import check_links
from tools.checks.own import check_own
from tools.checks.packed import check_index
from tools.checks.pages import read_pages
from tools.checks.parity import check_parity
from tools.checks.quotations import RUNS, check_quotations
from tools.checks.shown import check_shown
from tools.checks.words import check_words
from tools.model.draft import DATA
from tools.model.publication import current_publication
from tools.stage import Stage, work
from tools.steps import BESIDE

PAPER = NONE, SOME, ALL = "none", "tenth", "all"
TENTH = 10
WITHOUT_PAPER = ("exports", "composer", "findable")  # of the steps that are taken side by side
PEAK, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
pipeline_tasks = pipeline.tasks_of
MARK = "5"  # what Linux takes as: forget the peak so far


@dataclass
class Measured(Stage):
    """A build under way that adds a row to `record` after each step; `peak` is in MB."""

    record: Path = Path()
    times: int = 1

    @contextmanager
    def step(self, name: str, share: int = 0, count: int = 1) -> Iterator[None]:
        """Measure a step, in whatever process takes it."""
        forget_peak()
        start, before = time.monotonic(), seconds()
        with super().step(name, share, count):
            yield
        self.note(
            step=name if count == 1 else f"{name} {share + 1}/{count}",
            clock=time.monotonic() - start, cpu=seconds() - before, peak=peak(),
        )  # fmt: skip

    def note(self, **row: Any) -> None:
        """Add a row, and print it."""
        row = {"times": self.times} | {
            key: round(value, 2) if isinstance(value, float) else value
            for key, value in row.items()
        }
        with self.record.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        print("  " + ", ".join(f"{key} {value}" for key, value in row.items()), flush=True)


def seconds() -> float:
    """Give the seconds of processors that this process took."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """Give the most memory that this process held since it was last forgotten, in MB."""
    if PEAK.exists():
        [line] = [line for line in PEAK.read_text("ascii").splitlines() if "VmHWM" in line]
        return int(line.split()[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def forget_peak() -> None:
    """Let the peak begin anew, where the system can."""
    if RESET.exists():
        RESET.write_text(MARK, encoding="ascii")


def check_pages(stage: Stage) -> None:
    """Check what was built of a site without paper; raise ChecksFailedError with all findings."""
    publication, folder = stage.publication, stage.folder
    pages = read_pages(folder)
    links = check_links(folder, pages, publication.settings.site_url or "")
    findings = [
        *(one for one in links if "downloads/" not in one),
        *check_own(publication, folder, pages),
        *check_words(publication, pages),
        *check_shown(publication, pages),
        *check_index(publication, folder),
        *check_parity(publication, folder, pages),
        *check_quotations(publication.docs / DATA / RUNS, pages),
    ]
    if findings:
        raise pipeline.ChecksFailedError("\n".join(findings))


def silent(_: str) -> None:
    """Say nothing: the rows tell."""


def some_of(stage: Stage) -> list[tuple[str, int]]:
    """Give the tasks of a build, of a step in many shares only each tenth."""
    counts = Counter(name for name, _ in pipeline_tasks(stage))
    return [
        (name, share)
        for name, share in pipeline_tasks(stage)
        if counts[name] < TENTH or share % TENTH == 0
    ]


def build(root: Path, record: Path, times: int, paper: str) -> None:
    """Build a project as the command does, and measure it; errors as of `tools.pipeline.run`.

    `paper`: how much of the PDFs, one of PAPER.
    """
    start, before = time.monotonic(), seconds()
    forget_peak()
    publication = current_publication(root)
    stage = Measured(publication, work(root) / "staged", silent, record=record, times=times)
    stage.note(step="read", clock=time.monotonic() - start, cpu=seconds() - before, peak=peak())
    if paper == NONE:
        for name in BESIDE.keys() - {*WITHOUT_PAPER}:
            del BESIDE[name]
    if paper == SOME:
        pipeline.tasks_of = some_of
    if paper != ALL:
        pipeline.check_all = check_pages
    pipeline.make(stage, root / "site", pipeline.processors())
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    lists = [*publication.checklists]
    stage.note(
        whole=paper,
        pages=len(publication.pages),
        lists=len(lists),
        items=sum(len([*one.items]) for one in lists),
        clock=time.monotonic() - start,
        cpu=seconds() + others.ru_utime + others.ru_stime,
    )


def main() -> None:
    """Build what the arguments name: project, record, times, and how much paper."""
    root, record, times, paper = sys.argv[1:]
    build(Path(root), Path(record), int(times), paper)
