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
SHARED: list[object] = []  # in a worker: what all its calls begin with


def side_by_side(
    processes: int,
    function: Callable[..., T],
    calls: Sequence[tuple[object, ...]],
    shared: tuple[object, ...] = (),
) -> list[Future[T]]:
    """Call a function with each of the arguments, in so many processes; give what came of each.

    `shared` goes before the arguments of every call, and comes to each process once: it is large.
    All calls run to their end, unless this process is stopped: then so are the others.
    """
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=begin, initargs=(Hold(HELD), shared)
    )
    try:
        with uninterrupted():
            tasks = [pool.submit(with_shared, function, *call) for call in calls]
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


def with_shared(function: Callable[..., T], *call: object) -> T:
    """Call a function with what its calls share, and its own arguments."""
    return function(*SHARED, *call)


def begin(hold: Hold, shared: tuple[object, ...]) -> None:
    """Begin as a worker: `hold` came with it; end as soon as the process that started it ends.

    By itself a worker would finish what it is at, and then wait for ever.
    """
    SHARED[:] = shared
    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()
