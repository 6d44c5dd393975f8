"""The whole way from `docs/` to `site/`, as one list of named steps over a staging folder."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tools import downloads
from tools.cache import Cache, machinery
from tools.checks.links import check_links
from tools.checks.pages import read_pages
from tools.checks.paper import check_fillable, check_paper, check_sheets
from tools.checks.parity import check_parity
from tools.checks.quotations import RUNS, check_quotations
from tools.checks.scans import check_scans
from tools.exports.catalogue import LISTS, write_catalogue
from tools.exports.forms import write_forms
from tools.model.draft import DATA
from tools.model.publication import Publication, current_publication
from tools.pdf.book import book_html
from tools.pdf.leaves import write_fillable, write_sheets
from tools.pdf.paper import Paper, write_pdf
from tools.pdf.scans import scan_html
from tools.site import build_site
from tools.swap import repair, swap_in
from tools.tidy import tidy

Say = Callable[[str], None]


class ChecksFailedError(Exception):
    """What was built is not right; `str()` lists every finding."""


@dataclass
class Stage:
    """A build under way: the publication, the staging folder, and what was made so far."""

    publication: Publication
    say: Say
    papers: dict[str, Paper] = field(default_factory=dict)

    @property
    def build(self) -> Path:
        """The folder for work in progress."""
        return self.publication.root / "build"

    @property
    def staged(self) -> Path:
        """The staged site."""
        return self.build / "staged"

    @property
    def site(self) -> Path:
        """The site as it is published."""
        return self.publication.root / "site"

    @property
    def book(self) -> Path:
        """The book in the staged site."""
        return self.staged / downloads.book(self.publication.own.slug)

    @cached_property
    def cache(self) -> Cache:
        """What earlier builds made."""
        publication = self.publication
        folders = (publication.overrides, publication.docs / "assets")
        return Cache(self.build / "cache", machinery(*folders))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell that a step begins, and how long it took."""
        title = self.publication.language.word(f"step_{name}")
        self.say(self.publication.language.word("step").format(name=title))
        start = time.monotonic()
        yield
        seconds = f"{time.monotonic() - start:.1f}"
        self.say(self.publication.language.word("step_done").format(name=title, seconds=seconds))


def make_pages(stage: Stage) -> None:
    """Let the engine build the pages into an empty staging folder."""
    shutil.rmtree(stage.staged, ignore_errors=True)
    build_site(stage.publication, stage.staged)


def make_tidy(stage: Stage) -> None:
    """Take out what readers do not need."""
    tidy(stage.staged, stage.publication.overrides)


def make_exports(stage: Stage) -> None:
    """Write the files that come from the model alone."""
    write_catalogue(stage.publication, stage.staged)
    write_forms(stage.publication, stage.staged, stage.cache)


def make_book(stage: Stage) -> None:
    """Set the book from the built pages."""
    source = book_html(stage.publication, stage.staged)

    def tell(page: int) -> None:
        stage.say(stage.publication.language.word("step_page").format(page=page))

    stage.papers["book"] = write_pdf(source, stage.book, stage.publication, tell)


def make_sheets(stage: Stage) -> None:
    """Set each checklist on a sheet of its own: all of them in one file, and each apart."""
    paper = write_sheets(stage.publication, stage.staged, stage.cache)
    stage.papers[downloads.ALL_SHEETS] = paper


def make_fillable(stage: Stage) -> None:
    """Set each checklist as a form to fill in on the screen, each in a file of its own."""
    stage.papers["fillable"] = write_fillable(stage.publication, stage.staged, stage.cache)


def make_scans(stage: Stage) -> None:
    """Set each conversation scan on its two sheets."""
    for _, scan in stage.publication.scan_pages:
        name = downloads.scan(scan.id)
        source = scan_html(stage.publication, scan)
        stage.papers[name] = write_pdf(source, stage.staged / name, stage.publication)


def check_all(stage: Stage) -> None:
    """Check what was built; raise ChecksFailedError with all findings."""
    pages = read_pages(stage.staged)
    findings = [
        *check_links(stage.staged, pages, stage.publication.settings.site_url or ""),
        *check_parity(stage.publication, stage.staged, pages),
        *check_scans(stage.publication, stage.staged, pages, stage.papers),
        *check_quotations(stage.publication.docs / DATA / RUNS, pages),
        *check_paper(stage.publication, stage.papers["book"]),
        *check_sheets(stage.publication, stage.staged, stage.papers[downloads.ALL_SHEETS]),
        *check_fillable(stage.publication, stage.staged, stage.papers["fillable"]),
    ]
    if findings:
        raise ChecksFailedError("\n".join(findings))


def make_swap(stage: Stage) -> None:
    """Put the staged site in place."""
    swap_in(stage.staged, stage.site, stage.build / "former")
    stage.cache.forget()


STEPS: dict[str, Callable[[Stage], None]] = {
    "site": make_pages,
    "tidy": make_tidy,
    "exports": make_exports,
    "book": make_book,
    "sheets": make_sheets,
    "fillable": make_fillable,
    "scan": make_scans,
    "checks": check_all,
    "swap": make_swap,
}


def run(root: Path, say: Say, steps: tuple[str, ...] = tuple(STEPS)) -> Stage:
    """Read the publication in `root` and run the named steps in order.

    Raises InvalidPublicationError, SiteBuildError, PageNotBuiltError, PangoMissingError,
    AssetMissingError, PaperError or ChecksFailedError; `site/` is then as it was.
    """
    repair(root / "site", root / "build" / "former")
    start = time.monotonic()
    publication = current_publication(root)
    stage = Stage(publication, say)
    for name in steps:
        with stage.step(name):
            STEPS[name](stage)
    summarise(stage, time.monotonic() - start)
    return stage


def summarise(stage: Stage, seconds: float) -> None:
    """Tell what was made, where, how large, and how long it took."""
    publication, word = stage.publication, stage.publication.language.word
    site = stage.site if not stage.staged.exists() else stage.staged
    stage.say(word("made").format(seconds=f"{seconds:.1f}"))
    lists = [*publication.checklists]
    items = sum(len([*checklist.items]) for checklist in lists)
    pages = word("made_pages").format(count=len(publication.pages), lists=len(lists), items=items)
    rows = {"index.html": pages, LISTS: ""}
    book = site / downloads.book(publication.own.slug)
    if book.is_file() and "book" in stage.papers:
        size = f"{book.stat().st_size / 1e6:.1f} MB"
        rows[downloads.book(publication.own.slug)] = word("made_book").format(
            count=stage.papers["book"].pages, size=size
        )
    rows[downloads.ALL_SHEETS] = word("made_sheets").format(count=len(lists))
    if lists and "fillable" in stage.papers:
        first = downloads.fillable(lists[0].id, word("fillable_word"))
        rows[first] = word("made_fillable").format(count=len(lists))
    for _, scan in publication.scan_pages:
        rows[downloads.scan(scan.id)] = word("made_scan")
    forms = len(downloads.FORMS) * len(lists)
    rows[downloads.WORKBOOK] = word("made_forms").format(count=forms)
    for path, what in rows.items():
        if (site / path).is_file():
            shown = (site / path).relative_to(publication.root)
            stage.say(word("made_row").format(path=shown, what=what).rstrip())
