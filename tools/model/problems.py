"""Problems an editor can mend: file, line, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.errors import BuildError
from tools.language import Language


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    `file` is relative to the project folder, `line` counts from 1, `code` is an id in the
    catalogue `tools/languages/<lang>/messages.yml`, `place` names the field, and `values` fills
    the message.
    """

    file: Path
    line: int
    code: str
    field_path: str = ""
    values: dict[str, Any] = field(default_factory=dict, compare=False)

    def format_message(self, language: Language) -> str:
        """Give the problem as text for an editor: `file:line: place: what. Remedy.`."""
        wrong, mend = language.format_message(self.code, self.values)
        place = f"{self.field_path}: " if self.field_path else ""
        return f"{self.file}:{self.line}: {place}{wrong}\n    → {mend}"


class InvalidPublicationError(BuildError):
    """The publication has problems; `str()` lists them all, in the publication's language."""

    def __init__(self, problems: Iterable[Problem], language: Language) -> None:
        """Take the problems (put in order of file and line) and the language to tell them in."""
        ordered = sorted(problems, key=lambda p: (str(p.file), p.line, p.code, p.field_path))
        once = {problem.format_message(language): problem for problem in ordered}
        self.problems = [*once.values()]
        told = "\n".join(once)
        count = language.word("problems").format(count=len(self.problems))
        super().__init__(f"{told}\n{count}")
