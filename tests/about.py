"""Which tests are about the publication that this repository came with, not about the machinery.

Whoever takes the repository as a template has another one in `docs/`. Then these are left out, and
the machinery is tested on the small publication; what holds for any publication bears the mark
`any_publication` and goes on. A test is about the publication when it, a fixture that it asks for
or its module reads that; nobody keeps a list.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CAME_WITH = "samenscholing"
SLUG = re.compile(r"^ +slug: *(\S+)", re.MULTILINE)
READS = re.compile(
    r"copy_project|own_publication|\b(?:read_\w+|draft_of|current_publication|command)\(\s*ROOT\b"
    r'|ROOT(?: / |\.joinpath\()"docs"'
)
MARK = "any_publication"


def is_another(root: Path = ROOT) -> bool:
    """Tell whether another publication stands here than the one that came along."""
    found = SLUG.search((root / "mkdocs.yml").read_text(encoding="utf-8"))
    return not found or found[1] != CAME_WITH


def reads_when_imported(path: Path) -> bool:
    """Tell whether a module reads the publication outside its functions."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return any(READS.search(line) for line in lines if not line.startswith((" ", "def ", "from ")))


def is_about_the_publication(item: pytest.Item) -> bool:
    """Tell whether a test is about the publication in `docs/`, and not about any."""
    if item.get_closest_marker(MARK):
        return False
    given = getattr(item, "callspec", None)
    values = [*getattr(item, "fixturenames", ()), *(given.params.values() if given else ())]
    if any(isinstance(one, str | Path) and one in ("built", ROOT) for one in values):
        return True
    asked = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    fixtures = [one.func for defs in asked.values() for one in defs]
    own = [one for one in fixtures if (one.__module__ or "").startswith("tests")]
    return any(READS.search(inspect.getsource(one)) for one in [item.function, *own])  # type: ignore[attr-defined]
