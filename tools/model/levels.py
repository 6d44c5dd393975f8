"""The level and the limit of each rule, as the settings of a publication have them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from tools.model.entities.rule_settings import RuleSetting
from tools.model.problems import Problem
from tools.model.rule_table import BY_NAME, LANGUAGE_LIMIT, Level, RuleEntry

RuleSettings = Mapping[str, RuleSetting]  # by selector: a code, or the beginning of codes
NONE: RuleSettings = {}


@dataclass(frozen=True)
class RuleLevels:
    """The settings of the rules: of the publication, and by file those of the page's kind."""

    publication: RuleSettings
    by_file: Mapping[Path, RuleSettings]

    def get_level(self, name: str, file: Path) -> Level:
        """Return the level of a rule in a file; the settings of its kind come first."""
        entry = BY_NAME[name]
        if entry.is_fixed:
            return entry.level
        of_kind = find_level(entry, self.by_file.get(file, NONE))
        return of_kind or find_level(entry, self.publication) or entry.level

    def get_limit(self, name: str, file: Path, of_language: int = 0) -> int:
        """Return the limit (`most`) of a rule in a file; the settings of its kind come first.

        `of_language`: the default where the language has it. Raises ValueError for a rule without a
        limit.
        """
        entry = BY_NAME[name]
        for settings in (self.by_file.get(file, NONE), self.publication):
            setting = settings.get(entry.code)
            if setting and setting.most is not None:
                return setting.most
        if entry.most is None:
            raise ValueError(f"{name} has no limit")
        return of_language if entry.most == LANGUAGE_LIMIT else entry.most

    def leave_out_off(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems without those of rules that are off."""
        groups = self.group(problems)
        return groups["error"] + groups["warning"]

    def group(self, problems: Iterable[Problem]) -> dict[Level, list[Problem]]:
        """Return the problems by the level of their rules."""
        groups: dict[Level, list[Problem]] = {level: [] for level in get_args(Level)}
        for problem in problems:
            groups[self.get_level(problem.code, problem.file)].append(problem)
        return groups


DEFAULT_LEVELS = RuleLevels({}, {})


def find_level(entry: RuleEntry, settings: RuleSettings) -> Level | None:
    """Return the level in the settings of a rule, by the longest selector that sets one."""
    selectors = [
        key for key, value in settings.items() if value.level and entry.code.startswith(key)
    ]
    return settings[max(selectors, key=len)].level if selectors else None
