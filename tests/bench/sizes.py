"""The time for an item of a checklist, and the memory, at sizes 1 and 10.

Size 1 is the small publication of the tests with copies of a page with a checklist, each with a
copy of a story about it, until it has `LISTS` lists; size 10 has ten times as many lists. Each is
built in full on one processor, without a cache: `python -m tests.bench.sizes PROJECT` builds one,
and prints a `Size` as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.cost import cost
from tests.build.test_large import add_copies
from tests.conftest import ROOT, copy_small
from tools.model.loader import load_publication

SIZES = (1, 10)
LISTS = 9  # at size 1; a number of a page is at most 99
LISTS_OF_SMALL = 2
HEAD = ("size", "pages", "lists", "items", "CPU s", "CPU s / item", "ratio", "memory MB", "ratio")


@dataclass(frozen=True)
class Size:
    """The size of a publication, and the cost of its build in processor seconds and megabytes."""

    pages: int
    lists: int
    items: int
    cpu: float
    memory: float  # of the largest process, at its peak

    @property
    def cpu_per_item(self) -> float:
        """The processor seconds for an item."""
        return self.cpu / self.items


def measure_sizes() -> None:
    """Build a publication of each size, and print a table."""
    print(" | ".join(HEAD))
    print(" | ".join(["---"] * len(HEAD)), flush=True)
    first: Size | None = None
    with tempfile.TemporaryDirectory() as folder:
        for number in SIZES:
            project = create_project(Path(folder) / str(number), number)
            size = measure_in_process(project)
            first = first or size
            cells = [
                str(number), str(size.pages), str(size.lists), str(size.items), f"{size.cpu:.1f}",
                f"{size.cpu_per_item:.3f}", f"{size.cpu_per_item / first.cpu_per_item:.2f}",
                f"{size.memory:.0f}", f"{size.memory / first.memory:.2f}",
            ]  # fmt: skip
            print(" | ".join(cells), flush=True)


def create_project(folder: Path, number: int) -> Path:
    """Create the publication of a size in a folder, and return that."""
    project = copy_small(folder)
    add_copies(project, LISTS * number - LISTS_OF_SMALL)
    return project


def measure_in_process(project: Path) -> Size:
    """Measure a build from a new process, as the peak of memory is that of all it ever started."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.sizes", str(project)],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return Size(**json.loads(done.stdout))


def measure_build(project: Path) -> Size:
    """Build a project on one processor; return its size and cost."""
    build: list[str | Path] = [sys.executable, "-m", "tools", "--project", project, "build"]
    cpu = cost(build, environment={"PYTHON_CPU_COUNT": "1"}).cpu
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    publication = load_publication(project)
    lists = [*publication.checklists]
    items = sum(len(block.items) for checklist in lists for block in checklist.blocks)
    return Size(len(publication.pages), len(lists), items, cpu, memory)


if __name__ == "__main__":
    print(json.dumps(asdict(measure_build(Path(sys.argv[1])))))
