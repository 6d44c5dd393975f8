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
from tests.stopped.ground import Ground, digest, group

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="groups of processes are Unix's")
SEED = 7


@pytest.fixture
def place(built_small: Built, tmp_path: Path) -> Ground:
    """The built small publication, of which only the site is another: what the cache has stays."""
    root = tmp_path / "project"
    shutil.copytree(built_small.root, root)
    (root / "site" / "index.html").write_text("the former site")
    return Ground(root, [digest(root / "site"), digest(built_small.site)])


def test_a_killed_build_leaves_the_former_site_and_no_process(place: Ground) -> None:
    build = place.start()
    assert build.stdout
    assert any("hand-outs" in line for line in build.stdout)  # workers are at work
    other = place.start()
    assert other.stdout
    assert turns.WAITS in other.stdout.readline()
    build.kill()
    build.communicate()
    assert digest(place.site) == place.right[0]
    _, wrong = other.communicate()  # begins only now, when no process of the first is left
    assert other.returncode == 0, wrong
    assert [*group(build.pid)] == []
    assert digest(place.site) == place.right[1]
    assert [path.name for path in (place.root / "build").iterdir()] == ["cache"]


def test_control_c_is_told_in_a_line(place: Ground) -> None:
    build = place.start()
    assert build.stdout
    assert any("hand-outs" in line for line in build.stdout)
    os.killpg(build.pid, signal.SIGINT)
    _, wrong = build.communicate()
    assert build.returncode == 130
    assert len(wrong.splitlines()) == 1, wrong
    assert [*group(build.pid)] == []
    assert digest(place.site) == place.right[0]


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
    assert [one for row in full.trial(tmp_path, SEED) for one in row.lost] == []
