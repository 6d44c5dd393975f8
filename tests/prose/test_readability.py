"""The readability checks: their findings, and that the publication passes them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, command
from tools.language import load_language
from tools.model.loader import load_project
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.rules.noqa import read_remarks
from tools.prose.readability import Readability, find_passive, measure_texts

Finding = tuple[str, str, int]  # code, file, line

INDEX = "docs/index.md"
TOOLS = "docs/practices/tidy-tools.md"
TERMS = "docs/_data/glossary.yml"
LABEL = "A label saves a question."
HOW = "how: Keep one old towel next to the door."
TEXTS = {  # sentence on a page → codes of its findings
    f"A{' long' * 29}.": [],
    f"A{' long' * 30}.": ["prose-long"],
    f"A{' long' * 14}: then{' it' * 14}.": [],
    f"A{' long' * 15} ({'x ' * 15}etc.) 9.": ["prose-long"],
    "We utilise a label.": ["prose-hard"],
    "We call that “utilise” here.": [],
    "A label saves my time.": ["prose-voice"],
    "The book says “my time” there.": [],
    "Look!": ["prose-exclamation"],
    "The plan stood in MKB!dee.": [],
    "The label is written by hand.": ["prose-passive"],
    "It is late, and the label has faded.": [],
    "{# hint: utilise this! #}Fine.": [],
}


def read_project(root: Path) -> ParsedProject:
    """Read a project."""
    return load_project(root)


def find_problems(root: Path) -> list[Finding]:
    """Return code, file and line of all findings in a project."""
    found = (problem for report in measure(read_project(root)) for problem in all_of(report))
    return [(report.code, report.file.as_posix(), report.line) for report in found]


def measure(project: ParsedProject) -> Iterator[Readability]:
    """Return the readability of all texts of a project."""
    return measure_texts(project, read_remarks(project))


def all_of(report: Readability) -> list[Problem]:
    """Return all problems of a text."""
    return [*report.errors, *report.warnings]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The text of the small publication, without the theme."""
    shutil.copytree(SMALL / "docs", tmp_path / "docs")
    return Path(shutil.copy(SMALL / "mkdocs.yml", tmp_path)).parent


@pytest.fixture(scope="module")
def earlier() -> list[Finding]:
    """The findings in the unchanged small publication."""
    return find_problems(SMALL)


@pytest.fixture
def problems_after(small: Path, earlier: list[Finding]) -> Callable[..., list[Finding]]:
    """Change a file of the small publication; return the additional findings."""

    def change(file: str, old: str, new: str) -> list[Finding]:
        text = (small / file).read_text(encoding="utf-8")
        assert old in text
        (small / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return [report for report in find_problems(small) if report not in earlier]

    return change


def line_of(file: str, text: str) -> int:
    """Return the line of a text in a file of the small publication."""
    source = (SMALL / file).read_text(encoding="utf-8")
    return source.count("\n", 0, source.index(text)) + 1


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_is_reported_at_its_line(
    text: str, problems_after: Callable[..., object]
) -> None:
    line = line_of(TOOLS, LABEL)
    assert problems_after(TOOLS, LABEL, text) == [(code, TOOLS, line) for code in TEXTS[text]]


def test_a_later_sentence_is_reported_at_its_own_line(
    problems_after: Callable[..., object],
) -> None:
    line = line_of(TOOLS, LABEL)
    changed = problems_after(TOOLS, LABEL, f"{LABEL} One\nmore. We\nutilise it.")
    assert changed == [("prose-hard", TOOLS, line + 1)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TOOLS, HOW, "how: Utilise one old towel."),
        (INDEX, "description: ", "description: We utilise it. "),
        (TERMS, "definition: ", "definition: We utilise it. "),
        (TOOLS, "![", "We utilise it. !["),
        (TOOLS, LABEL, "- A list\n- can utilise it"),
        (TOOLS, LABEL, '{{ ref("contact", "Utilise it") }}.'),
    ],
)
def test_all_visible_text_is_measured(
    file: str, old: str, new: str, problems_after: Callable[..., list[Finding]]
) -> None:
    assert [(code, where) for code, where, _ in problems_after(file, old, new)] == [
        ("prose-hard", file)
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TOOLS, "search_words: [", "search_words: [utilise, "),
        (TOOLS, "![A shed", "![We utilise a shed"),  # an alternative text is not read on the page
        (TOOLS, "../assets/pictures/", "../assets/utilise/"),
    ],
)
def test_invisible_text_is_not_measured(
    file: str, old: str, new: str, problems_after: Callable[..., object]
) -> None:
    assert problems_after(file, old, new) == []


