"""The workflow for many machines, checked as text: it cannot run here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tools.build import editions
from tools.cli import main

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    path = ROOT / ".github" / "workflows" / "editions.yml"
    workflow: dict[str, Any] = YAML(typ="safe").load(path)
    found: dict[str, Any] = workflow["jobs"]["share"]
    return found


def test_every_share_is_made_once(job: dict[str, Any]) -> None:
    shares = job["strategy"]["matrix"]["share"]
    (step,) = [step for step in job["steps"] if "run" in step]
    assert step["env"]["SHARE"] == "${{ matrix.share }}"
    count = int(re.search(r"SHARD=\"\$SHARE/(\d+)\"", step["run"])[1])  # type: ignore[index]
    assert shares == list(range(1, count + 1))


def test_the_command_is_one_that_make_knows(
    job: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    (step,) = [step for step in job["steps"] if "run" in step]
    assert step["run"].startswith("make edition ")
    for name in re.findall(r"(\w+)=", step["run"]):
        assert f"$({name})" in MAKEFILE
    called: list[tuple[Any, ...]] = []
    monkeypatch.setattr(editions, "build_editions", lambda *options: called.append(options))
    assert main(["edition", "--shard", "8/8", "--press", "a.yml", "b.yml"]) == 0
    ((_, files, _, shard, press),) = called
    assert (files, shard, press) == ([Path("a.yml"), Path("b.yml")], (8, 8), True)


def test_no_input_is_pasted_into_the_shell(job: dict[str, Any]) -> None:
    for step in job["steps"]:
        assert "${{" not in step.get("run", "")
