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
    line: str
    date: str
    owner: str = ""
    logo: str = ""
    handed_to: str = ""


def cover_of(publication: Publication) -> Cover:
    """Return the cover of a publication, or of an edition of one."""
    own, language, edition = publication.own, publication.language, publication.edition
    return Cover(
        title=publication.name,
        line=own.subtitle,
        date=language.word("version_of").format(date=language.date(own.date)),
        owner=own.publisher.name or "",
        logo=f"assets/{edition.logo_name}" if edition and edition.logo else "",
        handed_to=(edition.says.handed_to or "") if edition else "",
    )
