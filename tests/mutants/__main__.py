"""Try mutants of the publication, and print what detects them: `python -m tests.mutants`.

Names of parts as arguments try only those; `--each 5` draws five mutants of each kind and
operator instead of one. It fails when a mutant survives without a reason, or when a reason is no
longer needed; see `survivors.yml`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.mutants.mutant import PER_OPERATOR, SEED
from tests.mutants.runner import PARTS, format_figures, reasons, try_part, unexplained


def main(arguments: Sequence[str]) -> int:
    """Try all parts, or the named ones, and print the survivors; return 1 when it fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--each", type=int, default=PER_OPERATOR)
    options = parser.parse_args(arguments)
    count = 0
    for name in options.part or PARTS:
        outcomes = try_part(name, options.each)
        print(f"{name} (seed {SEED})\n{format_figures(outcomes)}\n", flush=True)
        unexplained_survivors, unneeded = unexplained(outcomes, reasons(name))
        for line in unexplained_survivors:
            print(f"survived without a reason: {line}")
        for pattern in unneeded:
            print(f"no survivor needs this reason: {pattern}")
        count += len(unexplained_survivors) + len(unneeded)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
