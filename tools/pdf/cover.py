"""The texts on the front cover, to which an edition may add its own."""

from dataclasses import dataclass

from tools.model.publication import Publication
from tools.render.imprint import dated


@dataclass(frozen=True)
class Cover:
    """The texts of a cover, and the path of a logo (printed at most 60 by 25 mm).

    What is empty takes no room. The name of the publisher is below the logo.
    """

    title: str
    subtitle: str
    date: str
    publisher: str = ""
    logo: str = ""
    recipient: str = ""


def build_cover(publication: Publication) -> Cover:
    """Return the cover of a publication, or of an edition."""
    settings, edition = publication.settings, publication.edition
    return Cover(
        title=publication.name,
        subtitle=settings.subtitle,
        date=dated(publication, "version_of", settings.date),
        publisher=settings.publisher.name or "",
        logo=f"assets/{edition.logo_path}" if edition and edition.logo else "",
        recipient=(edition.spec.handed_to or "") if edition else "",
    )
