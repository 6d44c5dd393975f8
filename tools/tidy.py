"""Small repairs of the staged site: what only the machinery needs does not go out."""

from __future__ import annotations

import shutil
from pathlib import Path

MACHINERY = ("macros", "print")  # folders of `overrides/` that the engine copies along


def tidy(site: Path) -> None:
    """Take the machinery's own files out of a staged site."""
    for name in MACHINERY:
        shutil.rmtree(site / name, ignore_errors=True)
