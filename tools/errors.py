"""What stops a command and is told to its user in words, without a traceback."""

from __future__ import annotations


class BuildError(Exception):
    """Something of the user's is wrong, or lacks; `str()` tells all of it."""
