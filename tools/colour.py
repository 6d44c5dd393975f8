"""Contrast of colours, as WCAG 2.2 counts it (relative luminance, contrast ratio).

A colour is written `#rrggbb`. Darker and lighter shades keep their hue: light is scaled down, or
mixed with white, which changes luminance in proportion, so the nearest shade follows at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in luminance
Light = tuple[float, float, float]  # red, green, blue, each from 0 to 1 in proportion to its light


def light_of(colour: str) -> Light:
    """Give the light of a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (linear(red), linear(green), linear(blue))


def linear(value: float) -> float:
    """Turn a part of an sRGB colour into light."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def part(light: float, up: bool) -> int:
    """Turn light into a part of an sRGB colour, from 0 to 255, rounded up or down."""
    value = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return math.ceil(value * 255 - 1e-9) if up else math.floor(value * 255 + 1e-9)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, from 0 (black) to 1 (white)."""
    return sum(weight * light for weight, light in zip(WEIGHTS, light_of(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def darkened(colour: str, grounds: Iterable[str], ratio: float) -> str:
    """Give the lightest shade of a colour that has the ratio on every light ground."""
    most = min((luminance(ground) + 0.05) / ratio - 0.05 for ground in grounds)
    share = min(1.0, most / luminance(colour)) if luminance(colour) else 1.0
    return written((light * share for light in light_of(colour)), up=False)


def lightened(colour: str, grounds: Iterable[str], ratio: float) -> str:
    """Give the darkest tint of a colour that has the ratio on every dark ground."""
    least = max((luminance(ground) + 0.05) * ratio - 0.05 for ground in grounds)
    now = luminance(colour)
    share = max(0.0, (least - now) / (1 - now)) if now < 1 else 0.0
    return written((light + share * (1 - light) for light in light_of(colour)), up=True)


def written(lights: Iterable[float], up: bool) -> str:
    """Write light as a colour, its parts rounded up or down."""
    return "#" + "".join(f"{min(255, part(light, up)):02x}" for light in lights)
