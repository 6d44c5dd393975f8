"""Two commands at once on one project: the later waits, says so, and both end well."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tests.editions.conftest import write_edition
from tests.stopped.ground import Ground, Row, digest, ground

WAITS = "begins when"
PAIRS = (("build", "build"), ("build", "export"), ("export", "build"), ("build", "edition"),
         ("edition", "build"), ("build", "press"), ("build", "pdf"))  # fmt: skip


def words(place: Ground, name: str) -> list[str]:
    """Give a command with what it needs."""
    if name != "edition":
        return [name]
    home = place.root.parent / "edition"
    return [name, str(write_edition(home, chapters=["tidy-tools"]))]


def both(place: Ground, first: str, second: str) -> list[str]:
    """Run two commands, the second while the first is at work; give what went wrong."""
    found = []
    one = place.start(*words(place, first))
    assert one.stdout
    one.stdout.readline()
    os.killpg(one.pid, signal.SIGSTOP)  # held still, so that the second certainly meets it
    other = place.start(*words(place, second))
    assert other.stdout
    said = other.stdout.readline()
    os.killpg(one.pid, signal.SIGCONT)
    _, first_wrong = one.communicate()
    _, wrong = other.communicate()
    if one.returncode or other.returncode:
        found.append(f"codes {one.returncode} and {other.returncode}: {first_wrong} {wrong}")
    if WAITS not in said:
        found.append("the second did not say that it waits")
    return found


def killed_before(place: Ground, alone: bool) -> list[str]:
    """Kill the first build while the second waits; the second must be right all the same."""
    first = place.start()
    assert first.stdout
    for line in first.stdout:
        if "hand-outs" in line:
            break
    second = place.start()
    assert second.stdout
    waits = second.stdout.readline()
    time.sleep(0.1)
    if alone:
        first.kill()
    else:
        os.killpg(first.pid, signal.SIGKILL)
    _, wrong = second.communicate()
    first.communicate()
    found = [] if WAITS in waits else [f"the second did not wait: {waits}"]
    return found + ([f"code {second.returncode}: {wrong}"] if second.returncode else [])


def trial(home: Path, seed: int, pairs: tuple[tuple[str, str], ...] = PAIRS) -> Iterator[Row]:
    """Run each pair at once; then kill one that another waits for."""
    place = ground(home)
    shown = 0
    row = Row("two commands at once")
    for first, second in pairs:
        place.write(1 - shown)
        found = both(place, first, second)
        shown = 1 - shown
        if digest(place.site) != place.right[shown]:
            found.append("the site is not right")
        row.tried += 1
        row.count("in turn" if not found else "wrong")
        row.lost += [f"{first} and {second}: {one}" for one in found]
    yield row
    row = Row("killed while another waits")
    for alone in (True, False) * 2:
        place.write(1 - shown)
        found = killed_before(place, alone)
        shown = 1 - shown
        if digest(place.site) != place.right[shown]:
            found.append("the site is not right")
        row.tried += 1
        row.count("taken over" if not found else "wrong")
        row.lost += found
    yield row
