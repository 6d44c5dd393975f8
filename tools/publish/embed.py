"""Two bare pages for each checklist, the only ones that other sites may show in a frame.

One has the whole list, to tick; the other only titles and buttons, for a narrow column.
"""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from tools.exports.checklist_texts import ChecklistTexts
from tools.model.publication import Publication
from tools.publish.csp import EMBED_FOLDER
from tools.render.environment import make_linker, render_template
from tools.runtime.files import write_file
from tools.site.bundle import bundle_scripts

EMBED_CSS = "assets/style/embed.css"
COMPACT_FOLDER = "compact"


def embed_path(checklist_id: str, compact: bool = False) -> str:
    """Return the path of a checklist's bare page, whole or compact, relative to the site."""
    folder = f"{EMBED_FOLDER}/{COMPACT_FOLDER}" if compact else EMBED_FOLDER
    return f"{folder}/{checklist_id}.html"


def list_embeds(publication: Publication) -> Iterator[str]:
    """Yield the paths of all bare pages."""
    for checklist in publication.checklists:
        yield from (embed_path(checklist.id, compact) for compact in (False, True))


def write_embeds(publication: Publication, site: Path) -> None:
    """Write the bare pages into the staged `site`.

    They are not pages of the publication: search index, sitemap and book leave them out, and each
    names the page of its checklist as the canonical one.
    """
    script = bundle_scripts(publication.theme_folder).path
    for page, checklist in publication.checklist_pages:
        for compact in (False, True):
            path = embed_path(checklist.id, compact)
            html = render_template(
                publication,
                "publish/embed.html",
                page=page,
                checklist=checklist,
                compact=compact,
                texts=ChecklistTexts(publication, checklist),
                styles=[EMBED_CSS],
                script=script,
                link=make_linker(posixpath.dirname(path)),
            )
            write_file(site / path, html + "\n")
