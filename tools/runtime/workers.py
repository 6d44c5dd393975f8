"""Worker processes of a command, which never outlive it."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from pathlib import Path
from threading import Thread
from typing import TypeVar

from tools.runtime.console import RECEIVERS
from tools.runtime.garbage import collect_rarely
from tools.runtime.project_lock import HELD, hold_as_worker

T = TypeVar("T")


def run_calls(
    processes: int,
    function: Callable[..., T],
    calls: Sequence[tuple[object, ...]],
    first_here: bool = False,
) -> list[T]:
    """Return the results of calls of a function; fewer than two processes is this one.

    With `first_here`, this process is one of several, and makes the first call. In several
    processes all calls run to their end, unless this process is stopped: its workers are then
    killed. The first error among the calls is raised at the end.
    """
    if processes < 2:
        return [function(*arguments) for arguments in calls]
    context = get_context("spawn")
    with message_pipe(context) as sender:
        workers = processes - first_here
        pool = ProcessPoolExecutor(workers, context, start_worker, ([*HELD], sender))
        try:
            with sigint_blocked():
                futures = [pool.submit(function, *arguments) for arguments in calls[first_here:]]
            if first_here:
                futures.insert(0, call_here(function, calls[0]))
            wait(futures)
        except BaseException:
            for worker in active_children():
                worker.kill()
            raise
        finally:
            pool.shutdown()
    return [future.result() for future in futures]


def call_here(function: Callable[..., T], arguments: tuple[object, ...]) -> Future[T]:
    """Call a function in this process; return its result or error as a worker would."""
    future: Future[T] = Future()
    try:
        future.set_result(function(*arguments))
    except Exception as error:  # raised when all calls have ended
        future.set_exception(error)
    return future


@contextmanager
def message_pipe(context: SpawnContext) -> Iterator[Connection | None]:
    """Provide a connection for messages of workers to the bar; None when there is no bar.

    The workers share it without a lock, which one that dies could leave locked: a message is short,
    so the system writes it at once. All workers must have ended when this ends; then the pipe is at
    its end too.
    """
    if not RECEIVERS:
        yield None
        return
    receiver, sender = context.Pipe(duplex=False)
    thread = Thread(target=pass_on, args=(receiver,), daemon=True)
    with sigint_blocked():
        thread.start()
    try:
        yield sender
    finally:
        sender.close()
        thread.join()


def pass_on(receiver: Connection) -> None:
    """Pass the messages of workers on to the bar, until the last worker has ended."""
    with receiver, suppress(EOFError):
        while True:
            RECEIVERS[-1](receiver.recv())


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


def start_worker(locks: list[Path], sender: Connection | None) -> None:
    """Hold the command's locks as a worker, and end as soon as the parent process ends.

    By itself a worker would finish its call, and then wait for ever. Messages go to `sender`.
    """
    collect_rarely()
    hold_as_worker(locks)
    if sender:
        RECEIVERS.append(sender.send)
    parent = parent_process()
    if parent is None:
        return
    if not parent.is_alive():  # the next command may already be past waiting for workers
        os._exit(1)

    def end_with_parent() -> None:
        parent.join()
        os._exit(1)

    Thread(target=end_with_parent, daemon=True).start()
