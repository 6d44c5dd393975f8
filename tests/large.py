"""What a build costs, counted and not timed: `python -m tests.large FOLDER TIMES …`.

Builds the pages of the small publication so many times as large, as if it were a large one (its
menu pruned, its index apart), and prints for each size how often each of our own functions and
templates was called.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from cProfile import Profile
from pathlib import Path

from tests.bench.measured import check_pages, silent
from tests.bench.multiply import multiply
from tests.conftest import copy_small
from tools import search
from tools.exports.catalogue import write_catalogue
from tools.model import publication
from tools.model.publication import read_publication
from tools.publish.feed import write_feed
from tools.stage import Stage, Step, time_of
from tools.steps import BESIDE, LAST, PAGES

OURS = re.compile(r"/((?:tools|macros|overrides)/(?:(?!site-packages).)*)$")
STEPS: dict[str, Step] = {
    **{name: step for name, step in PAGES.items() if name != "tidy"},
    "composer": BESIDE["composer"],
    "catalogue": lambda stage: write_catalogue(stage.publication, stage.folder),
    "feed": lambda stage: write_feed(stage.publication, stage.folder),
    "hosts": LAST["hosts"],
    "checks": check_pages,
}


def count(root: Path, times: int) -> Counter[str]:
    """Build at a size; give the calls of each function, by its file and name."""
    copy_small(root)
    multiply(root, times)
    profile = Profile()
    with profile:
        stage = Stage(read_publication(root), root / "site", silent)
        with time_of(stage.publication):
            for take in STEPS.values():
                take(stage)
    calls: Counter[str] = Counter()
    for entry in profile.getstats():
        code = entry.code  # a name of Python's own, or what was compiled
        found = None if isinstance(code, str) else OURS.search(code.co_filename)
        if found and not isinstance(code, str):
            calls[f"{found[1]}: {code.co_qualname} ({code.co_firstlineno})"] += entry.callcount
    return calls


def main() -> None:
    """Count at each size that the arguments name."""
    publication.WHOLE_MENU = search.WHOLE = 0
    folder, *sizes = sys.argv[1:]
    print(json.dumps([count(Path(folder) / size, int(size)) for size in sizes]))


if __name__ == "__main__":
    main()
