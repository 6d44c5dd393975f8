"""The questions of readers (`docs/_data/search_queries.yml`), asked of what was built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from ruamel.yaml import YAML

from tools.model.publication import Publication
from tools.site.search_index import INDEX_PATH

QUERIES = "_data/search_queries.yml"
FINDER = "assets/javascripts/search-engine.js"
TOP = 3  # a right page among so many is found


@dataclass(frozen=True)
class Query:
    """What a reader types, and the addresses of the pages of which one is to come first."""

    ask: str
    right: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """Where the first right page of a query stood; 0: nowhere."""

    query: Query
    rank: int

    @property
    def found(self) -> bool:
        """Whether a right page is among the first."""
        return 0 < self.rank <= TOP


def read_queries(publication: Publication) -> list[Query]:
    """Read the questions of a publication; raise KeyError when one names an unknown page."""
    entries = YAML(typ="safe", pure=True).load(publication.docs_folder / QUERIES)
    urls = {page.id: page.url for page in publication.pages.values()}
    return [
        Query(str(entry["ask"]), frozenset(urls[name] for name in entry["pages"]))
        for entry in entries
    ]


def load_finder(page: Page, site: Path) -> None:
    """Put what searches into an empty page, with the index of a built site."""
    page.goto("about:blank")
    for path in (site / FINDER, site / INDEX_PATH):
        page.add_script_tag(path=path)


def ask_all(page: Page, queries: list[Query]) -> list[Outcome]:
    """Ask all questions of the finder in a page."""
    answers = page.evaluate(
        "asks => asks.map(ask => searchEngine.search(ask).pages.map(page => page.url))",
        [query.ask for query in queries],
    )
    return [outcome(query, urls) for query, urls in zip(queries, answers, strict=True)]


def outcome(query: Query, urls: list[str]) -> Outcome:
    """Judge the pages that a question found, the best first."""
    return Outcome(query, next((at for at, url in enumerate(urls, 1) if url in query.right), 0))


def recall(outcomes: list[Outcome]) -> float:
    """Give the share of questions with a right page among the first."""
    return sum(one.found for one in outcomes) / len(outcomes)


def mean_rank(outcomes: list[Outcome]) -> float:
    """Give the mean rank of the first right page, of the questions that have one."""
    ranks = [one.rank for one in outcomes if one.rank]
    return sum(ranks) / len(ranks) if ranks else 0.0


def reciprocal_rank(outcomes: list[Outcome]) -> float:
    """Give the mean of one divided by the rank; 0 for a question that found no right page."""
    return sum(1 / one.rank for one in outcomes if one.rank) / len(outcomes)
