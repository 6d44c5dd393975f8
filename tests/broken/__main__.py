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
    """Print each case that went wrong, then a table; give 1 when any did."""
    parser = argparse.ArgumentParser(prog="python -m tests.broken", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--only", default="", metavar="TEXT", help="cases with this in their name")
    parser.add_argument("--right", action="store_true", help="only what is right after all")
    options = parser.parse_args()
    asked = options.groups or [*GROUPS]
    cases = [
        (group, number)
        for group in asked
        for number, case in enumerate(GROUPS[group])
        if options.only in case.about and case.right >= options.right
    ]
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as home, ProcessPoolExecutor(available_cpus()) as pool:
        kept = Path(home) / "plain" / "build" / "cache"
        if any(GROUPS[group][number].right for group, number in cases):
            build(copy_small(Path(home) / "plain"))
        tasks = [pool.submit(run_one, *one, Path(home), kept) for one in cases]
        for task, (group, number) in zip(tasks, cases, strict=True):
            result = Outcome(GROUPS[group][number], group, *task.result())
            outcomes.append(result)
            for wrong in result.wrong:
                print(f"{group}: {result.case.about}\n    {wrong}", flush=True)
    return summarise(outcomes)


def run_one(group: str, number: int, home: Path, kept: Path) -> tuple[tuple[str, ...], float, int]:
    """Run a case in a folder that is gone afterwards; give what came of it."""
    with tempfile.TemporaryDirectory(dir=home) as folder:
        done = run(GROUPS[group][number], group, Path(folder), fork=True, kept=kept)
    return done.wrong, done.seconds, done.megabytes


def summarise(outcomes: list[Outcome]) -> int:
    """Print the figures; give 1 when a case was lost."""
    print(f"{'group':<18}{'tried':>6}{'told':>6}{'shown':>6}{'lost':>6}{'s':>7}{'MB':>6}")
    lost = [one for one in outcomes if one.wrong]
    for group in dict.fromkeys(one.group for one in outcomes):
        row(group, [one for one in outcomes if one.group == group])
    row("all", outcomes)
    for name, key in (("time", "seconds"), ("memory", "megabytes")):
        most = max(outcomes, key=lambda one: float(getattr(one, key)))
        print(f"most {name}: {most.seconds:.1f} s, {most.megabytes} MB: {most.case.about[:80]}")
    return 1 if lost else 0


def row(name: str, outcomes: list[Outcome]) -> None:
    """Print the figures of a group: how many cases, and the most that one cost."""
    count = Counter(
        "lost" if one.wrong else "shown" if one.case.right else "told" for one in outcomes
    )
    most = max(one.seconds for one in outcomes), max(one.megabytes for one in outcomes)
    print(
        f"{name:<18}{len(outcomes):>6}{count['told']:>6}{count['shown']:>6}{count['lost']:>6}"
        f"{most[0]:>7.1f}{most[1]:>6}"
    )


if __name__ == "__main__":
    sys.exit(main())
