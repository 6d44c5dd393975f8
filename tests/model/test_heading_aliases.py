"""A heading that got another id since a release keeps the former one as an alias."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import change
from tools.model.loader import load_project, load_publication
from tools.model.reading.heading_aliases import find_aliases, group_headings
from tools.model.reading.manifest import MANIFEST_FILE, ManifestEntry, format_manifest
from tools.model.release.differences import Differences
from tools.model.release.entries import collect_entries

STORY = "docs/stories/beanpole-garden.md"


@pytest.mark.parametrize(
    ("released", "current", "aliases"),
    [
        ([["a"], ["b"]], ["a", "b"], {}),
        ([["a"], ["b"]], ["a", "c"], {"c": ("b",)}),
        ([["a"], ["b"], ["c"]], ["a", "x", "y", "c"], {"x": ("b",)}),
        ([["a"], ["b"], ["c"]], ["new", "a", "x", "c"], {"x": ("b",)}),
        ([["a"], ["b"], ["c"]], ["a", "c"], {"a": ("b",)}),
        ([["a"], ["b"]], ["b"], {"b": ("a",)}),
        ([["a", "former"]], ["a"], {"a": ("former",)}),
        ([["b", "a"]], ["c"], {"c": ("b", "a")}),
        ([["a"]], [], {}),
        ([["a"], ["b"]], ["b", "a"], {}),
    ],
)
def test_an_id_that_is_gone_leads_to_the_heading_in_its_place(
    released: list[list[str]], current: list[str], aliases: dict[str, tuple[str, ...]]
) -> None:
    assert find_aliases(released, current) == aliases


def test_an_id_that_would_be_html_is_left_out() -> None:
    entries = [ManifestEntry("heading", f"page#{id_}", ("0" * 16,)) for id_ in ("a", 'b"><b>')]
    assert group_headings({(e.kind, e.id): e for e in entries}) == {"page": [["a"]]}


def release(root: Path) -> None:
    """Record the publication as it is now, as a release does."""
    manifest = format_manifest(collect_entries(load_project(root)))
    (root / "docs" / "_data" / MANIFEST_FILE).write_text(manifest, encoding="utf-8")


def test_former_ids_stay_through_releases_and_are_no_news(small_sources: Path) -> None:
    release(small_sources)
    differences = Differences(load_project(small_sources))
    assert (differences.added, differences.changed, differences.removed) == ([], [], [])
    change(small_sources, STORY, "{: #hard }", "{: #difficult }")
    page = load_publication(small_sources).pages["story-beanpole"]
    assert page.aliases == {"difficult": ("hard",)}
    release(small_sources)
    change(small_sources, STORY, "{: #difficult }", "{: #heavy }")
    project = load_project(small_sources)
    page = load_publication(small_sources).pages["story-beanpole"]
    assert {*page.aliases["heavy"]} == {"hard", "difficult"}
    assert {"hard", "difficult"} <= {*next(p for p in project.pages if p.id == page.id).anchors}
    rewritten = {entry.entry.kind for entry in Differences(project).rewritten}
    assert rewritten == {"page"}
