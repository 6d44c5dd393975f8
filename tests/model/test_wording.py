"""The words of a publication change the word lists of its language, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ReportedProblem
from tests.model.test_rules import HOW, TOOLS, WHAT
from tools.language import load_language
from tools.model.entities.wording import Wording
from tools.model.loader import load_project
from tools.model.reading.yaml_nodes import Origin, parse_mapping
from tools.model.wording import adapt_language, get_word_lists

ProblemsAfter = Callable[..., list[ReportedProblem]]
WORDING = "docs/_data/wording.yml"
EN = load_language("en")


def adapt(text: str) -> dict[str, dict[str, str]]:
    """Return the word lists of English with the changes in a text."""
    return get_word_lists(adapt_language(EN, parse_mapping(text, Origin(Path("wording.yml")))))


@pytest.mark.parametrize("key", get_word_lists(EN))
def test_words_are_added_to_a_list_and_removed_from_it(key: str) -> None:
    before = get_word_lists(EN)
    removed = next(iter(before[key]), "")
    added = "{kwik: kwak}" if key in ("hard", "preferred") else "[Kwik]"
    after = adapt(f"{key}: {{add: {added}, remove: ['{removed}']}}")
    assert "kwik" in after[key]
    assert removed not in after[key]
    assert {**after, key: {}} == {**before, key: {}}


def test_every_list_has_a_place_in_the_file() -> None:
    assert list(Wording.model_fields) == [*get_word_lists(EN)]


def test_without_changes_the_lists_are_those_of_the_language() -> None:
    assert adapt_language(EN, None) is EN


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (WHAT, "what: Shelve all blades", ""),
        (WHAT, "what: Sell all blades", "what-verb"),
        (HOW, "how: Keep one toolery.", "hard-word"),
    ],
)
def test_the_rules_judge_by_the_changed_lists(
    old: str, new: str, code: str, problems_after: ProblemsAfter
) -> None:
    assert [problem.code for problem in problems_after((TOOLS, old, new))] == (
        [code] if code else []
    )


def test_a_publication_without_the_file_has_the_lists_of_its_language(small_sources: Path) -> None:
    (small_sources / WORDING).unlink()
    assert load_project(small_sources).language == EN


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("add: [shelve]", "add: [wipe]", "wording-idle"),
        ("remove: [sell]", "remove: [kwik]", "wording-idle"),
        ("{toolery: shed}", "{utilise: use}", "wording-idle"),
        ("{toolery: shed}", "{utilise: apply}", ""),
        ("add: [shelve]", "add: shelve", "not-a-list-here"),
        ("verbs:", "verb:", "key-unknown"),
    ],
)
def test_a_mistake_in_the_file_is_reported(
    old: str, new: str, code: str, problems_after: ProblemsAfter
) -> None:
    problems = problems_after((WORDING, old, new))
    assert [(problem.code, problem.file) for problem in problems] == [(code, WORDING)] * bool(code)


def test_a_file_that_cannot_be_read_brings_no_other_problems(
    small: Path, problems_after: ProblemsAfter
) -> None:
    (small / WORDING).write_text("verbs: [", encoding="utf-8")
    shelved = (TOOLS, WHAT, "what: Shelve all blades")
    assert [problem.code for problem in problems_after(shelved)] == ["yaml"]
