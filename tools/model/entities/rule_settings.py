"""The settings of a rule: its level, and its limit if it has one."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from tools.model.entities.checklist import StrictInt, StrictModel
from tools.model.rule_table import Level


class RuleSetting(StrictModel):
    """The level and the limit of a rule; what is absent stays as it is by default."""

    level: Level | None = None
    most: Annotated[StrictInt, Field(ge=1)] | None = None


def expand_level(value: Any) -> Any:
    """Return a level by itself as a setting."""
    return {"level": value} if isinstance(value, str) else value


# By selector: a code, or the beginning of codes.
RuleSettings = dict[
    str,
    Annotated[
        RuleSetting, BeforeValidator(expand_level, json_schema_input_type=Level | RuleSetting)
    ],
]
