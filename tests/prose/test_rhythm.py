"""The rhythm of a text: shares of short and of equally long sentences, and spoken lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import SMALL, change
from tools.model.entities.rule_settings import RuleSetting
from tools.model.levels import RuleLevels
from tools.model.loader import load_project
from tools.model.rules.noqa import read_remarks
from tools.prose.passages import ReadableText
from tools.prose.readability import measure_texts
from tools.prose.rhythm import check_rhythm, measure_rhythm

TOOLS = "docs/practices/tidy-tools.md"
LABEL = "A label saves a question."
TEXT = ReadableText(Path(TOOLS), ())
VARIED = [4, 7, 9, 12, 13, 14, 16, 18, 21, 24, 8, 11, 15, 19, 6]


@pytest.mark.parametrize(
    ("lengths", "codes"),
    [
        (VARIED, []),
        ([10] * 15, ["prose-even"]),
        ([10] * 14, []),  # too few for a rhythm
        ([3] * 4 + [8] * 4 + [20] * 7, ["prose-short"]),
        ([3] * 3 + [8] * 5 + [20] * 7, []),
        ([], []),
    ],
)
def test_a_text_that_drones_is_reported(lengths: Sequence[int], codes: list[str]) -> None:
    problems = [*check_rhythm(TEXT, measure_rhythm(lengths), RuleLevels({}, {}))]
    assert [problem.code for problem in problems] == codes
    assert all((problem.file, problem.line) == (Path(TOOLS), 1) for problem in problems)


def test_the_limits_are_settings() -> None:
    levels = RuleLevels({"W408": RuleSetting(most=100)}, {})
    assert [*check_rhythm(TEXT, measure_rhythm([10] * 15), levels)] == []


def test_the_measures_are_those_of_the_sentences() -> None:
    rhythm = measure_rhythm([5, 6, 19, 20, 30, 31])
    assert (rhythm.count, rhythm.longest) == (6, 31)
    assert rhythm.average == 18.5
    assert round(rhythm.spread, 2) == 10.24
    assert (rhythm.short, rhythm.long, rhythm.even) == (17, 33, 33)


@pytest.mark.parametrize(
    ("file", "old", "new", "is_reported"),
    [
        (TOOLS, "  close: 'Read the", "  close: 'My Read the", False),
        (TOOLS, LABEL, f"{LABEL}\n\n- Where is my rake?", True),
        (TOOLS, LABEL, f"{LABEL}\n\n- My rake?", False),
        (TOOLS, LABEL, f"{LABEL} My rake.", True),
        ("docs/practices/shed-hour.md", "say: '", "say: 'My friends: ", False),
    ],
)
def test_spoken_lines_have_their_own_voice(
    small_sources: Path, file: str, old: str, new: str, is_reported: bool
) -> None:
    style = "example" if is_reported else "question"
    change(small_sources, "mkdocs.yml", "callouts: {why: example}", f"callouts: {{why: {style}}}")
    change(small_sources, file, old, new)
    project = load_project(small_sources)
    texts = measure_texts(project, read_remarks(project))
    codes = {problem.code for text in texts for problem in (*text.errors, *text.warnings)}
    assert ("prose-voice" in codes) is is_reported


def test_the_small_publication_has_no_such_words() -> None:
    project = load_project(SMALL)
    texts = measure_texts(project, read_remarks(project))
    assert "prose-voice" not in {problem.code for text in texts for problem in text.errors}
