"""The live site: pages with search, data files and composer, without the documents on paper.

Plain `mkdocs build` and `mkdocs serve` make it, through `macros/`, and so does the preview. A link
to a document that only a whole build makes leads to the page that says so.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from tools.build.artifacts import ARTIFACTS
from tools.build.stage import Stage, fixed_timestamps
from tools.checks.active_content import check_active_content
from tools.checks.finding import add_code
from tools.checks.links import check_links
from tools.model.publication import Publication
from tools.render.site_paths import DOWNLOADS_FOLDER
from tools.site.built_pages import read_pages

UNMADE_PAGE = "documents.html"  # a template of the theme, with an anchor for each document
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"[^>]*>')
DOWNLOAD = re.compile(r'\sdownload(?:="[^"]*")?(?=[\s>])')


def list_documents(publication: Publication) -> Iterator[str]:
    """Yield the paths in the site of all files that only a whole build makes."""
    for artifact in ARTIFACTS:
        if artifact.whole_only:
            yield from artifact.files(publication)


def complete_site(publication: Publication, folder: Path) -> None:
    """Add to the pages in `folder`, as the engine made them, all that needs no layout.

    Raises PageNotBuiltError, and OSError when a file cannot be written.
    """
    stage = Stage(publication, folder, lambda line: None)
    with fixed_timestamps(publication):
        for artifact in ARTIFACTS:
            if artifact.name != "site" and not artifact.whole_only:
                artifact.make(stage)


def check_live_site(
    publication: Publication, site: Path, authored: Mapping[str, str]
) -> Iterator[str]:
    """Yield the findings in a live site: dead links, and active content that is not allowed."""
    pages = read_pages(site)
    yield from add_code("built-link", check_links(site, pages, publication.mkdocs.site_url or ""))
    active = check_active_content(publication, site, pages, authored, {UNMADE_PAGE})
    yield from add_code("built-active-content", active)


def has_documents(site: Path) -> bool:
    """Return whether a folder holds a whole site, which has documents on paper."""
    return any((site / DOWNLOADS_FOLDER).rglob("*.pdf"))


def link_unmade_documents(publication: Publication, site: Path) -> None:
    """Let the links in `site` to documents that it lacks lead to the page that says so."""
    paths = {path for path in list_documents(publication) if not (site / path).is_file()}
    for page in site.rglob("*.html"):
        url = page.relative_to(site).as_posix()
        text = page.read_text(encoding="utf-8")
        linked = LINK.sub(partial(lead_to_unmade, url, paths), text)
        if linked != text:
            page.write_text(linked, encoding="utf-8")


def lead_to_unmade(url: str, paths: Collection[str], match: re.Match[str]) -> str:
    """Return the tag of a link on the page `url`; changed, if it leads to one of `paths`."""
    tag, href = match[0], match[1]
    folder = posixpath.dirname(url)
    target = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
    if target not in paths:
        return tag
    new = posixpath.relpath(UNMADE_PAGE, folder or ".")
    return DOWNLOAD.sub("", tag).replace(f'"{href}"', f'"{new}#{target}"')
