"""What stands on the front of the cover; whoever hands the book out may add to it."""

from __future__ import annotations

from dataclasses import dataclass

from tools.model.publication import Publication
from tools.model.volume import Volume


@dataclass(frozen=True)
class Cover:
    """The words of a cover, and the address of a logo (at most 60 by 25 mm is taken by it).

    What is empty takes no place. The owner's name stands below the logo. `volume` says which one
    of a book this is, `holds` names its parts.
    """

    title: str
    line: str
    date: str
    owner: str = ""
    logo: str = ""
    handed_to: str = ""
    volume: str = ""
    holds: tuple[str, ...] = ()


def cover_of(publication: Publication, volume: Volume | None = None) -> Cover:
    """Give the cover of a publication or of an edition of one, and of one volume of several."""
    own, language, edition = publication.own, publication.language, publication.edition
    several = volume if volume and not volume.alone else None
    return Cover(
        title=publication.name,
        line=own.subtitle,
        date=language.word("version_of").format(date=language.date(own.date)),
        owner=own.publisher.name or "",
        logo=f"assets/{edition.logo_name}" if edition and edition.logo else "",
        handed_to=(edition.says.handed_to or "") if edition else "",
        volume=volume_title(publication, several) if several else "",
        holds=tuple(several.titles) if several else (),
    )


def volume_title(publication: Publication, volume: Volume) -> str:
    """Give which volume of how many this is, in words."""
    word = publication.language.word("volume_of")
    return word.format(number=volume.number, count=volume.count)
