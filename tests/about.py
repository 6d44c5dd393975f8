"""Select the tests of the publication that this repository came with, not of the generator.

A repository that uses this one as a template has another publication in `docs/`. Then these tests
are left out, and the generator is tested on the small publication; tests that hold for any
publication have the mark `any_publication` and still run. A test is about the publication when it,
a fixture that it uses or its module reads that; there is no list to maintain.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORIGINAL_SLUG = "samenscholing"
SLUG = re.compile(r"^ +slug: *(\S+)", re.MULTILINE)
READS = re.compile(
    r"copy_project|own_publication"
    r"|\b(?:read_\w+|load_(?:publication|settings|project)|parse_project|command)\(\s*ROOT\b"
    r'|ROOT(?: / |\.joinpath\()"docs["/]'
)
MARK = "any_publication"


def is_another(root: Path = ROOT) -> bool:
    """Return whether `root` has another publication than the original one."""
    found = SLUG.search((root / "mkdocs.yml").read_text(encoding="utf-8"))
    return not found or found[1] != ORIGINAL_SLUG


def reads_when_imported(path: Path) -> bool:
    """Return whether a module reads the publication outside its functions."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return any(READS.search(line) for line in lines if not line.startswith((" ", "def ", "from ")))


def is_about_the_publication(item: pytest.Item) -> bool:
    """Return whether a test is about the publication in `docs/`, and not about any."""
    if item.get_closest_marker(MARK):
        return False
    callspec = getattr(item, "callspec", None)
    values = [*getattr(item, "fixturenames", ()), *(callspec.params.values() if callspec else ())]
    if any(isinstance(value, str | Path) and value in ("built", ROOT) for value in values):
        return True
    definitions = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    functions = [fixture.func for fixtures in definitions.values() for fixture in fixtures]
    own = [function for function in functions if (function.__module__ or "").startswith("tests")]
    return any(READS.search(inspect.getsource(code)) for code in [item.function, *own])  # type: ignore[attr-defined]
