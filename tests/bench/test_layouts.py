"""The benchmark counts layouts of pages, and its edits fit the publication."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.bench.editions import EDIT
from tests.bench.layouts import LONGER, Count, LayoutCounter
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("message", "layouts"),
    [
        ("Step 5 - Creating layout - Page 3", 1),
        ("Step 5 - Creating layout - Page 3 (up-to-date)", 0),
        ("Step 5 - Creating layout - Repagination #1", 0),
    ],
)
def test_only_layouts_of_pages_are_counted(message: str, layouts: int) -> None:
    counter = LayoutCounter()
    counter.handle(logging.makeLogRecord({"msg": message}))
    assert counter.layouts == layouts


def test_a_count_has_ratios() -> None:
    count = Count(pages=10, pages_laid_out=4, layouts=5, cpu=1.25)
    assert count.cells() == ["10", "4", "5", "1.25", "0.50", "1.2"]
    assert Count(pages=10, pages_laid_out=0, layouts=0, cpu=0).cells()[3] == "0.00"


def test_the_edits_fit_the_publication() -> None:
    file, old, new = EDIT
    text = ROOT.joinpath("docs", *Path(file).parts[1:]).read_text(encoding="utf-8")
    assert old in text
    assert LONGER[:2] == (file, new)
    assert new not in text
