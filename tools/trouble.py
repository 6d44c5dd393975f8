"""What the machine refuses, told in words: a full disk, a closed folder, a process that is gone."""

from __future__ import annotations

import errno
from concurrent.futures import BrokenExecutor
from pathlib import Path

from tools.language import Language

# What a user can do something about, and the interface word that says what. Anything else that a
# system call reports would be a bug of ours.
REMEDIES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "disk_closed",
    errno.EACCES: "disk_closed",
    errno.EPERM: "disk_closed",
    errno.EBUSY: "disk_busy",
    errno.EXDEV: "disk_busy",
    errno.ENOTEMPTY: "disk_busy",
    errno.EIO: "disk_failed",
    errno.ENAMETOOLONG: "disk_failed",
    errno.EMFILE: "disk_failed",
    errno.ENFILE: "disk_failed",
}


def told(error: Exception, work: Path, language: Language) -> str | None:
    """Tell an error of the machine, with its remedy; None when it is none, but a bug.

    `work`: the folder that was worked in; an error does not always name a file. What vanishes from
    there, by name, while a command is at work, somebody threw away.
    """
    if isinstance(error, BrokenExecutor | MemoryError):
        return language.word("worker_gone")
    if not isinstance(error, OSError):
        return None
    named = Path(error.filename) if isinstance(error.filename, str | Path) else None
    place, key = named or work, REMEDIES.get(error.errno or 0)
    if error.errno == errno.ENOENT and named and named.is_relative_to(work):
        key = "disk_vanished"
    return language.word(key).format(path=place, reason=error.strerror) if key else None
