"""Every file that a build makes is declared once, is made, and is missed when it is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Built
from tools.build.artifacts import ARTIFACTS, Artifact, find_missing_files
from tools.build.stage import Stage
from tools.language import available_languages, load_language
from tools.model.rule_table import BY_NAME


def declared(built: Built) -> set[str]:
    """Return the files that the artifacts declare, by path in the site."""
    return {path for artifact in ARTIFACTS for path in artifact.files(built.publication)}


@pytest.mark.integration
@pytest.mark.parametrize("publication", ["built", "built_small"])
def test_all_downloads_are_declared_and_made(
    publication: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(publication)
    files = {path.relative_to(built.site).as_posix() for path in built.site.rglob("*")}
    assert declared(built) <= files
    downloads = {path for path in files if path.startswith("downloads/") and Path(path).suffix}
    assert downloads <= declared(built)


def test_a_missing_file_is_found(built_small: Built, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built_small.site, site)
    stage = Stage(built_small.publication, site, print)
    assert [*find_missing_files(stage)] == []
    for path in sorted(declared(built_small)):
        (site / path).unlink()
        assert [*find_missing_files(stage)] == [f"{path}: missing"]
        shutil.copy(built_small.site / path, site / path)


def test_every_check_names_its_rule() -> None:
    unchecked = Artifact("other", "output", print).check
    with_check = [one for one in ARTIFACTS if one.check.__code__ is not unchecked.__code__]
    assert [one.name for one in ARTIFACTS if one.rule] == [one.name for one in with_check]
    assert {one.rule for one in with_check} <= set(BY_NAME)


@pytest.mark.parametrize("code", available_languages())
def test_every_step_has_its_words(code: str) -> None:
    interface = load_language(code).interface
    assert [one.name for one in ARTIFACTS if f"step_{one.name}" not in interface] == []
