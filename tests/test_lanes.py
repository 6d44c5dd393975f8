"""The lanes of the tests: what the unit lane does without, and what runs on a pull request."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.lanes import FIXTURES, python_alone

LANES = ["make unit", ".ci/run"]
FIXTURE_THAT_BUILDS = re.compile(r"^@pytest\.fixture.*\ndef (\w+)\([^)]*\) -> Built:", re.MULTILINE)


def read(path: str) -> Any:
    return YAML(typ="safe").load(ROOT / path)


def test_python_may_be_started_and_nothing_else() -> None:
    with python_alone():
        subprocess.run([sys.executable, "-c", ""], check=True)
        with pytest.raises(AssertionError, match="it starts pdftotext"):
            subprocess.run(["pdftotext", "-v"], check=False)


def test_the_unit_lane_knows_the_fixtures_that_build() -> None:
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")]
    names = {name for text in files for name in FIXTURE_THAT_BUILDS.findall(text)}
    assert names == FIXTURES - {"browser", "own_decks", "press"}


def test_pytest_looks_into_every_folder_of_tests(pytestconfig: pytest.Config) -> None:
    skipped = pytestconfig.getini("norecursedirs")
    folders = {file.parent for file in (ROOT / "tests").rglob("test_*.py")}
    names = {name for folder in folders for name in folder.relative_to(ROOT).parts}
    assert [name for name in names if any(fnmatch(name, pattern) for pattern in skipped)] == []


def test_a_pull_request_runs_the_unit_lane_and_then_all() -> None:
    workflow = read(".github/workflows/tests.yml")
    assert "pull_request" in workflow["on"]
    steps = workflow["jobs"]["tests"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == LANES


def test_a_merge_request_does_the_same() -> None:
    job = read(".gitlab-ci.yml")["tests"]
    assert "merge_request_event" in job["rules"][0]["if"]
    assert job["script"] == LANES


def test_the_machine_that_runs_them_calls_make_test() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "CI=1 exec make test\n" in text
