"""Small repairs of the staged site: invalid HTML of the theme, and what readers do not need."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tools.trim import parts, trim

LANGUAGE = re.compile(r'(<html lang=)"[^"]*"')
MACHINERY = ("macros", "print", "publish")  # folders of `overrides/` that the engine copies along
# Material's own script and its search: our pages need neither.
UNUSED = ("assets/javascripts/bundle.*", "assets/javascripts/lunr", "assets/javascripts/workers")
BROUGHT = "assets/stylesheets"  # by the theme, for all of its users: the pages name what they need


def tidy(site: Path, overrides: Path, language: str) -> None:
    """Mend and clean a staged site; what the publication itself put in those folders stays.

    `language`: that of the text. The theme names the one of its buttons, which is another in some
    editions; far more words are those of the text.
    """
    for name in MACHINERY:
        # The deepest first, so that a folder is empty when its turn comes.
        for path in sorted((overrides / name).rglob("*"), reverse=True):
            remove(site / path.relative_to(overrides))
        remove(site / name)
    for path in [path for name in UNUSED for path in site.glob(name)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    named, wanted = set[str](), set[str]()
    for script in site.glob("assets/javascripts/*.js"):
        wanted |= parts(script.read_text(encoding="utf-8"))
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text = LANGUAGE.sub(rf'\g<1>"{language}"', text, count=1)
        page.write_text(text, encoding="utf-8")
        named.update(re.findall(r"[\w.-]+\.css\b", text))
        wanted |= parts(text)
    lighten(site, named, wanted)


def lighten(site: Path, named: set[str], wanted: set[str]) -> None:
    """Leave of the theme's styles those that pages name, with what the wanted parts need."""
    for path in [*(site / BROUGHT).glob("*")]:
        if path.name in named:
            text = path.read_text(encoding="utf-8")
            path.write_text(trim(text, wanted) + "\n", encoding="utf-8")
        else:
            path.unlink()
    remove(site / BROUGHT)


def remove(path: Path) -> None:
    """Remove a file, or a folder if it is empty."""
    if path.is_file():
        path.unlink()
    elif path.is_dir() and not any(path.iterdir()):
        path.rmdir()
