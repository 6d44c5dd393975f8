"""Put a new site in the place of the old one, completely or not at all."""

import ctypes
import os
import shutil
from pathlib import Path
from typing import Literal

AT_FDCWD = -100
RENAME_EXCHANGE = 2
# Keys of interface words, which say what to do about it.
SwapObstacle = Literal[
    "site_link", "site_file", "site_repository", "site_mount", "site_elsewhere", "site_read_only"
]
READABLE_BY_ALL, ENTERABLE_BY_ALL = 0o444, 0o555


def find_obstacle(staged: Path, site: Path) -> SwapObstacle | None:
    """Return what keeps a new site from taking the place of `site`, or None.

    What no build made is neither followed nor removed.
    """
    if site.is_symlink():
        return "site_link"
    if site.exists() and not site.is_dir():
        return "site_file"
    if (site / ".git").exists():
        return "site_repository"
    if os.path.ismount(site):
        return "site_mount"
    parents = [nearest_existing(site.parent), nearest_existing(staged.parent)]
    if parents[0].stat().st_dev != parents[1].stat().st_dev:
        return "site_elsewhere"
    changed = [*parents, site] if site.exists() else parents
    writable = all(os.access(folder, os.W_OK | os.X_OK) for folder in changed)
    return None if writable else "site_read_only"


def nearest_existing(folder: Path) -> Path:
    """Return the folder itself, or its nearest parent that exists."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def fsync_tree(folder: Path) -> None:
    """Let everybody read the files in a folder, and write them to the disk.

    A web server of another user may then serve them whatever the umask, and they are complete even
    when the power fails while folders are swapped.
    """
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        readable = mode | (ENTERABLE_BY_ALL if path.is_dir() else READABLE_BY_ALL)
        if mode != readable:
            path.chmod(readable)
    if hasattr(os, "sync"):
        os.sync()


def swap_folders(staged: Path, site: Path, former: Path) -> None:
    """Replace `site` by `staged` in one step, and remove the old site.

    On Linux the two folders are exchanged atomically (renameat2, RENAME_EXCHANGE). Elsewhere, and
    on file systems that cannot do that, `site` is renamed to `former` and then `staged` to `site`,
    which `recover` can undo: `former` is always complete, and folders are removed only in the place
    of `staged`. Raises OSError when the folders cannot be renamed; the old site is then back.
    """
    if not site.exists():
        staged.rename(site)
        return
    if not exchange_folders(staged, site):
        site.rename(former)
        try:
            staged.rename(site)
        except OSError:
            recover(staged, site, former)
            raise
        former.rename(staged)
    shutil.rmtree(staged, ignore_errors=True)  # the next build removes what is left


def backup_path(staged: Path) -> Path:
    """Return where the former site is kept while folders that cannot be exchanged are renamed."""
    return staged.with_name(f"{staged.name}-former")


def recover(staged: Path, site: Path, former: Path) -> None:
    """Put the former site back when an earlier run stopped between its renames.

    If that run had put the new site in place, remove the former one instead.
    """
    if former.exists() and not site.exists():
        former.rename(site)
    elif former.exists():
        remove_tree(staged)
        former.rename(staged)
        remove_tree(staged)


def remove_tree(folder: Path) -> None:
    """Remove a folder, if it exists; raise OSError when something in it cannot be removed."""
    if not folder.is_dir():
        return
    try:
        shutil.rmtree(folder)
    except OSError as error:  # which names only the last part of the path
        raise OSError(error.errno, error.strerror, str(folder)) from error


def exchange_folders(first: Path, second: Path) -> bool:
    """Exchange two folders atomically; return whether that was possible."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    paths = os.fsencode(first), os.fsencode(second)
    return bool(renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)
