"""The version of a checklist: a date, and whether its words are still those of that date."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

VersionState = Literal["released", "changed", "added"]


@dataclass(frozen=True)
class Version:
    """A version as readers see it, with the day on which its words were released.

    `state`: `changed` when the words differ from those released on that day, `added` when the list
    was not in that release.
    """

    date: dt.date
    state: VersionState = "released"
