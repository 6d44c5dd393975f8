"""The language of the pages: what is told, what is not, and that the publication keeps to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, command
from tools.language import load_language
from tools.model.loader import load_project
from tools.model.project import ParsedProject
from tools.prose.readability import ADVISORY_CODES, find_passive, measure_texts

Told = tuple[str, str, int]  # code, file, line

INDEX = "docs/index.md"
TOOLS = "docs/practices/tidy-tools.md"
TERMS = "docs/_data/glossary.yml"
LABEL = "A label saves a question."
HOW = "how: Keep one old towel next to the door."
TEXTS = {  # sentence on a page → what is told of it
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


def draft_of(root: Path) -> ParsedProject:
    """Read a project."""
    return load_project(root)


def told(root: Path) -> list[Told]:
    """Give code, file and line of all that is told of the language of a project."""
    found = (problem for one in measure_texts(draft_of(root)) for problem in one.problems)
    return [(one.code, one.file.as_posix(), one.line) for one in found]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The text of the small publication, without its look."""
    shutil.copytree(SMALL / "docs", tmp_path / "docs")
    return Path(shutil.copy(SMALL / "mkdocs.yml", tmp_path)).parent


@pytest.fixture(scope="module")
def before() -> list[Told]:
    """What is told of the small publication as it is."""
    return told(SMALL)


@pytest.fixture
def after(small: Path, before: list[Told]) -> Callable[..., list[Told]]:
    """Change a file of the small publication, and give what is told more than before."""

    def change(file: str, old: str, new: str) -> list[Told]:
        text = (small / file).read_text(encoding="utf-8")
        assert old in text
        (small / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return [one for one in told(small) if one not in before]

    return change


def line_of(file: str, text: str) -> int:
    """Give the line of a text in a file of the small publication."""
    whole = (SMALL / file).read_text(encoding="utf-8")
    return whole.count("\n", 0, whole.index(text)) + 1


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_is_told_by_its_line(text: str, after: Callable[..., object]) -> None:
    line = line_of(TOOLS, LABEL)
    assert after(TOOLS, LABEL, text) == [(code, TOOLS, line) for code in TEXTS[text]]


def test_a_sentence_further_on_is_told_by_its_own_line(after: Callable[..., object]) -> None:
    line = line_of(TOOLS, LABEL)
    changed = after(TOOLS, LABEL, f"{LABEL} One\nmore. We\nutilise it.")
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
def test_what_readers_see_is_judged_wherever_it_stands(
    file: str, old: str, new: str, after: Callable[..., list[Told]]
) -> None:
    assert [(code, where) for code, where, _ in after(file, old, new)] == [("prose-hard", file)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TOOLS, "search_words: [", "search_words: [utilise, "),
        (TOOLS, "![A shed", "![We utilise a shed"),  # an alternative text is not read on the page
        (TOOLS, "../assets/pictures/", "../assets/utilise/"),
    ],
)
def test_what_readers_do_not_see_is_left_alone(
    file: str, old: str, new: str, after: Callable[..., object]
) -> None:
    assert after(file, old, new) == []


def test_an_average_that_is_too_long_is_told_of_the_page(after: Callable[..., object]) -> None:
    long = f"A{' long' * 28}. " * 12
    assert after(TOOLS, LABEL, long) == [("prose-average", TOOLS, 1)]


def test_lines_without_a_full_stop_do_not_make_an_average(small: Path) -> None:
    def measured() -> tuple[int, ...]:
        return next(
            x.sentence_lengths for x in measure_texts(draft_of(small)) if x.text.file == Path(TOOLS)
        )

    before = measured()
    text = (small / TOOLS).read_text(encoding="utf-8")
    table = "| a. | b. |\n| --- | --- |\n| c. | d. |"
    new = f"{LABEL}\n\n- one\n- two\n\n{table}\n\n### It is.\n\nFive words it has 5."
    (small / TOOLS).write_text(text.replace(LABEL, new), encoding="utf-8")
    assert sorted(measured()) == sorted((*before, 5))


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


def test_every_code_is_shown_here() -> None:
    codes = {code for code in load_language("nl").messages if code.startswith("prose-")}
    assert {*(code for told in TEXTS.values() for code in told), "prose-average"} == codes
    assert codes > ADVISORY_CODES


def test_the_publication_keeps_to_its_limits() -> None:
    """Every page: short sentences, ordinary words, one voice."""
    draft = draft_of(ROOT)
    readings = [*measure_texts(draft)]
    assert sum(len(one.sentence_lengths) for one in readings) > 1000
    over = [
        problem.format_message(draft.language) for one in readings for problem in one.violations
    ]
    assert over == []


def test_the_command_tells_and_measures(small: Path) -> None:
    done = command(small, "prose", TOOLS)
    assert done.returncode == 0
    assert TOOLS in done.stdout
    assert INDEX not in done.stdout
    text = (small / TOOLS).read_text(encoding="utf-8")
    (small / TOOLS).write_text(text.replace(LABEL, "We utilise it."), encoding="utf-8")
    done = command(small, "prose", "tidy-tools")
    assert done.returncode == 1
    assert f"{TOOLS}:{line_of(TOOLS, LABEL)}: “utilise”" in done.stdout
