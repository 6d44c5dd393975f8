"""Small repairs of the staged site: invalid HTML of the theme, and what readers do not need."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

LANGUAGE = re.compile(r'(<html lang=)"[^"]*"')
MACHINERY = ("macros", "print", "publish")  # folders of `overrides/` that the engine copies along
UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")  # Material's own search
# Material 9.8.1 gives its two hidden check boxes an attribute that HTML does not allow there.
WRONG = ' type="checkbox" id="__{name}" autocomplete="off"'
RIGHT = ' type="checkbox" id="__{name}"'
# Its palette: all colours stand in our own style, so no page needs these.
PALETTE = re.compile(
    r'\s*<link rel="stylesheet" href="[^"]*assets/stylesheets/palette\.[0-9a-f]+\.min\.css">'
)
# What the theme brings for all of its users: the pages name what they need of it.
BROUGHT = ("assets/stylesheets",)
TOLD = re.compile(r"\n//# sourceMappingURL=\S+\s*$|/\*# sourceMappingURL=[^*]+\*/\s*$")


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
    for name in UNUSED:
        shutil.rmtree(site / name, ignore_errors=True)
    named = set[str]()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text = LANGUAGE.sub(rf'\g<1>"{language}"', text, count=1)
        for name in ("drawer", "search"):
            text = text.replace(WRONG.format(name=name), RIGHT.format(name=name))
        text = PALETTE.sub("", text)
        page.write_text(text, encoding="utf-8")
        named.update(re.findall(r"[\w.-]+\.(?:css|js)\b", text))
    lighten(site, named)


def lighten(site: Path, named: set[str]) -> None:
    """Take out source maps, and styles of the theme that no page names."""
    for path in [*site.glob("assets/javascripts/**/*.map"), *site.glob("assets/stylesheets/*.map")]:
        path.unlink()
        told = path.with_suffix("")
        if told.is_file():
            text = told.read_text(encoding="utf-8")
            told.write_text(TOLD.sub("\n", text), encoding="utf-8")
    for folder in BROUGHT:
        for path in [*(site / folder).glob("*")]:
            if path.name not in named:
                path.unlink()
        remove(site / folder)


def remove(path: Path) -> None:
    """Remove a file, or a folder if it is empty."""
    if path.is_file():
        path.unlink()
    elif path.is_dir() and not any(path.iterdir()):
        path.rmdir()
