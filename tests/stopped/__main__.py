"""Try to break the site: `python -m tests.stopped [trial …]`; SEED and COUNT change the dice."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.stopped import closed, full, kills, swaps, turns
from tests.stopped.ground import Trial

SEED = int(os.environ.get("SEED", "7"))
COUNT = int(os.environ.get("COUNT", "300"))
TRIALS: dict[str, Trial] = {
    "swaps": swaps.trial,
    "closed": closed.trial,
    "turns": turns.trial,
    "full": full.trial,
    "kills": partial(kills.trial, count=COUNT),
}


def main(names: list[str]) -> int:
    """Take the named trials, or all; tell what was tried, and give 1 when something was lost."""
    lost = 0
    print(f"seed {SEED}")
    for name in names or TRIALS:
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as home:
            for row in TRIALS[name](Path(home), SEED):
                print(row, *(f"  LOST {one}" for one in row.lost), sep="\n", flush=True)
                lost += len(row.lost)
        print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
