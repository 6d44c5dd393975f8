"""Traces of office programs: found and repaired, and all other text kept."""

from __future__ import annotations

import unicodedata

import pytest

from tests.conftest import ROOT
from tools.model.reading.pasted_text import clean_text, list_repairs, show_invisible

CASES = {
    "soft_hyphen": ("het ver\u00adant\u00adwoor\u00adde\u00adlijk", "het verantwoordelijk"),
    "space": ("dit\u00a0is en\u202fdat", "dit is en dat"),
    "ligature": ("de ﬁets en de eﬀecten", "de fiets en de effecten"),
    "accent": (unicodedata.normalize("NFD", "één"), "één"),
    "bullet": ("•\tEerst\n•\tDan\no\tOok\n\uf0b7 Laatst", "- Eerst\n- Dan\n- Ook\n- Laatst"),
    "quotes": ("{{ cite(“bron”, “p. 1”) }} en [x](y.md “Titel”)",
               '{{ cite("bron", "p. 1") }} en [x](y.md "Titel")'),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_trace_is_found_and_repaired(name: str) -> None:
    pasted, cleaned = CASES[name]
    assert {repair.name for repair in list_repairs(pasted)} == {name}
    assert clean_text(pasted) == cleaned
    assert [*list_repairs(cleaned)] == []


@pytest.mark.parametrize(
    ("pasted", "cleaned"),
    [
        ("Een lijst:\n• a\n• b\n\nTekst", "Een lijst:\n\n- a\n- b\n\nTekst"),
        ("\t•\tdieper", "    - dieper"),
        ("1.\tEerst\n2.\tDan", "1. Eerst\n2. Dan"),
        ("een\u200btwee\ufeff", "eentwee"),
        ("een\x0btwee", "een  \ntwee"),
        ("een\x0ctwee\u2029drie", "een\n\ntwee\n\ndrie"),
        ("## Kop {: #kop title=“x” }", '## Kop {: #kop title="x" }'),
    ],
)
def test_a_text_is_cleaned(pasted: str, cleaned: str) -> None:
    assert clean_text(pasted) == cleaned
    assert clean_text(cleaned) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "Hij zei: “Dat is ‘goed’.”",
        "Het kost €\u00a05 en weegt 10\u00a0kg.",
        "a · b • c",
        "- a\n- b\n\n1. c",
        "```\n• code\u00a0met\n```",
        "~~~ text\n“x”\n```\n•\tx\n~~~",
        "o, wat mooi",
        "{{ cite('bron') }} “woord”",
        "1.5 meter",
        "één",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert clean_text(text) == text
    assert [*list_repairs(text)] == []


def test_the_line_is_that_of_the_trace() -> None:
    found = [*list_repairs("x\n\ny\u00ad \u00adz\n• a")]
    assert [(repair.line, repair.name) for repair in found] == [(3, "soft_hyphen"), (4, "bullet")]


def test_signs_that_nobody_sees_are_shown() -> None:
    assert show_invisible("a\u00adb\u200bc") == "a⟨U+00AD⟩b⟨U+200B⟩c"


def test_the_publication_has_no_traces() -> None:
    for path in (ROOT / "docs").rglob("*.md"):
        assert [*list_repairs(path.read_text(encoding="utf-8"))] == [], path
