"""The likeness of items: no two lists of the publication ask for the same action."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.about import is_another
from tests.conftest import ROOT, change, command
from tools.model.loader import load_project
from tools.prose.similarity import SAME_ACTION, find_pairs

ROUND = "docs/practices/weekly-round.md"
TOOLS_WORDS = {
    "what: Tell the keeper what you found": "what: Wipe every blade dry",
    "why: Two people know more than one note.": "why: Water eats iron, slowly.",
    "how: A message of one line will do.": "how: Keep an old towel next to the door.",
}


def test_no_two_lists_of_the_publication_ask_for_the_same_action() -> None:
    pairs = find_pairs(load_project(ROOT))
    assert len(pairs) > 1000 or is_another()
    alike = [
        (pair.first.address, pair.second.address) for pair in pairs if pair.likeness >= SAME_ACTION
    ]
    assert alike == []


def test_the_same_action_in_other_words_is_the_most_alike(small_sources: Path) -> None:
    assert find_pairs(load_project(small_sources))[0].likeness < SAME_ACTION
    for old, new in TOOLS_WORDS.items():
        change(small_sources, ROUND, old, new)
    pair = find_pairs(load_project(small_sources))[0]
    assert {pair.first.address, pair.second.address} == {
        "tidy-tools#dry-tools", "weekly-round#tell-keeper"
    }  # fmt: skip
    assert pair.likeness >= SAME_ACTION


@pytest.mark.parametrize("words", ["", "what: Wipe all blades dry"])
def test_a_likeness_is_between_none_and_all(small_sources: Path, words: str) -> None:
    if words:
        change(small_sources, ROUND, "what: Tell the keeper what you found", words)
    likenesses = [pair.likeness for pair in find_pairs(load_project(small_sources))]
    assert len(likenesses) == 6 * 4, "items of one list are no pair"
    assert likenesses == sorted(likenesses, reverse=True)
    assert all(0 <= likeness <= 1 for likeness in likenesses)


def test_the_command_lists_the_most_alike(small_sources: Path) -> None:
    done = command(small_sources, "prose", "--alike")
    assert done.returncode == 0
    assert "tidy-tools#" in done.stdout
    assert "weekly-round#" in done.stdout
