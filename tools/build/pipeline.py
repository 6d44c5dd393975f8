"""Build a publication from `docs/` to `site/`: steps in a staging folder, checks, and the swap."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from tools.build import artifacts, last_build
from tools.build.stage import Report, Stage, Step, build_folder, fixed_timestamps, temporary_folder
from tools.build.summary import summarise
from tools.checks.active_content import check_active_content
from tools.checks.additions import find_additions, list_blocked, summarise_additions
from tools.checks.cards import check_card_lengths
from tools.checks.copied_text import SHINGLES_FILE, check_copied_text
from tools.checks.decks import check_slide_lengths
from tools.checks.finding import add_code
from tools.checks.links import check_links
from tools.checks.local_paths import check_local_paths
from tools.checks.overviews import check_overviews
from tools.checks.page_text import check_page_text
from tools.checks.pdfs import check_sheet_lengths
from tools.errors import BuildError
from tools.model.loader import is_up_to_date, load_cached_publication
from tools.model.problems import Problem, format_warnings
from tools.model.project import DATA_FOLDER
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf
from tools.runtime import atomic_swap
from tools.runtime.cache import Cache
from tools.runtime.garbage import collect_and_freeze, unfreeze
from tools.runtime.progress import progress_bar
from tools.runtime.project_lock import LOCKS_FOLDER, project_lock
from tools.runtime.workers import run_calls
from tools.site.built_pages import read_pages

# The PDFs of a step by path in the site, its cache, and its error if it has one.
StepResult = tuple[dict[str, RenderedPdf], Cache, BuildError | None]


class SwapBlockedError(BuildError):
    """The new site could not take the place of the old one."""


class SourcesChangedError(BuildError):
    """Sources changed while the pages were built, so that pages may mix old and new."""


class ChecksFailedError(BuildError):
    """The built files have errors; `str()` lists every finding."""


def run_checks(stage: Stage) -> None:
    """Check what was built, and keep warnings; raise ChecksFailedError with all findings."""
    publication, pages = stage.publication, read_pages(stage.folder)
    additions = find_additions(publication, stage.folder, pages)
    stage.notes += summarise_additions(publication, additions)
    problems = chain(
        check_sheet_lengths(publication, stage.pdfs), check_card_lengths(publication),
        check_slide_lengths(publication), list_blocked(publication, additions),
    )  # fmt: skip
    by_level = publication.levels.group(problems)
    stage.warnings += by_level["warning"]
    findings = [
        *collect_findings(stage, pages),
        *(problem.format_message(publication.language) for problem in by_level["error"]),
    ]
    if findings:
        raise ChecksFailedError("\n".join(findings))


def collect_findings(stage: Stage, pages: artifacts.Pages) -> list[str]:
    """Return the findings of all checks; `pages` are those in the stage's folder."""
    publication, folder = stage.publication, stage.folder
    shingles_file = publication.docs_folder / DATA_FOLDER / SHINGLES_FILE
    site_url = publication.mkdocs.site_url or ""
    return [
        *add_code("built-link", check_links(folder, pages, site_url)),
        *add_code(
            "built-active-content",
            check_active_content(publication, folder, pages, stage.authored),
        ),
        *add_code("built-local-path", check_local_paths(publication.root, folder)),
        *add_code("built-page-text", check_page_text(publication, pages)),
        *add_code("built-overview", check_overviews(publication, pages)),
        *add_code("built-copied-text", check_copied_text(shingles_file, pages)),
        *artifacts.check_artifacts(stage, pages),
    ]


STEPS = {artifact.name: artifact.make for artifact in artifacts.ARTIFACTS} | {"checks": run_checks}


def build_project(root: Path, report: Report) -> None:
    """Build everything from the publication in `root`, check it, and put it in `site/`.

    Raises InvalidPublicationError, PangoMissingError, a BuildError (SwapBlockedError,
    SiteBuildError, SourcesChangedError, PageNotBuiltError, AssetMissingError, PdfRenderError,
    ChecksFailedError), and OSError when the disk is full or cannot be written; `site/` is then as
    it was.
    """
    with locked_publication(root, report) as publication:
        folders = [publication.docs_folder, publication.templates_folder]
        sources = last_build.hash_sources(root, folders)
        stage = Stage(publication, build_folder(root) / "staged", report)
        build_publication(stage, root / last_build.SITE_FOLDER, available_cpus())
        with suppress(OSError):  # the site is in place; only the next build takes longer
            warnings = format_warnings(list_warnings(stage), publication.language)
            last_build.write_state(root, publication.language.code, folders, sources, warnings)


@contextmanager
def locked_publication(root: Path, report: Report) -> Iterator[Publication]:
    """Provide the publication in `root`, read after other commands on it have ended."""
    word = load_cached_publication(root).language.word
    lock = project_lock(root / LOCKS_FOLDER, lambda: report(word("waiting_for_lock")))
    with lock, temporary_folder(root):
        yield load_cached_publication(root)


