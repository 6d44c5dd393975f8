"""A command waits for the one before it, and for all processes that work for that one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from filelock import FileLock

from tests.conftest import ROOT
from tests.stopped.workspace import group_exits, live_processes
from tools.runtime.project_lock import HELD, project_lock
from tools.runtime.workers import run_calls


def locks_held(which: str) -> tuple[str, int]:
    """Return the argument of a worker, and how many locks it holds."""
    return which, len(HELD)


def unexpected() -> None:
    """Fail because a lock was not free."""
    pytest.fail("the lock is held")


def test_the_second_command_waits_and_reports_it(tmp_path: Path) -> None:
    is_waiting, first_is_done = Event(), Event()

    def second() -> bool:
        with project_lock(tmp_path, is_waiting.set):
            return first_is_done.is_set()

    with ThreadPoolExecutor(1) as pool:
        with project_lock(tmp_path, unexpected):
            waiting = pool.submit(second)
            assert is_waiting.wait(20)
            first_is_done.set()
        assert waiting.result(20)
    assert HELD == []


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), project_lock(tmp_path, unexpected):
        raise KeyError
    with project_lock(tmp_path, unexpected):
        pass


def test_the_folder_of_the_lock_may_be_removed(tmp_path: Path) -> None:
    folder = tmp_path / "build" / "locks"
    with project_lock(folder, unexpected):
        (folder / "command.lock").unlink()
        folder.rmdir()
    with project_lock(folder, unexpected):
        pass


def test_each_worker_holds_its_own_lock(tmp_path: Path) -> None:
    with project_lock(tmp_path, unexpected):
        results = run_calls(2, locks_held, [("one",), ("other",)])
    assert results == [("one", 1), ("other", 1)]


def test_the_first_call_may_be_made_in_this_process() -> None:
    calls: list[tuple[()]] = [(), (), ()]
    first, *others = run_calls(2, os.getpid, calls, first_here=True)
    assert first == os.getpid()
    assert first not in others


def test_the_error_of_a_call_in_this_process_is_raised_when_all_have_ended(tmp_path: Path) -> None:
    calls = [(tmp_path / "missing" / "x",), (tmp_path / "made",)]
    with pytest.raises(FileNotFoundError):
        run_calls(2, Path.touch, calls, first_here=True)
    assert (tmp_path / "made").exists()


def test_a_command_waits_for_workers_of_the_one_before(tmp_path: Path) -> None:
    worker, entered = FileLock(tmp_path / "worker-7.lock"), Event()

    def command() -> None:
        with project_lock(tmp_path, unexpected):
            entered.set()

    with ThreadPoolExecutor(1) as pool:
        with worker:
            waiting = pool.submit(command)
            assert not entered.wait(0.3)
        waiting.result(20)
    assert entered.is_set()
    assert [path.name for path in tmp_path.iterdir()] == ["command.lock"]


def test_an_ended_worker_does_not_block_the_others() -> None:
    with pytest.raises(BrokenExecutor, match="terminated abruptly"):
        run_calls(2, os._exit, [(3,)])


PARENT_SCRIPT = """
import sys, time
from pathlib import Path
from tools.runtime.project_lock import project_lock
from tools.runtime.workers import run_calls
with project_lock(Path(sys.argv[1]), lambda: None):
    run_calls(2, time.sleep, [(600,), (600,)])
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="it asks Linux who is there")
def test_workers_end_with_their_parent_and_release_the_lock(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT_SCRIPT, str(tmp_path)], cwd=ROOT, start_new_session=True
    )
    while (
        len([*live_processes(parent.pid)]) < 4
    ):  # with the two workers comes one that counts for them
        assert parent.poll() is None
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    assert group_exits(parent.pid)
    with project_lock(tmp_path, unexpected):
        pass
