"""Putting the new site in place of the old one, whole or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path
from typing import Literal

AT_FDCWD = -100
RENAME_EXCHANGE = 2
GIT_FOLDER = ".git"
# Keys of the interface words, which say what to do about it.
SwapObstacle = Literal[
    "site_link", "site_file", "site_repository", "site_mount", "site_elsewhere", "site_read_only"
]
READABLE_BY_ALL, ENTERABLE_BY_ALL = 0o444, 0o555


def find_obstacle(staged: Path, site: Path) -> SwapObstacle | None:
    """Give what keeps a new site from taking the place of `site`, or None when nothing does.

    Nothing is followed or thrown away that no build made.
    """
    if site.is_symlink():
        return "site_link"
    if site.exists() and not site.is_dir():
        return "site_file"
    if (site / GIT_FOLDER).exists():
        return "site_repository"
    if os.path.ismount(site):
        return "site_mount"
    here, there = nearest_existing(site.parent), nearest_existing(staged.parent)
    if here.stat().st_dev != there.stat().st_dev:
        return "site_elsewhere"
    touched = [here, there, *([site] if site.exists() else [])]
    if not all(os.access(folder, os.W_OK | os.X_OK) for folder in touched):
        return "site_read_only"
    return None


def nearest_existing(folder: Path) -> Path:
    """Give the folder itself, or the nearest one around it that is there."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def fsync_tree(folder: Path) -> None:
    """Make a folder ready to be a site: a web server may read it, and it is on the disk.

    Whatever the umask, whoever runs the server may read; so also when the power fails while the
    folders change places, the files of the new one are whole.
    """
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | (ENTERABLE_BY_ALL if path.is_dir() else READABLE_BY_ALL)
        if mode != wanted:
            path.chmod(wanted)
    if hasattr(os, "sync"):
        os.sync()


def swap_folders(staged: Path, site: Path, former: Path) -> None:
    """Put `staged` in the place of `site` in one step; what stood there is thrown away.

    On Linux the two folders change places atomically (renameat2, RENAME_EXCHANGE); elsewhere, and
    on file systems that cannot, by renames by way of `former`, which `repair` can undo: so
    `former` is always whole, and what is thrown away always is in the place of `staged`.
    Raises OSError when the folders cannot be renamed; the old site then stands again.
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
    shutil.rmtree(staged, ignore_errors=True)  # the new site stands: what is left, the next clears


def backup_path(staged: Path) -> Path:
    """Give where the former site stands for a moment, where folders cannot be exchanged."""
    return staged.with_name(f"{staged.name}-former")


def recover(staged: Path, site: Path, former: Path) -> None:
    """Put the former site back when an earlier run stopped between its renames.

    When that run came as far as the new site, the former one is thrown away instead.
    """
    if not former.exists():
        return
    if not site.exists():
        former.rename(site)
        return
    remove_tree(staged)
    former.rename(staged)
    remove_tree(staged)


def remove_tree(folder: Path) -> None:
    """Throw a folder away, if it is there; raise OSError when something in it stays."""
    if not folder.is_dir():
        return
    try:
        shutil.rmtree(folder)
    except OSError as error:  # it names only the last part of a path
        raise OSError(error.errno, error.strerror, str(folder)) from error


def exchange_folders(one: Path, other: Path) -> bool:
    """Let two folders change places atomically; say whether that was possible."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0)
