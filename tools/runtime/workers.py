"""Worker processes of a command, which never outlive it."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TypeVar

from tools.runtime.project_lock import HELD, hold_as_worker

T = TypeVar("T")


def run_calls(
    processes: int, function: Callable[..., T], calls: Sequence[tuple[object, ...]]
) -> list[T]:
    """Return the results of calls of a function; fewer than two processes is this one.

    In several processes all calls run to their end, unless this process is stopped: its workers
    are then killed. The first error among the calls is raised at the end.
    """
    if processes < 2:
        return [function(*arguments) for arguments in calls]
    pool = ProcessPoolExecutor(processes, get_context("spawn"), start_worker, ([*HELD],))
    try:
        with sigint_blocked():
            futures = [pool.submit(function, *arguments) for arguments in calls]
        wait(futures)
    except BaseException:
        for worker in active_children():
            worker.kill()
        raise
    finally:
        pool.shutdown()
    return [future.result() for future in futures]


@contextmanager
def sigint_blocked() -> Iterator[None]:
    """Block the signal of Ctrl-C here and in the processes that are started meanwhile.

    A terminal sends it to all of them; only the command handles it, and reports it once.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    former_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former_mask)


def start_worker(locks: list[Path]) -> None:
    """Hold the command's locks as a worker, and end as soon as the parent process ends.

    By itself a worker would finish its call, and then wait for ever.
    """
    hold_as_worker(locks)
    parent = parent_process()
    if parent is None:
        return
    if not parent.is_alive():  # the next command may already be past waiting for workers
        os._exit(1)

    def end_with_parent() -> None:
        parent.join()
        os._exit(1)

    Thread(target=end_with_parent, daemon=True).start()
