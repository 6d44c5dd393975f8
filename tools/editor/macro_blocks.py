"""Calls of macros in the editor: what readers get there, and those that it shows as blocks."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from tools.language import GUIDES_FOLDER
from tools.model.macro_signatures import MACRO_ARGUMENT_COUNTS, TEXT_MACROS
from tools.model.project import ParsedProject
from tools.model.release.entries import DRAWINGS_FOLDER
from tools.model.rules.common import get_ids

ROW = re.compile(r"^\| (`\{\{.*?) \| (.*) \|$", re.MULTILINE)
NAME = re.compile(r"\{\{ (\w+)\(")


@dataclass(frozen=True)
class MacroBlock:
    """A macro: its name, and what readers get at a call of it.

    `is_block`: the editor shows a call as a block. `choices`: what its argument can be; None when
    it takes none, empty when that depends on the page.
    """

    name: str
    says: str
    is_block: bool
    choices: tuple[str, ...] | None


def describe_macros(project: ParsedProject) -> list[MacroBlock]:
    """Return all macros that the guide for editors explains, in its order."""
    explained = read_explanations(project.language.code)
    return [
        MacroBlock(name, says, name not in TEXT_MACROS, list_choices(project, name))
        for name, says in explained.items()
    ]


def read_explanations(language: str) -> dict[str, str]:
    """Return what each macro shows, from the table in the guide for editors."""
    guide = GUIDES_FOLDER / language / "editors.md"
    rows = ROW.findall(guide.read_text(encoding="utf-8")) if guide.is_file() else []
    return {name: says.replace("`", "") for calls, says in rows for name in NAME.findall(calls)}


def list_choices(project: ParsedProject, macro: str) -> tuple[str, ...] | None:
    """Return what the argument of a macro can be, as `MacroBlock` has it."""
    if MACRO_ARGUMENT_COUNTS[macro][1] == 0:
        return None
    match macro:
        case "cards":
            return tuple(project.mkdocs.publication.kinds)
        case "chart":
            return tuple(get_ids(project.charts))
        case "drawing":
            names = (PurePosixPath(name) for name in sorted(project.docs_files.names))
            return tuple(
                name.stem for name in names
                if name.suffix == ".svg" and name.parent == PurePosixPath(DRAWINGS_FOLDER)
            )  # fmt: skip
    return ()
