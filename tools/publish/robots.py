"""`robots.txt`, and the sitemap that it names."""

from pathlib import Path

from tools.model.publication import Publication
from tools.render.imprint import absolute_url
from tools.site.published_files import SITEMAP

ROBOTS = "robots.txt"


def write_robots(publication: Publication, site: Path) -> None:
    """Write `robots.txt` into the staged `site`; remove the sitemap when it has no address.

    All may read all. Robots only request the file at the root of a domain.
    """
    text = "User-agent: *\nAllow: /\n"
    if sitemap_url := absolute_url(publication, SITEMAP):
        text += f"Sitemap: {sitemap_url}\n"
    else:
        (site / SITEMAP).unlink(missing_ok=True)
    (site / ROBOTS).write_text(text, encoding="utf-8")
