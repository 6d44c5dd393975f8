"""The lock on a project: one command at a time makes something in it, the next one waits.

The system releases a lock when its process ends, however it ends. Workers of a killed command may
run on for a moment, so each holds a lock of its own (see `workers.py`), which the next command
waits for too.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

# The folders of the locks that are held by this process, or by the command that it works for.
HELD: list[Path] = []
WORKER_LOCKS: list[BaseFileLock] = []  # in a worker, until it ends
LOCKS_FOLDER = Path("build", "locks")  # in a project
WORKERS = "worker-*.lock"


@contextmanager
def project_lock(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock whose files are in `folder`.

    `on_wait` is called once when another command holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "command.lock")
    try:
        held = lock.acquire(blocking=False)
    except Timeout:
        on_wait()
        held = lock.acquire()
    with held:
        wait_for_workers(folder)
        HELD.append(folder)
        try:
            yield
        finally:
            HELD.remove(folder)


def wait_for_workers(folder: Path) -> None:
    """Wait until no worker of an earlier command is left, also one that only now starts."""
    while left := [*folder.glob(WORKERS)]:
        for path in left:
            with FileLock(path):
                if sys.platform != "win32":  # there the lock itself removes its file
                    path.unlink(missing_ok=True)


def hold_as_worker(folders: list[Path]) -> None:
    """Hold a lock of this worker in each of the folders that its command holds."""
    for folder in folders:
        lock = FileLock(folder / WORKERS.replace("*", str(os.getpid())))
        lock.acquire()
        WORKER_LOCKS.append(lock)
        HELD.append(folder)
