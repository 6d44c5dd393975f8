"""A chart as data: one finding, the values behind it, and where they come from."""

from typing import Annotated, Literal

from pydantic import Field

from tools.model.entities.checklist import Id, SingleLine, StrictDate, StrictModel

Amount = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]


class Value(StrictModel):
    """A value with the words beside it; `stress`: the finding is about this one."""

    label: Annotated[SingleLine, Field(max_length=60)]
    value: Amount
    stress: bool = False


class Chart(StrictModel):
    """A chart. `title`: the finding, as a sentence; `unit`: what the values count.

    `whole`: what the values are a share of, such as 100. `on`: when the values were checked;
    `sources`: ids. Those of a `fictional` chart are an illustration.
    """

    id: Id
    title: Annotated[SingleLine, Field(max_length=90)]
    unit: Annotated[SingleLine, Field(max_length=60)]
    form: Literal["bars", "dots"] = "bars"
    whole: Amount | None = None
    on: StrictDate
    sources: tuple[Id, ...] = ()
    fictional: bool = False
    values: Annotated[tuple[Value, ...], Field(min_length=1, max_length=8)]

    @property
    def largest(self) -> float:
        """The value that is drawn at full width: the whole, or the largest; at least 1."""
        return max(self.whole or 0, *(value.value for value in self.values), 0) or 1
