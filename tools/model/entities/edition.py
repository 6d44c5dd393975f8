"""An edition: a publication derived from another, under its own name; its file and its data."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from tools.model.entities.checklist import Id, PlainLine, StrictDate, StrictModel
from tools.model.entities.identity import HexColour

EmailAddress = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=120)]
SiteUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$", max_length=200)]
ShortLine = Annotated[PlainLine, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f<>\"{}]*$")]
IdList = Annotated[tuple[Id, ...], Field(min_length=1)]

FOREWORD_ID = "edition-foreword"  # the id of the page with the foreword


class Contact(StrictModel):
    """The contact details of an edition."""

    mail: EmailAddress | None = None
    address: ShortLine | None = None


class EditionSpec(StrictModel):
    """The file of an edition. Paths are relative to that file, ids are the publication's.

    Without `parts`, the book has the chapters in their order here, and no overviews.
    """

    id: Id
    name: ShortLine
    organisation: ShortLine
    date: Annotated[StrictDate, Field(ge=dt.date(1980, 1, 1))]  # office files have no earlier dates
    logo: PlainLine | None = None
    accent: HexColour | None = None
    contact: Contact = Contact()
    site_url: SiteUrl | None = None
    handed_to: ShortLine | None = None
    foreword: PlainLine | None = None
    chapters: IdList | None = None
    parts: bool = True
    checklists: IdList | None = None
    language: PlainLine | None = None


@dataclass(frozen=True)
class BasedOn:
    """The publication that an edition is made from."""

    name: str
    version: str
    date: dt.date
    licence: str
    site_url: str = ""


@dataclass(frozen=True)
class Edition:
    """A valid edition. `logo` is its file; `foreword` is HTML that is safe to show."""

    spec: EditionSpec
    based_on: BasedOn
    logo: Path | None
    foreword: str

    @property
    def logo_path(self) -> str:
        """The path of the logo below `docs/`; empty without one."""
        return f"assets/edition/logo{self.logo.suffix.lower()}" if self.logo else ""
