"""The swap of folders alone, killed before each of its operations on the disk."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.stopped.workspace import Row, digest
from tools.runtime import atomic_swap

DISK = ("os.", "shutil.", "open", "ctypes.")  # audit events of operations on the disk
FILES = ("index.html", "a/one.html", "a/b/two.html", "c/three.html")


def create_folders(parent: Path, number: int) -> tuple[Path, Path, Path]:
    """Create an old site ("0") and a new one ("1"); return the staged, site and former folder."""
    staged, site = parent / str(number) / "build" / "staged", parent / str(number) / "site"
    for folder, text in ((site, "0"), (staged, "1")):
        for name in FILES:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return staged, site, atomic_swap.backup_path(staged)


def run_and_kill(action: Callable[[], None], number: int) -> bool:
    """Run an action in a process that is killed at event `number`; return whether that came."""
    pid = os.fork()
    if pid == 0:
        count = iter(range(1, 10_000))

        def on_event(event: str, arguments: Any) -> None:
            if event.startswith(DISK) and next(count) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(on_event)
        action()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def no_exchange(first: Path, second: Path) -> bool:
    """Behave as a system that cannot exchange two folders."""
    return False


def trial(folder: Path, seed: int) -> Iterator[Row]:
    """Kill both methods at every event; then recover, as the next build does, and swap again."""
    exchange = atomic_swap.exchange_folders
    for name, method in (("exchange", exchange), ("two renames", no_exchange)):
        atomic_swap.exchange_folders = method
        row = Row(f"killed in the swap: {name}")
        number = 0
        while True:
            number += 1
            staged, site, former = create_folders(folder / name, number)
            old, new = digest(site), digest(staged)
            if not run_and_kill(partial(atomic_swap.swap_folders, staged, site, former), number):
                break
            row.tried += 1
            state = {old: "old", new: "new", "": "between"}.get(digest(site), "mixed")
            row.count(state)
            if state == "mixed" or (state == "between" and method is exchange):
                row.failures.append(f"event {number}: {state}")
            atomic_swap.recover(staged, site, former)
            if digest(site) != (new if state == "new" else old):
                row.failures.append(f"event {number}: not recovered")
            atomic_swap.remove_tree(staged)
            next_staged, _, _ = create_folders(folder / name / "next", number)
            staged.parent.mkdir(exist_ok=True)
            next_staged.rename(staged)
            atomic_swap.swap_folders(staged, site, former)
            if digest(site) != new or staged.exists() or former.exists():
                row.failures.append(f"event {number}: the next swap is incomplete")
        yield row
    atomic_swap.exchange_folders = exchange
