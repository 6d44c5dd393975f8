"""A working form as data: a session that somebody can lead from one sheet.

Its minutes are a promise to those who come, so those of its steps must add up to them; that rule
stands in `tools.model.rules.workforms`. The parts (time needed, who is at the table, a worksheet of
one page) are those of the DIY toolkit of Nesta; the spoken lines are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from tools.model.checklist import Day, Id, Line, Shape, Whole

Remark = Annotated[Line, Field(max_length=120)]


class Step(Shape):
    """A step: its minutes, what the group does, how, and what the leader can say aloud."""

    minutes: Annotated[Whole, Field(ge=1, le=120)]
    what: Annotated[Line, Field(max_length=50)]
    how: Annotated[Line, Field(max_length=220)]
    say: Remark | None = None


class Workform(Shape):
    """A working form. `page`: the page whose subject it puts to work; `leader`: a role."""

    version: Day
    page: Id
    goal: Annotated[Line, Field(max_length=110)]
    leader: Id
    group: Annotated[Line, Field(max_length=90)]
    minutes: Annotated[Whole, Field(ge=10, le=240)]
    material: Annotated[
        tuple[Annotated[Line, Field(max_length=70)], ...], Field(min_length=1, max_length=6)
    ]
    steps: Annotated[tuple[Step, ...], Field(min_length=3, max_length=7)]
    result: Remark
    watch: Annotated[tuple[Remark, ...], Field(min_length=1, max_length=3)]

    @property
    def timed(self) -> Iterator[tuple[int, int, Step]]:
        """All steps in order, each with the minute at which it begins and ends."""
        start = 0
        for step in self.steps:
            yield start, start + step.minutes, step
            start += step.minutes
