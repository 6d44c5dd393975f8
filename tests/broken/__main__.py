"""Run every broken publication, on all processors: `python -m tests.broken [GROUP …]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.broken.corpus import GROUPS
from tests.broken.run import Outcome, run
from tools.pipeline import processors


def main() -> int:
    """Print each case that went wrong, then a table; give 1 when any did."""
    parser = argparse.ArgumentParser(prog="python -m tests.broken", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--only", default="", metavar="TEXT", help="cases with this in their name")
    options = parser.parse_args()
    asked = options.groups or [*GROUPS]
    cases = [
        (group, case) for group in asked for case in GROUPS[group] if options.only in case.about
    ]
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(processors()) as pool:
        tasks = [
            pool.submit(run, case, group, Path(home) / str(number))
            for number, (group, case) in enumerate(cases)
        ]
        for task in as_completed(tasks):
            outcomes.append(task.result())
            for wrong in outcomes[-1].wrong:
                print(f"{outcomes[-1].group}: {outcomes[-1].case.about}\n    {wrong}", flush=True)
    return summarise(outcomes)


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
