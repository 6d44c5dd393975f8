"""A build in progress: the publication, the staging folder, and the PDFs written so far."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.model.reading.files import PICTURE_SUFFIXES
from tools.pdf.renderer import RenderedPdf
from tools.runtime.atomic_swap import remove_tree
from tools.runtime.cache import Cache, generator_fingerprint, hash_texts, hash_tree
from tools.runtime.console import StepProgress, format_table, send
from tools.runtime.environ import environment_variable

T = TypeVar("T")
Report = Callable[[str], None]
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"


@dataclass
class Stage:
    """A build in progress; `folder` becomes the site, `pdfs` are its PDFs by path in the site.

    `warnings` are about what was built; those about the sources are the publication's. `notes` are
    lines of the summary.
    A stage is pickled for other processes, so `report` must be a function of a module. `edition` is
    the id of an edition, or empty, and `step` the name of the step that is running. `wanted`: the
    only document that is asked for, by its path in the site; empty: all of them. `authored`: the
    HTML of the text of each page, by its path in the site, when plug-ins may change it.
    """

    publication: Publication
    folder: Path
    report: Report
    pdfs: dict[str, RenderedPdf] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    edition: str = ""
    step: str = ""
    wanted: str = ""
    authored: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def cache(self) -> Cache:
        """The cached files of earlier builds of this publication."""
        publication = self.publication
        folder = build_folder(publication.root) / "cache" / publication.settings.slug
        return Cache(folder, fingerprint_sources(publication))

    def new_stage(self) -> Stage:
        """Return a stage of the same build without PDFs, for one step of it."""
        stage = replace(self, pdfs={}, authored={})
        stage.cache = Cache(self.cache.folder, self.cache.fingerprint)
        return stage

    def wants(self, path: str) -> bool:
        """Return whether the document at a path in the site is asked for."""
        return self.wanted in ("", path)

    @contextmanager
    def report_step(self, name: str) -> Iterator[None]:
        """Show a step in the progress bar, or report that it begins and how long it took."""
        language = self.publication.language
        word = language.word
        title = word(f"step_{name}")
        self.step = name
        if not self.show_progress(0):
            self.report(word("step").format(name=title))
        start = time.monotonic()
        try:
            yield
        finally:
            is_shown = self.show_progress(1)
        if not is_shown:
            seconds = language.format_decimal(time.monotonic() - start)
            self.report(word("step_done").format(name=title, seconds=seconds))

    def show_progress(self, share: float) -> bool:
        """Show in the bar how much of the running step is done; return False without a bar."""
        name = label(self.edition, self.step)
        title = label(self.edition, self.publication.language.word(f"step_{self.step}"))
        return send(StepProgress(name, title, share))


Step = Callable[[Stage], None]


def label(edition: str, text: str) -> str:
    """Return a text with the id of an edition before it, if there is one."""
    return f"{edition}: {text}" if edition else text


def track(stage: Stage, items: Collection[T]) -> Iterator[T]:
    """Yield items, each of which is an equal share of the running step."""
    for number, item in enumerate(items):
        stage.show_progress(number / len(items))
        yield item


def report_files(stage: Stage, files: dict[Path, str]) -> None:
    """Report in a table the files that exist, each with its description."""
    root = stage.publication.root
    rows = [(f"  {path.relative_to(root)}", text) for path, text in files.items() if path.exists()]
    for line in format_table(rows):
        stage.report(line)


def fingerprint_sources(publication: Publication) -> str:
    """Return a hash of what all PDFs depend on beside the pages: generator, templates, pictures."""
    docs = publication.docs_folder
    generator = generator_fingerprint(publication.templates_folder, docs / "assets")
    return hash_texts([generator, hash_tree(docs, PICTURE_SUFFIXES)])


def build_folder(root: Path) -> Path:
    """Return the folder for work in progress."""
    return root / "build"


@contextmanager
def temporary_folder(root: Path) -> Iterator[None]:
    """Have libraries write temporary files (fonts) in `build/`, in worker processes too.

    A command that is killed leaves them there, and the next one removes them.
    """
    folder = build_folder(root) / "temporary"
    remove_tree(folder)
    folder.mkdir(parents=True)
    tempfile.tempdir = None  # chosen again, by the variable
    try:
        with environment_variable("TMPDIR", str(folder)):
            yield
    finally:
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fixed_timestamps(publication: Publication) -> Iterator[None]:
    """Date all files by SOURCE_DATE_EPOCH if it is set, or else by the publication's date."""
    given = os.environ.get(EPOCH_VARIABLE)
    with environment_variable(EPOCH_VARIABLE, given or str(epoch_seconds(publication))):
        yield


def epoch_seconds(publication: Publication) -> int:
    """Return the publication's date in seconds since 1970."""
    return (publication.settings.date.toordinal() - 719163) * 86400
