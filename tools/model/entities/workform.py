"""A working form as data: a session that somebody can lead from one sheet.

Its minutes are a promise to the participants, so those of its steps must add up to them; that rule
is in `tools.model.rules.workforms`. The parts (time needed, who is at the table, a worksheet of
one page) come from the DIY toolkit of Nesta; the spoken lines do not.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from tools.model.entities.checklist import Id, Ids, SingleLine, StrictDate, StrictInt, StrictModel

ShortSentence = Annotated[SingleLine, Field(max_length=120)]


class Step(StrictModel):
    """A step: its minutes, what the group does, how, and what the leader can say aloud."""

    minutes: Annotated[StrictInt, Field(ge=1, le=120)]
    what: Annotated[SingleLine, Field(max_length=50)]
    how: Annotated[SingleLine, Field(max_length=220)]
    say: ShortSentence | None = None


class Workform(StrictModel):
    """A working form. `page`: the page whose subject it puts to work; `leader`: a role.

    `canvas`: the sheets to fill in that it asks for.
    """

    version: StrictDate
    page: Id
    goal: Annotated[SingleLine, Field(max_length=110)]
    leader: Id
    group: Annotated[SingleLine, Field(max_length=90)]
    minutes: Annotated[StrictInt, Field(ge=10, le=240)]
    material: Annotated[
        tuple[Annotated[SingleLine, Field(max_length=70)], ...], Field(min_length=1, max_length=6)
    ]
    steps: Annotated[tuple[Step, ...], Field(min_length=3, max_length=7)]
    result: ShortSentence
    canvas: Ids = ()
    watch: Annotated[tuple[ShortSentence, ...], Field(min_length=1, max_length=3)]

    @property
    def timed_steps(self) -> Iterator[tuple[int, int, Step]]:
        """All steps in order, each with the minutes at which it begins and ends."""
        start = 0
        for step in self.steps:
            yield start, start + step.minutes, step
            start += step.minutes
