"""Errors of parallel steps are merged; those that are no mistakes of editors go first."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import change
from tools.build import artifacts, pipeline
from tools.build.pipeline import (
    ChecksFailedError,
    SourcesChangedError,
    available_cpus,
    build_project,
    merge_errors,
    run_checks,
    run_parallel,
)
from tools.build.stage import Stage
from tools.errors import BuildError, PangoMissingError
from tools.model.loader import is_up_to_date, load_cached_publication, load_publication
from tools.pdf.renderer import AssetMissingError, PdfRenderError, RenderedPdf
from tools.render import site_paths
from tools.runtime.atomic_swap import remove_tree


def test_the_only_error_is_raised_as_it_is() -> None:
    error = AssetMissingError("x.svg")
    assert merge_errors([error]) is error


def test_several_errors_have_each_line_once() -> None:
    merged = merge_errors(
        [PdfRenderError("a.md:1: one\nb.md:2: two"), PdfRenderError("b.md:2: two")]
    )
    assert isinstance(merged, BuildError)
    assert str(merged) == "a.md:1: one\nb.md:2: two"


@pytest.mark.parametrize("error", [PangoMissingError("no library"), KeyError("x")])
def test_other_errors_are_not_hidden_behind_mistakes(
    error: Exception, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(stage: Stage, failure: Exception) -> None:
        raise failure

    mistake, other = partial(fail, failure=PdfRenderError("x")), partial(fail, failure=error)
    monkeypatch.setattr(artifacts, "OUTPUT_STEPS", {"book": mistake, "scan": other})
    stage = Stage(load_cached_publication(small), small / "staged", print)
    with pytest.raises(type(error)) as raised:
        run_parallel(stage, 1)
    assert raised.value is error


def test_sources_that_change_meanwhile_stop_the_build(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = small / "docs" / "index.md"

    def pages(stage: Stage) -> None:
        remove_tree(stage.folder)
        os.utime(page, ns=(0, 0))

    monkeypatch.setattr(artifacts, "SITE_STEPS", {"site": pages})
    with pytest.raises(SourcesChangedError, match="Build again"):
        build_project(small, print)
    assert not (small / "site").exists()
    assert is_up_to_date(load_cached_publication(small))  # read again, completely


@pytest.mark.parametrize("level", ["error", "warning", "off"])
def test_what_was_built_has_levels_too(
    level: str, small_sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(small_sources, "mkdocs.yml", "B: error", f"B: {level}")
    monkeypatch.setattr(pipeline, "collect_findings", lambda stage, pages: [])
    stage = Stage(load_publication(small_sources), small_sources / "staged", print)
    stage.folder.mkdir()
    stage.pdfs[site_paths.sheet_path("tidy-tools")] = RenderedPdf(2, {})
    if level == "error":
        with pytest.raises(ChecksFailedError, match=r"tidy-tools\.md:1: B306 The sheet"):
            run_checks(stage)
    else:
        run_checks(stage)
    warned = [problem.code for problem in stage.warnings]
    assert warned == ["sheet-long"] * (level == "warning")


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux binds processes")
def test_only_processors_that_may_be_used_are_counted() -> None:
    cpus = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(cpus)})
        assert available_cpus() == 1
    finally:
        os.sched_setaffinity(0, cpus)
    assert available_cpus() == len(cpus)
