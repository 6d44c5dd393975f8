"""Contrast as WCAG counts it, and the nearest shade that has enough of it."""

from __future__ import annotations

import pytest

from tools.brand.contrast import contrast_ratio, darken, lighten

SOME = ["#ff0000", "#00ff00", "#ffff00", "#f0c05a", "#7a1f5c", "#888888", "#fefefe", "#000000"]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),  # known from WCAG's own explanations: just not enough
        ("#767676", "#ffffff", 4.54),
        ("#005f73", "#ffffff", 7.3),
        ("#ffffff", "#ffffff", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)


@pytest.mark.parametrize("colour", SOME)
def test_a_darkened_colour_has_the_ratio_and_hardly_more(colour: str) -> None:
    grounds = ("#ffffff", "#f1ece2")
    shade = darken(colour, grounds, 4.5)
    least = min(contrast_ratio(shade, ground) for ground in grounds)
    assert least >= 4.5
    if min(contrast_ratio(colour, ground) for ground in grounds) < 4.5:
        assert least < 4.7
        assert order(shade) <= order(colour) or len({*order(colour)}) == 1


@pytest.mark.parametrize("colour", SOME)
def test_a_lightened_colour_has_the_ratio_and_hardly_more(colour: str) -> None:
    grounds = ("#14181f", "#232b37")
    tint = lighten(colour, grounds, 7)
    least = min(contrast_ratio(tint, ground) for ground in grounds)
    assert least >= 7
    if min(contrast_ratio(colour, ground) for ground in grounds) < 7:
        assert least < 7.3


def test_a_colour_that_is_right_stays_as_it_is() -> None:
    assert darken("#005f73", ["#ffffff"], 4.5) == "#005f73"
    assert lighten("#5cc4d4", ["#14181f"], 7) == "#5cc4d4"


def order(colour: str) -> list[int]:
    """Give red, green and blue from small to large: which is the largest tells the hue."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return sorted(range(3), key=parts.__getitem__)
