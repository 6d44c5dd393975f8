"""Values of fields, from words in a file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tools.authoring.importing.values import ValueNotFitError, ValueReader
from tools.language import load_language
from tools.model.entities.fields import FieldSettings

ROLES = {"Keeper": "keeper", "Member": "member"}
CHOICES = {"type": "choice", "choices": {"low": "Low", "high": {"en": "Very high", "nl": "Hoog"}}}
DAY = dt.date(2026, 3, 9)
FITTING = [
    ({"type": "text"}, "2026-03-09", "2026-03-09"),
    ({"type": "moment"}, "Within a day", "Within a day"),
    ({"type": "roles"}, "Keeper, member", ["keeper", "member"]),
    ({"type": "roles"}, "member / Keeper", ["member", "keeper"]),
    ({"type": "date"}, "2026-03-09", DAY),
    ({"type": "date"}, "9 March 2026", DAY),
    ({"type": "date"}, "9 maart 2026", DAY),
    ({"type": "date"}, "9/3/2026", DAY),
    ({"type": "number"}, "4.25", 4.25),
    ({"type": "number"}, "4,25", 4.25),
    ({"type": "number"}, "1,250.5", 1250.5),
    ({"type": "number", "unit": "euro"}, "-3 euro", -3),
    (CHOICES, "very HIGH", "high"),
    (CHOICES, "Hoog", "high"),
    (CHOICES, "low", "low"),
    ({"type": "link"}, "<https://example.org/a>", "https://example.org/a"),
]  # fmt: skip
OTHER = [
    ("roles", "Jan"), ("roles", "Keeper, Jan"), ("date", "soon"), ("date", "31 February 2026"),
    ("date", "9 Foo 2026"), ("number", "many"), ("number", "1,2,3"), ("link", "ftp://example.org"),
]  # fmt: skip


@pytest.fixture
def reader() -> ValueReader:
    return ValueReader(ROLES, load_language("en"))


@pytest.mark.parametrize(("settings", "words", "expected"), FITTING)
def test_words_are_a_value(
    reader: ValueReader, settings: dict[str, Any], words: str, expected: Any
) -> None:
    value = reader.read(FieldSettings.model_validate(settings), words)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(("type_", "words"), OTHER)
def test_words_are_no_value(reader: ValueReader, type_: str, words: str) -> None:
    with pytest.raises(ValueNotFitError):
        reader.read(FieldSettings.model_validate({"type": type_}), words)


def test_words_are_no_choice(reader: ValueReader) -> None:
    with pytest.raises(ValueNotFitError):
        reader.read(FieldSettings.model_validate(CHOICES), "medium")


def test_the_value_of_a_cell_and_the_address_of_a_link_are_taken(reader: ValueReader) -> None:
    field = FieldSettings.model_validate({"type": "date"})
    assert reader.read(field, "9-3", DAY) == DAY
    assert reader.read(FieldSettings.model_validate({"type": "number"}), "€ 4", 4.0) == 4.0
    link = FieldSettings.model_validate({"type": "link"})
    assert (
        reader.read(link, "the manual", None, ("https://example.org/",)) == "https://example.org/"
    )
