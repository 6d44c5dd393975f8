"""Making editions: one on all processors, or many side by side, each whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from tools.editions.derive import edition_of
from tools.editions.docs import write_docs
from tools.editions.read import read_edition
from tools.errors import BuildError
from tools.model.edition import Edition
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.publication import Publication
from tools.pipeline import in_turn, make, processors, run_press
from tools.stage import Report, Stage, work
from tools.swap import clear, former_of, repair
from tools.workers import run_in_processes

STAGED = "staged"


class EditionsFailedError(BuildError):
    """Some editions could not be made; `str()` tells of each."""


def make_editions(
    root: Path, files: Sequence[Path], report: Report, shard: tuple[int, int], press: bool = False
) -> None:
    """Make the editions in `files` of the publication in `root`, in `build/editions/<id>/`.

    `shard` (which, of how many) takes every so manieth file, so that several machines share them;
    `press`: also the book for a press, in `build/press/`. All files are judged before any is made.
    Raises InvalidPublicationError with all problems of all files, EditionsFailedError with what
    each that failed says (what could be made then stands), or PangoMissingError.
    """
    with in_turn(root, report) as publication:
        clear_desks(work(root))
        make_share(publication, files, report, shard, press)


def make_share(
    publication: Publication,
    files: Sequence[Path],
    report: Report,
    shard: tuple[int, int],
    press: bool,
) -> None:
    """Make a share of the editions of a publication; errors as of `make_editions`."""
    which, count = shard
    editions = read_all(publication, sorted(files))[which - 1 :: count]
    report(publication.language.word("editions_found").format(count=len(editions)))
    processes = min(processors(), len(editions))
    share = max(1, processors() // max(1, len(editions)))
    if processes < 2:
        told = [make_told(publication, edition, report, share, press) for edition in editions]
    else:
        calls = [(publication, edition, report, share, press) for edition in editions]
        told = [task.result() for task in run_in_processes(processes, make_told, calls)]
    failed = [text for text in told if text]
    if failed:
        raise EditionsFailedError("\n".join(failed))


def read_all(publication: Publication, files: Sequence[Path]) -> list[Edition]:
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
        identity = edition.says.id
        if identity in first:
            values = {"id": identity, "first": first[identity]}
            problems.append(Problem(file, 1, "edition-id-double", values=values))
        first.setdefault(identity, file)
        editions.append(edition)
    if problems:
        raise InvalidPublicationError(problems, publication.language)
    return editions


def make_edition(
    whole: Publication, edition: Edition, report: Report, processes: int, press: bool
) -> None:
    """Make one edition; errors as of the build of any publication. A failure leaves no trace."""
    desk, site = places(work(whole.root), edition.says.id)
    publication = edition_of(whole, edition, desk / "docs")
    try:
        write_docs(whole, publication)
        make(Stage(publication, desk / STAGED, report), site, processes)
        if press:
            run_press(Stage(publication, site, report))
    finally:
        shutil.rmtree(desk, ignore_errors=True)
        with suppress(OSError):  # another edition may still be on its way
            desk.parent.rmdir()


def places(home: Path, identity: str) -> tuple[Path, Path]:
    """Give the desk of an edition, for what is only there while it is made, and its site."""
    return home / "desk" / identity, home / "editions" / identity


def clear_desks(home: Path) -> None:
    """Throw away what a run that was stopped left on its desks, but for a site that was moved."""
    for left in [*(home / "desk").glob("*")]:
        desk, site = places(home, left.name)
        repair(desk / STAGED, site, former_of(desk / STAGED))
        clear(desk)


def make_told(
    whole: Publication, edition: Edition, report: Report, processes: int, press: bool
) -> str:
    """Make one edition, each line told with its name; give what went wrong, or nothing."""
    identity = edition.says.id
    try:
        make_edition(whole, edition, partial(named, identity, report), processes, press)
    except BuildError as error:
        return f"{identity}:\n{error}"
    return ""


def named(identity: str, report: Report, line: str) -> None:
    """Tell a line, with the edition that it is about."""
    report(f"{identity}: {line}")
