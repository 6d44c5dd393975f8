"""Contrast as WCAG counts it, and the nearest shade that has enough of it."""

from __future__ import annotations

import pytest

from tools.brand.contrast import contrast_ratio, darken, lighten

SOME = ["#ff0000", "#00ff00", "#ffff00", "#f0c05a", "#7a1f5c", "#888888", "#fefefe", "#000000"]


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),  # known from WCAG's own explanations: just not enough
        ("#767676", "#ffffff", 4.54),
        ("#005f73", "#ffffff", 7.3),
        ("#ffffff", "#ffffff", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast_ratio(first, second) == pytest.approx(ratio, abs=0.05)
    assert contrast_ratio(second, first) == contrast_ratio(first, second)


@pytest.mark.parametrize("colour", SOME)
def test_a_darkened_colour_has_the_ratio_and_hardly_more(colour: str) -> None:
    backgrounds = ("#ffffff", "#f1ece2")
    shade = darken(colour, backgrounds, 4.5)
    lowest = min(contrast_ratio(shade, background) for background in backgrounds)
    assert lowest >= 4.5
    if min(contrast_ratio(colour, background) for background in backgrounds) < 4.5:
        assert lowest < 4.7
        assert order(shade) <= order(colour) or len({*order(colour)}) == 1


@pytest.mark.parametrize("colour", SOME)
def test_a_lightened_colour_has_the_ratio_and_hardly_more(colour: str) -> None:
    backgrounds = ("#14181f", "#232b37")
    tint = lighten(colour, backgrounds, 7)
    lowest = min(contrast_ratio(tint, background) for background in backgrounds)
    assert lowest >= 7
    if min(contrast_ratio(colour, background) for background in backgrounds) < 7:
        assert lowest < 7.3


def test_a_colour_that_is_right_stays_as_it_is() -> None:
    assert darken("#005f73", ["#ffffff"], 4.5) == "#005f73"
    assert lighten("#5cc4d4", ["#14181f"], 7) == "#5cc4d4"


def order(colour: str) -> list[int]:
    """Return the indexes of red, green and blue from small to large."""
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return sorted(range(3), key=parts.__getitem__)
