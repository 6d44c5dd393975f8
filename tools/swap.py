"""Putting the new site in place of the old one, whole or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def swap_in(staged: Path, site: Path, former: Path) -> None:
    """Put `staged` in the place of `site` in one step; what stood there is thrown away.

    On Linux the two folders change places atomically (renameat2, RENAME_EXCHANGE); elsewhere, and
    on file systems that cannot, by two renames by way of `former`, which `repair` can undo.
    Raises OSError when the folders cannot be renamed; the old site then stands again.
    """
    if site.exists():
        shutil.rmtree(former, ignore_errors=True)  # left by a run that stopped after its renames
        if exchange(staged, site):
            shutil.rmtree(staged)
            return
        site.rename(former)
    try:
        staged.rename(site)
    except OSError:
        repair(site, former)
        raise
    shutil.rmtree(former, ignore_errors=True)


def repair(site: Path, former: Path) -> None:
    """Put the former site back when an earlier run stopped between the two renames."""
    if former.exists() and not site.exists():
        former.rename(site)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places atomically; say whether that was possible."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0)
