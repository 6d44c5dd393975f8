"""Change the publication in every way, and print who noticed: `python -m tests.mutants`.

Names of parts as arguments try only those; `--each 5` draws five changes of each kind and way, and
not one. It fails when a change survives without a reason, or
when a reason is no longer needed; see `survivors.yml`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.mutants.mutant import EACH, SEED
from tests.mutants.trial import PARTS, figures, reasons, try_part, unexplained


def main(arguments: Sequence[str]) -> int:
    """Try the parts, or those that are named; tell what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--each", type=int, default=EACH)
    asked = parser.parse_args(arguments)
    wrong = 0
    for name in asked.part or PARTS:
        outcomes = try_part(name, asked.each)
        print(f"{name} (seed {SEED})\n{figures(outcomes)}\n", flush=True)
        silent, idle = unexplained(outcomes, reasons(name))
        for line in silent:
            print(f"survived without a reason: {line}")
        for pattern in idle:
            print(f"no survivor needs this reason: {pattern}")
        wrong += len(silent) + len(idle)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
