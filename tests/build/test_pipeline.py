"""What goes wrong in steps side by side is told once, and what is no mistake goes first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.build import pipeline
from tools.build.pipeline import (
    SourcesChangedError,
    available_cpus,
    build_project,
    merge_errors,
)
from tools.build.stage import Stage
from tools.errors import BuildError, PangoMissingError
from tools.model.loader import is_up_to_date, load_cached_publication
from tools.pdf.renderer import AssetMissingError, PdfRenderError
from tools.runtime.atomic_swap import remove_tree


def test_the_only_error_is_raised_as_it_is() -> None:
    error = AssetMissingError("x.svg")
    assert merge_errors([error]) is error


def test_several_errors_say_each_line_once() -> None:
    told = merge_errors([PdfRenderError("a.md:1: one\nb.md:2: two"), PdfRenderError("b.md:2: two")])
    assert isinstance(told, BuildError)
    assert str(told) == "a.md:1: one\nb.md:2: two"


def test_a_machine_without_pango_is_told_as_that() -> None:
    missing = PangoMissingError("no library")
    assert merge_errors([PdfRenderError("x"), missing, missing]) is missing


def test_a_bug_is_not_hidden_behind_mistakes() -> None:
    bug = KeyError("x")
    assert merge_errors([PdfRenderError("x"), bug]) is bug


def test_sources_that_change_meanwhile_stop_the_build(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = small / "docs" / "index.md"

    def pages(stage: Stage) -> None:
        remove_tree(stage.folder)
        os.utime(page, ns=(0, 0))

    monkeypatch.setattr(pipeline, "SITE_STEPS", {"site": pages})
    with pytest.raises(SourcesChangedError, match="Build again"):
        build_project(small, print)
    assert not (small / "site").exists()
    assert is_up_to_date(load_cached_publication(small))  # read again, and whole


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux binds processes")
def test_only_processors_that_may_be_used_are_counted() -> None:
    mine = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(mine)})
        assert available_cpus() == 1
    finally:
        os.sched_setaffinity(0, mine)
    assert available_cpus() == len(mine)
