"""Output of commands: lines that any terminal can show, and tables with aligned columns."""

from __future__ import annotations

import io
import sys

import pytest

from tools.runtime.console import format_table, report, report_error

LONG = "words " * 40


def test_a_line_is_printed_as_far_as_the_terminal_knows_its_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    output = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(output, encoding="ascii"))
    report("één → twee")
    assert output.getvalue().decode().strip() == "??n ? twee"


def test_an_error_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    report_error("wrong")
    assert capsys.readouterr() == ("", "wrong\n")


def test_columns_are_aligned() -> None:
    rows = [("a.md", "7", "x"), ("folder/b.md", "12", "")]
    assert format_table(rows, align="lr") == [
        "a.md          7  x",
        "folder/b.md  12",
    ]
    assert format_table(rows, ("", "words", "note"), align="lr") == [
        "             words  note",
        "a.md             7  x",
        "folder/b.md     12",
    ]


def test_text_is_printed_unchanged_on_one_line() -> None:
    cells = (":smile: [bold]x[/bold] :12:", LONG)
    assert format_table([cells]) == [f"{cells[0]}  {LONG}".rstrip()]


def test_an_empty_table_has_no_lines() -> None:
    assert format_table([]) == []
    assert format_table([], ("", "words")) == ["  words"]
