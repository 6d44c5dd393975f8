"""The benchmark of sizes builds two publications, one with ten times the lists of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.sizes import LISTS, SIZES, Size, create_project
from tools.model.loader import load_publication


@pytest.mark.integration
@pytest.mark.parametrize("number", SIZES)
def test_a_size_has_so_many_lists_each_but_one_with_a_story(tmp_path: Path, number: int) -> None:
    publication = load_publication(create_project(tmp_path / "project", number))
    assert len([*publication.checklists]) == LISTS * number
    assert len(publication.get_pages_of_kind("story")) == LISTS * number - 1


def test_the_time_for_an_item_is_that_of_the_build_by_items() -> None:
    assert Size(pages=3, lists=1, items=5, cpu=10, memory=200).cpu_per_item == 2
