"""A fixed small sample of the trials; the whole of them in `make test-all`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built
from tests.stopped import closed, full, kills, turns
from tests.stopped.ground import CACHE, Ground, digest, gone
from tools.cli import INTERRUPTED

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="these trials need Linux"),
]
SEED = 7


@pytest.fixture
def place(built_small: Built, tmp_path: Path) -> Ground:
    """The built small publication with another site, and with all to be made again."""
    root = tmp_path / "project"
    shutil.copytree(built_small.root, root, ignore=shutil.ignore_patterns("cache"))
    (root / "site" / "index.html").write_text("the former site")
    return Ground(root, [digest(root / "site"), digest(built_small.site)])


def test_a_build_that_is_stopped_says_so_and_the_one_that_waits_is_right(
    place: Ground, built_small: Built
) -> None:
    build = place.start()
    assert build.stdout
    assert any("hand-outs" in line for line in build.stdout)  # its workers are at work
    os.killpg(build.pid, signal.SIGSTOP)  # held still, so that the other certainly meets it
    other = place.start()
    assert other.stdout
    assert turns.WAITS in other.stdout.readline()
    shutil.copytree(built_small.root / CACHE, place.root / CACHE, dirs_exist_ok=True)
    os.killpg(build.pid, signal.SIGINT)
    os.killpg(build.pid, signal.SIGCONT)
    _, wrong = build.communicate()
    assert (build.returncode, len(wrong.splitlines())) == (INTERRUPTED, 1), wrong
    assert gone(build.pid)
    _, wrong = other.communicate()
    assert other.returncode == 0, wrong
    assert digest(place.site) == place.right[1]
    assert {path.name for path in (place.root / "build").iterdir()} == {"cache", "locks"}


def test_a_swap_that_is_killed_anywhere_is_whole_or_mended() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.stopped", "swaps"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "between 1" in done.stdout
    assert "mixed" not in done.stdout


def test_a_link_for_a_site_is_refused_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (row,) = closed.trial(tmp_path, SEED, ("site is a link to a folder",))
    assert (row.tried, row.lost) == (1, [])


def test_a_file_that_may_not_be_written_is_told(place: Ground) -> None:
    code, wrong = place.build(under=full.limited(2000))
    assert code == 1
    assert "Traceback" not in wrong
    assert "→" in wrong
    assert digest(place.site) == place.right[0]


@pytest.mark.corpus
def test_wherever_a_build_is_killed(tmp_path: Path) -> None:
    assert [one for row in kills.trial(tmp_path, SEED, count=40) for one in row.lost] == []


@pytest.mark.corpus
def test_wherever_a_site_cannot_come(tmp_path: Path) -> None:
    assert [one for row in closed.trial(tmp_path, SEED) for one in row.lost] == []


@pytest.mark.corpus
def test_whatever_runs_at_once(tmp_path: Path) -> None:
    assert [one for row in turns.trial(tmp_path, SEED) for one in row.lost] == []


@pytest.mark.corpus
def test_whenever_the_disk_is_full(tmp_path: Path) -> None:
    assert [one for row in full.trial(tmp_path, SEED, sizes=8) for one in row.lost] == []
