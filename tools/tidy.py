"""Small repairs of the staged site: invalid HTML of the theme, and what readers do not need."""

from __future__ import annotations

import shutil
from pathlib import Path

MACHINERY = ("macros", "print")  # folders of `overrides/` that the engine copies along
# Material 9.8.1 gives its two hidden check boxes an attribute that HTML does not allow there.
WRONG = ' type="checkbox" id="__{name}" autocomplete="off"'
RIGHT = ' type="checkbox" id="__{name}"'


def tidy(site: Path) -> None:
    """Mend and clean a staged site."""
    for name in MACHINERY:
        shutil.rmtree(site / name, ignore_errors=True)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for name in ("drawer", "search"):
            text = text.replace(WRONG.format(name=name), RIGHT.format(name=name))
        page.write_text(text, encoding="utf-8")
