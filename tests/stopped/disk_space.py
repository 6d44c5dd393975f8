"""A disk that fills up at any stage of a build; once there is space, the next build succeeds."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.stopped.workspace import CACHE, Row, Workspace, can_mount, create_workspace, digest

AMPLE_SPACE = 1 << 28  # bytes; plenty
SIZES = 24
FILE_LIMITS = (2_000, 20_000, 60_000, 120_000, 200_000, 700_000)  # bytes of a single file


def resize(folder: Path, size: int) -> None:
    """Change the size of a mounted disk, in bytes."""
    subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)


@contextmanager
def memory_disk(folder: Path, size: int = AMPLE_SPACE) -> Iterator[Path]:
    """Mount a disk in memory at a folder; unmount it afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def used_bytes(folder: Path) -> int:
    """Return how many bytes of a disk are used."""
    return shutil.disk_usage(folder).used


def build_and_check(
    workspace: Workspace, current: int, row: Row, label: str, **options: Any
) -> int:
    """Build the other text where that may fail; return the number of the text on the site."""
    workspace.write(1 - current)
    code, stderr = workspace.build(**options)
    row.tried += 1
    row.count("refused" if code else "built")
    expected = workspace.expected[current if code else 1 - current]
    if digest(workspace.site) != expected:
        row.failures.append(f"{label}: the site is incomplete")
    if code and (code != 1 or "Traceback" in stderr or "→" not in stderr):
        row.failures.append(f"{label}: reported as {stderr}")
    return current if code else 1 - current


def rebuild(workspace: Workspace, current: int, row: Row, label: str) -> int:
    """Build with enough space; return the number of the text on the site."""
    workspace.write(1 - current)
    row.failures += [f"{label}: {problem}" for problem in workspace.check_next_build(1 - current)]
    return 1 - current


def file_size_limit(size: int) -> tuple[str, ...]:
    """Return the command that limits every file to `size` bytes."""
    return ("prlimit", f"--fsize={size}")


def trial(parent: Path, seed: int, sizes: int = SIZES) -> Iterator[Row]:
    """Limit the size of files, the space for the project, and the space for its cache alone."""
    workspace = create_workspace(parent)
    current = workspace.expected.index(digest(workspace.site))
    row = Row("no file larger than allowed")
    for limit in FILE_LIMITS:
        shutil.rmtree(workspace.root / CACHE)
        label = f"{limit} bytes"
        current = build_and_check(workspace, current, row, label, wrapper=file_size_limit(limit))
        current = rebuild(workspace, current, row, label)
    yield row
    if not can_mount():
        return
    rng = random.Random(seed)
    row = Row("disk full")
    with memory_disk(parent / "disk") as folder:
        disk_workspace = Workspace(folder / "project", workspace.expected, workspace.cached_names)
        shutil.copytree(workspace.root, disk_workspace.root)
        needed = used_bytes(folder) - sum(
            path.stat().st_size for path in (disk_workspace.root / "docs").rglob("*")
        )
        for number in range(sizes):
            if number % 2:  # a full build, or an incremental one
                shutil.rmtree(disk_workspace.root / CACHE)
            free = int(needed * (number + rng.random()) / sizes * 0.6)
            resize(folder, used_bytes(folder) + free)
            label = f"{free} bytes free"
            current = build_and_check(disk_workspace, current, row, label)
            resize(folder, AMPLE_SPACE)
            current = rebuild(disk_workspace, current, row, label)
    yield row
    row = Row("disk of the cache full")
    shutil.rmtree(workspace.root / CACHE)
    current = workspace.expected.index(digest(workspace.site))
    with memory_disk(workspace.root / CACHE) as folder:
        for number in range(sizes // 4):
            for path in folder.iterdir():
                path.unlink()
            free = int(700_000 * (number + rng.random()) / (sizes // 4))
            resize(folder, free)
            label = f"{free} bytes free for the cache"
            current = build_and_check(workspace, current, row, label)
            resize(folder, AMPLE_SPACE)
            current = rebuild(workspace, current, row, label)
    yield row
