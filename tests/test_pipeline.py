"""What goes wrong in steps side by side is told once, and what is no mistake goes first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools import pipeline
from tools.errors import BuildError, PangoMissingError
from tools.model.publication import current_publication, is_current
from tools.pdf.paper import AssetMissingError, PaperError
from tools.pipeline import SourcesChangedError, processors, run, together
from tools.stage import Stage
from tools.swap import clear


def test_the_only_error_is_raised_as_it_is() -> None:
    error = AssetMissingError("x.svg")
    assert together([error]) is error


def test_several_errors_say_each_line_once() -> None:
    told = together([PaperError("a.md:1: one\nb.md:2: two"), PaperError("b.md:2: two")])
    assert isinstance(told, BuildError)
    assert str(told) == "a.md:1: one\nb.md:2: two"


def test_a_machine_without_pango_is_told_as_that() -> None:
    missing = PangoMissingError("no library")
    assert together([PaperError("x"), missing, missing]) is missing


def test_a_bug_is_not_hidden_behind_mistakes() -> None:
    bug = KeyError("x")
    assert together([PaperError("x"), bug]) is bug


def test_sources_that_change_meanwhile_stop_the_build(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = small / "docs" / "index.md"

    def pages(stage: Stage) -> None:
        clear(stage.folder)
        os.utime(page, ns=(0, 0))

    monkeypatch.setattr(pipeline, "PAGES", {"site": pages})
    with pytest.raises(SourcesChangedError, match="Build again"):
        run(small, print)
    assert not (small / "site").exists()
    assert is_current(current_publication(small))  # read again, and whole


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux binds processes")
def test_only_processors_that_may_be_used_are_counted() -> None:
    mine = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(mine)})
        assert processors() == 1
    finally:
        os.sched_setaffinity(0, mine)
    assert processors() == len(mine)
