"""Our search compared with Material's and Pagefind's: the same queries in one run.

Ours is queried in the box that readers use, over http and from a folder. Unchanged Material gets
the same text, and is queried in its box; Pagefind gets an index of our pages, and is queried by its
own script. Neither works from a folder. A query succeeds when a right page is in the first three.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.bench.peers import install_peers
from tests.bench.weight import build_stock_site, serve_site
from tests.chromium import open_chromium
from tests.conftest import ROOT
from tests.search.queries import (
    TOP,
    Outcome,
    Query,
    mean_rank,
    rank_query,
    read_queries,
    recall,
    reciprocal_rank,
)
from tools.model.loader import load_publication

Ask = Callable[[str], list[str]]  # returns the pages that a query finds, relative to the site
OUR_RESULTS = "[...document.querySelectorAll('.search-list li > a:first-child')].map(a => a.href)"
# Record the queries and answers of Material's worker; the page makes a query of the typed text.
LISTENER_SCRIPT = """
const Before = Worker
window.Worker = class extends Before {
  constructor(...given) {
    super(...given)
    this.addEventListener("message", ({data}) => {
      if (data.type === 3) window.answer = data.data.items.map(group => group[0].location)
    })
  }
  postMessage(message, ...rest) {
    if (message.type === 2) [window.asked, window.answer] = [message.data, null]
    super.postMessage(message, ...rest)
  }
}"""
PAGEFIND = """async ask => {
  window.pagefind = window.pagefind || await import(new URL("pagefind/pagefind.js", location))
  const found = await window.pagefind.search(ask)
  return Promise.all(found.results.slice(0, 20).map(async one => (await one.data()).url))
}"""


@contextmanager
def open_home_page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the home page of a site; yield it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(LISTENER_SCRIPT)
    page.goto(address + "index.html")
    yield page
    context.close()


def our_search(page: Page) -> Ask:
    """Return a function that queries our search box."""
    field = page.get_by_role("searchbox", name="Zoeken")
    status = page.locator(".search-status")
    field.fill("een")  # the index is loaded with the first query
    expect(status).to_contain_text("evonden", timeout=60_000)

    def ask(question: str) -> list[str]:
        field.fill(question)
        expect(status).to_contain_text("evonden")
        found: list[str] = page.evaluate(OUR_RESULTS)
        return found

    return ask


def material_search(page: Page) -> Ask:
    """Return a function that queries Material's box, and reads the answer of its worker."""
    field = page.locator(".md-search__input")
    field.focus()  # Material reads its index when a reader goes to the box

    def ask(question: str) -> list[str]:
        page.evaluate("window.asked = window.answer = null")
        field.fill(question)
        field.press("End")  # Material listens to keys
        page.wait_for_function("window.asked && window.answer")
        found: list[str] = page.evaluate("window.answer")
        return found

    return ask


def pagefind_search(page: Page) -> Ask:
    """Return a function that queries Pagefind's own script."""

    def ask(question: str) -> list[str]:
        found: list[str] = page.evaluate(PAGEFIND, question)
        return found

    return ask


def build_pagefind_site(folder: Path) -> Path:
    """Copy our site and index its pages with Pagefind; return the copy."""
    site = folder / "pagefind"
    shutil.copytree(ROOT / "site", site, ignore=shutil.ignore_patterns("downloads"))
    subprocess.run(
        [install_peers(), "-m", "pagefind", "--site", site, "--root-selector", "article",
         "--exclude-selectors", ".headerlink", "--quiet"],
        check=True,
    )  # fmt: skip
    return site


def print_outcomes(name: str, outcomes: list[Outcome]) -> None:
    """Print the figures of a search as a row."""
    found = sum(outcome.found for outcome in outcomes)
    cells = [
        f"{name:26}", f"{found:4} of {len(outcomes)}", f"{recall(outcomes):7.1%}",
        f"{mean_rank(outcomes):9.2f}", f"{reciprocal_rank(outcomes):9.3f}",
    ]  # fmt: skip
    print("  ".join(cells), flush=True)


def answer_queries(ask: Ask, queries: list[Query], address: str) -> list[Outcome]:
    """Return the outcomes of all queries; a page counts once, at its first place."""
    outcomes = []
    for query in queries:
        pages = [url.removeprefix(address).lstrip("/").split("#")[0] for url in ask(query.ask)]
        outcomes.append(rank_query(query, list(dict.fromkeys(pages))))
    return outcomes


def measure_searches() -> None:
    """Run all queries on all searches, and print a table; our own site as `make` has built it."""
    queries = read_queries(load_publication(ROOT))
    print(f"search                      recall@{TOP}           mean rank  mean 1/rank")
    with tempfile.TemporaryDirectory() as name, open_chromium() as browser:
        folder = Path(name)
        sites = [
            ("ours, over http", ROOT / "site", our_search),
            ("Material as it comes", build_stock_site(folder), material_search),
            ("Pagefind", build_pagefind_site(folder), pagefind_search),
        ]
        for label, site, searcher in sites:
            with serve_site(site) as address, open_home_page(browser, address) as page:
                print_outcomes(label, answer_queries(searcher(page), queries, address))
        folder_address = (ROOT / "site").as_uri() + "/"
        with open_home_page(browser, folder_address) as page:
            print_outcomes(
                "ours, from a folder", answer_queries(our_search(page), queries, folder_address)
            )
