"""Run every broken publication, on all processors: `python -m tests.broken [GROUP …]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.broken.corpus import GROUPS
from tests.broken.run import Outcome, run
from tests.conftest import build, copy_small
from tools.build.pipeline import available_cpus


def main() -> int:
    """Print each case that failed, then a table; return 1 when any did."""
    parser = argparse.ArgumentParser(prog="python -m tests.broken", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--only", default="", metavar="TEXT", help="cases with this in their name")
    parser.add_argument("--valid", action="store_true", help="only cases that are valid after all")
    options = parser.parse_args()
    groups = options.groups or [*GROUPS]
    cases = [
        (group, number)
        for group in groups
        for number, case in enumerate(GROUPS[group])
        if options.only in case.name and case.valid >= options.valid
    ]
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(available_cpus()) as pool:
        cache = Path(folder) / "plain" / "build" / "cache"
        if any(GROUPS[group][number].valid for group, number in cases):
            build(copy_small(Path(folder) / "plain"))
        tasks = [pool.submit(run_one, *identifier, Path(folder), cache) for identifier in cases]
        for task, (group, number) in zip(tasks, cases, strict=True):
            result = Outcome(GROUPS[group][number], group, *task.result())
            outcomes.append(result)
            for problem in result.problems:
                print(f"{group}: {result.case.name}\n    {problem}", flush=True)
    return summarise(outcomes)


def run_one(
    group: str, number: int, folder: Path, cache: Path
) -> tuple[tuple[str, ...], float, int]:
    """Run a case in a temporary folder; return its problems, seconds and megabytes."""
    with tempfile.TemporaryDirectory(dir=folder) as case_folder:
        done = run(GROUPS[group][number], group, Path(case_folder), fork=True, cache=cache)
    return done.problems, done.seconds, done.megabytes


def summarise(outcomes: list[Outcome]) -> int:
    """Print a table of the outcomes; return 1 when a case failed."""
    print(f"{'group':<18}{'tried':>6}{'reported':>9}{'valid':>6}{'failed':>7}{'s':>7}{'MB':>6}")
    failed = [outcome for outcome in outcomes if outcome.problems]
    for group in dict.fromkeys(outcome.group for outcome in outcomes):
        print_row(group, [outcome for outcome in outcomes if outcome.group == group])
    print_row("all", outcomes)
    for name, key in (("time", "seconds"), ("memory", "megabytes")):
        costliest = max(outcomes, key=lambda outcome: float(getattr(outcome, key)))
        cost = f"{costliest.seconds:.1f} s, {costliest.megabytes} MB"
        print(f"most {name}: {cost}: {costliest.case.name[:80]}")
    return 1 if failed else 0


def print_row(name: str, outcomes: list[Outcome]) -> None:
    """Print the row of a group: how many cases, and the highest cost of one."""
    count = Counter(
        "failed" if outcome.problems else "valid" if outcome.case.valid else "reported"
        for outcome in outcomes
    )
    maxima = (
        max(outcome.seconds for outcome in outcomes),
        max(outcome.megabytes for outcome in outcomes),
    )
    print(
        f"{name:<18}{len(outcomes):>6}{count['reported']:>9}{count['valid']:>6}{count['failed']:>7}"
        f"{maxima[0]:>7.1f}{maxima[1]:>6}"
    )


if __name__ == "__main__":
    sys.exit(main())
