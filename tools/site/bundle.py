"""One style sheet and one script for all pages, bundled from the files of the theme.

A browser fetches two files once, whichever page comes first. The hash in a name changes with the
content, so that no browser uses an old one from its cache.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

STYLES_FOLDER, SCRIPTS_FOLDER = "assets/style", "assets/javascripts"
# On a page, Material's own style comes first; the styles in the settings go between these two.
PALETTES = tuple(f"{STYLES_FOLDER}/{name}.css" for name in ("palette", "palette-dark"))
STYLES = tuple(
    f"{STYLES_FOLDER}/{name}.css" for name in ("writing", "scan", "workform", "composer")
)
# In this order, because a script uses what earlier ones define.
SCRIPTS = tuple(
    f"{SCRIPTS_FOLDER}/{name}.js"
    for name in (
        "trusted-types", "common", "site", "tabs", "search-box", "filters", "scan", "clipboard",
        "checklist-reader", "clipboard-payloads", "calendar", "checklist-toolbar",
        "checklist-ticks", "checklist-share", "paginate", "handout-renderer", "handout-composer",
    )
)  # fmt: skip
# A comment, or what may only look as if it had one in it: a text, an address.
COMMENT = re.compile(
    r"""/\*.*?\*/\s*|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\))""", re.DOTALL
)


@dataclass(frozen=True)
class Bundle:
    """A bundle: its path in the site, its text, and the paths of the files that it replaces."""

    path: str
    text: str
    sources: tuple[str, ...]

    def write(self, site: Path) -> None:
        """Write the bundle into a staged site, and remove the files that it replaces.

        Pages for frames link to the palettes by themselves, so these stay.
        """
        (site / self.path).write_text(self.text, encoding="utf-8")
        for name in self.sources:
            if name not in PALETTES:
                (site / name).unlink()


def bundle_styles(styles: Iterable[str], read_file: Callable[[str], str]) -> Bundle:
    """Bundle styles, by their paths in the site; `read_file` returns the text at a path.

    Comments are left out: a twentieth of the style that every reader loads.

    Relative URLs in them are not changed, so each style must be in `assets/style/` or, as
    Material's, contain no such URLs.
    """

    def read_style(name: str) -> str:
        return COMMENT.sub(lambda found: found[1] or "", read_file(name))

    return build_bundle(styles, read_style, f"{STYLES_FOLDER}/all-{{digest}}.css", "{text}\n")


def bundle_scripts(theme: Path) -> Bundle:
    """Bundle the scripts of the theme in the folder `theme`; one that fails stops no other."""
    isolated = "try {{\n{text}\n}} catch (error) {{ setTimeout(() => {{ throw error }}) }}\n"
    path = f"{SCRIPTS_FOLDER}/all-{{digest}}.js"

    def read_file(name: str) -> str:
        return (theme / name).read_text(encoding="utf-8")

    return build_bundle(SCRIPTS, read_file, path, isolated)


def build_bundle(
    names: Iterable[str], read_file: Callable[[str], str], path: str, template: str
) -> Bundle:
    """Build a bundle of files, each in `template`, with the digest of their text in its path."""
    sources = tuple(names)
    texts = (read_file(name).strip() for name in sources)
    joined = "".join(template.format(text=text) for text in texts)
    digest = hashlib.sha256(joined.encode()).hexdigest()[:10]
    return Bundle(path.format(digest=digest), joined, sources)
