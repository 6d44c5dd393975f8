"""`robots.txt`, and the sitemap that it names."""

from __future__ import annotations

from pathlib import Path

from tools.model.publication import Publication
from tools.render.imprint import absolute_url

ROBOTS, SITEMAP = "robots.txt", "sitemap.xml"


def write_robots(publication: Publication, site: Path) -> None:
    """Write `robots.txt` into the staged `site`; remove the sitemap when it has no address."""
    (site / ROBOTS).write_text(render_robots(publication), encoding="utf-8")
    if not publication.mkdocs.site_url:
        for name in (SITEMAP, f"{SITEMAP}.gz"):
            (site / name).unlink(missing_ok=True)


def render_robots(publication: Publication) -> str:
    """Render `robots.txt`: all may read all. Robots only request it at the root of a domain."""
    sitemap_url = absolute_url(publication, SITEMAP)
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {sitemap_url}\n" if sitemap_url else "")
