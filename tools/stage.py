"""A build under way: the publication, the folder it is made in, and what was made so far."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from tools.cache import Cache, machinery
from tools.model.publication import Publication
from tools.pdf.paper import Paper
from tools.swap import clear

Report = Callable[[str], None]
TIME = "SOURCE_DATE_EPOCH"
ASIDE = "TMPDIR"


@dataclass
class Stage:
    """A build under way; `folder` becomes the site, `papers` are its PDFs by path in the site.

    A stage goes to other processes as it is, so `report` must be a function of a module.
    """

    publication: Publication
    folder: Path
    report: Report
    papers: dict[str, Paper] = field(default_factory=dict)

    @cached_property
    def cache(self) -> Cache:
        """What earlier builds of this publication made."""
        publication = self.publication
        folders = (publication.overrides, publication.docs / "assets")
        kept = work(publication.root) / "cache" / publication.own.slug
        return Cache(kept, machinery(*folders))

    def afresh(self) -> Stage:
        """Return a stage of the same build in which nothing was made yet, for one step of it."""
        stage = replace(self, papers={})
        stage.cache = Cache(self.cache.folder, self.cache.machinery)
        return stage

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Report that a step begins, and how long it took."""
        language = self.publication.language
        word = language.word
        title = word(f"step_{name}")
        self.report(word("step").format(name=title))
        start = time.monotonic()
        yield
        seconds = language.decimal(time.monotonic() - start)
        self.report(word("step_done").format(name=title, seconds=seconds))


Step = Callable[[Stage], None]


def work(root: Path) -> Path:
    """Give the folder for work in progress."""
    return root / "build"


@contextmanager
def laid_aside(root: Path) -> Iterator[None]:
    """Let what libraries lay aside (fonts) stand in `build/`, also for the processes from here.

    A command that is killed leaves it there, and the next one clears it.
    """
    folder = work(root) / "aside"
    clear(folder)
    folder.mkdir(parents=True)
    before = os.environ.get(ASIDE)
    os.environ[ASIDE] = str(folder)
    tempfile.tempdir = None
    try:
        yield
    finally:
        if before is None:
            del os.environ[ASIDE]
        else:
            os.environ[ASIDE] = before
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def time_of(publication: Publication) -> Iterator[None]:
    """Let all that is made bear SOURCE_DATE_EPOCH if set, or else the publication's date."""
    if os.environ.get(TIME):
        yield
        return
    os.environ[TIME] = str(seconds_of(publication))
    try:
        yield
    finally:
        del os.environ[TIME]


def seconds_of(publication: Publication) -> int:
    """Give the publication's date in seconds since 1970."""
    return (publication.own.date.toordinal() - 719163) * 86400
