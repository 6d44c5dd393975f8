"""A fixed small sample of the trials; all of them in `make test-all`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built
from tests.stopped import concurrency, disk_space, kills, permissions
from tests.stopped.workspace import CACHE, PERMANENT, STOPPED, Workspace, digest, group_exits

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="these trials need Linux"),
]
SEED = 7


@pytest.fixture
def workspace(built_small: Built, tmp_path: Path) -> Workspace:
    """The built small publication with another site and an empty cache."""
    root = tmp_path / "project"
    shutil.copytree(built_small.root, root, ignore=shutil.ignore_patterns("cache"))
    (root / "site" / "index.html").write_text("the former site")
    return Workspace(root, [digest(root / "site"), digest(built_small.site)])


def test_a_stopped_build_is_reported_and_the_waiting_one_succeeds(
    workspace: Workspace, built_small: Built
) -> None:
    build = workspace.start()
    assert build.stdout
    assert any("hand-outs" in line for line in build.stdout)  # its workers are running
    os.killpg(build.pid, signal.SIGSTOP)  # paused, so that the other certainly has to wait
    waiting = workspace.start()
    assert waiting.stdout
    assert concurrency.WAIT_MESSAGE in waiting.stdout.readline()
    shutil.copytree(built_small.root / CACHE, workspace.root / CACHE, dirs_exist_ok=True)
    os.killpg(build.pid, signal.SIGINT)
    os.killpg(build.pid, signal.SIGCONT)
    _, stderr = build.communicate()
    assert build.returncode in STOPPED, stderr
    assert len(stderr.splitlines()) == 1, stderr
    assert group_exits(build.pid)
    _, stderr = waiting.communicate()
    assert waiting.returncode == 0, stderr
    assert digest(workspace.site) == workspace.expected[1]
    assert {path.name for path in (workspace.root / "build").iterdir()} == PERMANENT


def test_a_swap_killed_at_any_event_is_complete_or_recovered() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.stopped", "atomic-swap"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "between 1" in done.stdout
    assert "mixed" not in done.stdout


def test_a_linked_site_is_refused_and_its_target_untouched(tmp_path: Path) -> None:
    (row,) = permissions.trial(tmp_path, SEED, ("site is a link to a folder",))
    assert (row.tried, row.failures) == (1, [])


def test_a_file_that_cannot_be_written_is_reported(workspace: Workspace) -> None:
    code, stderr = workspace.build(wrapper=disk_space.file_size_limit(2000))
    assert code == 1
    assert "Traceback" not in stderr
    assert "→" in stderr
    assert digest(workspace.site) == workspace.expected[0]


@pytest.mark.corpus
def test_builds_killed_at_any_moment(tmp_path: Path) -> None:
    assert [
        failure for row in kills.trial(tmp_path, SEED, count=40) for failure in row.failures
    ] == []


@pytest.mark.corpus
def test_sites_that_cannot_be_replaced(tmp_path: Path) -> None:
    assert [failure for row in permissions.trial(tmp_path, SEED) for failure in row.failures] == []


@pytest.mark.corpus
def test_concurrent_commands(tmp_path: Path) -> None:
    assert [failure for row in concurrency.trial(tmp_path, SEED) for failure in row.failures] == []


@pytest.mark.corpus
def test_full_disks(tmp_path: Path) -> None:
    assert [
        failure for row in disk_space.trial(tmp_path, SEED, sizes=8) for failure in row.failures
    ] == []
