"""Texts follow their numbers: "1 checklist", in every language and in messages."""

from __future__ import annotations

import re

import pytest

from tools.language import Language, available_languages, load_language

NL = load_language("nl")
# What a placeholder that holds a number is called.
NUMBERS = {
    "count", "all", "lists", "items", "files", "pages", "site_pages", "minutes", "times", "treated",
    "tested", "texts", "min_length", "max_length", "total",
}  # fmt: skip
# A number and a word, where one or many makes no difference.
NUMBER_AND_WORD = re.compile(r"\{(\w+)\}[ \u00a0](?!\d)\w+")
# Texts with such a pair that hold for any number, or in which the number is never 1.
ANY_NUMBER = {
    "reading_time": "min.",
    "minutes_short": "min.",
    "left_seconds": "s",
    "left_minutes": "min",
    "search_many": "one has a text of its own",
    "search_most": "so many that not all are shown",
    "scan_gaps": "one has a text of its own",
    "scan_some_largest": "two or more",
    "not-placed": "Dutch: 1 keer, 2 keer",
    "due_count": "Dutch: 1 keer, 2 keer",
    "trial_count_axe": "Dutch: 1 keer, 2 keer",
    "done_count": "of a number; also a formula in Excel",
    "lists_found": "of a number",
    "stories_found": "of a number",
    "copied": "of a number",
    "chosen": "of a number",
    "chosen_role": "of a number",
    "ticked": "of a number",
    "share_asks": "of a number",
    "composer_count": "a participle",
    "composer_moved": "of a number",
    "composer_page": "of a number",
    "accountability_part": "of a number",
    "release_untested": "of a number",
    "what-too-long": "more than the limit",
    "what-too-many-words": "more than the limit",
    "sentence-too-long": "more than the limit",
    "line-long": "more than the limit",
    "prose-long": "more than the limit",
    "verb-repeated": "three or more",
    "field-columns": "more than the limit",
    "table-columns": "more than the limit",
    "macro-twice": "two or more",
    "sheet-long": "two or more",
    "warnings_more": "one more, two more",
    "list-minutes": "the total of two items or more",
    "canvas_copies": "two or more",
    "workform-minutes": "the total of three steps or more",
}


def texts_with_numbers(language: Language) -> dict[str, str]:
    """Return all texts of a language by key, of a message both parts together."""
    messages = {key: " ".join(message.values()) for key, message in language.messages.items()}
    return {**language.interface, **language.scripts, **messages}


@pytest.mark.parametrize("code", available_languages())
def test_a_number_before_a_word_has_two_forms(code: str) -> None:
    texts = texts_with_numbers(load_language(code))
    found = {
        key
        for key, text in texts.items()
        if any(match[1] in NUMBERS for match in NUMBER_AND_WORD.finditer(text))
    }
    assert found - set(ANY_NUMBER) == set()


def test_texts_for_any_number_exist() -> None:
    assert set(ANY_NUMBER) <= set(texts_with_numbers(NL))


@pytest.mark.parametrize(
    ("code", "key", "values", "expected"),
    [
        ("en", "check_passed", {"count": 1, "lists": 1}, "1 page, 1 checklist: no problems."),
        ("en", "check_passed", {"count": 4, "lists": 0}, "4 pages, 0 checklists: no problems."),
        ("nl", "check_passed", {"count": 1, "lists": 2}, "1 pagina, 2 checklists: geen problemen."),
        ("nl", "minutes", {"minutes": 1}, "1\u00a0minuut"),
        ("en", "made_handouts", {"files": 1}, "1 hand-out"),
        ("en", "made_workforms", {"files": 1}, "1 working form, on one A4"),
        ("en", "new_list", {"count": 1}, "In mkdocs.yml there is now 1 checklist."),
    ],
)
def test_a_text_follows_its_number(
    code: str, key: str, values: dict[str, int], expected: str
) -> None:
    assert load_language(code).word(key).format(**values) == expected


def test_a_message_follows_its_number() -> None:
    wrong, _ = NL.format_message("lists-count", {"count": 1, "wanted": 2})
    assert wrong == "Er is 1 checklist; de instellingen vragen er 2."
    wrong, _ = NL.format_message("text-too-short", {"key": "what", "min_length": "1"})
    assert wrong == "`what` is te kort: ten minste 1 teken."
