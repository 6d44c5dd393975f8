"""Remarks that silence a rule on one line: `# noqa: W101 reason`, or `{# noqa: W101 reason #}`.

The first form stands at the end of a line of front matter, data or settings; the second on a line
of a page's text, or alone on the line above it. A remark names whole codes and a reason.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.reading.yaml_nodes import MAX_DATA_FILE_BYTES
from tools.model.rule_table import BY_CODE, BY_NAME

MARK = "noqa:"
YAML_REMARK = re.compile(r"(?:^|\s)#\s*noqa:(?P<rest>.*)$")
TEXT_REMARK = re.compile(r"\{#-?\s*noqa:(?P<rest>.*?)-?#\}")
CODES = re.compile(r"\s*(?P<codes>\w+(?:\s*,\s*\w+)*)(?P<reason>.*)")


@dataclass(frozen=True)
class Remark:
    """A remark on a line of a file, about the problems at `target_line`; `reason` may be empty."""

    file: Path
    line: int
    target_line: int
    codes: tuple[str, ...]
    reason: str

    def create_problem(self, code: str, rule: str = "") -> Problem:
        """Return a problem at the remark, about one of its codes."""
        return Problem(self.file, self.line, code, values={"id": rule})


@dataclass
class Remarks:
    """The remarks of a project, and which of their codes silenced a problem."""

    remarks: tuple[Remark, ...]
    used: set[tuple[Remark, str]] = field(default_factory=set)

    def silence(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems that no remark is about."""
        return [problem for problem in problems if not self.is_silenced(problem)]

    def is_silenced(self, problem: Problem) -> bool:
        """Return whether a remark is about a problem, and remember that it was needed."""
        code = BY_NAME[problem.code].code
        for remark in self.remarks:
            at_remark = (remark.file, remark.target_line) == (problem.file, problem.line)
            if at_remark and code in remark.codes and not BY_CODE[code].is_fixed:
                self.used.add((remark, code))
                return True
        return False

    def find_mistakes(self) -> Iterator[Problem]:
        """Yield remarks without a reason, and codes that do not exist or cannot be silenced."""
        for remark in self.remarks:
            if remark.codes and not remark.reason:
                yield remark.create_problem("noqa-without-reason")
            for code in remark.codes or ("",):
                if code not in BY_CODE:
                    yield remark.create_problem("noqa-unknown", code)
                elif BY_CODE[code].is_fixed:
                    yield remark.create_problem("noqa-fixed", code)

    def find_idle(self, of_prose: bool = False) -> Iterator[Problem]:
        """Yield the codes for which there was nothing to silence, either those of prose or others.

        `silence` must have seen all problems.
        """
        for remark in self.remarks:
            for code in remark.codes:
                entry = BY_CODE.get(code)
                if entry is None or entry.is_fixed or (remark, code) in self.used:
                    continue
                if entry.name.startswith("prose-") == of_prose:
                    yield remark.create_problem("noqa-idle", code)


def read_remarks(project: ParsedProject) -> Remarks:
    """Read all remarks in the pages, data and settings of a project."""
    data = (project.docs_folder / DATA_FOLDER).glob("*.yml")
    files = [project.root / project.mkdocs_node.origin.file, *sorted(data)]
    remarks = [remark for path in files for remark in find_in_yaml(path, project.root)]
    remarks += [remark for page in project.pages for remark in find_in_page(page, project.root)]
    return Remarks(tuple(remarks))


def find_in_yaml(path: Path, root: Path) -> Iterator[Remark]:
    """Yield the remarks in a YAML file; none in one that the model does not read either."""
    if path.is_file() and path.stat().st_size <= MAX_DATA_FILE_BYTES:
        for number, line in iter_marked_lines(path):
            yield from parse_line(YAML_REMARK, line, path.relative_to(root), number)


def find_in_page(page: ParsedPage, root: Path) -> Iterator[Remark]:
    """Yield the remarks in the front matter of a page, and those in its text."""
    for number, line in iter_marked_lines(root / page.file):
        pattern = YAML_REMARK if number <= page.line_offset else TEXT_REMARK
        yield from parse_line(pattern, line, page.file, number)


def iter_marked_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file, counted from 1, that may have a remark."""
    data = path.read_bytes()
    if MARK.encode() in data:
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if MARK in line:
                yield number, line


def parse_line(pattern: re.Pattern[str], line: str, file: Path, number: int) -> Iterator[Remark]:
    """Yield the remark on a line, if there is one; alone on a line of text it is about the next."""
    match = pattern.search(line)
    if match:
        parts = CODES.match(match["rest"])
        codes = tuple(re.split(r"\s*,\s*", parts["codes"])) if parts else ()
        reason = parts["reason"].strip(" \t:–—-") if parts else ""
        is_alone = pattern is TEXT_REMARK and match[0] == line.strip()
        yield Remark(file, number, number + is_alone, codes, reason)
