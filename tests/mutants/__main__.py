"""Change the publication in every way, and print who noticed: `python -m tests.mutants`.

Names of parts as arguments try only those. It fails when a change survives without a reason, or
when a reason is no longer needed; see `survivors.yml`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.mutants.mutant import SEED
from tests.mutants.trial import PARTS, figures, reasons, try_part, unexplained


def main(names: Sequence[str]) -> int:
    """Try the parts, or those that are named; tell what survived."""
    wrong = 0
    for name in names or PARTS:
        outcomes = try_part(name)
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
