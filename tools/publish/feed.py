"""A feed of changes (Atom, RFC 4287), for whoever follows the publication."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tools.exports.texts import address
from tools.model.publication import Publication
from tools.publish.metadata import author
from tools.templates import environment

FEED = "feed.xml"


def has_feed(publication: Publication) -> bool:
    """Tell whether there is a feed: it needs whole addresses, and a page that tells of changes."""
    return bool(publication.settings.site_url and publication.own.homes.changes)


def write_feed(publication: Publication, site: Path) -> None:
    """Write the feed into a staged site, if there is one."""
    home = publication.own.homes.changes
    if home is None or not has_feed(publication):
        return
    text = (
        environment(publication)
        .get_template("publish/feed.xml")
        .render(
            feed=FEED,
            home=publication.pages[home],
            address=partial(address, publication),
            author=author(publication),
            newest=max((one.date for one in publication.changes), default=publication.own.date),
        )
    )
    (site / FEED).write_text(text + "\n", encoding="utf-8")
