"""One style sheet and one script for all pages, bundled from the files of the theme.

A browser fetches two files once, whichever page comes first. The hash in a name changes with the
content, so that no browser uses an old one from its cache. Comments are a fifth of what our scripts
weigh, and readers do not read them; those of licences (`/*!`) stay.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import rcssmin

STYLES_FOLDER, SCRIPTS_FOLDER = "assets/style", "assets/javascripts"
# On a page, Material's own style comes first; the styles in the settings go between these two.
PALETTES = tuple(f"{STYLES_FOLDER}/{name}.css" for name in ("palette", "palette-dark"))
STYLES = tuple(
    f"{STYLES_FOLDER}/{name}.css"
    for name in ("writing", "scan", "workform", "canvas", "meeting", "composer")
)
# In this order, because a script uses what earlier ones define.
SCRIPTS = tuple(
    f"{SCRIPTS_FOLDER}/{name}.js"
    for name in (
        "trusted-types", "common", "site", "tabs", "search-box", "filters", "scan", "clipboard",
        "checklist-reader", "clipboard-payloads", "calendar", "checklist-choice",
        "checklist-toolbar", "checklist-ticks", "checklist-fold", "checklist-share",
        "meeting-minutes", "meeting-stage", "meeting", "embed", "paginate", "handout-renderer",
        "handout-composer",
    )
)  # fmt: skip
# Comments on lines of their own in scripts, and what lines are indented by. Not by rjsmin: it takes
# space out of template literals within others. What looks like a comment within a line may be part
# of a string or an address.
PADDING = re.compile(
    r"^[ \t]*(?://.*|/\*(?![!#])(?:(?!\*/)[\s\S])*\*/[ \t]*)(?:\n|\Z)|^[ \t]+", re.MULTILINE
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

    Relative URLs in them are not changed, so each style must be in `assets/style/` or, as
    Material's, contain no such URLs.
    """

    def read_style(name: str) -> str:
        return str(rcssmin.cssmin(read_file(name), keep_bang_comments=True))

    return build_bundle(styles, read_style, f"{STYLES_FOLDER}/all-{{digest}}.css", "{text}\n")


def bundle_scripts(theme: Path) -> Bundle:
    """Bundle the scripts of the theme in the folder `theme`; one that fails stops no other."""
    isolated = "try {{\n{text}\n}} catch (error) {{ setTimeout(() => {{ throw error }}) }}\n"
    path = f"{SCRIPTS_FOLDER}/all-{{digest}}.js"

    def read_file(name: str) -> str:
        return PADDING.sub("", (theme / name).read_text(encoding="utf-8"))

    return build_bundle(SCRIPTS, read_file, path, isolated)


def build_bundle(
    names: Iterable[str], read_file: Callable[[str], str], path: str, template: str
) -> Bundle:
    """Build a bundle of files, each in `template`, with the digest of their text in its path."""
    sources = tuple(names)
    joined = "".join(template.format(text=read_file(name).strip()) for name in sources)
    digest = hashlib.sha256(joined.encode()).hexdigest()[:10]
    return Bundle(path.format(digest=digest), joined, sources)
