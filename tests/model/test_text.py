"""Words and sentences."""

from __future__ import annotations

import pytest

from tools.model.reading.text import find_words, has_word, split_sentences, split_words


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
    assert split_words(text) == found


SHORT = frozenset({"bijv.", "o.a.", "nr.", "p."})


@pytest.mark.parametrize(
    "found",
    [
        [],
        ["One."],
        ["One.", "Two!", "Three?"],
        ["Eén.", "Élk punt telt."],
        ["One: two; three."],
        ["At 10.30 or a.m. or so."],
        ["It took long.", "20 percent did it."],
        ["Zie nr. 4, o.a. Auping.", "Dan verder."],
        ["Een voorbeeld (bijv. Auping).", "Dan verder."],
        ["Dat zegt J. Jansen.", "Hij weet het."],
        ["Enz. en zo voort."],
        ["Doe dat niet.", "'s Avonds wel.", "’t Is zo."],
        ["“Ja.”", "Zo zei hij het.", "(Dat klopt.)", "“Nee.”"],
        ["En *dan*.", "**Goed.**", "Klaar…", "Af"],
        ["Wat?!", "Dat."],
        ["Adres: a.example.org.", "Klaar."],
    ],
)
def test_sentences(found: list[str]) -> None:
    assert split_sentences(" ".join(found), SHORT) == found
    assert split_sentences("\n" + "\n".join(found) + " ", SHORT) == found


def test_an_abbreviation_that_is_not_named_ends_a_sentence() -> None:
    assert split_sentences("Zie nr. Vier.", SHORT) == ["Zie nr. Vier."]
    assert split_sentences("Zie nr. Vier.") == ["Zie nr.", "Vier."]


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


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], []),
        (["goed", "te"], []),
        (["waar mogelijk", "dit", "goed"], ["waar mogelijk", "dit"]),
        (["mogelijk", "waar", "waar mogelijk"], ["mogelijk", "waar", "waar mogelijk"]),
        (["d", "oe", "o.", "mogelijk."], ["mogelijk."]),
    ],
)
def test_words_of_a_list_are_found_in_its_order(words: list[str], found: list[str]) -> None:
    assert find_words("Doe dit Waar Mogelijk.", words) == found


def test_an_initial_after_a_sentence_does_not_end_the_next() -> None:
    assert split_sentences("Goed. Ook J. Jansen. Klaar.") == ["Goed.", "Ook J. Jansen.", "Klaar."]
