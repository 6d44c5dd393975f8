"""The whole way from `docs/` to `site/`: steps over a staging folder, checks, and an exchange."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.build.artifacts import (
    OUTPUT_STEPS,
    PACKAGING_STEPS,
    PRESS_STEPS,
    SITE_STEPS,
    Pages,
    check_artifacts,
)
from tools.build.stage import (
    Report,
    Stage,
    Step,
    build_folder,
    fixed_timestamps,
    temporary_folder,
)
from tools.build.summary import summarise
from tools.checks.active_content import check_active_content
from tools.checks.copied_text import SHINGLES_FILE, check_copied_text
from tools.checks.links import check_links
from tools.checks.local_paths import check_local_paths
from tools.checks.overviews import check_overviews
from tools.checks.page_text import check_page_text
from tools.errors import BuildError
from tools.model.loader import is_up_to_date, load_cached_publication
from tools.model.project import DATA_FOLDER
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf
from tools.runtime.atomic_swap import (
    backup_path,
    find_obstacle,
    fsync_tree,
    recover,
    swap_folders,
)
from tools.runtime.cache import Cache
from tools.runtime.project_lock import project_lock
from tools.runtime.workers import run_in_processes
from tools.site.built_pages import read_pages

TaskResult = tuple[dict[str, RenderedPdf], Cache]


class SwapBlockedError(BuildError):
    """The new site could not take the place of the old one."""


class SourcesChangedError(BuildError):
    """Sources were changed while the pages were made, which now may hold something of both."""


class ChecksFailedError(BuildError):
    """What was built is not right; `str()` lists every finding."""


def run_checks(stage: Stage) -> None:
    """Check what was built; raise ChecksFailedError with all findings."""
    found = collect_findings(stage, read_pages(stage.folder))
    if found:
        raise ChecksFailedError("\n".join(found))


def collect_findings(stage: Stage, pages: Pages) -> list[str]:
    """Return all that is wrong with what was built; `pages` are those in the stage's folder."""
    publication, folder = stage.publication, stage.folder
    return [
        *check_links(folder, pages, publication.mkdocs.site_url or ""),
        *check_active_content(publication, folder, pages),
        *check_local_paths(publication.root, folder),
        *check_page_text(publication, pages),
        *check_overviews(publication, pages),
        *check_copied_text(publication.docs_folder / DATA_FOLDER / SHINGLES_FILE, pages),
        *check_artifacts(stage, pages),
    ]


STEPS: dict[str, Step] = {
    **SITE_STEPS,
    **OUTPUT_STEPS,
    **PACKAGING_STEPS,
    **PRESS_STEPS,
    "checks": run_checks,
}


def build_project(root: Path, report: Report) -> None:
    """Make everything from the publication in `root`, check it, and put it in `site/`.

    Raises InvalidPublicationError, NoPlaceError, SiteBuildError, SourcesChangedError,
    PageNotBuiltError, PangoMissingError, AssetMissingError, PaperError or ChecksFailedError, and
    OSError when the disk is full or closed; `site/` is then as it was.
    """
    with locked_publication(root, report) as publication:
        build_publication(
            Stage(publication, build_folder(root) / "staged", report),
            root / "site",
            available_cpus(),
        )


@contextmanager
def locked_publication(root: Path, report: Report) -> Iterator[Publication]:
    """Give the publication in `root`, as it is when no other command makes anything of it."""
    word = load_cached_publication(root).language.word
    lock = project_lock(build_folder(root) / "locks", lambda: report(word("waiting_for_lock")))
    with lock, temporary_folder(root):
        yield load_cached_publication(root)


def build_publication(stage: Stage, site: Path, processes: int) -> None:
    """Make all of a publication on so many processes, and put it in `site`; errors as of `run`."""
    start = time.monotonic()
    former = backup_path(stage.folder)
    recover(stage.folder, site, former)
    hindered = find_obstacle(stage.folder, site)
    if hindered:
        word = stage.publication.language.word
        raise SwapBlockedError(word(hindered).format(site=site, work=stage.folder.parent))
    with fixed_timestamps(stage.publication):
        run_in_order(
            stage, SITE_STEPS
        )  # quick, and what is wrong mostly shows here: so before all else
        if not is_up_to_date(stage.publication):
            raise SourcesChangedError(stage.publication.language.word("sources_changed"))
        run_parallel(stage, processes)
        run_in_order(stage, {**PACKAGING_STEPS, "checks": run_checks})
    with stage.report_step("swap"):
        fsync_tree(stage.folder)
        site.parent.mkdir(parents=True, exist_ok=True)
        swap_folders(stage.folder, site, former)
    stage.cache.prune()
    summarise(stage, site, time.monotonic() - start)


def run_steps(root: Path, report: Report, *names: str) -> None:
    """Take only the named steps, in order, and leave `site/` alone; errors as of `run`."""
    with locked_publication(root, report) as publication:
        start = time.monotonic()
        stage = Stage(publication, build_folder(root) / "staged", report)
        with fixed_timestamps(stage.publication):
            run_in_order(stage, {name: STEPS[name] for name in names})
        summarise(stage, stage.folder, time.monotonic() - start)


def run_press(stage: Stage) -> None:
    """Set the book of a publication for a press, over its pages in the stage's folder."""
    with fixed_timestamps(stage.publication):
        run_in_order(stage, PRESS_STEPS)


def available_cpus() -> int:
    """Return how many processes can run at once, as far as this one may use them.

    The environment variable PYTHON_CPU_COUNT says otherwise, as to Python itself from 3.13 on.
    """
    told = os.environ.get("PYTHON_CPU_COUNT", "")
    if told.isdecimal():
        return max(1, int(told))
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_in_order(stage: Stage, steps: dict[str, Step]) -> None:
    """Take steps in order, telling of each."""
    for name, take in steps.items():
        with stage.report_step(name):
            take(stage)


def run_parallel(stage: Stage, processes: int) -> None:
    """Take the steps that do not need each other, side by side in processes of their own.

    All run to their end, so that whoever made a mistake hears of all that it touches.
    """
    made: list[TaskResult] = []
    failed: list[BaseException] = []
    if processes == 1:
        for name in OUTPUT_STEPS:
            try:
                made.append(run_isolated(stage, name))
            except BuildError as mistake:
                failed.append(mistake)
    else:
        for future in run_in_processes(
            processes, run_isolated, [(stage, name) for name in OUTPUT_STEPS]
        ):
            error = future.exception()
            if error:
                failed.append(error)
            else:
                made.append(future.result())
    if failed:
        raise merge_errors(failed)
    for papers, cache in made:
        stage.pdfs.update(papers)
        stage.cache.merge(cache)


def merge_errors(errors: Sequence[BaseException]) -> BaseException:
    """Give one error that says what all of them say, each line once.

    What is not the user's mistake (Pango is not there, or a bug) goes before all else, as it is.
    """
    for error in errors:
        if len(errors) == 1 or not isinstance(error, BuildError):
            return error
    lines = (line for error in errors for line in str(error).splitlines())
    return BuildError("\n".join(dict.fromkeys(lines)))


def run_isolated(stage: Stage, name: str) -> TaskResult:
    """Take one of the steps of BESIDE; return the papers that it made, and its cache.

    What it took of memory is free for the next: a process needs what its largest step needs.
    """
    own = stage.new_stage()
    run_in_order(own, {name: OUTPUT_STEPS[name]})
    gc.collect()
    return own.pdfs, own.cache
