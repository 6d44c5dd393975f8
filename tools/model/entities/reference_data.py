"""The publication's data in `docs/_data/`: statements, sources, glossary, roles and so on."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tools.model.entities.checklist import (
    Id,
    SingleLine,
    StatementId,
    StrictDate,
    StrictModel,
    WebUrl,
)
from tools.model.reading.collation import sort_key

PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]

AuditId = Literal["axe", "layout", "keyboard", "html", "pdf"]


class Statement(StrictModel):
    """A statement of a source text: its id, the place in the text, a paraphrase."""

    id: StatementId
    place: SingleLine
    says: SingleLine


class Source(StrictModel):
    """A published source; `date` is as precise as is known, absent when undated."""

    id: Id
    short: SingleLine
    author: SingleLine | None = None
    title: SingleLine
    publisher: SingleLine | None = None
    date: PartialDate | None = None
    url: WebUrl
    seen: StrictDate
    note: SingleLine

    @property
    def year(self) -> str | None:
        """The year, or None when the source is undated."""
        return self.date[:4] if self.date else None

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """The key to sort sources by, as a reader looks them up."""
        return sort_key(self.short)[0], self.date or "", self.id


class Term(StrictModel):
    """A term of the glossary."""

    id: Id
    term: SingleLine
    also: tuple[SingleLine, ...] = ()
    definition: Annotated[SingleLine, Field(max_length=320)]
    page: Id | None = None
    source: Id | None = None


class Role(StrictModel):
    """A role in checklists: `name` for use in a sentence, `title` by itself."""

    id: Id
    name: SingleLine
    title: SingleLine


class Meeting(StrictModel):
    """A kind of meeting at which checklists are used."""

    id: Id
    title: SingleLine


class Question(StrictModel):
    """A question of a manager, `short` in a list to choose from.

    `answer` says how to begin; `page`, `story` and `checklist` (ids) are what to read next.
    """

    id: Id
    ask: Annotated[SingleLine, Field(max_length=100)]
    short: Annotated[SingleLine, Field(max_length=50)]
    answer: Annotated[SingleLine, Field(max_length=220)]
    page: Id
    story: Id
    checklist: Id


class Redirect(StrictModel):
    """A page that moved: the address where it `was`, relative to the site, and the page's id."""

    was: Annotated[str, StringConstraints(pattern=r"^([\w-][\w.-]*/)*[\w-][\w.-]*\.html$")]
    page: Id


class Change(StrictModel):
    """A change for readers: on a `page`, or in the publication as a whole.

    `also`: the other pages that changed with it, so that one entry covers many small corrections.
    """

    id: Id
    date: StrictDate
    page: Id | None = None
    also: tuple[Id, ...] = ()
    what: Annotated[SingleLine, Field(max_length=240)]


class AuditResult(StrictModel):
    """The result of one audit: by which program (`by`), and on how many pages or files (`count`).

    `times` counts views, measurements, places, pages or rules per file, depending on the id;
    `found` names each finding that is not solved.
    """

    id: AuditId
    on: StrictDate
    by: SingleLine
    count: Annotated[int, Field(ge=1)]
    times: Annotated[int, Field(ge=1)]
    found: tuple[SingleLine, ...]


class Retired(StrictModel):
    """Ids that were published once and are never used again."""

    pages: tuple[Id, ...] = ()
    checklists: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()
    terms: tuple[Id, ...] = ()
