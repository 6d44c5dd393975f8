"""The settings of a publication: `mkdocs.yml`, and in it `extra.publication`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from tools.model.entities.checklist import (
    Id,
    PlainLine,
    SingleLine,
    StrictDate,
    StrictInt,
    StrictModel,
)


class CountRange(StrictModel):
    """How many there must be: `least` to `most`."""

    least: Annotated[StrictInt, Field(ge=0)]
    most: Annotated[StrictInt, Field(ge=0)]


class PageKind(StrictModel):
    """A kind of page: what it is called, how many there are, and what each must have.

    `shown`: each of its pages is shown at work by a story. `sourced`: a figure in its text stands
    in a passage that cites a source.

    `by_makers`: its pages speak for those who made the publication, which an edition says there.
    `hues`: its pages have colours of their own, as far as the identity has them.
    `template`: whose template a new page of this kind takes, when it has none under its own name.
    `handout`: pages of this kind that stand in the book are also handed out by themselves, as PDFs
    in this folder below `downloads/`. `facts`: what stands under a heading with a source bears the
    date on which it was checked.
    """

    one: SingleLine
    many: SingleLine
    pages: CountRange
    numbered: bool = False
    hues: bool = False
    checklist: bool = False
    story: bool = False
    shown: bool = False
    sourced: bool = False
    role: bool = False
    facts: bool = False
    workform: bool = False
    by_makers: bool = False
    template: Id | None = None
    handout: Id | None = None
    words: CountRange | None = None
    headings: tuple[Id, ...] = ()


class Publisher(StrictModel):
    """Who publishes; what is not known stays absent, and is then said to be so."""

    name: SingleLine | None = None
    mail: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    address: SingleLine | None = None


class Homes(StrictModel):
    """The pages that references lead to, by page id; not every publication tells of `changes`."""

    start: Id
    sources: Id
    glossary: Id
    contact: Id
    checklists: Id
    accountability: Id
    changes: Id | None = None


class BookPart(StrictModel):
    """A part of the book: its title and its pages in order."""

    title: SingleLine
    pages: Annotated[tuple[Id, ...], Field(min_length=1)]


class ChecklistSettings(StrictModel):
    """How many checklists there are, and how many items each holds.

    `shorter` names lists that may hold fewer items, with their least.
    """

    count: StrictInt
    items: CountRange
    shorter: dict[Id, int] = {}


class PublicationSettings(StrictModel):
    """`extra.publication` in `mkdocs.yml`.

    `callouts`: id of a heading → how what stands under it is shown on paper: as what goes wrong,
    as how others did it, or as questions to talk about.
    """

    slug: Id
    subtitle: SingleLine
    version: SingleLine
    date: StrictDate
    licence: SingleLine
    publisher: Publisher
    homes: Homes
    source_texts: dict[Id, SingleLine]
    lists: ChecklistSettings
    kinds: dict[Id, PageKind]
    callouts: dict[Id, Literal["warning", "example", "question"]] = {}
    book: Annotated[tuple[BookPart, ...], Field(min_length=1)]


class ThemeSettings(StrictModel):
    """What the machinery reads of `theme`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    language: SingleLine
    custom_dir: Path = Path("overrides/theme")


class ExtraSettings(StrictModel):
    """What the machinery reads of `extra`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    publication: PublicationSettings


class MkdocsSettings(StrictModel):
    """What the machinery reads of `mkdocs.yml`; the rest belongs to the engine."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    site_name: PlainLine
    site_url: (
        Annotated[str, Field(pattern=r"^(https?://[\w.-]+(:\d+)?(/[^\s<>\"'{}?#]*)?)?$")] | None
    ) = None
    site_description: SingleLine | None = None
    docs_dir: Path = Path("docs")
    theme: ThemeSettings
    extra: ExtraSettings

    @property
    def publication(self) -> PublicationSettings:
        """The publication's own settings."""
        return self.extra.publication
