"""The publication's data in `docs/_data/`: statements, sources, glossary, roles and so on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tools.model.checklist import Day, Id, Line, Shape, StatementId

PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s]+$")]

TrialId = Literal["axe", "layout", "keyboard", "html", "pdf"]


class Statement(Shape):
    """What a source text says: its id, the place in the text, a paraphrase."""

    id: StatementId
    place: Line
    says: Line


class Source(Shape):
    """A published source; `date` is as precise as is known, absent when undated."""

    id: Id
    short: Line
    author: Line | None = None
    title: Line
    publisher: Line | None = None
    date: PartialDate | None = None
    url: WebAddress
    seen: Day
    note: Line

    @property
    def year(self) -> str | None:
        """The year, or None when the source is undated."""
        return self.date[:4] if self.date else None

    @property
    def order(self) -> tuple[str, str, str]:
        """What sources are put in order by, as a reader looks them up."""
        return self.short.lower(), self.date or "", self.id


class Term(Shape):
    """A word of the glossary."""

    id: Id
    term: Line
    also: tuple[Line, ...] = ()
    definition: Annotated[Line, Field(max_length=320)]
    page: Id | None = None
    source: Id | None = None


class Role(Shape):
    """Someone who does something in a checklist: `name` in a sentence, `title` by itself."""

    id: Id
    name: Line
    title: Line


class Meeting(Shape):
    """A kind of meeting at which checklists are taken up."""

    id: Id
    title: Line


class Question(Shape):
    """What a manager asks, `short` in a list to choose from.

    `answer` says how to begin; `page`, `story` and `checklist` (ids) say where the reader goes on.
    """

    id: Id
    ask: Annotated[Line, Field(max_length=100)]
    short: Annotated[Line, Field(max_length=50)]
    answer: Annotated[Line, Field(max_length=220)]
    page: Id
    story: Id
    checklist: Id


class Redirect(Shape):
    """A page that moved: the address where it `was`, relative to the site, and the page's id."""

    was: Annotated[str, StringConstraints(pattern=r"^([\w-][\w.-]*/)*[\w-][\w.-]*\.html$")]
    page: Id


class Change(Shape):
    """What changed for readers: on a `page`, or in the publication as a whole.

    `also`: the other pages that changed with it, so that one entry tells of many small corrections.
    """

    id: Id
    date: Day
    page: Id | None = None
    also: tuple[Id, ...] = ()
    what: Annotated[Line, Field(max_length=240)]


class Trial(Shape):
    """What a round of tests found: by which program, in how many pages or files, how often tried.

    `times` counts looks, measurements, places, pages or rules a file, as the id says; `found` names
    each thing that was wrong and is not mended.
    """

    id: TrialId
    on: Day
    by: Line
    count: Annotated[int, Field(ge=1)]
    times: Annotated[int, Field(ge=1)]
    found: tuple[Line, ...]


class Retired(Shape):
    """Ids that were published once and are never used again."""

    pages: tuple[Id, ...] = ()
    checklists: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()
    terms: tuple[Id, ...] = ()
