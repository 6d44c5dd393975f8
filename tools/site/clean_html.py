"""Small repairs of the staged site: invalid HTML of the theme, and what readers do not need."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tools.site.purge_css import purge, theme_classes

HTML_LANG = re.compile(r'(<html lang=)"[^"]*"')
TEMPLATE_FOLDERS = (
    "macros",
    "print",
    "publish",
)  # folders of `overrides/` that the engine copies along
# Material's own script and its search: our pages need neither.
UNUSED_ASSETS = (
    "assets/javascripts/bundle.*",
    "assets/javascripts/lunr",
    "assets/javascripts/workers",
)
THEME_STYLES = (
    "assets/stylesheets"  # by the theme, for all of its users: the pages name what they need
)


def clean_site(site: Path, overrides: Path, language: str) -> None:
    """Mend and clean a staged site; what the publication itself put in those folders stays.

    `language`: that of the text. The theme names the one of its buttons, which is another in some
    editions; far more words are those of the text.
    """
    for name in TEMPLATE_FOLDERS:
        # The deepest first, so that a folder is empty when its turn comes.
        for path in sorted((overrides / name).rglob("*"), reverse=True):
            remove_if_empty(site / path.relative_to(overrides))
        remove_if_empty(site / name)
    for path in [path for name in UNUSED_ASSETS for path in site.glob(name)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    named, wanted = set[str](), set[str]()
    for script in site.glob("assets/javascripts/*.js"):
        wanted |= theme_classes(script.read_text(encoding="utf-8"))
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text = HTML_LANG.sub(rf'\g<1>"{language}"', text, count=1)
        page.write_text(text, encoding="utf-8")
        named.update(re.findall(r"[\w.-]+\.css\b", text))
        wanted |= theme_classes(text)
    purge_theme_styles(site, named, wanted)


def purge_theme_styles(site: Path, named: set[str], wanted: set[str]) -> None:
    """Leave of the theme's styles those that pages name, with what the wanted parts need."""
    for path in [*(site / THEME_STYLES).glob("*")]:
        if path.name in named:
            text = path.read_text(encoding="utf-8")
            path.write_text(purge(text, wanted) + "\n", encoding="utf-8")
        else:
            path.unlink()
    remove_if_empty(site / THEME_STYLES)


def remove_if_empty(path: Path) -> None:
    """Remove a file, or a folder if it is empty."""
    if path.is_file():
        path.unlink()
    elif path.is_dir() and not any(path.iterdir()):
        path.rmdir()
