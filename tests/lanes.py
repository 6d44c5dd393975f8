"""The tests of `make unit`: those that need Python and Pango, and no whole publication built.

Every other test asks for a built publication or for a browser, or bears `integration` (it starts
another program, or takes seconds) or `corpus` (only `make test-all` runs it). What is left gets the
mark `unit`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FIXTURES = {
    "any_built", "browser", "built", "built_after_a_change", "built_fields", "built_habits",
    "built_small", "complete_edition", "foreign", "homeless", "ordinary", "own_decks", "plain",
    "press", "wide",
}  # fmt: skip
MARKS = ("integration", "corpus")
OF_PYTHON = ("ldconfig", "gcc", "cc", "ld", "objdump")  # ctypes asks these where a library is


def is_unit(item: pytest.Item) -> bool:
    """Check that a test asks for nothing that the unit lane does without."""
    given = getattr(item, "callspec", None)
    values = [*getattr(item, "fixturenames", ()), *(given.params.values() if given else ())]
    asked = {value for value in values if isinstance(value, str)}
    return not asked & FIXTURES and not any(map(item.get_closest_marker, MARKS))


def sort_lanes(items: list[pytest.Item]) -> None:
    """Mark the unit tests, and let them come last.

    The first process then builds the publication at once, and no other waits for it meanwhile.
    """
    for item in items:
        if is_unit(item):
            item.add_marker("unit")
    items.sort(key=lambda item: item.get_closest_marker("unit") is not None)


@contextmanager
def python_alone() -> Iterator[None]:
    """Fail when another program than Python is started."""
    start = subprocess.Popen.__init__

    def watched(self: subprocess.Popen[Any], args: Any, *rest: Any, **options: Any) -> None:
        program = str(args if isinstance(args, str) else args[0])
        known = program == sys.executable or Path(program).name in OF_PYTHON
        assert known, f"mark as integration: it starts {program}"
        start(self, args, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", watched)
        yield
