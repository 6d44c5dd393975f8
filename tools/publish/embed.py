"""A bare page for each checklist: the only pages that other sites may show in a frame."""

import posixpath
from pathlib import Path

from tools.exports.checklist_texts import ChecklistTexts
from tools.model.publication import Publication
from tools.publish.csp import EMBED_FOLDER
from tools.render.environment import render_template
from tools.runtime.files import write_file
from tools.site.bundle import bundle_scripts

EMBED_CSS = "assets/style/embed.css"


def embed_path(checklist_id: str) -> str:
    """Return the path of a checklist's bare page, relative to the site."""
    return f"{EMBED_FOLDER}/{checklist_id}.html"


def write_embeds(publication: Publication, site: Path) -> None:
    """Write the bare pages into the staged `site`.

    They are not pages of the publication: search index, sitemap and book leave them out, and each
    names the page of its checklist as the canonical one.
    """
    for page, checklist in publication.checklist_pages:
        html = render_template(
            publication,
            "publish/embed.html",
            page=page,
            checklist=checklist,
            texts=ChecklistTexts(publication, checklist),
            styles=[EMBED_CSS],
            script=bundle_scripts(publication.theme_folder).path,
            link=lambda url: posixpath.relpath(url, EMBED_FOLDER),
        )
        write_file(site / embed_path(checklist.id), html + "\n")
