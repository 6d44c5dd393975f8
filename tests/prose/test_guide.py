"""The guide for writers matches the rules, and its examples show each of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.model.loader import load_project
from tools.prose.passages import Passage
from tools.prose.readability import check_sentence, split_passage

NL = load_project(ROOT).language
GUIDE = (ROOT / "docs" / "_data" / "schrijfwijzer.md").read_text(encoding="utf-8")


def table(heading: str) -> list[tuple[str, str]]:
    """Return the rows of the table under a heading."""
    _, _, rest = GUIDE.partition(f"## {heading}\n")
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", rest.partition("\n## ")[0], re.MULTILINE)
    return [(before, rest) for before, rest in rows[2:]]


def find_codes(text: str) -> set[str]:
    """Return the codes of the problems in a text."""
    sentences = split_passage(Passage(Path("guide.md"), 1, text), NL)
    longest = NL.prose.max_sentence_words
    return {
        problem.code for sentence in sentences for problem in check_sentence(sentence, NL, longest)
    }


def test_the_words_are_those_of_the_rules() -> None:
    rows = table("Woorden die wij vermijden")
    assert dict(rows) == {**NL.hard_words, **NL.prose.preferred_words}
    assert rows == sorted(rows)


def test_the_limits_are_those_of_the_rules() -> None:
    prose = NL.prose
    average, longest = prose.max_average_words, prose.max_sentence_words
    assert f"Gemiddeld hoogstens {average} woorden, en geen zin langer dan {longest}." in GUIDE
    assert f"met {prose.words_per_minute} woorden per minuut" in GUIDE


@pytest.mark.parametrize(("before", "rest"), table("Voor en na"))
def test_an_example_is_wrong_before_and_right_after(before: str, rest: str) -> None:
    assert find_codes(before)
    assert find_codes(rest) == set()


def test_the_examples_show_every_rule_for_a_sentence() -> None:
    codes_shown = set().union(*(find_codes(before) for before, _ in table("Voor en na")))
    assert codes_shown == {
        "prose-exclamation", "prose-hard", "prose-long", "prose-passive", "prose-voice",
    }  # fmt: skip
    assert find_codes(re.sub(r"^\||`.*?`", "", GUIDE.partition("## Voor en na")[0])) == set()
