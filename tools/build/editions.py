"""Build editions: one on all processors, or many in parallel, each completely or not at all."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from tools.build.artifacts import OUTPUT_STEPS, PRESS_STEPS, step_weights
from tools.build.pipeline import available_cpus, build_publication, locked_publication, run_press
from tools.build.stage import Report, Stage, build_folder, label
from tools.editions.derive import derive_edition
from tools.editions.docs_folder import write_docs
from tools.editions.loader import read_edition
from tools.errors import BuildError
from tools.model.entities.edition import Edition
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.publication import Publication
from tools.runtime.atomic_swap import backup_path, recover, remove_tree
from tools.runtime.progress import progress_bar
from tools.runtime.workers import run_calls

STAGED_FOLDER = "staged"


class EditionsFailedError(BuildError):
    """Some editions could not be built; `str()` holds the errors of each."""


def build_editions(
    root: Path, files: Sequence[Path], report: Report, shard: tuple[int, int], press: bool = False
) -> None:
    """Build the editions in `files` of the publication in `root`, in `build/editions/<id>/`.

    `shard` (number, count) selects every count-th file from that number on, so that several
    machines can share them; `press`: also the book for a press, in `build/press/`. All files are
    judged before any edition is built. Raises InvalidPublicationError with all problems of all
    files, EditionsFailedError with the errors of each edition that failed (the others are built),
    or PangoMissingError.
    """
    number, count = shard
    with locked_publication(root, report) as publication:
        clear_work_folders(build_folder(root))
        editions = read_editions(publication, sorted(files))[number - 1 :: count]
        report(publication.language.word("editions_found").format(count=len(editions)))
        cpus = available_cpus()
        cpus_each = max(1, cpus // max(1, len(editions)))
        calls = [(publication, edition, report, cpus_each, press) for edition in editions]
        names = [*OUTPUT_STEPS, *(PRESS_STEPS if press else ())]
        weights = step_weights(names, [edition.spec.id for edition in editions])
        with progress_bar(weights, publication.language.word):
            results = run_calls(min(cpus, len(editions)), try_build_edition, calls)
    errors = [text for text in results if text]
    if errors:
        raise EditionsFailedError("\n".join(errors))


def read_editions(publication: Publication, files: Sequence[Path]) -> list[Edition]:
    """Read editions; raise InvalidPublicationError with the problems of all of them."""
    editions: list[Edition] = []
    problems: list[Problem] = []
    file_of_id: dict[str, Path] = {}
    for file in files:
        try:
            edition = read_edition(file, publication)
        except InvalidPublicationError as error:
            problems += error.problems
            continue
        id_ = edition.spec.id
        if id_ in file_of_id:
            values = {"id": id_, "first": file_of_id[id_]}
            problems.append(Problem(file, 1, "edition-id-double", values=values))
        file_of_id.setdefault(id_, file)
        editions.append(edition)
    if problems:
        raise InvalidPublicationError(problems, publication.language)
    return editions


def build_edition(
    original: Publication, edition: Edition, report: Report, processes: int, press: bool
) -> None:
    """Build one edition; raise as the build of any publication. A failure leaves no files."""
    work, site = get_edition_folders(build_folder(original.root), edition.spec.id)
    publication = derive_edition(original, edition, work / "docs")
    try:
        write_docs(original, publication)
        stage = Stage(publication, work / STAGED_FOLDER, report, edition=edition.spec.id)
        build_publication(stage, site, processes)
        if press:
            run_press(replace(stage, folder=site, pdfs={}))
    finally:
        shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):  # not empty while another edition is being built
            work.parent.rmdir()


def get_edition_folders(folder: Path, edition_id: str) -> tuple[Path, Path]:
    """Return the work folder of an edition, removed after its build, and its site."""
    return folder / "desk" / edition_id, folder / "editions" / edition_id


def clear_work_folders(folder: Path) -> None:
    """Remove the work folders of a run that was stopped, after putting back a site moved there."""
    for path in [*(folder / "desk").glob("*")]:
        work, site = get_edition_folders(folder, path.name)
        recover(work / STAGED_FOLDER, site, backup_path(work / STAGED_FOLDER))
        remove_tree(work)


def try_build_edition(
    original: Publication, edition: Edition, report: Report, processes: int, press: bool
) -> str:
    """Build one edition, with its id before each reported line; return its error, or nothing."""
    id_ = edition.spec.id
    try:
        build_edition(original, edition, partial(report_line, id_, report), processes, press)
    except BuildError as error:
        return f"{id_}:\n{error}"
    return ""


def report_line(edition_id: str, report: Report, line: str) -> None:
    """Report a line about an edition."""
    report(label(edition_id, line))
