"""Making editions: one on all processors, or many side by side, each whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from tools.build.pipeline import (
    available_cpus,
    build_publication,
    locked_publication,
    run_press,
)
from tools.build.stage import Report, Stage, build_folder
from tools.editions.derive import derive_edition
from tools.editions.docs_folder import write_docs
from tools.editions.loader import read_edition
from tools.errors import BuildError
from tools.model.entities.edition import Edition
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.publication import Publication
from tools.runtime.atomic_swap import backup_path, recover, remove_tree
from tools.runtime.workers import run_in_processes

STAGED_FOLDER = "staged"


class EditionsFailedError(BuildError):
    """Some editions could not be made; `str()` tells of each."""


def build_editions(
    root: Path, files: Sequence[Path], report: Report, shard: tuple[int, int], press: bool = False
) -> None:
    """Make the editions in `files` of the publication in `root`, in `build/editions/<id>/`.

    `shard` (which, of how many) takes every so manieth file, so that several machines share them;
    `press`: also the book for a press, in `build/press/`. All files are judged before any is made.
    Raises InvalidPublicationError with all problems of all files, EditionsFailedError with what
    each that failed says (what could be made then stands), or PangoMissingError.
    """
    with locked_publication(root, report) as publication:
        clear_work_folders(build_folder(root))
        build_shard(publication, files, report, shard, press)


def build_shard(
    publication: Publication,
    files: Sequence[Path],
    report: Report,
    shard: tuple[int, int],
    press: bool,
) -> None:
    """Make a share of the editions of a publication; errors as of `make_editions`."""
    which, count = shard
    editions = read_editions(publication, sorted(files))[which - 1 :: count]
    report(publication.language.word("editions_found").format(count=len(editions)))
    processes = min(available_cpus(), len(editions))
    share = max(1, available_cpus() // max(1, len(editions)))
    if processes < 2:
        told = [
            try_build_edition(publication, edition, report, share, press) for edition in editions
        ]
    else:
        calls = [(publication, edition, report, share, press) for edition in editions]
        told = [task.result() for task in run_in_processes(processes, try_build_edition, calls)]
    failed = [text for text in told if text]
    if failed:
        raise EditionsFailedError("\n".join(failed))


def read_editions(publication: Publication, files: Sequence[Path]) -> list[Edition]:
    """Read editions; raise InvalidPublicationError with the problems of all of them."""
    editions: list[Edition] = []
    problems: list[Problem] = []
    first: dict[str, Path] = {}
    for file in files:
        try:
            edition = read_edition(file, publication)
        except InvalidPublicationError as error:
            problems += error.problems
            continue
        identity = edition.spec.id
        if identity in first:
            values = {"id": identity, "first": first[identity]}
            problems.append(Problem(file, 1, "edition-id-double", values=values))
        first.setdefault(identity, file)
        editions.append(edition)
    if problems:
        raise InvalidPublicationError(problems, publication.language)
    return editions


def build_edition(
    whole: Publication, edition: Edition, report: Report, processes: int, press: bool
) -> None:
    """Make one edition; errors as of the build of any publication. A failure leaves no trace."""
    desk, site = get_edition_folders(build_folder(whole.root), edition.spec.id)
    publication = derive_edition(whole, edition, desk / "docs")
    try:
        write_docs(whole, publication)
        build_publication(Stage(publication, desk / STAGED_FOLDER, report), site, processes)
        if press:
            run_press(Stage(publication, site, report))
    finally:
        shutil.rmtree(desk, ignore_errors=True)
        with suppress(OSError):  # another edition may still be on its way
            desk.parent.rmdir()


def get_edition_folders(home: Path, identity: str) -> tuple[Path, Path]:
    """Give the desk of an edition, for what is only there while it is made, and its site."""
    return home / "desk" / identity, home / "editions" / identity


def clear_work_folders(home: Path) -> None:
    """Throw away what a run that was stopped left on its desks, but for a site that was moved."""
    for left in [*(home / "desk").glob("*")]:
        desk, site = get_edition_folders(home, left.name)
        recover(desk / STAGED_FOLDER, site, backup_path(desk / STAGED_FOLDER))
        remove_tree(desk)


def try_build_edition(
    whole: Publication, edition: Edition, report: Report, processes: int, press: bool
) -> str:
    """Make one edition, each line told with its name; give what went wrong, or nothing."""
    identity = edition.spec.id
    try:
        build_edition(whole, edition, partial(report_line, identity, report), processes, press)
    except BuildError as error:
        return f"{identity}:\n{error}"
    return ""


def report_line(identity: str, report: Report, line: str) -> None:
    """Tell a line, with the edition that it is about."""
    report(f"{identity}: {line}")
