"""A page as data: its typed front matter, and what the outputs need to know of its text."""

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from tools.model.entities.canvas import Canvas
from tools.model.entities.checklist import (
    Checklist,
    Id,
    PlainLine,
    Review,
    SingleLine,
    StatementId,
    StrictDate,
    StrictInt,
    StrictModel,
)
from tools.model.entities.evidence import Evidence
from tools.model.entities.scan import Scan
from tools.model.entities.workform import Workform
from tools.model.reading.addresses import get_page_address


class Hero(StrictModel):
    """The opening of the home page."""

    line: Annotated[PlainLine, Field(max_length=90)]
    text: Annotated[PlainLine, Field(max_length=240)]


# Employees at most, as in Recommendation 2003/361/EC, annex, article 2: companies are small below
# 50 and medium-sized below 250.
MAX_EMPLOYEES = {"small": 49, "medium": 249}
SizeClass = Literal["small", "medium", "large", "unknown"]


class StoryOpening(StrictModel):
    """The opening of a story: a `number` from a source, with its unit, and what it `says`."""

    number: Annotated[PlainLine, Field(max_length=24)]
    says: Annotated[PlainLine, Field(max_length=90)]
    source: Id


class Story(StrictModel):
    """The facts of a case story; `shows`, `questions` and `sources` hold ids.

    `size` is for readers; `employees` is the lowest number in it, absent when no source has one.
    """

    organisation: SingleLine
    place: SingleLine
    sector: SingleLine
    size: SingleLine
    employees: Annotated[StrictInt, Field(ge=1)] | None = None
    as_of: StrictDate
    fictional: bool
    shows: Annotated[tuple[Id, ...], Field(min_length=1)]
    questions: tuple[Id, ...] = ()
    sources: tuple[Id, ...]
    evidence: Evidence | None = None
    opening: StoryOpening | None = None

    @property
    def size_class(self) -> SizeClass:
        """The size of the organisation, by which readers filter."""
        if self.employees is None:
            return "unknown"
        if self.employees <= MAX_EMPLOYEES["small"]:
            return "small"
        return "medium" if self.employees <= MAX_EMPLOYEES["medium"] else "large"


class FrontMatter(StrictModel):
    """The front matter of a page.

    `statements`: statement id → heading id on this page; `facts`: heading id → when the facts under
    it were checked.
    """

    id: Id
    title: PlainLine
    description: PlainLine = ""
    kind: Id
    number: Annotated[StrictInt, Field(ge=1, le=99)] | None = None
    summary: SingleLine = ""
    related: tuple[Id, ...] = ()
    statements: dict[StatementId, Id] = {}
    search_words: tuple[PlainLine, ...] = ()
    reviewed: Review | None = None
    facts: dict[Id, Review] = {}
    checklist: Checklist | None = None
    scan: Scan | None = None
    workform: Workform | None = None
    canvas: Canvas | None = None
    role: Id | None = None
    story: Story | None = None
    template: SingleLine | None = None
    hero: Hero | None = None
    hide: tuple[Literal["navigation", "toc", "footer", "path"], ...] = ()


class Figure(NamedTuple):
    """A drawing or a chart in a page: the macro that shows it, and its name or id."""

    macro: str
    id: str


@dataclass(frozen=True, eq=False)  # compared by identity, and hashable
class Page:
    """A page: `source_path` is relative to `docs/`, `url` relative to the root of the site.

    `headings`: id → text; `title_id`: the id by which links lead to its title, if there is one;
    `places`: other ids in its text; `checklist_heading`: id of the heading above its checklist;
    `cited_ids` and `term_ids`: the sources that it cites and the terms that it explains, in order;
    `figures`: its drawings and charts, in order; the first stands for the page on its card;
    `lead`: the beginning of its text, as a description; `aliases`: by the id of a heading, those
    that it had in earlier releases.
    """

    source_path: Path
    meta: FrontMatter
    headings: dict[str, str]
    cited_ids: tuple[str, ...]
    term_ids: tuple[str, ...]
    word_count: int
    title_id: str = ""
    places: frozenset[str] = frozenset()
    checklist_heading: str | None = None
    figures: tuple[Figure, ...] = ()
    lead: str = ""
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def description(self) -> str:
        """Its description for search engines: the authored one, or the beginning of its text."""
        return self.meta.description or self.lead or self.title

    @property
    def summary(self) -> str:
        """A summary in a sentence: the authored one, or its description; empty without either."""
        return self.meta.summary or self.meta.description

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of its sources: cited in the text, or named by its story."""
        story_sources = self.meta.story.sources if self.meta.story else ()
        return tuple(dict.fromkeys([*self.cited_ids, *story_sources]))

    @property
    def drawings(self) -> list[str]:
        """The names of the drawings that it places, in order."""
        return [figure.id for figure in self.figures if figure.macro == "drawing"]

    @property
    def id(self) -> str:
        """The page's id."""
        return self.meta.id

    @property
    def title(self) -> str:
        """The page's title."""
        return self.meta.title

    @property
    def url(self) -> str:
        """The page's address, relative to the site's root."""
        return get_page_address(self.source_path.as_posix())

    def get_url_of(self, anchor: str) -> str:
        """Return the URL of an anchor on it; its own for that of a list that an edition drops."""
        is_gone = anchor == self.checklist_heading and anchor not in self.headings
        return f"{self.url}#{anchor}" if anchor and not is_gone else self.url

    def get_relative_url(self, url: str) -> str:
        """Return the relative address from this page to `url` (relative to the site's root)."""
        path, hash_, anchor = url.partition("#")
        if path == self.url and hash_:
            return hash_ + anchor
        return posixpath.relpath(path, posixpath.dirname(self.url) or ".") + hash_ + anchor
