"""Contrast of colours, as WCAG 2.2 counts it (relative luminance, contrast ratio).

A colour is written `#rrggbb`. Darker and lighter shades keep their hue: light is scaled down, or
mixed with white, which changes luminance in proportion, so the nearest shade follows at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

LUMINANCE_WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in luminance
LinearRgb = tuple[
    float, float, float
]  # red, green, blue, each from 0 to 1 in proportion to its light


def to_linear_rgb(colour: str) -> LinearRgb:
    """Give the light of a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (linearize(red), linearize(green), linearize(blue))


def linearize(value: float) -> float:
    """Turn a part of an sRGB colour into light."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def delinearize(light: float, up: bool) -> int:
    """Turn light into a part of an sRGB colour, from 0 to 255, rounded up or down."""
    value = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return math.ceil(value * 255 - 1e-9) if up else math.floor(value * 255 + 1e-9)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, from 0 (black) to 1 (white)."""
    return sum(
        weight * light
        for weight, light in zip(LUMINANCE_WEIGHTS, to_linear_rgb(colour), strict=True)
    )


def contrast_ratio(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def darken(colour: str, grounds: Iterable[str], ratio: float) -> str:
    """Give the lightest shade of a colour that has the ratio on every light ground."""
    most = min((luminance(ground) + 0.05) / ratio - 0.05 for ground in grounds)
    share = min(1.0, most / luminance(colour)) if luminance(colour) else 1.0
    return to_hex((light * share for light in to_linear_rgb(colour)), up=False)


def lighten(colour: str, grounds: Iterable[str], ratio: float) -> str:
    """Give the darkest tint of a colour that has the ratio on every dark ground."""
    least = max((luminance(ground) + 0.05) * ratio - 0.05 for ground in grounds)
    now = luminance(colour)
    share = max(0.0, (least - now) / (1 - now)) if now < 1 else 0.0
    return to_hex((light + share * (1 - light) for light in to_linear_rgb(colour)), up=True)


def to_hex(lights: Iterable[float], up: bool) -> str:
    """Write light as a colour, its parts rounded up or down."""
    return "#" + "".join(f"{min(255, delinearize(light, up)):02x}" for light in lights)
