"""Builds of the small publication, killed at random moments, a third of them around the swap."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.stopped.workspace import (
    CACHE,
    STOPPED,
    TWO_RENAMES,
    Row,
    Workspace,
    create_workspace,
    digest,
    live_processes,
)

SIGNALS = (
    "KILL", "KILL", "KILL", "KILL", "KILL parent only", "KILL parent only",
    "TERM", "TERM parent only", "INT", "HUP",
)  # fmt: skip
SWAP_LINE = "putting the new site"
FULL_BUILD_EVERY = 6  # of every six stopped builds, the last is followed by a full one
GRACE_PERIOD = 3.0  # seconds in which the processes of a killed build must end
SWAP_METHODS = {"exchange": ("-m", "tools"), "two renames": ("-c", TWO_RENAMES)}


@dataclass
class Stop:
    """A signal that stops a build, some seconds after its start or after the swap began."""

    signal: str
    delay: float
    at_swap: bool

    def __str__(self) -> str:
        """Return the signal and its moment as text."""
        begin = "the swap began" if self.at_swap else "it began"
        return f"{self.signal} {self.delay:.3f} s after {begin}"


def random_stops(count: int, seed: int, max_delay: float) -> Iterator[Stop]:
    """Yield `count` stops, a third of them around the swap."""
    rng = random.Random(seed)
    for _ in range(count):
        at_swap = rng.random() < 1 / 3
        delay = rng.uniform(0, 0.12) if at_swap else rng.uniform(0, max_delay)
        yield Stop(rng.choice(SIGNALS), delay, at_swap)


def stop_build(
    workspace: Workspace, stop: Stop, command: tuple[str, ...]
) -> tuple[str, str, list[str]]:
    """Start a build and stop it; return its phase, how it ended, and what was wrong."""
    build = workspace.start(command=command)
    output: list[str] = []
    swapping = threading.Event()

    def read_output() -> None:
        assert build.stdout
        for line in build.stdout:
            output.append(line)
            if line.startswith(SWAP_LINE):
                swapping.set()
        swapping.set()

    reader = threading.Thread(target=read_output)
    reader.start()
    if stop.at_swap:
        swapping.wait()
    time.sleep(stop.delay)
    name, _, parent_only = stop.signal.partition(" ")
    number = signal.Signals[f"SIG{name}"]
    done = build.poll() is not None
    if not done and parent_only:
        build.send_signal(number)
    elif not done:
        os.killpg(build.pid, number)
    build.wait()
    end = time.monotonic() + GRACE_PERIOD
    while (survivors := [*live_processes(build.pid)]) and time.monotonic() < end:
        time.sleep(0.02)
    for pid in survivors:
        os.kill(pid, signal.SIGKILL)
    reader.join()
    assert build.stderr
    stderr = build.stderr.read()
    build.stderr.close()
    phase = phase_of(output)
    problems = [f"{len(survivors)} processes still run"] if survivors else []
    interrupted = name == "INT" and build.returncode and output
    if interrupted and (build.returncode not in STOPPED or len(stderr.splitlines()) != 1):
        problems.append(f"not reported in one line: {stderr}")
    return phase, "done" if build.returncode == 0 else str(build.returncode), problems


def phase_of(output: list[str]) -> str:
    """Return the last phase that a build reached, by its output."""
    text = "".join(output)
    markers = (("Made in", "after"), (SWAP_LINE, "swap"), ("headers for", "checks"),
             ("making hand-outs", "side by side"), ("making pages", "pages"))  # fmt: skip
    return next((phase for marker, phase in markers if marker in text), "start")


def trial(
    folder: Path, seed: int, count: int = 300, methods: tuple[str, ...] = (*SWAP_METHODS,)
) -> Iterator[Row]:
    """Stop `count` builds, divided over the two methods to put a site in place."""
    workspace = create_workspace(folder)
    workspace.write(1 - workspace.expected.index(digest(workspace.site)))
    start = time.monotonic()
    workspace.build()
    max_delay = (time.monotonic() - start) * 1.5
    for method in methods:
        row, ends, phases = Row(f"killed: {method}"), Row("  signals"), Row("  phases")
        current = workspace.expected.index(digest(workspace.site))
        share = (
            count * 2 // 3 if method == "exchange" and len(methods) > 1 else count // len(methods)
        )
        for number, stop in enumerate(random_stops(share, seed, max_delay), 1):
            workspace.write(1 - current)
            if number % 10 == 0:  # a full build, not an incremental one
                shutil.rmtree(workspace.root / CACHE, ignore_errors=True)
            phase, end, problems = stop_build(workspace, stop, SWAP_METHODS[method])
            actual = digest(workspace.site)
            old, new = workspace.expected[current], workspace.expected[1 - current]
            kind = {old: "old", new: "new", "": "between"}.get(actual, "mixed")
            row.tried += 1
            row.count(kind)
            ends.count(stop.signal)
            phases.count(phase)
            if kind == "mixed" or (kind == "between" and method == "exchange"):
                problems.append(f"the site is {kind}")
            if kind == "new":
                current = 1 - current
            if number % FULL_BUILD_EVERY == 0 or number == share or problems:
                current = 1 - current
                workspace.write(current)
                problems += workspace.check_next_build(current)
            row.failures += [f"{stop}, at {phase}, ended {end}: {problem}" for problem in problems]
        yield row
        yield from (ends, phases)
