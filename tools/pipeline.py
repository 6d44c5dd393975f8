"""The whole way from `docs/` to `site/`: steps over a staging folder, checks, and an exchange."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tools import downloads
from tools.cache import Cache
from tools.checks.links import check_links
from tools.checks.packed import check_index, check_offline
from tools.checks.pages import BuiltPage, read_pages
from tools.checks.paper import check_book, check_handouts, check_leaves
from tools.checks.parity import check_parity
from tools.checks.quotations import RUNS, check_quotations
from tools.checks.scans import check_scans
from tools.checks.shown import check_shown
from tools.checks.words import check_words
from tools.checks.workforms import check_workforms
from tools.errors import BuildError
from tools.exports.catalogue import LISTS
from tools.model.draft import DATA
from tools.model.publication import current_publication
from tools.pdf.paper import Paper
from tools.publish.policy import check_policy
from tools.stage import Say, Stage, Step, time_of, work
from tools.steps import BESIDE, LAST, PAGES, PRESS
from tools.swap import repair, swap_in


class ChecksFailedError(BuildError):
    """What was built is not right; `str()` lists every finding."""


def check_all(stage: Stage) -> None:
    """Check what was built; raise ChecksFailedError with all findings."""
    found = findings(stage, read_pages(stage.folder))
    if found:
        raise ChecksFailedError("\n".join(found))


def findings(stage: Stage, pages: Mapping[str, BuiltPage]) -> list[str]:
    """Give all that is wrong with what was built; `pages` are those in the stage's folder."""
    publication, folder = stage.publication, stage.folder
    return [
        *check_links(folder, pages, publication.settings.site_url or ""),
        *check_policy(pages),
        *check_words(publication, pages),
        *check_shown(publication, pages),
        *check_index(publication, folder),
        *check_offline(publication, folder),
        *check_parity(publication, folder, pages),
        *check_scans(publication, folder, pages, stage.papers),
        *check_workforms(publication, folder, pages, stage.papers),
        *check_quotations(publication.docs / DATA / RUNS, pages),
        *check_book(publication, stage.papers),
        *check_leaves(publication, folder, stage.papers),
        *check_handouts(publication, folder, stage.papers),
    ]


STEPS: dict[str, Step] = {**PAGES, **BESIDE, **LAST, **PRESS, "checks": check_all}


def run(root: Path, say: Say) -> None:
    """Make everything from the publication in `root`, check it, and put it in `site/`.

    Raises InvalidPublicationError, SiteBuildError, PageNotBuiltError, PangoMissingError,
    AssetMissingError, PaperError or ChecksFailedError; `site/` is then as it was.
    """
    make(Stage(current_publication(root), work(root) / "staged", say), root / "site", processors())


def make(stage: Stage, site: Path, processes: int) -> None:
    """Make all of a publication on so many processes, and put it in `site`; errors as of `run`."""
    start = time.monotonic()
    former = stage.folder.with_name(f"{stage.folder.name}-former")
    repair(site, former)
    with time_of(stage.publication):
        take_steps(stage, PAGES)  # quick, and what is wrong mostly shows here: so before all else
        take_beside(stage, processes)
        take_steps(stage, {**LAST, "checks": check_all})
    with stage.step("swap"):
        site.parent.mkdir(parents=True, exist_ok=True)
        swap_in(stage.folder, site, former)
    stage.cache.forget()
    summarise(stage, site, time.monotonic() - start)


def run_steps(root: Path, say: Say, *names: str) -> None:
    """Take only the named steps, in order, and leave `site/` alone; errors as of `run`."""
    start = time.monotonic()
    stage = Stage(current_publication(root), work(root) / "staged", say)
    with time_of(stage.publication):
        take_steps(stage, {name: STEPS[name] for name in names})
    summarise(stage, stage.folder, time.monotonic() - start)


def run_press(stage: Stage) -> None:
    """Set the book of a publication for a press, over its pages in the stage's folder."""
    with time_of(stage.publication):
        take_steps(stage, PRESS)


