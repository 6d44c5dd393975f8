"""The files that need no page, only the model, and so are made beside the book.

A process of its own makes them, as the book keeps one processor busy for most of a build.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from tools import downloads
from tools.exports.catalogue import write_catalogue
from tools.exports.forms import write_forms
from tools.model.publication import current_publication
from tools.pdf.leaves import write_fillable, write_sheets
from tools.pdf.paper import Paper, write_pdf
from tools.pdf.scans import scan_html
from tools.stage import Say, Stage, Step, work


def make_exports(stage: Stage) -> None:
    """Write the files that hold text and data."""
    write_catalogue(stage.publication, stage.folder)
    write_forms(stage.publication, stage.folder, stage.cache)


def make_sheets(stage: Stage) -> None:
    """Set each checklist on a sheet of its own: all of them in one file, and each apart."""
    paper = write_sheets(stage.publication, stage.folder, stage.cache)
    stage.papers[downloads.ALL_SHEETS] = paper


def make_fillable(stage: Stage) -> None:
    """Set each checklist as a form to fill in on the screen, each in a file of its own."""
    stage.papers["fillable"] = write_fillable(stage.publication, stage.folder, stage.cache)


def make_scans(stage: Stage) -> None:
    """Set each conversation scan on its two sheets."""
    for _, scan in stage.publication.scan_pages:
        name = downloads.scan(scan.id)
        source = scan_html(stage.publication, scan)
        stage.papers[name] = write_pdf(source, stage.folder / name, stage.publication)


FILES: dict[str, Step] = {
    "exports": make_exports,
    "sheets": make_sheets,
    "fillable": make_fillable,
    "scan": make_scans,
}


def make_files(root: Path, folder: Path, say: Say) -> dict[str, Paper]:
    """Make all files of the publication in `root`, in an empty `folder`; give the PDFs' pages.

    Raises InvalidPublicationError, PangoMissingError, AssetMissingError or PaperError.
    """
    shutil.rmtree(folder, ignore_errors=True)
    stage = Stage(current_publication(root), folder, say)
    for name, make in FILES.items():
        with stage.step(name):
            make(stage)
    made, kept = len(stage.cache.made), len(stage.cache.kept)
    say(stage.publication.language.word("made_anew").format(made=made, kept=kept))
    stage.cache.forget()
    return stage.papers


@contextmanager
def files_beside(root: Path, say: Say) -> Iterator[Future[dict[str, Paper]]]:
    """Make all files in `build/files` while the caller goes on; the result tells when they are."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        yield process.submit(make_files, root, work(root) / "files", say)


def bring_in(root: Path, folder: Path) -> None:
    """Move the files that were made beside into `folder`."""
    made = work(root) / "files"
    shutil.copytree(made, folder, copy_function=shutil.move, dirs_exist_ok=True)
    shutil.rmtree(made)
