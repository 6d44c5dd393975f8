"""Measure how well the built site answers the queries of readers: `python -m tests.search`."""

from __future__ import annotations

import gzip
from pathlib import Path

from tests.chromium import open_chromium
from tests.conftest import ROOT
from tests.search.queries import (
    FINDER,
    TOP,
    ask_all,
    load_finder,
    mean_rank,
    read_queries,
    recall,
    reciprocal_rank,
)
from tools.model.loader import load_publication
from tools.site.search_index import INDEX_PATH


def main() -> None:
    """Print each query without a right page among the first, then the figures."""
    publication, site = load_publication(ROOT), ROOT / "site"
    with open_chromium() as browser:
        page = browser.new_page()
        load_finder(page, site)
        outcomes = ask_all(page, read_queries(publication))
    for outcome in outcomes:
        if not outcome.found:
            position = f"place {outcome.rank}" if outcome.rank else "not found"
            print(f"{position}: {outcome.query.ask}")
    count = sum(outcome.found for outcome in outcomes)
    print(f"recall@{TOP} {count} of {len(outcomes)} ({recall(outcomes):.1%})")
    print(
        f"mean rank {mean_rank(outcomes):.2f}, mean reciprocal rank {reciprocal_rank(outcomes):.3f}"
    )
    for name in (FINDER, INDEX_PATH):
        print(f"{name}: {format_size(site / name)}")


def format_size(path: Path) -> str:
    """Return the size of a file as text, plain and compressed."""
    data = path.read_bytes()
    return f"{len(data):,} bytes, {len(gzip.compress(data, 9)):,} with gzip"


if __name__ == "__main__":
    main()
