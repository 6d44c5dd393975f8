"""A disk that fills up at any stage of a build; with room again, the next build is right."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.stopped.ground import CACHE, Ground, Row, can_mount, digest, ground

ROOM = 1 << 28  # bytes; plenty
SIZES = 24
LIMITS = (2_000, 20_000, 60_000, 120_000, 200_000, 700_000)  # bytes of a single file


def resize(folder: Path, size: int) -> None:
    """Give a mounted disk another size."""
    subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)


@contextmanager
def disk(folder: Path, size: int = ROOM) -> Iterator[Path]:
    """Mount a disk in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def used(folder: Path) -> int:
    """Give how much stands on a disk."""
    return shutil.disk_usage(folder).used


def judged(place: Ground, shown: int, row: Row, what: str, **options: Any) -> int:
    """Build the other text where that may fail; give which text the site then shows."""
    place.write(1 - shown)
    code, wrong = place.build(**options)
    row.tried += 1
    row.count("refused" if code else "built")
    right = place.right[shown if code else 1 - shown]
    if digest(place.site) != right:
        row.lost.append(f"{what}: the site is not whole")
    if code and (code != 1 or "Traceback" in wrong or "→" not in wrong):
        row.lost.append(f"{what}: told as {wrong}")
    return shown if code else 1 - shown


def recovered(place: Ground, shown: int, row: Row, what: str) -> int:
    """Build where there is room again; give which text the site then shows."""
    place.write(1 - shown)
    row.lost += [f"{what}: {one}" for one in place.whole(1 - shown)]
    return 1 - shown


def limited(size: int) -> tuple[str, ...]:
    """Give the command under which no file becomes larger than so many bytes."""
    return ("prlimit", f"--fsize={size}")


def trial(home: Path, seed: int, sizes: int = SIZES) -> Iterator[Row]:
    """Fill the disk of the project, that of the cache alone, and the measure of a single file."""
    place = ground(home)
    shown = place.right.index(digest(place.site))
    row = Row("no file larger than allowed")
    for limit in LIMITS:
        shutil.rmtree(place.root / CACHE)
        what = f"{limit} bytes"
        shown = judged(place, shown, row, what, under=limited(limit))
        shown = recovered(place, shown, row, what)
    yield row
    if not can_mount():
        return
    dice = random.Random(seed)
    row = Row("disk full")
    with disk(home / "disk") as folder:
        moved = Ground(folder / "project", place.right, place.kept)
        shutil.copytree(place.root, moved.root)
        need = used(folder) - sum(path.stat().st_size for path in (moved.root / "docs").rglob("*"))
        for number in range(sizes):
            if number % 2:  # all is to be made, or only what shows the word
                shutil.rmtree(moved.root / CACHE)
            room = int(need * (number + dice.random()) / sizes * 0.6)
            resize(folder, used(folder) + room)
            what = f"{room} bytes free"
            shown = judged(moved, shown, row, what)
            resize(folder, ROOM)
            shown = recovered(moved, shown, row, what)
    yield row
    row = Row("disk of the cache full")
    shutil.rmtree(place.root / CACHE)
    shown = place.right.index(digest(place.site))
    with disk(place.root / CACHE) as folder:
        for number in range(sizes // 4):
            for path in folder.iterdir():
                path.unlink()
            room = int(700_000 * (number + dice.random()) / (sizes // 4))
            resize(folder, room)
            what = f"{room} bytes free for the cache"
            shown = judged(place, shown, row, what)
            resize(folder, ROOM)
            shown = recovered(place, shown, row, what)
    yield row