def processors() -> int:
    """Give how many processes can run at once, as far as this one may use them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def take_steps(stage: Stage, steps: dict[str, Step]) -> None:
    """Take steps in order, telling of each."""
    for name, take in steps.items():
        with stage.step(name):
            take(stage)


def take_beside(stage: Stage, processes: int) -> None:
    """Take the steps that do not need each other, side by side in processes of their own.

    All run to their end, so that whoever made a mistake hears of all that it touches.
    """
    if processes == 1:
        wrong: list[BuildError] = []
        for name in BESIDE:
            try:
                take_steps(stage, {name: BESIDE[name]})
            except BuildError as mistake:
                wrong.append(mistake)
        if wrong:
            raise together(wrong)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(take_alone, stage, name) for name in BESIDE]
    failed = [error for task in tasks if (error := task.exception())]
    if failed:
        raise together(failed)
    for papers, cache in map(Future.result, tasks):
        stage.papers.update(papers)
        stage.cache.join(cache)


def together(errors: Sequence[BaseException]) -> BaseException:
    """Give one error that says what all of them say, each line once.

    What is not the user's mistake (Pango is not there, or a bug) goes before all else, as it is.
    """
    for error in errors:
        if len(errors) == 1 or not isinstance(error, BuildError):
            return error
    lines = (line for error in errors for line in str(error).splitlines())
    return BuildError("\n".join(dict.fromkeys(lines)))


def take_alone(stage: Stage, name: str) -> tuple[dict[str, Paper], Cache]:
    """Take one step; give the papers that it made and what it asked of the cache."""
    take_steps(stage, {name: BESIDE[name]})
    return stage.papers, stage.cache


def summarise(stage: Stage, site: Path, seconds: float) -> None:
    """Tell what was made, where, how large, and how long it took."""
    word = stage.publication.language.word
    stage.say(word("made").format(seconds=f"{seconds:.1f}"))
    for path, what in rows(stage, site):
        if (site / path).exists():
            shown = (site / path).relative_to(stage.publication.root)
            stage.say(word("made_row").format(path=shown, what=what).rstrip())
    made, kept = len(stage.cache.made), len(stage.cache.kept)
    stage.say(word("made_anew").format(made=made, kept=kept))


def rows(stage: Stage, site: Path) -> Iterator[tuple[str, str]]:
    """Give what a build may have made: a path in the site, and in words what it is."""
    publication, word = stage.publication, stage.publication.language.word
    lists = [*publication.checklists]
    items = sum(len([*checklist.items]) for checklist in lists)
    pages = word("made_pages").format(count=len(publication.pages), lists=len(lists), items=items)
    yield "index.html", pages
    yield LISTS, ""
    book = downloads.book(publication.own.slug)
    if book in stage.papers:
        size = f"{(site / book).stat().st_size / 1e6:.1f} MB"
        yield book, word("made_book").format(count=stage.papers[book].pages, size=size)
    offline = downloads.offline(publication.own.slug)
    if (site / offline).is_file():
        size = f"{(site / offline).stat().st_size / 1e6:.1f} MB"
        yield offline, word("made_offline").format(size=size)
    homes: dict[str, int] = {}
    for page in publication.handouts:
        home = downloads.handout(publication, page).rpartition("/")[0]
        homes[home] = homes.get(home, 0) + 1
    for home, count in homes.items():
        yield home, word("made_handouts").format(count=count)
    yield downloads.ALL_SHEETS, word("made_sheets").format(count=len(lists))
    if lists:
        form = downloads.fillable(lists[0].id, word("fillable_word"))
        yield form, word("made_fillable").format(count=len(lists))
    for _, scan in publication.scan_pages:
        yield downloads.scan(scan.id), word("made_scan")
    sheets = [downloads.workform(page.id) for page, _ in publication.workform_pages]
    if sheets:
        yield sheets[0].rpartition("/")[0], word("made_workforms").format(count=len(sheets))
    forms = len(downloads.FORMS) * len(lists)
    yield downloads.WORKBOOK, word("made_forms").format(count=forms)