def build_publication(stage: Stage, site: Path, processes: int) -> None:
    """Build all of a publication in a number of processes, and put it in `site`.

    Raises the errors of `build_project`.
    """
    start = time.monotonic()
    word = stage.publication.language.word
    former = atomic_swap.backup_path(stage.folder)
    atomic_swap.recover(stage.folder, site, former)
    if obstacle := atomic_swap.find_obstacle(stage.folder, site):
        raise SwapBlockedError(word(obstacle).format(site=site, work=stage.folder.parent))
    with progress_bar(artifacts.step_weights(artifacts.OUTPUT_STEPS), word):
        run_build(stage, site, former, processes)
    summarise(stage, site, time.monotonic() - start)
    for line in format_warnings(list_warnings(stage), stage.publication.language):
        stage.report(line)


def list_warnings(stage: Stage) -> list[Problem]:
    """Return the warnings about the sources and about what was built."""
    return [*stage.publication.warnings, *stage.warnings]


def run_build(stage: Stage, site: Path, former: Path, processes: int) -> None:
    """Run all steps of a build, in a number of processes, and put the result in `site`.

    The former site is at `former` for a moment. Raises the errors of `build_project`.
    """
    with fixed_timestamps(stage.publication):
        # First, because it is quick, and because most mistakes in the sources show here.
        run_in_order(stage, artifacts.SITE_STEPS)
        if not is_up_to_date(stage.publication):
            raise SourcesChangedError(stage.publication.language.word("sources_changed"))
        run_parallel(stage, processes)
        run_in_order(stage, {**artifacts.PACKAGING_STEPS, "checks": run_checks})
    with stage.report_step("swap"):
        atomic_swap.fsync_tree(stage.folder)
        site.parent.mkdir(parents=True, exist_ok=True)
        atomic_swap.swap_folders(stage.folder, site, former)
    stage.cache.prune()


def run_steps(root: Path, report: Report, *names: str) -> None:
    """Run only the named steps, in order, and leave `site/` alone; raise as `build_project`."""
    with locked_publication(root, report) as publication:
        start = time.monotonic()
        stage = Stage(publication, build_folder(root) / "staged", report)
        bar = progress_bar(artifacts.step_weights(names), publication.language.word)
        with fixed_timestamps(publication), bar:
            run_in_order(stage, {name: STEPS[name] for name in names})
        summarise(stage, stage.folder, time.monotonic() - start)


def run_press(stage: Stage) -> None:
    """Render the book of a publication for a press, from the pages in the stage's folder."""
    with fixed_timestamps(stage.publication):
        run_in_order(stage, artifacts.PRESS_STEPS)


def available_cpus() -> int:
    """Return the number of processors that this process may use.

    The environment variable PYTHON_CPU_COUNT overrides it, as for Python itself from 3.13 on.
    """
    override = os.environ.get("PYTHON_CPU_COUNT", "")
    if override.isdecimal():
        return max(1, int(override))
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_in_order(stage: Stage, steps: dict[str, Step]) -> None:
    """Run steps in order, and report each."""
    for name, run_step in steps.items():
        with stage.report_step(name):
            run_step(stage)


def run_parallel(stage: Stage, processes: int) -> None:
    """Run the steps that do not need each other, in a number of processes.

    All of them run to their end, so that one build reports the mistakes that each of them finds.
    Raises one BuildError for all; an error that is not a user's mistake (no Pango, a bug) is raised
    as it is.
    """
    stage.cache = stage.cache  # read once, for all processes
    calls = [(stage, name) for name in artifacts.OUTPUT_STEPS]
    unfreeze()  # what an edition before left
    results = run_calls(processes, run_isolated, calls, first_here=True)
    errors = [error for *_, error in results if error]
    if errors:
        raise merge_errors(errors)
    for pdfs, cache, _ in results:
        stage.pdfs.update(pdfs)
        stage.cache.merge(cache)


def run_isolated(stage: Stage, name: str) -> StepResult:
    """Run one of the output steps, and return its result.

    The memory of the step before it is freed first: a process needs little more than its largest
    step does, and frees nothing at its end.
    """
    collect_and_freeze()
    step_stage, error = stage.new_stage(), None
    try:
        run_in_order(step_stage, {name: artifacts.OUTPUT_STEPS[name]})
    except BuildError as build_error:
        error = build_error
    return step_stage.pdfs, step_stage.cache, error


def merge_errors(errors: Sequence[BuildError]) -> BuildError:
    """Return one error with the lines of all of them, each line once."""
    if len(errors) == 1:
        return errors[0]
    lines = (line for error in errors for line in str(error).splitlines())
    return BuildError("\n".join(dict.fromkeys(lines)))
