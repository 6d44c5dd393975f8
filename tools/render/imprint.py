"""The origin that every document names: the publication, its version and its URL."""

import datetime as dt

from tools.model.entities.page import Page
from tools.model.publication import Publication


def absolute_url(publication: Publication, url: str = "") -> str | None:
    """Return `url` (relative to the site) as an absolute URL, or None if the site has none."""
    site = publication.mkdocs.site_url
    return f"{site.rstrip('/')}/{url}" if site else None


def dated(publication: Publication, key: str, day: dt.date) -> str:
    """Return an interface text with a date in it, as readers write it."""
    language = publication.language
    return language.word(key).format(date=language.format_date(day))


def based_on_line(publication: Publication) -> str:
    """Return the line that names the publication and version that a file is based on.

    In a file of an edition, the edition and its organisation come first.
    """
    word = publication.language.word
    version = f"{word('version').lower()} {publication.settings.version}"
    return (
        f"{edition_prefix(publication)}{word('based_on')} {original_name(publication)}, {version}"
    )


def edition_prefix(publication: Publication) -> str:
    """Return a sentence with the edition and its organisation; empty without an edition."""
    edition = publication.edition
    return f"{publication.name}, {edition.spec.organisation}. " if edition else ""


def place_in_original(publication: Publication, page: Page, words: str) -> str:
    """Return where readers find a page that an edition leaves out, for behind `words` on it."""
    is_title = words.strip().casefold() == page.title.casefold()
    text = publication.language.word("in_original" if is_title else "in_original_at")
    return text.format(name=original_name(publication), title=page.title)


def address_in_original(publication: Publication, page: Page, anchor: str) -> str:
    """Return the address of a page that an edition leaves out; empty if the original has none."""
    site = publication.edition.based_on.site_url if publication.edition else ""
    return f"{site.rstrip('/')}/{page.get_url_of(anchor)}" if site else ""


def original_name(publication: Publication) -> str:
    """Return the name of the publication, or of the one that it is an edition of."""
    return publication.edition.based_on.name if publication.edition else publication.name
