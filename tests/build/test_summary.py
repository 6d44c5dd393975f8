"""The lines that a build says at its end."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import change
from tools.build.summary import warn_of_publisher
from tools.model.loader import load_publication

SETTINGS = "mkdocs.yml"


def test_a_build_warns_the_editor_that_there_is_no_publisher(small_sources: Path) -> None:
    assert not warn_of_publisher(load_publication(small_sources))
    change(small_sources, SETTINGS, "      mail: sheds@example.org\n", "")
    assert warn_of_publisher(load_publication(small_sources)).startswith("mkdocs.yml: R301 ")
