"""A conversation scan as data: questions with described positions, for two separate groups.

It has no weights and no points on purpose. The source texts give no scale, so any number would be
invented, and readers soon take self-ratings for evidence. Its purpose is the difference between two
groups. Placing oneself in silence first, and ending in one agreement, comes from Atlassian's
Health Monitor (team playbook); positions that describe what can be seen, from the phases of INK's
model.
"""

from typing import Annotated

from pydantic import Field

from tools.model.entities.checklist import Id, SingleLine, StrictDate, StrictModel


class Row(StrictModel):
    """A question. `page`: the page whose checklist follows; `signs`: how to see each position."""

    id: Id
    page: Id
    question: Annotated[SingleLine, Field(max_length=100)]
    signs: tuple[Annotated[SingleLine, Field(max_length=90)], ...]


class Scan(StrictModel):
    """A scan: the names of its positions, of the two groups, and its questions in order."""

    id: Id
    version: StrictDate
    title: Annotated[SingleLine, Field(max_length=60)]
    positions: Annotated[
        tuple[Annotated[SingleLine, Field(max_length=16)], ...], Field(min_length=3, max_length=5)
    ]
    groups: Annotated[
        tuple[Annotated[SingleLine, Field(max_length=40)], ...], Field(min_length=2, max_length=2)
    ]
    rows: Annotated[tuple[Row, ...], Field(min_length=2, max_length=6)]
