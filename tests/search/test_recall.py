"""The right page is among the first three for nearly all that readers ask."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.conftest import Built
from tests.search.queries import (
    Outcome,
    Query,
    ask_all,
    mean_rank,
    rank_query,
    read_queries,
    recall,
    reciprocal_rank,
)

MINIMUM = 0.95
ASKED = Query("spade", frozenset({"a.html", "b.html"}))


def test_the_right_page_is_among_the_first(finder: Page, built: Built) -> None:
    outcomes = ask_all(finder, read_queries(built.publication))
    missed = [outcome.query.ask for outcome in outcomes if not outcome.found]
    assert recall(outcomes) >= MINIMUM, missed


def test_the_questions_are_many_and_each_stands_once(built: Built) -> None:
    asked = [query.ask.lower() for query in read_queries(built.publication)]
    assert len(asked) >= 80
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("urls", "rank", "found"),
    [
        (["a.html"], 1, True),
        (["x.html", "y.html", "b.html", "a.html"], 3, True),
        (["x.html", "y.html", "z.html", "a.html"], 4, False),
        (["x.html"], 0, False),
        ([], 0, False),
    ],
)
def test_a_query_is_ranked_by_its_first_right_page(urls: list[str], rank: int, found: bool) -> None:
    result = rank_query(ASKED, urls)
    assert (result.rank, result.found) == (rank, found)


def test_the_figures_count_what_was_not_found() -> None:
    outcomes = [Outcome(ASKED, rank) for rank in (1, 2, 4, 0)]
    assert recall(outcomes) == 0.5
    assert mean_rank(outcomes) == pytest.approx(7 / 3)
    assert reciprocal_rank(outcomes) == pytest.approx(1.75 / 4)
