"""The queries of readers (`docs/_data/search_queries.yml`), run on a built site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from ruamel.yaml import YAML

from tools.model.publication import Publication
from tools.site.search_index import INDEX_PATH

QUERIES = "_data/search_queries.yml"
FINDER = "assets/javascripts/search-engine.js"
TOP = 3  # a query succeeds with a right page among so many


@dataclass(frozen=True)
class Query:
    """The text that a reader types, and the addresses of its right pages."""

    ask: str
    right: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """The rank of the first right page of a query; 0: not found."""

    query: Query
    rank: int

    @property
    def found(self) -> bool:
        """Return whether a right page is among the first."""
        return 0 < self.rank <= TOP


def read_queries(publication: Publication) -> list[Query]:
    """Read the queries of a publication; raise KeyError when one names an unknown page."""
    entries = YAML(typ="safe", pure=True).load(publication.docs_folder / QUERIES)
    urls = {page.id: page.url for page in publication.pages.values()}
    return [
        Query(str(entry["ask"]), frozenset(urls[name] for name in entry["pages"]))
        for entry in entries
    ]


def load_finder(page: Page, site: Path) -> None:
    """Load the search engine into an empty page, with the index of a built site."""
    page.goto("about:blank")
    for path in (site / FINDER, site / INDEX_PATH):
        page.add_script_tag(path=path)


def ask_all(page: Page, queries: list[Query]) -> list[Outcome]:
    """Run all queries on the search engine in a page."""
    answers = page.evaluate(
        "asks => asks.map(ask => searchEngine.search(ask).pages.map(page => page.url))",
        [query.ask for query in queries],
    )
    return [rank_query(query, urls) for query, urls in zip(queries, answers, strict=True)]


def rank_query(query: Query, urls: list[str]) -> Outcome:
    """Return the outcome of a query by the pages it found, the best first."""
    return Outcome(
        query, next((index for index, url in enumerate(urls, 1) if url in query.right), 0)
    )


def recall(outcomes: list[Outcome]) -> float:
    """Return the share of queries with a right page among the first."""
    return sum(outcome.found for outcome in outcomes) / len(outcomes)


def mean_rank(outcomes: list[Outcome]) -> float:
    """Return the mean rank of the first right page, of the queries that have one."""
    ranks = [outcome.rank for outcome in outcomes if outcome.rank]
    return sum(ranks) / len(ranks) if ranks else 0.0


def reciprocal_rank(outcomes: list[Outcome]) -> float:
    """Return the mean of one divided by the rank; 0 for a query that found no right page."""
    return sum(1 / outcome.rank for outcome in outcomes if outcome.rank) / len(outcomes)
