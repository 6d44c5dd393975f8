"""Builds of the small publication, killed at random moments, most of all around the swap."""

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

from tests.stopped.ground import CACHE, TWO_RENAMES, Ground, Row, digest, ground, group
from tools.cli import INTERRUPTED

SIGNALS = (
    "KILL", "KILL", "KILL", "KILL", "KILL parent only", "KILL parent only",
    "TERM", "TERM parent only", "INT", "HUP",
)  # fmt: skip
SWAP = "putting the new site"
WHOLE_AFTER = 6  # so many builds are stopped one after the other before one runs to its end
GRACE = 3.0  # seconds in which the processes of a killed build must be gone
WAYS = {"exchange": ("-m", "tools"), "two renames": ("-c", TWO_RENAMES)}


@dataclass
class Stop:
    """How a build is stopped: after how many seconds, from the start or from the swap on."""

    signal: str
    after: float
    at_swap: bool

    def __str__(self) -> str:
        """Tell how."""
        begin = "the swap began" if self.at_swap else "it began"
        return f"{self.signal} {self.after:.3f} s after {begin}"


def stops(count: int, seed: int, longest: float) -> Iterator[Stop]:
    """Give ways to stop a build, a third of them around the swap."""
    dice = random.Random(seed)
    for _ in range(count):
        at_swap = dice.random() < 1 / 3
        after = dice.uniform(0, 0.12) if at_swap else dice.uniform(0, longest)
        yield Stop(dice.choice(SIGNALS), after, at_swap)


def stopped(place: Ground, stop: Stop, command: tuple[str, ...]) -> tuple[str, str, list[str]]:
    """Start a build and stop it; give the step it was at, how it ended, and what lives on."""
    build = place.start(command=command)
    said: list[str] = []
    swapping = threading.Event()

    def listen() -> None:
        assert build.stdout
        for line in build.stdout:
            said.append(line)
            if line.startswith(SWAP):
                swapping.set()
        swapping.set()

    ear = threading.Thread(target=listen)
    ear.start()
    if stop.at_swap:
        swapping.wait()
    time.sleep(stop.after)
    name, _, alone = stop.signal.partition(" ")
    number = signal.Signals[f"SIG{name}"]
    done = build.poll() is not None
    if not done and alone:
        build.send_signal(number)
    elif not done:
        os.killpg(build.pid, number)
    build.wait()
    end = time.monotonic() + GRACE
    while (left := [*group(build.pid)]) and time.monotonic() < end:
        time.sleep(0.02)
    for one in left:
        os.kill(one, signal.SIGKILL)
    ear.join()
    assert build.stderr
    wrong = build.stderr.read()
    build.stderr.close()
    phase = phase_of(said)
    found = [f"{len(left)} processes live on"] if left else []
    asked = name == "INT" and build.returncode and said
    if asked and (build.returncode != INTERRUPTED or len(wrong.splitlines()) != 1):
        found.append(f"not told in a line: {wrong}")
    return phase, "done" if build.returncode == 0 else str(build.returncode), found


def phase_of(said: list[str]) -> str:
    """Name the part of a build that it came to."""
    text = "".join(said)
    marks = (("Made in", "after"), (SWAP, "swap"), ("headers for", "checks"),
             ("making hand-outs", "side by side"), ("making pages", "pages"))  # fmt: skip
    return next((phase for mark, phase in marks if mark in text), "start")


def trial(
    home: Path, seed: int, count: int = 300, ways: tuple[str, ...] = (*WAYS,)
) -> Iterator[Row]:
    """Stop so many builds, in each of the two ways to change places."""
    place = ground(home)
    start = time.monotonic()
    place.build()
    longest = (time.monotonic() - start) * 1.5
    for way in ways:
        row, ends, phases = Row(f"killed: {way}"), Row("  signals"), Row("  phases")
        shown = place.right.index(digest(place.site))
        share = count * 2 // 3 if way == "exchange" and len(ways) > 1 else count // len(ways)
        for number, stop in enumerate(stops(share, seed, longest), 1):
            place.write(1 - shown)
            if number % 10 == 0:  # so that all is made anew, not only what shows the word
                shutil.rmtree(place.root / CACHE, ignore_errors=True)
            phase, end, found = stopped(place, stop, WAYS[way])
            now = digest(place.site)
            old, new = place.right[shown], place.right[1 - shown]
            kind = {old: "old", new: "new", "": "between"}.get(now, "mixed")
            row.tried += 1
            row.count(kind)
            ends.count(stop.signal)
            phases.count(phase)
            if kind == "mixed" or (kind == "between" and way == "exchange"):
                found.append(f"the site is {kind}")
            if kind == "new":
                shown = 1 - shown
            if number % WHOLE_AFTER == 0 or number == share or found:
                shown = 1 - shown
                place.write(shown)
                found += place.whole(shown)
            row.lost += [f"{stop}, at {phase}, ended {end}: {one}" for one in found]
        yield row
        yield from (ends, phases)
