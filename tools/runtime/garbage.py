"""Garbage collection, which takes a tenth of a build when it runs as often as Python lets it.

A build makes many small objects that live long: a publication, pages, layouts.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_rarely() -> None:
    """Collect garbage less often from now on, in this process."""
    gc.set_threshold(100_000, 50, 50)


def keep_everything() -> None:
    """Collect nothing that exists now: at the end of a process, when its memory goes anyway."""
    gc.freeze()


@contextmanager
def collection_paused() -> Iterator[None]:
    """Collect no garbage meanwhile."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
