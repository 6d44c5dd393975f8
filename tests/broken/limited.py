"""Become another program, within bounds of memory (bytes) and of time (seconds)."""

from __future__ import annotations

import os
import resource
import sys


def bound(memory: int, seconds: int) -> None:
    """Keep this process, and each that it starts, within bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    memory, seconds, *program = sys.argv[1:]
    bound(int(memory), int(seconds))
    os.execv(program[0], program)
