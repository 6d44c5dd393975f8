"""The rule for text that was pasted from an office program."""

from collections.abc import Iterator
from itertools import groupby

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.pasted_text import list_repairs


def check_pasted_text(project: ParsedProject) -> Iterator[Problem]:
    """Clean what office programs leave in a text: `python -m tools clean` does that."""
    word = project.language.word
    for page in project.pages:
        text = (project.root / page.file).read_text(encoding="utf-8")
        for line, repairs in groupby(list_repairs(text), lambda repair: repair.line):
            signs = ", ".join(word(f"pasted_{repair.name}") for repair in repairs)
            yield Problem(
                page.file, line, "text-pasted", values={"signs": signs, "page": page.file}
            )
