"""A feed of changes (Atom, RFC 4287), for whoever follows the publication."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tools.model.publication import Publication
from tools.publish.metadata import author_name
from tools.render.environment import jinja_environment
from tools.render.imprint import absolute_url

FEED_PATH = "feed.xml"


def has_feed(publication: Publication) -> bool:
    """Tell whether there is a feed: it needs whole addresses, and a page that tells of changes."""
    return bool(publication.mkdocs.site_url and publication.settings.homes.changes)


def write_feed(publication: Publication, site: Path) -> None:
    """Write the feed into a staged site, if there is one."""
    home = publication.settings.homes.changes
    if home is None or not has_feed(publication):
        return
    text = (
        jinja_environment(publication)
        .get_template("publish/feed.xml")
        .render(
            feed=FEED_PATH,
            home=publication.pages[home],
            address=partial(absolute_url, publication),
            author=author_name(publication),
            newest=max(
                (one.date for one in publication.changes), default=publication.settings.date
            ),
        )
    )
    (site / FEED_PATH).write_text(text + "\n", encoding="utf-8")
