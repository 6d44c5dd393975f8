"""Run another program in place of this one, with limits on memory (bytes) and time (seconds)."""

from __future__ import annotations

import os
import resource
import sys


def limit_resources(memory: int, seconds: int) -> None:
    """Limit the memory and processor time of this process, and of each that it starts."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    memory, seconds, *program = sys.argv[1:]
    limit_resources(int(memory), int(seconds))
    os.execv(program[0], program)
