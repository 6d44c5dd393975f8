"""Plain scalars of YAML 1.2: words, numbers and dates."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from tools.model.reading.scalars import read_plain_scalar

WORDS = (
    "yes no on off y N Yes tRue nULL None - + . ... +-1 1.2.3 1-2 0x 0xg 0x_ 0b2 0b_ 0o 0o9 0O7 _1 "
    "-_ ._ 1e e1 .e1 .5e3 inf nan .iNF +.nan 12:30 190:20:30 1:2 1,000 1/2 10% €5 = << 2026-1-5 "
    "02026-01-05 2026-01 2026-01-05T10 ٢ 1٢"
)


@pytest.mark.parametrize("text", WORDS.split())
def test_a_word_is_text(text: str) -> None:
    assert read_plain_scalar(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, None) for text in ("", "~", "null", "Null", "NULL")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, False) for text in ("false", "False", "FALSE")),
        *((text, 0) for text in ("0", "-0", "+0", "000", "0x0", "0b0", "0o0")),
        ("007", 7), ("08", 8), ("+12", 12), ("-12", -12), ("1_000", 1000), ("0o14", 12),
        ("-0o7", -7), ("0x1F", 31), ("0b101", 5), ("0xA_B", 171), ("9" * 20, 10**20 - 1),
        ("1.", 1.0), ("-.5", -0.5), ("1_0.5", 10.5), ("1e3", 1000.0), ("1.5E-1", 0.15),
        (".5e+3", 500.0), (".inf", math.inf), ("+.Inf", math.inf), ("-.INF", -math.inf),
        ("2026-01-05", dt.date(2026, 1, 5)), ("0001-01-01", dt.date(1, 1, 1)),
        ("2026-01-05 10:00:00", dt.datetime(2026, 1, 5, 10)),
        ("2026-01-05T10:00:00Z", dt.datetime(2026, 1, 5, 10, tzinfo=dt.UTC)),
    ],
)  # fmt: skip
def test_a_value_has_its_type(text: str, value: object) -> None:
    found = read_plain_scalar(text)
    assert (found, type(found)) == (value, type(value))


def test_no_number_is_a_number() -> None:
    found = read_plain_scalar(".nan")
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2026-13-01", "0000-01-01", "2026-01-05 25:00:00", "9" * 5000]
)
def test_a_value_that_cannot_be_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_plain_scalar(text)
