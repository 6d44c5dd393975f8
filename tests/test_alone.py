"""A command waits for the one before it, and for all processes that work for that one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from tests.conftest import ROOT
from tests.stopped.ground import gone, group
from tools.alone import HELD, alone
from tools.workers import side_by_side

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows locks no folders")


def held(which: str) -> tuple[str, int]:
    """Give what a worker was given, and what it holds."""
    return which, len(HELD)


def test_the_second_waits_and_says_so(tmp_path: Path) -> None:
    waits, first_is_done = Event(), Event()

    def second() -> bool:
        with alone(tmp_path, waits.set):
            return first_is_done.is_set()

    with ThreadPoolExecutor(1) as pool:
        with alone(tmp_path, lambda: pytest.fail("nobody was there")):
            later = pool.submit(second)
            assert waits.wait(20)
            first_is_done.set()
        assert later.result(20)
    assert HELD == []


def test_nothing_is_left_in_the_project(tmp_path: Path) -> None:
    with alone(tmp_path, lambda: None):
        assert [*tmp_path.iterdir()] == []
    with alone(tmp_path, lambda: pytest.fail("it was not let go")):
        pass


def test_workers_hold_what_their_parent_holds(tmp_path: Path) -> None:
    with alone(tmp_path, lambda: None):
        tasks = side_by_side(1, held, [("one",), ("other",)])
    assert [task.result() for task in tasks] == [("one", 1), ("other", 1)]


def test_a_worker_that_is_ended_does_not_keep_the_others_waiting() -> None:
    (task,) = side_by_side(1, os._exit, [(3,)])
    assert "terminated abruptly" in str(task.exception())


LEFT = """
import sys, time
from pathlib import Path
from tools.alone import alone
from tools.workers import side_by_side
with alone(Path(sys.argv[1]), lambda: None):
    side_by_side(2, time.sleep, [(600,), (600,)])
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="it asks Linux who is there")
def test_workers_end_with_their_parent_and_let_go(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", LEFT, str(tmp_path)], cwd=ROOT, start_new_session=True
    )
    while len([*group(parent.pid)]) < 4:  # with the two workers comes one that counts for them
        assert parent.poll() is None
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    assert gone(parent.pid)
    with alone(tmp_path, lambda: pytest.fail("it was not let go")):
        pass
