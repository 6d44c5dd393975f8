"""Words and sentences."""

from __future__ import annotations

import pytest

from tools.model.text import has_word, sentences, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Kies één taak.", ["Kies", "één", "taak"]),
        ("MT-overleg, auto's en foto’s", ["MT-overleg", "auto's", "en", "foto’s"]),
        ("zij- en binnenkant", ["zij", "en", "binnenkant"]),
        ("10 minuten | +1", ["minuten"]),
        ("A4 en 3D-print", ["A4", "en", "D-print"]),
        ("“Wat” (nu)…", ["Wat", "nu"]),
        ("a_b", ["a", "b"]),
        ("🧤 handschoen מגרפה", ["handschoen", "מגרפה"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("One.", ["One."]),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("One: two; three.", ["One:", "two;", "three."]),
        (" One.\nTwo. ", ["One.", "Two."]),
        ("At 10.30 or a.m.", ["At 10.30 or a.m."]),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Doe het goed.", "goed", True),
        ("Goed zo", "goed", True),
        ("Loop goederen na", "goed", False),
        ("te goed", "goed", True),
        ("Doe dit Waar Mogelijk.", "waar mogelijk", True),
        ("waar het mogelijk is", "waar mogelijk", False),
        ("enz.", "enz", True),
        ("vandaag…", "vandaag", True),
        ("één", "n", False),
        ("a+b", "a+", False),
        ("a+ b", "a+", True),
    ],
)
def test_a_word_stands_by_itself_in_any_case(text: str, word: str, found: bool) -> None:
    assert has_word(text, word) is found
