"""The content that the generator itself puts into a site: its pages and scripts."""

import json
import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tools.model.publication import Publication
from tools.model.rules.redirects import NOT_FOUND_PAGE
from tools.pdf import composer
from tools.publish.embed import list_embeds
from tools.render.site_paths import list_path
from tools.site.bundle import SCRIPTS_FOLDER, bundle_scripts
from tools.site.search_index import INDEX_PATH

INLINE_SCRIPT = re.compile(r"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)
# A script that only hands over data.
DATA_SCRIPT = re.compile(r"(?:searchEngine\.loadIndex|handout\.addPage)\((.*)\)\s*", re.DOTALL)


@dataclass(frozen=True)
class TrustedContent:
    """The generator's own content of `site`, the folder with the built site of a publication."""

    publication: Publication
    site: Path
    # By path in the site: every page loads the same scripts.
    script_verdicts: dict[str, bool] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def inline_scripts(self) -> frozenset[str]:
        """The scripts that templates write into pages."""
        scripts: set[str] = set()
        for path in self.publication.templates_folder.rglob("*.html"):
            scripts.update(INLINE_SCRIPT.findall(path.read_text(encoding="utf-8")))
        return frozenset(scripts - {""})

    @cached_property
    def theme_scripts(self) -> frozenset[str]:
        """The texts of the theme's scripts, each by itself and bundled."""
        theme = self.publication.theme_folder
        texts = (path.read_text(encoding="utf-8") for path in theme.glob(f"{SCRIPTS_FOLDER}/*.js"))
        return frozenset([*texts, bundle_scripts(theme).text])

    @cached_property
    def data_script_paths(self) -> frozenset[str]:
        """The paths of the scripts that only hand over data taken from the pages."""
        pages = self.publication.pages.values()
        return frozenset([INDEX_PATH, *(composer.piece_path(page) for page in pages)])

    @cached_property
    def page_urls(self) -> frozenset[str]:
        """The URLs of all pages that the generator writes, relative to the site."""
        pages = (page.url for page in self.publication.pages.values())
        embeds = list_embeds(self.publication)
        lists = (list_path(self.publication, one.id) for one in self.publication.checklists)
        return frozenset([NOT_FOUND_PAGE, *pages, *embeds, *lists, *self.publication.redirects])

    def is_trusted_script(self, path: str) -> bool:
        """Return whether the script at a path in the site is all the generator's own."""
        if path not in self.script_verdicts:
            self.script_verdicts[path] = self._is_unmodified(path)
        return self.script_verdicts[path]

    def _is_unmodified(self, path: str) -> bool:
        """Return whether a script is data, a script of the theme, or the bundle of those."""
        file = self.site / path
        if not file.is_file() or file.is_symlink():
            return False
        text = file.read_text(encoding="utf-8")
        if path in self.data_script_paths:
            return is_data_script(text)
        return posixpath.dirname(path) == SCRIPTS_FOLDER and text in self.theme_scripts


def is_data_script(text: str) -> bool:
    """Return whether a script only hands over data."""
    call = DATA_SCRIPT.fullmatch(text)
    try:
        return call is not None and bool(json.loads(f"[{call[1]}]"))
    except ValueError:
        return False
