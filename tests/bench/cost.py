"""The cost of a command: seconds of wall time, and of processor time with its children."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

PR_SET_CHILD_SUBREAPER = 36  # of Linux: orphans of a command become our children


@dataclass(frozen=True)
class Cost:
    """The wall and processor time of a command, in seconds."""

    clock: float
    cpu: float


def cost(
    command: Sequence[str | Path], folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run a command as a process; return its cost, or raise CalledProcessError with its output.

    On Linux the processes that outlive it (a browser has such) are included.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    start, before = time.monotonic(), children_seconds()
    done = subprocess.run(
        [str(argument) for argument in command], cwd=folder,
        env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    clock = time.monotonic() - start
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() - start < clock + 10:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.05)
    if done.returncode:
        print(done.stdout[-3000:], file=sys.stderr)
        done.check_returncode()
    return Cost(clock, children_seconds() - before)


def children_seconds() -> float:
    """Return the processor time of ended child processes and their children, in seconds."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
