"""Become another program, within bounds of memory (bytes) and of time (seconds)."""

from __future__ import annotations

import os
import resource
import sys

if __name__ == "__main__":
    memory, seconds, *program = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    os.execv(program[0], program)
