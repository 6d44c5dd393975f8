"""The settings file inherits what MkDocs and Material need, as MkDocs itself reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load

from tests.conftest import ROOT
from tools.model.loader import load_project, load_publication, load_settings
from tools.model.problems import InvalidPublicationError
from tools.model.reading.settings_file import BASE_FILE, read_settings
from tools.model.reading.yaml_nodes import to_plain_data
from tools.model.rules.settings import check_engine_settings
from tools.site.engine import list_all_pages

SETTINGS = """\
INHERIT: overrides/mkdocs.yml
site_name: Beans
theme:
  language: en
  features: [navigation.tabs]
validation:
  links: {anchors: info}
extra:
  publication:
    slug: beans
    version: "1"
    date: 2026-12-01
    licence: MIT
"""


@pytest.fixture
def beans(tmp_path: Path) -> Path:
    """A publication with the shortest settings."""
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    for name in ("index", "b/index", "a", "b/c"):
        path = tmp_path / "docs" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\nid: {name.replace('/', '-')}\ntitle: {name}\n---\n\nA text.\n")
    return tmp_path


def test_they_are_merged_as_the_engine_does(beans: Path) -> None:
    with (beans / "mkdocs.yml").open("rb") as file:
        expected = yaml_load(file)
    settings = to_plain_data(read_settings(beans).data)
    assert settings == expected
    assert settings["theme"]["features"] == ["navigation.tabs"]
    assert settings["validation"]["links"]["not_found"] == "warn"


def test_the_shortest_settings_are_enough(beans: Path) -> None:
    publication = load_publication(beans)
    assert publication.name == "Beans"
    assert [part.title for part in publication.settings.book] == [""]
    assert all(publication.format_kind(page) == "" for page in publication.pages.values())
    assert list_all_pages(publication) == ["index.md", "a.md", {"B": ["b/c.md", "b/index.md"]}]


def test_a_problem_is_at_its_own_line(beans: Path) -> None:
    path = beans / "mkdocs.yml"
    path.write_text(SETTINGS.replace("slug: beans", "slug: Beans"), encoding="utf-8")
    with pytest.raises(InvalidPublicationError) as error:
        load_settings(beans)
    assert [problem.line for problem in error.value.problems] == [10]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (BASE_FILE, "../elsewhere.yml", 1),
        ("theme:\n", "plugins: [search]\ntheme:\n", 3),
        ("theme:\n", "use_directory_urls: true\ntheme:\n", 3),
    ],
)
def test_what_the_generator_depends_on_stays(beans: Path, old: str, new: str, line: int) -> None:
    (beans / "mkdocs.yml").write_text(SETTINGS.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidPublicationError) as error:
        load_publication(beans)
    problems = {(problem.code, problem.line) for problem in error.value.problems}
    assert ("settings-closed", line) in problems


def test_the_base_keeps_to_the_rules(beans: Path) -> None:
    assert [*check_engine_settings(load_project(beans))] == []
