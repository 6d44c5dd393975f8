"""A chart is laid out from its data alone, within its width, and says its figures in words."""

from __future__ import annotations

import datetime as dt

import pytest

from tools.language import load_language
from tools.model.entities.chart import Chart
from tools.render.charts import WIDTH, ChartLayout, lay_out

NL = load_language("nl")


def lay_out_values(*values: float, stress: int | None = None, **options: object) -> ChartLayout:
    """Lay out a chart with these values, of which number `stress` is what the finding is about."""
    entries = [
        {"label": f"Waarde {number}", "value": value, "stress": number == stress}
        for number, value in enumerate(values)
    ]
    data = {"id": "a", "title": "Er is minder", "unit": "procent", "on": dt.date(2026, 11, 30)}
    return lay_out(Chart.model_validate({**data, "values": entries, **options}), NL)


def test_widths_follow_the_values() -> None:
    rows = lay_out_values(50, 25).rows
    assert rows[0].width == pytest.approx(2 * rows[1].width, rel=0.01)


def test_of_a_whole_the_track_is_the_whole() -> None:
    layout = lay_out_values(50, whole=100)
    assert layout.rows[0].width == pytest.approx(layout.track / 2, rel=0.01)


@pytest.mark.parametrize("values", [(0,), (0, 0), (1e9, 0), (71.3, 28.7), (1, 1e-6)])
def test_all_stays_within_the_width(values: tuple[float, ...]) -> None:
    layout = lay_out_values(*values)
    assert layout.track < WIDTH
    assert all(0 < row.width <= layout.track for row in layout.rows)
    assert all(row.top + 20 <= layout.height for row in layout.rows)


def test_long_words_go_on_lines_of_their_own() -> None:
    label = "Een tweede collega aan elk van de vier machines, met uitleg"
    layout = lay_out_values(1, values=[{"label": label, "value": 1}], unit="uren")
    (row,) = layout.rows
    assert " ".join(line for _, line in row.lines) == label
    assert len(row.lines) > 1
    assert max(y for y, _ in row.lines) < row.top


def test_the_text_alternative_has_every_figure_as_the_language_writes_it() -> None:
    assert lay_out_values(71.3, 28).text == "procent. Waarde 0: 71,3; Waarde 1: 28."


def test_without_a_stressed_value_all_are() -> None:
    assert [row.stress for row in lay_out_values(1, 2).rows] == [True, True]
    assert [row.stress for row in lay_out_values(1, 2, stress=1).rows] == [False, True]
