"""Redirects: where a page was, a small page leads on; and the list of addresses that must stay."""

from __future__ import annotations

import posixpath
from pathlib import Path

from tools.model.publication import Publication
from tools.render.environment import jinja_environment
from tools.render.imprint import absolute_url

REDIRECTS_FILE = (
    "_redirects"  # read by Netlify and Cloudflare Pages, for a site at the root of a domain
)
ADDRESSES_COMMENT = (
    "# Written by `python -m tools release`: what was published must keep leading somewhere."
)


def write_redirects(publication: Publication, site: Path) -> None:
    """Write a page, and a rule for hosts, for each page that moved (an edition may lack it)."""
    template = jinja_environment(publication).get_template("publish/redirect.html")
    rules = []
    for was, identity in publication.redirects.items():
        page = publication.pages.get(identity)
        if page is None:
            continue
        target = posixpath.relpath(page.url, posixpath.dirname(was) or ".")
        where = absolute_url(publication, page.url)
        (site / was).parent.mkdir(parents=True, exist_ok=True)
        text = template.render(page=page, target=target, address=where)
        (site / was).write_text(text, encoding="utf-8")
        rules.append(f"/{was} /{page.url} 301\n")
    if rules:
        (site / REDIRECTS_FILE).write_text("".join(rules), encoding="utf-8")


def render_addresses(publication: Publication) -> str:
    """Give the list of all addresses, old and new, one a line."""
    found = {page.url for page in publication.pages.values()} | {*publication.redirects}
    return "\n".join([ADDRESSES_COMMENT, *sorted(found), ""])
