"""Errors of the operating system in words: a full disk, denied access, a lost process."""

import errno
from concurrent.futures import BrokenExecutor
from pathlib import Path

from tools.language import Language

# Errors that a user can do something about → the interface word with the remedy. Any other one is
# a bug of the generator.
REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "disk_full"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "disk_read_only"),
    **dict.fromkeys((errno.EBUSY, errno.EXDEV, errno.ENOTEMPTY), "disk_busy"),
    **dict.fromkeys((errno.EIO, errno.ENAMETOOLONG, errno.EMFILE, errno.ENFILE), "disk_failed"),
}


def describe(error: Exception, work: Path, language: Language) -> str | None:
    """Return an error of the system with its remedy, or None when it is a bug.

    `work`: the folder of work in progress, named when the error names no file. A file that is
    missing from there was removed by somebody while the command ran.
    """
    if isinstance(error, BrokenExecutor | MemoryError):
        return language.word("worker_stopped")
    if not isinstance(error, OSError):
        return None
    named = Path(error.filename) if isinstance(error.filename, str | Path) else None
    key = REMEDIES.get(error.errno or 0)
    if error.errno == errno.ENOENT and named and named.is_relative_to(work):
        key = "disk_vanished"
    return language.word(key).format(path=named or work, reason=error.strerror) if key else None
