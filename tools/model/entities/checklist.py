"""A checklist as data. Field names are the contract of the publication's data (`when`, `who`, …).

Types and limits of fields are here; the rules that need a word list or several fields are in
`tools.model.rules`. Sources of the rules: Gawande, *The Checklist Manifesto* / Project Check (few
items, a pause point, read-do or do-confirm); Degani & Wiener, NASA CR-177549 (the answer is a
value, a spoken close).
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
StatementId = Annotated[str, StringConstraints(pattern=r"^[A-Z]-[a-z0-9]+(-[a-z0-9]+)*$")]
SingleLine = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, pattern=r"^[^\r\n]*$")
]
# Text that the theme does not escape, so without HTML characters; and without curly brackets, which
# begin a macro call.
PlainLine = Annotated[SingleLine, Field(pattern=r"^[^\r\n<>\"{}]*$")]
StrictDate = Annotated[dt.date, Strict()]
StrictInt = Annotated[int, Strict()]

ItemField = Literal["what", "why", "how", "when", "who", "done_when"]
ITEM_FIELDS: tuple[ItemField, ...] = ("what", "why", "how", "when", "who", "done_when")
ChecklistMode = Literal["read-do", "do-confirm"]


class StrictModel(BaseModel):
    """The base of all models: unknown keys are errors, and instances are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Review(StrictModel):
    """The dates of a check: the last one, and by when the next one is due."""

    on: StrictDate
    again: StrictDate


class When(StrictModel):
    """The moment of an action in words, and in days from the pause point."""

    moment: Annotated[SingleLine, Field(max_length=45)]
    days: Annotated[StrictInt, Field(ge=-365, le=730)]


class Pause(StrictModel):
    """The pause point: the moment to use the checklist, its kind of meeting, and who calls it."""

    meeting: Id
    moment: Annotated[SingleLine, Field(max_length=60)]
    caller: Id
    minutes: Annotated[StrictInt, Field(ge=1, le=120)]


class Item(StrictModel):
    """One action. `who`: role ids, the first takes the lead."""

    id: Id
    what: SingleLine
    why: Annotated[SingleLine, Field(max_length=160)]
    how: Annotated[SingleLine, Field(max_length=160)]
    when: When
    who: Annotated[tuple[Id, ...], Field(min_length=1)]
    done_when: Annotated[SingleLine, Field(max_length=110)]
    statements: tuple[StatementId, ...]
    added_by_editors: tuple[ItemField, ...]

    @property
    def source_fields(self) -> list[ItemField]:
        """The fields that rest on a source text, in order."""
        return [field for field in ITEM_FIELDS if field not in self.added_by_editors]


class Block(StrictModel):
    """A group of items under a short title."""

    id: Id
    title: Annotated[SingleLine, Field(max_length=40)]
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=9)]


class Checklist(StrictModel):
    """A checklist with its pause point, blocks and spoken close."""

    id: Id
    version: StrictDate
    title: Annotated[SingleLine, Field(max_length=60)]
    mode: ChecklistMode
    goal: Annotated[SingleLine, Field(max_length=110)]
    pause: Pause
    reviewed: Review
    blocks: Annotated[tuple[Block, ...], Field(min_length=1, max_length=4)]
    close: Annotated[SingleLine, Field(max_length=160)]
    retired: tuple[Id, ...] = ()

    @property
    def items(self) -> Iterator[Item]:
        """All items, in order."""
        return (item for block in self.blocks for item in block.items)
