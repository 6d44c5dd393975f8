"""Problems that an editor can solve: file, line, what is wrong, and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.errors import BuildError
from tools.language import Language


@dataclass(frozen=True)
class Problem:
    """One mistake in a project.

    `file` is relative to the project folder, `line` counts from 1, `code` is an id in the
    catalogue `tools/languages/<lang>/messages.yml`, `field_path` names the field, and `values`
    fills the message.
    """

    file: Path
    line: int
    code: str
    field_path: str = ""
    values: dict[str, Any] = field(default_factory=dict, compare=False)

    def format_message(self, language: Language) -> str:
        """Return the problem as text for an editor: `file:line: field: what. Remedy.`."""
        wrong, remedy = language.format_message(self.code, self.values)
        field_path = f"{self.field_path}: " if self.field_path else ""
        return f"{self.file}:{self.line}: {field_path}{wrong}\n    → {remedy}"


class InvalidPublicationError(BuildError):
    """The publication has problems; `str()` lists them all, in the publication's language."""

    def __init__(self, problems: Iterable[Problem], language: Language) -> None:
        """Sort the problems by file and line, and write each message once, in `language`."""
        ordered = sorted(problems, key=lambda p: (str(p.file), p.line, p.code, p.field_path))
        by_message = {problem.format_message(language): problem for problem in ordered}
        self.problems = [*by_message.values()]
        count = language.word("problems").format(count=len(self.problems))
        super().__init__("\n".join([*by_message, count]))
