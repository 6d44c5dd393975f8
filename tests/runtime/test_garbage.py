"""Garbage collection: rarely while a command runs, and not at its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tools.runtime.garbage import keep_everything


class Node:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Let garbage be collected again after the test."""
    yield
    gc.unfreeze()


def test_what_exists_at_the_end_is_not_collected() -> None:
    gc.collect()
    Node()
    keep_everything()
    assert gc.collect() == 0
