"""Problems that an editor can solve: file, line, what is wrong, and the remedy."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.errors import BuildError
from tools.language import Language
from tools.model.rule_table import BY_NAME, Level

MAX_WARNINGS_PER_CODE = 3


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

    def format_message(self, language: Language, level: Level = "error") -> str:
        """Return the problem as text for an editor: `file:line: code field: what. Remedy.`."""
        wrong, remedy = language.format_message(self.code, self.values)
        label = f" ({language.word('warning')})" if level == "warning" else ""
        field_path = f" {self.field_path}:" if self.field_path else ""
        place = f"{self.file}:{self.line}: {BY_NAME[self.code].code}{label}"
        return f"{place}{field_path} {wrong}\n    → {remedy}"


class InvalidPublicationError(BuildError):
    """The publication has problems; `str()` lists them all, in the publication's language.

    `warnings` come first; `problems` are the errors.
    """

    def __init__(
        self, problems: Iterable[Problem], language: Language, warnings: Iterable[Problem] = ()
    ) -> None:
        """Sort the problems by file and line, and write each message once, in `language`."""
        by_message = group_by_message(problems, language, "error")
        self.problems = [*by_message.values()]
        counts = {"count": len(by_message), "codes": count_codes(self.problems)}
        summary = language.word("problems").format(**counts)
        lines = [*format_warnings(warnings, language), *by_message, summary]
        super().__init__("\n".join(lines))


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


def format_warnings(warnings: Iterable[Problem], language: Language) -> list[str]:
    """Return warnings as lines for an editor, with a summary; of many of a code only the first."""
    by_message = group_by_message(warnings, language, "warning")
    if not by_message:
        return []
    totals = Counter(problem.code for problem in by_message.values())
    shown: Counter[str] = Counter()
    lines = []
    for message, problem in by_message.items():
        shown[problem.code] += 1
        if shown[problem.code] <= MAX_WARNINGS_PER_CODE:
            lines.append(message)
        elif shown[problem.code] == totals[problem.code]:
            values = {"count": shown[problem.code] - MAX_WARNINGS_PER_CODE}
            code = BY_NAME[problem.code].code
            lines.append(language.word("warnings_more").format(code=code, **values))
    counts = {"count": len(by_message), "codes": count_codes(by_message.values())}
    return [*lines, language.word("warnings").format(**counts)]
