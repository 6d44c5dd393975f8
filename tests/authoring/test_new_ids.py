"""Ids that are derived from words once."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from tools.authoring.new_ids import derive_id, make_unique
from tools.model.entities.checklist import Id
from tools.model.reading.ids import MAX_ID_LENGTH, shorten_id

CASES = {
    "Check the rope": "check-the-rope",
    "  Één café – naïef!  ": "een-cafe-naief",
    "Vraag twee collega’s om 12:30": "vraag-twee-collegas-om-12-30",
    "Straße, smørrebrød & œuvre": "strasse-smorrebrod-oeuvre",
    "מגרפה": "item",
    "": "item",
    "Lees de lijst voor aan iedereen die er bij dit overleg is": (
        "lees-de-lijst-voor-aan-iedereen-die-er-bij-dit"
    ),
    "Wheelbarrowaxlebearinggreasenippleprotectioncoverplate": (
        "wheelbarrowaxlebearinggreasenippleprotectioncove"
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", CASES)
def test_an_id_has_the_first_words_in_plain_letters(words: str) -> None:
    id_ = derive_id(words)
    assert id_ == CASES[words]
    TypeAdapter(Id).validate_python(id_)


def test_a_long_id_ends_with_a_whole_word() -> None:
    assert shorten_id("one-two-three", 8) == "one-two"
    assert shorten_id("one-two-three", 7) == "one-two"
    assert shorten_id("one-two-three", 6) == "one"
    assert shorten_id("one-two-three", 13) == "one-two-three"


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert make_unique("rope", {"rope-2"}) == "rope"
    assert make_unique("rope", {"rope"}) == "rope-2"
    assert make_unique("rope", {"rope", "rope-2"}) == "rope-3"
    long = "a" * (MAX_ID_LENGTH - 3) + "-bb"
    assert make_unique(long, {long}) == "a" * (MAX_ID_LENGTH - 3) + "-2"
