"""Our search beside Material's and Pagefind's: the same questions in one run.

Ours is asked in the box that readers use, over http and from a folder. Material gets the same text
as it comes, and is asked in its box; Pagefind gets an index of our pages, and its own script is
asked. Neither starts from a folder. A question is found when a right page is among the first three.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.bench.peers import peers
from tests.bench.weight import serving, stock
from tests.chromium import open_chromium
from tests.conftest import ROOT
from tests.search.queries import (
    TOP,
    Outcome,
    Query,
    mean_rank,
    outcome,
    read_queries,
    recall,
    reciprocal_rank,
)
from tools.model.loader import load_publication

Ask = Callable[[str], list[str]]  # gives the pages that a question finds, relative to the site
OURS = "[...document.querySelectorAll('.search-list li > a:first-child')].map(a => a.href)"
# What Material's worker is asked and answers; the page makes a query of what was typed.
LISTEN = """
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
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """Open the home page of a site."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.goto(address + "index.html")
    yield page
    context.close()


def box(page: Page) -> Ask:
    """Ask our box."""
    field = page.get_by_role("searchbox", name="Zoeken")
    said = page.locator(".search-said")
    field.fill("een")  # what is looked in comes with the first question
    expect(said).to_contain_text("evonden", timeout=60_000)

    def ask(question: str) -> list[str]:
        field.fill(question)
        expect(said).to_contain_text("evonden")
        found: list[str] = page.evaluate(OURS)
        return found

    return ask


def material(page: Page) -> Ask:
    """Ask Material's box, and listen to what its worker answers."""
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


def pagefind(page: Page) -> Ask:
    """Ask Pagefind's own script."""

    def ask(question: str) -> list[str]:
        found: list[str] = page.evaluate(PAGEFIND, question)
        return found

    return ask


def indexed(folder: Path) -> Path:
    """Copy our site and let Pagefind read its pages."""
    site = folder / "pagefind"
    shutil.copytree(ROOT / "site", site, ignore=shutil.ignore_patterns("downloads"))
    subprocess.run(
        [peers(), "-m", "pagefind", "--site", site, "--root-selector", "article",
         "--exclude-selectors", ".headerlink", "--quiet"],
        check=True,
    )  # fmt: skip
    return site


def tell(name: str, outcomes: list[Outcome]) -> None:
    """Print what was found."""
    found = sum(one.found for one in outcomes)
    cells = [
        f"{name:26}", f"{found:4} of {len(outcomes)}", f"{recall(outcomes):7.1%}",
        f"{mean_rank(outcomes):9.2f}", f"{reciprocal_rank(outcomes):9.3f}",
    ]  # fmt: skip
    print("  ".join(cells), flush=True)


def answered(ask: Ask, queries: list[Query], home: str) -> list[Outcome]:
    """Ask all; a page counts once, where it first stands."""
    outcomes = []
    for query in queries:
        pages = [url.removeprefix(home).lstrip("/").split("#")[0] for url in ask(query.ask)]
        outcomes.append(outcome(query, list(dict.fromkeys(pages))))
    return outcomes


def measure_searches() -> None:
    """Ask all searches all questions, and print a table; our own site as `make` has built it."""
    queries = read_queries(load_publication(ROOT))
    print(f"search                      recall@{TOP}           mean rank  mean 1/rank")
    with tempfile.TemporaryDirectory() as name, open_chromium() as browser:
        folder = Path(name)
        sites = [
            ("ours, over http", ROOT / "site", box),
            ("Material as it comes", stock(folder), material),
            ("Pagefind", indexed(folder), pagefind),
        ]
        for told, site, way in sites:
            with serving(site) as address, opened(browser, address) as page:
                tell(told, answered(way(page), queries, address))
        home = (ROOT / "site").as_uri() + "/"
        with opened(browser, home) as page:
            tell("ours, from a folder", answered(box(page), queries, home))
