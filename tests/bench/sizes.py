"""The whole build at some sizes: seconds of each step and in whole, and peaks of memory.

Each size is a project of its own in `build/sizes/`, which stays there to look at. Each row is
printed and added to `build/sizes/record.jsonl` as soon as it is there, so that whoever stops a run
keeps what it measured; a size is held against the last run of size 1 in that record.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from tests.bench.measured import ALL, SOME
from tests.bench.multiply import multiply
from tests.conftest import ROOT, copy_project

HOME = ROOT / "build" / "sizes"
RECORD = HOME / "record.jsonl"
WHOLE = 10  # times: more takes hours with all of the paper
START = "from tests.bench.measured import main; main()"


def measure_sizes(sizes: Iterable[int], paper: str | None) -> None:
    """Build at each size, nothing kept, and print a row for each step and for the whole.

    `paper`: how much of the PDFs, one of PAPER; or as much as the size allows.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    for times in sizes:
        project = HOME / str(times)
        shutil.rmtree(project, ignore_errors=True)
        copy_project(project)
        if times > 1:
            multiply(project, times)
        before = len(rows())
        some = paper or (ALL if times <= WHOLE else SOME)
        command = [sys.executable, "-c", START, str(project), str(RECORD), str(times), some]
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode:
            print(f"{times:4d} times: the build failed", flush=True)
        else:
            print(told(rows()[before:], rows()), flush=True)


def rows() -> list[dict[str, Any]]:
    """Give what was recorded so far."""
    lines = RECORD.read_text(encoding="utf-8").splitlines() if RECORD.exists() else []
    return [json.loads(line) for line in lines]


def told(own: list[dict[str, Any]], all_rows: list[dict[str, Any]]) -> str:
    """Tell a whole build in one line, from its rows and from those of all builds."""
    whole = own[-1]
    known = [one for one in all_rows if one["times"] == 1 and one.get("whole") == whole["whole"]]
    ratio = "no size 1 to hold against"
    if known:
        per_item = [one["cpu"] / one["items"] for one in (whole, known[-1])]
        ratio = f"{per_item[0] / per_item[1]:.2f} of the CPU per item at size 1"
    largest = max(own[:-1], key=lambda row: float(row["peak"]))
    return (
        f"{whole['times']:4d} times, paper: {whole['whole']}; {whole['pages']} pages, "
        f"{whole['lists']} lists, {whole['items']} items; CPU {whole['cpu']:.0f} s, "
        f"clock {whole['clock']:.0f} s, {ratio}; "
        f"largest process {largest['peak']:.0f} MB ({largest['step']})"
    )
