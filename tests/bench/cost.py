"""What a command costs: seconds of the clock, and of processors for it and all that it starts."""

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

ADOPT = 36  # PR_SET_CHILD_SUBREAPER of Linux: what a command leaves behind becomes our child


@dataclass(frozen=True)
class Cost:
    """What a command cost, in seconds."""

    clock: float
    cpu: float


def cost(
    command: Sequence[str | Path], folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run a command as a whole process; raise CalledProcessError, with what it said, if it fails.

    On Linux the processes that outlive it (a browser has such) count too.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT, 1)
    start, before = time.monotonic(), children()
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    clock = time.monotonic() - start
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() - start < clock + 10:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.05)
    if done.returncode:
        print(done.stdout[-3000:], file=sys.stderr)
        done.check_returncode()
    return Cost(clock, children() - before)


def children() -> float:
    """Give the seconds of processors that ended children took, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
