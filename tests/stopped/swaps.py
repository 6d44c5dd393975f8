"""The change of places alone, killed before each single thing that it does to the disk."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.stopped.ground import Row, digest
from tools.runtime import atomic_swap

DISK = ("os.", "shutil.", "open", "ctypes.")  # audit events that tell of the disk
FILES = ("index.html", "a/one.html", "a/b/two.html", "c/three.html")


def lay_out(home: Path, number: int) -> tuple[Path, Path, Path]:
    """Make an old site (0) and a new one (1); give staged, site and former."""
    staged, site = home / str(number) / "build" / "staged", home / str(number) / "site"
    for folder, text in ((site, "0"), (staged, "1")):
        for name in FILES:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return staged, site, atomic_swap.backup_path(staged)


def killed(work: Callable[[], None], number: int) -> bool:
    """Do some work in a process that is killed at its so manieth event; say whether it was."""
    child = os.fork()
    if child == 0:
        count = iter(range(1, 10_000))

        def hear(event: str, arguments: Any) -> None:
            if event.startswith(DISK) and next(count) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hear)
        work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def no_exchange(first: Path, second: Path) -> bool:
    """Stand in for a system that cannot exchange two folders."""
    return False


def trial(home: Path, seed: int) -> Iterator[Row]:
    """Kill each of the two ways everywhere; then mend, as the next build does, and go on."""
    exchange = atomic_swap.exchange_folders
    for name, way in (("exchange", exchange), ("two renames", no_exchange)):
        atomic_swap.exchange_folders = way
        row = Row(f"killed in the swap: {name}")
        number = 0
        while True:
            number += 1
            staged, site, former = lay_out(home / name, number)
            old, new = digest(site), digest(staged)
            if not killed(partial(atomic_swap.swap_folders, staged, site, former), number):
                break
            row.tried += 1
            shown = {old: "old", new: "new", "": "between"}.get(digest(site), "mixed")
            row.count(shown)
            if shown == "mixed" or (shown == "between" and way is exchange):
                row.lost.append(f"event {number}: {shown}")
            atomic_swap.recover(staged, site, former)
            if digest(site) != (new if shown == "new" else old):
                row.lost.append(f"event {number}: not mended")
            atomic_swap.remove_tree(staged)
            next_staged, _, _ = lay_out(home / name / "next", number)
            staged.parent.mkdir(exist_ok=True)
            next_staged.rename(staged)
            atomic_swap.swap_folders(staged, site, former)
            if digest(site) != new or staged.exists() or former.exists():
                row.lost.append(f"event {number}: the next swap is not whole")
        yield row
    atomic_swap.exchange_folders = exchange
