"""What stands on the front of the cover; whoever hands the book out may add to it."""

from __future__ import annotations

from dataclasses import dataclass

from tools.model.publication import Publication


@dataclass(frozen=True)
class Cover:
    """The words of a cover, and the address of a logo (at most 60 by 25 mm is taken by it).

    What is empty takes no place. The owner's name stands below the logo.
    """

    title: str
    subtitle: str
    date: str
    publisher: str = ""
    logo: str = ""
    recipient: str = ""


def build_cover(publication: Publication) -> Cover:
    """Return the cover of a publication, or of an edition of one."""
    own, language, edition = publication.settings, publication.language, publication.edition
    return Cover(
        title=publication.name,
        subtitle=own.subtitle,
        date=language.word("version_of").format(date=language.format_date(own.date)),
        publisher=own.publisher.name or "",
        logo=f"assets/{edition.logo_path}" if edition and edition.logo else "",
        recipient=(edition.spec.handed_to or "") if edition else "",
    )
