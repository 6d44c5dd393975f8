"""Corrections to the staged site: the language of its pages, and unused files of the theme."""

import re
import shutil
from contextlib import suppress
from pathlib import Path

HTML_LANG = re.compile(r'(<html lang=)"[^"]*"')
# Material's scripts, search and styles (the one style that pages use is in a bundle), and MkDocs'
# second sitemap, which nothing names; hosts compress.
UNUSED_FILES = (
    "assets/javascripts/bundle.*",
    "assets/javascripts/lunr",
    "assets/javascripts/workers",
    "assets/stylesheets/main.*",
    "assets/stylesheets/palette.*",
    "sitemap.xml.gz",
)


def clean_site(site: Path, language: str) -> None:
    """Remove unused files from a staged site, and set the language of its pages.

    `language` is that of the text. The theme writes the language of its buttons instead, which
    differs in some editions.
    """
    for path in [path for name in UNUSED_FILES for path in site.glob(name)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with suppress(OSError):  # absent, or a plug-in has styles there
        (site / "assets" / "stylesheets").rmdir()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(HTML_LANG.sub(rf'\g<1>"{language}"', text, count=1), encoding="utf-8")
