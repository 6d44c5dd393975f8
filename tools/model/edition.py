"""An edition: the same publication under another name, as its file says it and as it is used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from tools.model.checklist import Day, Id, Plain, Shape

Mail = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=120)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$", max_length=200)]
Short = Annotated[Plain, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f<>\"{}]*$")]
Names = Annotated[tuple[Id, ...], Field(min_length=1)]

FOREWORD = "edition-foreword"  # the id of the page with the foreword


class Contact(Shape):
    """Where readers of an edition can turn to."""

    mail: Mail | None = None
    address: Short | None = None


class EditionFile(Shape):
    """What an edition's file says. Paths are relative to that file, ids are the publication's."""

    id: Id
    name: Short
    organisation: Short
    date: Annotated[Day, Field(ge=dt.date(1980, 1, 1))]  # office files know none before
    logo: Plain | None = None
    accent: Colour | None = None
    contact: Contact = Contact()
    site_url: Address | None = None
    handed_to: Short | None = None
    foreword: Plain | None = None
    chapters: Names | None = None
    checklists: Names | None = None
    language: Plain | None = None


@dataclass(frozen=True)
class Accent:
    """The colour in the place of the neutral one: on paper and light grounds, and on dark ones."""

    light: str
    dark: str


@dataclass(frozen=True)
class BasedOn:
    """The publication that an edition is made from."""

    name: str
    version: str
    date: dt.date
    licence: str


@dataclass(frozen=True)
class Edition:
    """An edition that is right. `logo` is its file; `foreword` is HTML that is safe to show."""

    says: EditionFile
    based_on: BasedOn
    logo: Path | None
    accent: Accent | None
    foreword: str

    @property
    def logo_name(self) -> str:
        """Where the logo stands below `assets/`; empty without one."""
        return f"edition/logo{self.logo.suffix.lower()}" if self.logo else ""
