"""The whole way from `docs/` to `site/`: steps over a staging folder, checks, and an exchange."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.cache import Cache
from tools.checks.links import check_links
from tools.checks.own import check_own
from tools.checks.packed import check_index, check_offline
from tools.checks.pages import BuiltPage, read_pages
from tools.checks.paper import check_book, check_handouts, check_leaves
from tools.checks.parity import check_parity
from tools.checks.quotations import RUNS, check_quotations
from tools.checks.scans import check_scans
from tools.checks.shown import check_shown
from tools.checks.traces import check_traces
from tools.checks.words import check_words
from tools.checks.workforms import check_workforms
from tools.errors import BuildError
from tools.model.draft import DATA
from tools.model.publication import Publication, current_publication, is_current
from tools.pdf.paper import Paper
from tools.project_lock import project_lock
from tools.stage import Report, Stage, Step, laid_aside, time_of, work
from tools.steps import BESIDE, LAST, PAGES, PRESS
from tools.summary import summarise
from tools.swap import former_of, hindrance, repair, settle, swap_in
from tools.workers import run_in_processes

LOCKS = "locks"
Made = tuple[dict[str, Paper], Cache]


class NoPlaceError(BuildError):
    """The new site could not take the place of the old one."""


class SourcesChangedError(BuildError):
    """Sources were changed while the pages were made, which now may hold something of both."""


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
        *check_own(publication, folder, pages),
        *check_traces(publication.root, folder),
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


def run(root: Path, report: Report) -> None:
    """Make everything from the publication in `root`, check it, and put it in `site/`.

    Raises InvalidPublicationError, NoPlaceError, SiteBuildError, SourcesChangedError,
    PageNotBuiltError, PangoMissingError, AssetMissingError, PaperError or ChecksFailedError, and
    OSError when the disk is full or closed; `site/` is then as it was.
    """
    with in_turn(root, report) as publication:
        make(Stage(publication, work(root) / "staged", report), root / "site", processors())


@contextmanager
def in_turn(root: Path, report: Report) -> Iterator[Publication]:
    """Give the publication in `root`, as it is when no other command makes anything of it."""
    word = current_publication(root).language.word
    with (
        project_lock(work(root) / LOCKS, lambda: report(word("in_turn"))),
        laid_aside(root),
    ):
        yield current_publication(root)


def make(stage: Stage, site: Path, processes: int) -> None:
    """Make all of a publication on so many processes, and put it in `site`; errors as of `run`."""
    start = time.monotonic()
    former = former_of(stage.folder)
    repair(stage.folder, site, former)
    hindered = hindrance(stage.folder, site)
    if hindered:
        word = stage.publication.language.word
        raise NoPlaceError(word(hindered).format(site=site, work=stage.folder.parent))
    with time_of(stage.publication):
        take_steps(stage, PAGES)  # quick, and what is wrong mostly shows here: so before all else
        if not is_current(stage.publication):
            raise SourcesChangedError(stage.publication.language.word("sources_changed"))
        take_beside(stage, processes)
        take_steps(stage, {**LAST, "checks": check_all})
    with stage.step("swap"):
        settle(stage.folder)
        site.parent.mkdir(parents=True, exist_ok=True)
        swap_in(stage.folder, site, former)
    stage.cache.forget()
    summarise(stage, site, time.monotonic() - start)


def run_steps(root: Path, report: Report, *names: str) -> None:
    """Take only the named steps, in order, and leave `site/` alone; errors as of `run`."""
    with in_turn(root, report) as publication:
        start = time.monotonic()
        stage = Stage(publication, work(root) / "staged", report)
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
    made: list[Made] = []
    failed: list[BaseException] = []
    if processes == 1:
        for name in BESIDE:
            try:
                made.append(take_alone(stage, name))
            except BuildError as mistake:
                failed.append(mistake)
    else:
        for future in run_in_processes(processes, take_alone, [(stage, name) for name in BESIDE]):
            error = future.exception()
            if error:
                failed.append(error)
            else:
                made.append(future.result())
    if failed:
        raise together(failed)
    for papers, cache in made:
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


def take_alone(stage: Stage, name: str) -> Made:
    """Take one of the steps of BESIDE; return the papers that it made, and its cache.

    What it took of memory is free for the next: a process needs what its largest step needs.
    """
    own = stage.afresh()
    take_steps(own, {name: BESIDE[name]})
    gc.collect()
    return own.papers, own.cache
