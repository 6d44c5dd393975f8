"""One command at a time makes something in a project; the next waits for the one before.

The project's own folder is locked, so that there is no file to leave behind or to throw away. The
kernel lets go when the last process that holds it has ended, however it ended; workers hold it too
(`tools/workers.py`), so that none of a killed build still writes where the next one works.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import reduction
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import fcntl

HELD: list[int] = []  # the descriptors by which this process holds projects


@contextmanager
def alone(root: Path, tell: Callable[[], None]) -> Iterator[None]:
    """Hold the project in `root`; `tell` is called once when that has to wait for another command.

    Where folders cannot be locked (Windows, some network disks) nothing is held.
    """
    if sys.platform == "win32":
        yield
        return
    held = os.open(root, os.O_RDONLY)
    try:
        lock(held, tell)
        HELD.append(held)
        yield
    finally:
        if held in HELD:
            HELD.remove(held)
        os.close(held)


def lock(held: int, tell: Callable[[], None]) -> None:
    """Lock what is opened, after whoever has it now."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        tell()
        fcntl.flock(held, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):
            raise


class Hold:
    """What this process holds, to be handed to a process that it starts."""

    def __init__(self, held: list[int]) -> None:
        self.held = [*held]

    def __reduce__(self) -> tuple[Any, ...]:
        return received, ([reduction.DupFd(one) for one in self.held],)  # type: ignore[attr-defined,unused-ignore]


def received(handed: list[Any]) -> Hold:
    """Take over what another process holds."""
    held = [one.detach() for one in handed]
    HELD.extend(held)
    return Hold(held)
