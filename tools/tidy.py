"""Small repairs of the staged site: invalid HTML of the theme, and what readers do not need."""

from __future__ import annotations

import shutil
from pathlib import Path

MACHINERY = ("macros", "print")  # folders of `overrides/` that the engine copies along
UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")  # Material's own search
# Material 9.8.1 gives its two hidden check boxes an attribute that HTML does not allow there.
WRONG = ' type="checkbox" id="__{name}" autocomplete="off"'
RIGHT = ' type="checkbox" id="__{name}"'


def tidy(site: Path, overrides: Path) -> None:
    """Mend and clean a staged site; what the publication itself put in those folders stays."""
    for name in MACHINERY:
        # The deepest first, so that a folder is empty when its turn comes.
        for path in sorted((overrides / name).rglob("*"), reverse=True):
            remove(site / path.relative_to(overrides))
        remove(site / name)
    for name in UNUSED:
        shutil.rmtree(site / name, ignore_errors=True)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for name in ("drawer", "search"):
            text = text.replace(WRONG.format(name=name), RIGHT.format(name=name))
        page.write_text(text, encoding="utf-8")


def remove(path: Path) -> None:
    """Remove a file, or a folder if it is empty."""
    if path.is_file():
        path.unlink()
    elif path.is_dir() and not any(path.iterdir()):
        path.rmdir()
