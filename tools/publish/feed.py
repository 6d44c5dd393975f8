"""A feed of changes (Atom, RFC 4287), for those who follow the publication."""

from pathlib import Path

from tools.model.publication import Publication
from tools.publish.metadata import author_name
from tools.render.environment import render_template

FEED_PATH = "feed.xml"


def has_feed(publication: Publication) -> bool:
    """Return whether there is a feed: it needs absolute addresses and a page with changes."""
    return bool(publication.mkdocs.site_url and publication.find_home("changes"))


def write_feed(publication: Publication, site: Path) -> None:
    """Write the feed into the staged `site`, if there is one."""
    page = publication.find_home("changes")
    if page is None or not has_feed(publication):
        return
    dates = [change.date for change in publication.changes]
    feed = render_template(
        publication,
        "publish/feed.xml",
        feed_path=FEED_PATH,
        changes_page=page,
        author=author_name(publication),
        updated=max(dates, default=publication.settings.date),
    )
    (site / FEED_PATH).write_text(feed + "\n", encoding="utf-8")
