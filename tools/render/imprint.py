"""What every document says of its origin: the publication, its version, and its address on the web."""

from __future__ import annotations

from tools.model.publication import Publication


def absolute_url(publication: Publication, url: str = "") -> str | None:
    """Give the full address of `url` (relative to the site), or None when the site has none."""
    site = publication.mkdocs.site_url
    return f"{site.rstrip('/')}/{url}" if site else None


def based_on_line(publication: Publication) -> str:
    """Name the publication and its version, as the one that a file is based on.

    A file of an edition names that first, and whose it is.
    """
    word = publication.language.word
    version = f"{word('version').lower()} {publication.settings.version}"
    return (
        f"{edition_prefix(publication)}{word('based_on')} {original_name(publication)}, {version}"
    )


def edition_prefix(publication: Publication) -> str:
    """Name an edition and whose it is, as a sentence before another; empty without an edition."""
    edition = publication.edition
    return f"{publication.name}, {edition.spec.organisation}. " if edition else ""


def original_name(publication: Publication) -> str:
    """Give the name of the publication, or of the one that it is an edition of."""
    return publication.edition.based_on.name if publication.edition else publication.name
