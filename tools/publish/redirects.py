"""Redirects: small pages, and rules for hosts, at the former addresses of pages that moved."""

import posixpath
from pathlib import Path

from tools.model.publication import Publication
from tools.render.environment import render_template

# Read by Netlify and Cloudflare Pages, for a site at the root of a domain.
REDIRECTS_FILE = "_redirects"


def list_redirects(publication: Publication) -> dict[str, str]:
    """Return the address of each page that moved, and its new one (an edition may lack it)."""
    pages = publication.pages
    moved = publication.redirects.items()
    return {former: pages[page_id].url for former, page_id in moved if page_id in pages}


def write_redirects(publication: Publication, site: Path) -> None:
    """Write a page, and a rule for hosts, for each page that moved (an edition may lack it)."""
    rules = []
    for former_url, page_id in publication.redirects.items():
        page = publication.pages.get(page_id)
        if page is None:
            continue
        target = posixpath.relpath(page.url, posixpath.dirname(former_url) or ".")
        html = render_template(publication, "publish/redirect.html", page=page, target=target)
        (site / former_url).parent.mkdir(parents=True, exist_ok=True)
        (site / former_url).write_text(html, encoding="utf-8")
        rules.append(f"/{former_url} /{page.url} 301\n")
    if rules:
        (site / REDIRECTS_FILE).write_text("".join(rules), encoding="utf-8")
