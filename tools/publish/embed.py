"""A bare page for each checklist, the only ones that another site may show in a frame."""

from __future__ import annotations

import posixpath
from pathlib import Path

from tools.exports.texts import address, based_on
from tools.model.publication import Publication
from tools.publish.policy import EMBED
from tools.site import EDITION_STYLE
from tools.templates import environment

STYLE = "assets/style/embed.css"


def embed(checklist: str) -> str:
    """Give the path of a checklist's bare page, relative to the site."""
    return f"{EMBED}/{checklist}.html"


def write_embeds(publication: Publication, site: Path) -> None:
    """Write the bare pages into a staged site.

    They are no pages of the publication: the search, the map of addresses and the book do not
    know them, and each names the page of its list as the one to find.
    """
    template = environment(publication).get_template("publish/embed.html")
    styles = [STYLE, *([EDITION_STYLE] if publication.edition else [])]
    (site / EMBED).mkdir(exist_ok=True)
    for page, checklist in publication.lists:
        text = template.render(
            page=page,
            checklist=checklist,
            styles=styles,
            link=lambda url: posixpath.relpath(url, EMBED),
            address=address(publication, page.url),
            based_on=based_on(publication),
            accountability=publication.pages[publication.own.homes.accountability],
        )
        (site / embed(checklist.id)).write_text(text + "\n", encoding="utf-8")
