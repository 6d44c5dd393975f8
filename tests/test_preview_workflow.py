"""A proposal gets a comment with its messages, by a task that runs nothing of the proposal."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tools.authoring.rule_index import read_yaml

WORKFLOWS = ROOT / ".github" / "workflows"
GH = """#!/bin/sh
case "$1 $2" in
  "api --paginate") echo "$NUMBER" ;;
  "run download") mkdir -p messages; cp "$MESSAGES" messages/messages.txt ;;
  "pr comment") echo "$3"; cat comment.md ;;
esac
"""


def read_workflow(name: str) -> dict[str, Any]:
    """Return a workflow."""
    data: dict[str, Any] = read_yaml(WORKFLOWS / name)
    return data


def test_a_proposal_has_no_rights_and_no_secrets() -> None:
    workflow = read_workflow("preview.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in (WORKFLOWS / "preview.yml").read_text(encoding="utf-8")


def test_the_comment_runs_nothing_of_the_proposal() -> None:
    workflow = read_workflow("preview-comment.yml")
    assert workflow["permissions"] == {"actions": "read", "pull-requests": "write"}
    steps = workflow["jobs"]["comment"]["steps"]
    assert [step for step in steps if "uses" in step] == []
    # Values from the event come by the environment, and never stand in the script itself.
    assert re.search(r"\$\{\{", steps[0]["run"]) is None


@pytest.mark.integration
@pytest.mark.parametrize("number", ["12", ""])
def test_messages_are_quoted(tmp_path: Path, number: str) -> None:
    """A stand-in for `gh`: whatever a proposal writes, the comment only shows it."""
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "m.txt").write_text("docs/a.md:3: wrong\n```\n@everyone <b>\n", encoding="utf-8")
    script = read_workflow("preview-comment.yml")["jobs"]["comment"]["steps"][0]["run"]
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "NUMBER": number,
             "MESSAGES": str(tmp_path / "m.txt"), "GH_REPO": "a/b", "RUN": "1", "SHA": "abc",
             "ADDRESS": "https://example.org/runs/1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    expected = (
        "12\npreview (abc): https://example.org/runs/1#artifacts\n\n"
        "    docs/a.md:3: wrong\n    ```\n    @everyone <b>\n"
    )
    assert done.stdout == (expected if number else "")
