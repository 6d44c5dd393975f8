"""Lists are sorted as dictionaries do it, on any machine."""

from __future__ import annotations

import locale

import pytest

from tools.model.reading.collation import first_letter, sort_key


def test_accents_and_capitals_do_not_count() -> None:
    words = ["aanspraak", "Één-op-ééngesprek", "Evaluatie", "ijskast", "Zelfsturing"]
    assert sorted({*words}, key=sort_key) == words
    assert sorted(["Straten", "Straße", "strafbaar"], key=sort_key) == [
        "strafbaar", "Straße", "Straten",
    ]  # fmt: skip
    assert sorted(["zon", "œuvre", "Ørsted"], key=sort_key) == ["œuvre", "Ørsted", "zon"]
    assert sorted(["zon", "’s avonds", "“roos”"], key=sort_key) == [
        "“roos”", "’s avonds", "zon",
    ]  # fmt: skip


def test_composed_and_decomposed_letters_are_one() -> None:
    assert sort_key("é")[0] == sort_key("e\u0301")[0] == "e"


def test_words_that_differ_in_nothing_else_have_an_order() -> None:
    assert sorted(["Één", "één", "een", "Een"], key=sort_key)[0] == "een"


def test_the_locale_of_the_machine_does_not_count() -> None:
    words = ["Zelf", "één", "eval"]
    before = sorted(words, key=sort_key)
    locale.setlocale(locale.LC_COLLATE, "C")
    assert sorted(words, key=sort_key) == before


@pytest.mark.parametrize(
    ("word", "letter"), [("Één", "E"), ("ijs", "I"), ("’s avonds", "S"), ("…", "…")]
)
def test_the_letter_of_an_index(word: str, letter: str) -> None:
    assert first_letter(word) == letter
