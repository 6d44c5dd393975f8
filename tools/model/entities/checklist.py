"""A checklist as data. Of an item only `what` is fixed; `fields` adds those of the settings.

What is optional is left out where it is absent. Sources of the parts: Gawande, *The Checklist
Manifesto* / Project Check (few items, a pause point); Degani & Wiener, NASA CR-177549 (the answer
is a value, a spoken close).
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
)

from tools.model.reading.ids import MAX_ID_LENGTH

Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=MAX_ID_LENGTH)
]
# An item of another list: the id of its page, and its own.
ItemAddress = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$")
]
StatementId = Annotated[str, StringConstraints(pattern=r"^[A-Z]-[a-z0-9]+(-[a-z0-9]+)*$")]
SingleLine = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\r\n]*$")
]
# Text that the theme does not escape, so without HTML characters; and without curly brackets, which
# begin a macro call.
PlainLine = Annotated[SingleLine, Field(pattern=r"^[^\r\n<>\"{}]*$")]
StrictDate = Annotated[dt.date, Strict()]
StrictInt = Annotated[int, Strict()]


def expand_ids(value: Any) -> Any:
    """Return one id that is written as a text as the list that it stands for."""
    return (value,) if isinstance(value, str) else value


# One id or a list of them.
Ids = Annotated[
    tuple[Id, ...], BeforeValidator(expand_ids, json_schema_input_type=Id | tuple[Id, ...])
]
WebUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s]+$")]

Phase = Literal["now", "after"]


class StrictModel(BaseModel):
    """The base of all models: unknown keys are errors, and instances are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Review(StrictModel):
    """The dates of a check: the last one, and by when the next one is due."""

    on: StrictDate
    again: StrictDate


class When(StrictModel):
    """The moment of an action in words, and maybe in days from the pause point."""

    moment: SingleLine
    days: Annotated[StrictInt, Field(ge=-365, le=730)] | None = None


def expand_moment(value: Any) -> Any:
    """Return a moment that is written as a text as the mapping that it stands for."""
    return {"moment": value} if isinstance(value, str) else value


Moment = Annotated[When, BeforeValidator(expand_moment, json_schema_input_type=str | When)]


class Pause(StrictModel):
    """The pause point: the moment to use the checklist, its kind of meeting, and who calls it."""

    meeting: Id = ""
    moment: SingleLine = ""
    caller: Id = ""
    minutes: Annotated[StrictInt, Field(ge=1, le=480)] | None = None


class Item(StrictModel):
    """One action; the publication's own fields come with the model that `fields` makes of this.

    `statements`: the statements that it rests on, each with the fields that do; all other fields
    are the editors' own. Without an `id` nothing can be ticked or linked. `canvas`: the sheets to
    fill in that it asks for.
    """

    id: Id = ""
    what: SingleLine
    statements: dict[StatementId, Annotated[tuple[str, ...], Field(min_length=1)]] = {}
    canvas: Ids = ()

    def get_value(self, field_id: str) -> Any:
        """Return the value of a field; None when it is absent."""
        return getattr(self, field_id, None)


class Block(StrictModel):
    """A group of items, maybe under a short title with an introduction of a sentence or two.

    `phase`: its items are done in the meeting itself, or after it.
    """

    id: Id = ""
    title: SingleLine = ""
    intro: SingleLine = ""
    phase: Phase | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Checklist(StrictModel):
    """A checklist in blocks, with its pause point and a spoken close.

    `id` and `title` follow from its page where they are absent. Without a `version` it has that of
    the release in which its words came out. `see`: items of other lists that go with it, of which
    readers see the words; they are not among its own items.
    """

    id: Id
    title: SingleLine
    version: StrictDate | None = None
    goal: SingleLine = ""
    pause: Pause = Pause()
    reviewed: Review | None = None
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    close: SingleLine = ""
    see: tuple[ItemAddress, ...] = ()
    retired: tuple[Id, ...] = ()

    @property
    def items(self) -> Iterator[Item]:
        """All items, in order."""
        return (item for block in self.blocks for item in block.items)

    def get_key(self, item: Item) -> str:
        """Return what an item is called inside one document: its id, or else its number."""
        return item.id or str(1 + [other is item for other in self.items].index(True))
