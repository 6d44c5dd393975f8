"""Measure the parts of the benchmark, and print their tables."""

from __future__ import annotations

import argparse
import sys

from tests.bench import __doc__ as about
from tests.bench.builds import measure_builds
from tests.bench.editions import measure_editions, measure_steps
from tests.bench.layouts import measure_layouts
from tests.bench.lighthouse import measure_lighthouse
from tests.bench.peers import measure_peers
from tests.bench.searches import measure_searches
from tests.bench.sizes import measure_sizes
from tests.bench.weight import measure_weight

PARTS = [
    "weight", "lighthouse", "searches", "steps", "editions", "layouts", "sizes", "builds", "peers",
]  # fmt: skip


def main() -> int:
    """Measure the parts that the arguments name, or all."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("parts", nargs="*", default=PARTS, help=", ".join(PARTS))
    parser.add_argument("--runs", type=int, default=3, help="of builds, peers and Lighthouse")
    options = parser.parse_args()
    if "weight" in options.parts:
        measure_weight()
    if "searches" in options.parts:
        measure_searches()
    if "lighthouse" in options.parts:
        measure_lighthouse(options.runs)
    if "steps" in options.parts:
        measure_steps()
    if "editions" in options.parts:
        measure_editions()
    if "layouts" in options.parts:
        measure_layouts()
    if "sizes" in options.parts:
        measure_sizes()
    if "builds" in options.parts:
        measure_builds(options.runs)
    if "peers" in options.parts:
        measure_peers(options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
