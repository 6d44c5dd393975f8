"""Files by which machines find and cite the site: `robots.txt`, `CITATION.cff`, pictures."""

from __future__ import annotations

import json
from pathlib import Path

from tools.model.publication import Publication
from tools.publish.metadata import CC_PREFIX, author_name, share_image_path
from tools.publish.share_images import draw_share_image
from tools.render.imprint import absolute_url

ROBOTS, CITATION, SITEMAP = "robots.txt", "CITATION.cff", "sitemap.xml"


def write_discovery_files(publication: Publication, site: Path) -> None:
    """Write the files into a staged site. Without an address there is no map of addresses."""
    (site / ROBOTS).write_text(render_robots(publication), encoding="utf-8")
    (site / CITATION).write_text(render_citation(publication), encoding="utf-8")
    if not publication.mkdocs.site_url:
        for name in (SITEMAP, f"{SITEMAP}.gz"):
            (site / name).unlink(missing_ok=True)
        return
    for page in publication.pages.values():
        draw_share_image(publication, page, site / share_image_path(page))


def render_robots(publication: Publication) -> str:
    """Give `robots.txt`: all may read all. Robots ask for it at the root of a domain only."""
    where = absolute_url(publication, SITEMAP)
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {where}\n" if where else "")


def render_citation(publication: Publication) -> str:
    """Give `CITATION.cff` (Citation File Format 1.2.0). A text in JSON is one in YAML as well."""
    own = publication.settings
    licence = own.licence.replace(" ", "-") if own.licence.startswith(CC_PREFIX) else None
    where = absolute_url(publication)
    fields = {
        "cff-version": "1.2.0",
        "message": publication.language.word("cite_message"),
        "type": "dataset",
        "title": f"{publication.name}. {own.subtitle}",
        "authors": [{"name": author_name(publication)}],
        "version": own.version,
        "date-released": own.date.isoformat(),
        **({"license": licence} if licence else {}),
        **({"url": where} if where else {}),
    }
    return "".join(f"{key}: {json.dumps(v, ensure_ascii=False)}\n" for key, v in fields.items())