def test_a_high_average_is_reported_for_the_page(problems_after: Callable[..., object]) -> None:
    long_sentences = f"A{' long' * 28}. " * 12
    assert problems_after(TOOLS, LABEL, long_sentences) == [("prose-average", TOOLS, 1)]


def test_lines_without_a_full_stop_do_not_make_an_average(small: Path) -> None:
    def sentence_lengths() -> tuple[int, ...]:
        return next(
            report.sentence_lengths
            for report in measure(read_project(small))
            if report.text.file == Path(TOOLS)
        )

    earlier = sentence_lengths()
    text = (small / TOOLS).read_text(encoding="utf-8")
    table = "| a. | b. |\n| --- | --- |\n| c. | d. |"
    new = f"{LABEL}\n\n- one\n- two\n\n{table}\n\n### It is.\n\nFive words it has 5."
    (small / TOOLS).write_text(text.replace(LABEL, new), encoding="utf-8")
    assert sorted(sentence_lengths()) == sorted((*earlier, 5))


PASSIVE = {
    "De lijst wordt elke week bijgewerkt.": "wordt bijgewerkt",
    "Daar waar besloten wordt.": "wordt besloten",
    "Dat wordt een goed gesprek.": "",
    "Het wordt later, en de lijst is bijgewerkt.": "",
    "De gegevens worden groter.": "",
    "Eén vakman wordt ongemerkt de baas.": "",
    "Bewaar de lijst.": "",
}


@pytest.mark.parametrize("text", PASSIVE)
def test_a_passive_clause_in_dutch(text: str) -> None:
    assert find_passive(text.lower(), load_language("nl")) == PASSIVE[text]


def test_every_code_has_a_case() -> None:
    codes = {code for code in load_language("nl").messages if code.startswith("prose-")}
    codes -= {"prose-short", "prose-even"}  # tests/prose/test_rhythm.py
    assert {*(code for expected in TEXTS.values() for code in expected), "prose-average"} == codes


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("W: error, W406: warning", (["prose-hard"], ["prose-passive"])),
        ("W403: warning, W406: off", ([], ["prose-hard"])),
        ("W403: off, W402: {most: 4, level: error}", (["prose-long"] * 3, ["prose-passive"])),
    ],
)
def test_levels_and_limits_are_settings(
    rules: str, expected: tuple[list[str], list[str]], small: Path
) -> None:
    settings = small / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"rules: \{.*\}", f"rules: {{{rules}}}", text), encoding="utf-8")
    page = small / "docs/about/contact.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nWe utilise it.\n\nIt is written by us.\n")
    (report,) = (
        report
        for report in measure(read_project(small))
        if report.text.file == Path("docs/about/contact.md")
    )
    errors, warnings = (
        [problem.code for problem in found] for found in (report.errors, report.warnings)
    )
    assert (errors, warnings) == expected


def test_the_publication_respects_the_limits() -> None:
    """Every page: short sentences, ordinary words, one voice."""
    project = read_project(ROOT)
    reports = [*measure(project)]
    assert sum(len(report.sentence_lengths) for report in reports) > 1000
    violations = [
        problem.format_message(project.language) for report in reports for problem in report.errors
    ]
    assert violations == []


def test_the_command_reports_and_measures(small: Path) -> None:
    done = command(small, "prose", TOOLS)
    assert done.returncode == 0
    assert TOOLS in done.stdout
    assert INDEX not in done.stdout
    text = (small / TOOLS).read_text(encoding="utf-8")
    (small / TOOLS).write_text(text.replace(LABEL, "We utilise it."), encoding="utf-8")
    done = command(small, "prose", "tidy-tools")
    assert done.returncode == 1
    assert f"{TOOLS}:{line_of(TOOLS, LABEL)}: W403 “utilise”" in done.stdout
