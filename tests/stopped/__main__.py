"""Try to break the site: `python -m tests.stopped [trial …]`; SEED and COUNT set the randomness."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.stopped import atomic_swap, concurrency, disk_space, kills, permissions
from tests.stopped.workspace import Trial

SEED = int(os.environ.get("SEED", "7"))
COUNT = int(os.environ.get("COUNT", "300"))
TRIALS: dict[str, Trial] = {
    "atomic-swap": atomic_swap.trial,
    "permissions": permissions.trial,
    "concurrency": concurrency.trial,
    "disk-space": disk_space.trial,
    "kills": partial(kills.trial, count=COUNT),
}


def main(arguments: list[str]) -> int:
    """Run the named trials, or all, and print their results; return 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.stopped", description=__doc__)
    parser.add_argument("trial", nargs="*", help=f"of: {', '.join(TRIALS)}")
    names = parser.parse_args(arguments).trial
    if unknown := set(names) - set(TRIALS):
        parser.error(
            f"no such trial: {', '.join(sorted(unknown))}; it is one of {', '.join(TRIALS)}"
        )
    failed = 0
    print(f"seed {SEED}")
    for name in names or TRIALS:
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            for row in TRIALS[name](Path(folder), SEED):
                print(
                    row, *(f"  FAILED {failure}" for failure in row.failures), sep="\n", flush=True
                )
                failed += len(row.failures)
        print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
