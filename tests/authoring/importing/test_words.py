"""Words without the marks of a list before them."""

from __future__ import annotations

import pytest

from tools.authoring.importing.words import clean, split_detail, split_marker

BOXES = [
    *"☐□▢◻❏❑❒🔲", "\uf06f", "\uf0a8", "[ ]", "[]", "[_]", "( )", "•", "◦", "▪", "\uf0b7",
    "- ", "– ", "* ", "1. ", "12) ", "a) ", "- [ ] ", "1. ☐ ", "☐\ufe0f",
]  # fmt: skip
TICKED = [*"☑☒✓✔✅", "\uf0fe", "[x]", "[X]", "- [x] "]
WORDS = ["2026 was goed", "1.5 liter", "A. Jansen belt", "-5 graden", "e-mail", "*", "(x) y", "5. "]


@pytest.mark.parametrize("marker", [*BOXES, *TICKED])
def test_a_marker_is_no_word(marker: str) -> None:
    marked = split_marker(f"{marker} Check the rope")
    assert (marked.words, marked.is_listed) == ("Check the rope", True)
    assert marked.is_ticked == (marker in TICKED)


@pytest.mark.parametrize("words", WORDS[:-1])
def test_words_are_no_marker(words: str) -> None:
    assert split_marker(words).words == words


def test_a_box_may_stand_behind_the_words() -> None:
    marked = split_marker("Check the rope ☐")
    assert (marked.words, marked.has_box) == ("Check the rope", True)


def test_white_space_and_soft_hyphens_are_no_words() -> None:
    assert clean(" Een\u00ad\u200b \t twee\x0bdrie\n") == ("Een twee drie", ())
    assert clean("10\u00a0kg\u00a0") == ("10\u00a0kg", ())


def test_characters_that_no_page_may_have_are_named() -> None:
    assert clean("abc\u202edef\x07") == ("abcdef", ("U+202E", "U+0007"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Who: the lead", ("Who", "the lead")),
        ("Klaar als:", ("Klaar als", "")),
        ("Om 12:30 uur", None),
        ("https://example.org", None),
        ("A sentence with many words: not a label", None),
        ("No colon", None),
    ],
)
def test_a_line_with_a_label_is_a_field(line: str, expected: tuple[str, str] | None) -> None:
    assert split_detail(line) == expected
