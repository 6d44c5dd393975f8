"""The whole way from `docs/` to `site/`: steps over a staging folder, and the files beside them."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from tools import downloads
from tools.checks.links import check_links
from tools.checks.pages import read_pages
from tools.checks.paper import check_fillable, check_paper, check_sheets
from tools.checks.parity import check_parity
from tools.checks.quotations import RUNS, check_quotations
from tools.checks.scans import check_scans
from tools.exports.catalogue import LISTS
from tools.files import FILES, bring_in, files_beside
from tools.model.draft import DATA
from tools.model.publication import current_publication
from tools.pdf.book import book_html
from tools.pdf.paper import write_pdf
from tools.site import build_site
from tools.stage import Say, Stage, Step, set_time, work
from tools.swap import repair, swap_in
from tools.tidy import tidy


class ChecksFailedError(Exception):
    """What was built is not right; `str()` lists every finding."""


def make_pages(stage: Stage) -> None:
    """Let the engine build the pages into an empty staging folder."""
    shutil.rmtree(stage.folder, ignore_errors=True)
    build_site(stage.publication, stage.folder)


def make_tidy(stage: Stage) -> None:
    """Take out what readers do not need."""
    tidy(stage.folder, stage.publication.overrides)


def make_book(stage: Stage) -> None:
    """Set the book from the built pages."""
    publication = stage.publication
    source = book_html(publication, stage.folder)

    def tell(page: int) -> None:
        stage.say(publication.language.word("step_page").format(page=page))

    book = stage.folder / downloads.book(publication.own.slug)
    stage.papers["book"] = write_pdf(source, book, publication, tell)


def make_press(stage: Stage) -> None:
    """Set the book for a press, in `build/press/`."""
    from tools.pdf.press import press_files, write_press

    publication, word = stage.publication, stage.publication.language.word
    files = press_files(publication, work(publication.root) / "press")
    book = stage.folder / downloads.book(publication.own.slug)

    def tell(page: int) -> None:
        stage.say(word("step_page").format(page=page))

    write_press(publication, stage.folder, book, files, tell)
    for name, path in vars(files).items():
        shown = path.relative_to(publication.root)
        stage.say(word("made_row").format(path=shown, what=word(f"made_{name}")))


def check_all(stage: Stage) -> None:
    """Check what was built; raise ChecksFailedError with all findings."""
    publication, folder = stage.publication, stage.folder
    pages = read_pages(folder)
    findings = [
        *check_links(folder, pages, publication.settings.site_url or ""),
        *check_parity(publication, folder, pages),
        *check_scans(publication, folder, pages, stage.papers),
        *check_quotations(publication.docs / DATA / RUNS, pages),
        *check_paper(publication, stage.papers["book"]),
        *check_sheets(publication, folder, stage.papers[downloads.ALL_SHEETS]),
        *check_fillable(publication, folder, stage.papers["fillable"]),
    ]
    if findings:
        raise ChecksFailedError("\n".join(findings))


def make_swap(stage: Stage) -> None:
    """Put the staged site in place."""
    root = stage.publication.root
    swap_in(stage.folder, root / "site", work(root) / "former")


PAGES: dict[str, Step] = {"site": make_pages, "tidy": make_tidy}
BOOK: dict[str, Step] = {"book": make_book}
PLACE: dict[str, Step] = {"checks": check_all, "swap": make_swap}
PRESS: dict[str, Step] = {"press": make_press}
STEPS = {**PAGES, **FILES, **BOOK, **PRESS, **PLACE}


def begin(root: Path, say: Say) -> Stage:
    """Read the publication in `root`, and begin a build of it in `build/staged`.

    Raises InvalidPublicationError when the publication has problems.
    """
    repair(root / "site", work(root) / "former")
    publication = current_publication(root)
    set_time(publication)
    return Stage(publication, work(root) / "staged", say)


def run(root: Path, say: Say) -> None:
    """Make everything from the publication in `root`, check it, and put it in place.

    Raises InvalidPublicationError, SiteBuildError, PageNotBuiltError, PangoMissingError,
    AssetMissingError, PaperError or ChecksFailedError; `site/` is then as it was.
    """
    start = time.monotonic()
    stage = begin(root, say)
    take_steps(stage, PAGES)  # quick, and what is wrong mostly shows here: so before all else
    with files_beside(root, say) as files:
        take_steps(stage, BOOK)
        stage.papers.update(files.result())
    bring_in(root, stage.folder)
    take_steps(stage, PLACE)
    summarise(stage, root / "site", time.monotonic() - start)


def run_steps(root: Path, say: Say, *names: str) -> None:
    """Take only the named steps, in order, and leave `site/` alone; errors as of `run`."""
    start = time.monotonic()
    stage = begin(root, say)
    take_steps(stage, {name: STEPS[name] for name in names})
    summarise(stage, stage.folder, time.monotonic() - start)


def take_steps(stage: Stage, steps: dict[str, Step]) -> None:
    """Take steps in order, telling of each."""
    for name, take in steps.items():
        with stage.step(name):
            take(stage)


def summarise(stage: Stage, site: Path, seconds: float) -> None:
    """Tell what was made, where, how large, and how long it took."""
    publication, word = stage.publication, stage.publication.language.word
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
