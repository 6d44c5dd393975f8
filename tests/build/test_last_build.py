"""A build of which nothing changed does nothing; whatever changed, it is made again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Built, change, command
from tools.build import last_build

PAGE = ("docs/practices/weekly-round.md", "round", "walk")


@pytest.fixture
def current(built_small: Built, small: Path) -> Path:
    """A copy of the small publication with its site and the state of its last build."""
    shutil.copytree(built_small.site, small / last_build.SITE_FOLDER)
    (small / "build").mkdir(exist_ok=True)
    shutil.copy(built_small.root / last_build.STATE_FILE, small / last_build.STATE_FILE)
    return small


def test_a_site_is_current_after_its_build_also_in_another_folder(current: Path) -> None:
    assert last_build.is_current(current)
    assert last_build.read_report(current) == ("en", [])


def add_line(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page": lambda root: change(root, *PAGE),
    "the settings": lambda root: add_line(root / "mkdocs.yml"),
    "data": lambda root: add_line(root / "docs/_data/terms.yml"),
    "a template": lambda root: add_line(root / "overrides/print/book.html"),
    "a new source": lambda root: (root / "docs/new.md").write_text("x"),
    "a page that is gone": lambda root: (root / PAGE[0]).unlink(),
    "an output that is altered": lambda root: add_line(root / "site/index.html"),
    "an output that is gone": lambda root: (root / "site/index.html").unlink(),
    "another file among the outputs": lambda root: (root / "site/x.txt").write_text("x"),
    "no site": lambda root: shutil.rmtree(root / "site"),
    "no state": lambda root: (root / last_build.STATE_FILE).unlink(),
    "a damaged state": lambda root: (root / last_build.STATE_FILE).write_text("{"),
    "a state of another kind": lambda root: (root / last_build.STATE_FILE).write_text("[]"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_makes_a_build_necessary(current: Path, name: str) -> None:
    CHANGES[name](current)
    assert not last_build.is_current(current)


def test_another_time_makes_a_build_necessary(
    current: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert not last_build.is_current(current)


def test_another_package_makes_a_build_necessary(
    current: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.runtime.cache.installed_versions", lambda: "another")
    assert not last_build.is_current(current)


def test_another_generator_makes_a_build_necessary(
    current: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    macros = tmp_path / "macros"
    shutil.copytree(last_build.MACROS_FOLDER, macros)
    monkeypatch.setattr(last_build, "MACROS_FOLDER", macros)
    assert last_build.is_current(current)
    add_line(macros / "pages.py")
    assert not last_build.is_current(current)


@pytest.mark.integration
def test_the_command_does_nothing_or_makes_again_what_is_missing(current: Path) -> None:
    page = current / "site/index.html"
    before = page.stat().st_mtime_ns
    done = command(current, "build")
    assert done.stdout == "Nothing has changed since the last build: site/ is as it should be.\n"
    assert page.stat().st_mtime_ns == before
    text = page.read_bytes()
    page.unlink()
    assert command(current, "build").returncode == 0
    assert page.read_bytes() == text
    assert last_build.is_current(current)
