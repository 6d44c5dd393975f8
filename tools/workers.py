"""Processes that work for a command, and never longer than that command."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import TypeVar

from tools.alone import HELD, Hold

T = TypeVar("T")


def side_by_side(
    processes: int, function: Callable[..., T], calls: Sequence[tuple[object, ...]]
) -> list[Future[T]]:
    """Call a function with each of the arguments, in so many processes; return what came of each.

    All calls run to their end, unless this process is stopped: then so are the others.
    """
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=begin, initargs=(Hold(HELD),)
    )
    try:
        with uninterrupted():
            tasks = [pool.submit(function, *call) for call in calls]
        wait(tasks)
    except BaseException:
        for worker in active_children():
            worker.kill()
        raise
    finally:
        pool.shutdown()
    return tasks


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait, and never reach the processes that are started here.

    A terminal sends it to all of them; the command alone hears it, stops them, and says so.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin(hold: Hold) -> None:
    """Begin as a worker: `hold` came with it; end as soon as the process that started it ends.

    By itself a worker would finish what it is at, and then wait for ever.
    """
    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()
