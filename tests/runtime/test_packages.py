"""A command goes on in the environment with the packages, or says in a line how to get them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.language import available_languages, load_language
from tools.runtime.packages import PYTHONS, describe_missing

# Without the packages of any environment.
BARE_PYTHON = Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}")
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONNOUSERSITE": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def run_bare(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line of the generator in a folder with a Python without packages."""
    return subprocess.run(
        [BARE_PYTHON, "-S", "-m", "tools", *arguments],
        cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The generator without an environment, and settings in English."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=ignore)
    (tmp_path / "mkdocs.yml").write_text("theme:\n  language: en\n", encoding="utf-8")
    return tmp_path


@pytest.mark.integration
def test_without_an_environment_one_line_says_how_to_get_one(project: Path) -> None:
    done = run_bare(project, "check")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "`make`" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.integration
def test_the_command_goes_on_in_the_environment(project: Path) -> None:
    python = project / PYTHONS[0]
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\nexit 7\n', encoding="utf-8")
    python.chmod(0o755)
    done = run_bare(project, "new", "topic", "a-slug", "A title")
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout == "-m tools new topic a-slug A title\n"


@pytest.mark.integration
def test_a_whole_command_runs_in_the_environment_of_the_project(project: Path) -> None:
    (project / ".venv").symlink_to(sys.prefix)
    done = run_bare(project, "--help")
    assert done.returncode == 0, done.stderr
    assert "check" in done.stdout


@pytest.mark.parametrize("code", available_languages())
def test_the_line_is_that_of_the_language(code: str, tmp_path: Path) -> None:
    settings = f"site_name: x\ntheme:\n  name: material\n  language: {code}\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    error = ModuleNotFoundError("No module", name="ruamel.yaml")
    expected = load_language(code).word("package_missing")
    python = PYTHONS[0].as_posix()
    assert describe_missing(error, tmp_path) == expected.format(name="ruamel", python=python)


@pytest.mark.parametrize("settings", ["", "theme:\n  language: xx\n"])
def test_without_a_known_language_the_line_is_in_english(settings: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    found = describe_missing(ModuleNotFoundError(name="yaml"), tmp_path)
    assert found.startswith("This Python lacks the package yaml.")


def test_a_module_of_the_generator_that_lacks_is_a_bug(tmp_path: Path) -> None:
    error = ModuleNotFoundError("No module", name="tools.absent")
    with pytest.raises(ModuleNotFoundError, match="No module"):
        describe_missing(error, tmp_path)
