"""The guide for writers says what the rules are, and its examples show them at work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.language import load_language
from tools.prose.passages import Passage
from tools.prose.readability import check_sentence, split_passage

NL = load_language("nl")
GUIDE = (ROOT / "docs" / "_data" / "schrijfwijzer.md").read_text(encoding="utf-8")


def table(heading: str) -> list[tuple[str, str]]:
    """Give the rows of the table under a heading."""
    _, _, after = GUIDE.partition(f"## {heading}\n")
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", after.partition("\n## ")[0], re.MULTILINE)
    return [(before, after) for before, after in rows[2:]]


def codes(text: str) -> set[str]:
    """Give what is told of a text."""
    sentences = split_passage(Passage(Path("guide.md"), 1, text), NL)
    return {problem.code for sentence in sentences for problem in check_sentence(sentence, NL)}


def test_the_words_are_those_of_the_rules() -> None:
    rows = table("Woorden die wij vermijden")
    assert dict(rows) == {**NL.hard_words, **NL.prose.preferred_words}
    assert rows == sorted(rows)


def test_the_limits_are_those_of_the_rules() -> None:
    prose = NL.prose
    average, longest = prose.max_average_words, prose.max_sentence_words
    assert f"Gemiddeld hoogstens {average} woorden, en geen zin langer dan {longest}." in GUIDE
    assert f"met {prose.words_per_minute} woorden per minuut" in GUIDE


@pytest.mark.parametrize(("before", "after"), table("Voor en na"))
def test_an_example_is_wrong_before_and_right_after(before: str, after: str) -> None:
    assert codes(before)
    assert codes(after) == set()


def test_the_examples_show_every_rule_for_a_sentence() -> None:
    shown = set().union(*(codes(before) for before, _ in table("Voor en na")))
    assert shown == {
        "prose-exclamation", "prose-hard", "prose-long", "prose-passive", "prose-voice",
    }  # fmt: skip
    assert codes(re.sub(r"^\||`.*?`", "", GUIDE.partition("## Voor en na")[0])) == set()
