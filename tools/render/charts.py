"""The layout of a chart: bars or dots below each other, each with its words and value.

All is in units of a drawing, 288 wide: with words of 16 it can be read as it is at 320 px, and on
paper they are 11 pt.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from tools.language import Language
from tools.model.entities.chart import Chart

WIDTH, LINE, BAR, GAP = 288, 21, 20, 16
LETTER, DIGIT = 9.6, 10.6  # of an average letter, where a reader spaces them; of a bold digit
MIN_BAR = 3  # so that the smallest value shows


@dataclass(frozen=True)
class Row:
    """A value as drawn: `lines` are its words, each with the height of its baseline."""

    lines: tuple[tuple[float, str], ...]
    value: str
    top: float
    width: float
    stress: bool

    @property
    def middle(self) -> float:
        """The height of the middle of its bar."""
        return self.top + BAR / 2

    @property
    def baseline(self) -> float:
        """The height of the baseline of its value."""
        return self.top + BAR - 4


@dataclass(frozen=True)
class ChartLayout:
    """A chart as drawn: its unit above, a row for each value; `track` is the width of the whole."""

    unit: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]
    track: float
    height: float
    text: str
    """The figures in words: the text alternative, after the finding."""


def lay_out(chart: Chart, language: Language) -> ChartLayout:
    """Return where the parts of a chart stand, with its numbers as the language writes them."""
    numbers = [format_amount(value.value, language) for value in chart.values]
    track = WIDTH - max(map(len, numbers)) * DIGIT - 8
    unit, top = wrap(chart.unit, 0)
    rows = []
    for value, number in zip(chart.values, numbers, strict=True):
        lines, top = wrap(value.label, top + GAP)
        width = max(value.value / chart.largest * track, MIN_BAR)
        is_stressed = value.stress or not any(each.stress for each in chart.values)
        rows.append(Row(lines, number, top + 6, round(width, 1), is_stressed))
        top += 6 + BAR
    text = "; ".join(describe(chart, numbers))
    return ChartLayout(unit, tuple(rows), round(track, 1), top + 2, f"{chart.unit}. {text}.")


def describe(chart: Chart, numbers: list[str]) -> Iterator[str]:
    """Yield each value in words."""
    for value, number in zip(chart.values, numbers, strict=True):
        yield f"{value.label}: {number}"


def format_amount(amount: float, language: Language) -> str:
    """Return a number as the language writes it, without decimals that say nothing."""
    return language.format_number(int(amount) if amount == int(amount) else amount)


def wrap(text: str, top: float) -> tuple[tuple[tuple[float, str], ...], float]:
    """Return a text in lines that fit, each with its baseline, and the height below them."""
    lines = textwrap.wrap(text, int(WIDTH / LETTER))
    placed = tuple((top + LINE * number + 16, line) for number, line in enumerate(lines))
    return placed, top + LINE * len(lines)
