"""Problems that an editor can solve: file, line, what is wrong, and the remedy."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tools.errors import BuildError
from tools.language import Language
from tools.model.rule_table import BY_NAME, Level


class Limits(NamedTuple):
    """The numbers of problems of one code that are shown: of one file, and of all files."""

    of_file: float
    of_all: float


WARNING_LIMITS = Limits(3, 3)
ERROR_LIMITS = Limits(5, 20)
NO_LIMITS = Limits(math.inf, math.inf)


@dataclass(frozen=True)
class Problem:
    """One mistake in a project.

    `file` is relative to the project folder, `line` counts from 1, `code` is the name of
    a rule in `rule_table` and of its message in `tools/languages/<lang>/messages.yml`, `field_path`
    names the field, and `values` fills the message.
    """

    file: Path
    line: int
    code: str
    field_path: str = ""
    values: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.file}:{self.line}"

    @property
    def rule_code(self) -> str:
        """The stable code of the rule, such as `Y305`."""
        return BY_NAME[self.code].code

    def format_message(self, language: Language, level: Level = "error") -> str:
        """Return the problem as text for an editor: `file:line: code field: what. Remedy.`."""
        wrong, remedy = language.format_message(self.code, self.values)
        label = f" ({language.word('warning')})" if level == "warning" else ""
        field_path = f" {self.field_path}:" if self.field_path else ""
        place = f"{self.place}: {self.rule_code}{label}"
        return f"{place}{field_path} {wrong}\n    → {remedy}"


class InvalidPublicationError(BuildError):
    """The publication has problems; `str()` lists them, of many of a kind only the first.

    `problems` are the errors, in the publication's language; `complete` lists all of them. Warnings
    come first.
    """

    def __init__(
        self, problems: Iterable[Problem], language: Language, warnings: Iterable[Problem] = ()
    ) -> None:
        """Sort the problems by file and line, and write each message once, in `language`."""
        by_message = group_by_message(problems, language, "error")
        self.problems = [*by_message.values()]
        counts = {"count": len(by_message), "codes": count_codes(self.problems)}
        summary = language.word("problems").format(**counts)
        told = [*warnings]
        self.complete = "\n".join(
            [*format_warnings(told, language, NO_LIMITS), *by_message, summary]
        )
        shown = shorten_messages(by_message, language, ERROR_LIMITS)
        more = [language.word("problems_all")] if len(shown) < len(by_message) else []
        super().__init__("\n".join([*format_warnings(told, language), *shown, *more, summary]))


def group_by_message(
    problems: Iterable[Problem], language: Language, level: Level
) -> dict[str, Problem]:
    """Return each different message with its problem, sorted by file and line."""
    ordered = sorted(problems, key=lambda p: (str(p.file), p.line, p.code, p.field_path))
    return {problem.format_message(language, level): problem for problem in ordered}


def count_codes(problems: Iterable[Problem]) -> str:
    """Return how many problems of each code there are, the most frequent first: `W101 × 3`."""
    counts = Counter(BY_NAME[problem.code].code for problem in problems)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{code} × {count}" for code, count in ordered)


def shorten_messages(
    by_message: Mapping[str, Problem], language: Language, limits: Limits
) -> list[str]:
    """Return messages without those above the limits, and how many of each code these are."""
    in_file: Counter[tuple[str, Path]] = Counter()
    in_all: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    lines = []
    for message, problem in by_message.items():
        in_file[problem.code, problem.file] += 1
        of_file = in_file[problem.code, problem.file]
        if of_file > limits.of_file or in_all[problem.code] >= limits.of_all:
            left_out[BY_NAME[problem.code].code] += 1
        else:
            in_all[problem.code] += 1
            lines.append(message)
    word = language.word("warnings_more")
    return [*lines, *(word.format(code=code, count=count) for code, count in left_out.items())]


def format_warnings(
    warnings: Iterable[Problem], language: Language, limits: Limits = WARNING_LIMITS
) -> list[str]:
    """Return warnings as lines for an editor, with a summary; of many of a code only the first."""
    by_message = group_by_message(warnings, language, "warning")
    if not by_message:
        return []
    lines = shorten_messages(by_message, language, limits)
    counts = {"count": len(by_message), "codes": count_codes(by_message.values())}
    return [*lines, language.word("warnings").format(**counts)]
