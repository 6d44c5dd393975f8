"""Contrast of colours, as WCAG 2.2 defines it (relative luminance, contrast ratio).

A colour is written `#rrggbb`. Shades and tints keep their hue: linear light is scaled down, or
mixed with white, which changes luminance in proportion, so the nearest is computed directly.
"""

import math
from collections.abc import Iterable

# Red, green and blue, each from 0 to 1 in proportion to its light.
LinearRgb = tuple[float, float, float]


def to_linear_rgb(colour: str) -> LinearRgb:
    """Return the linear light of a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (linearize(red), linearize(green), linearize(blue))


def linearize(value: float) -> float:
    """Return the light of a component of an sRGB colour; both from 0 to 1."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def delinearize(light: float, up: bool) -> int:
    """Return light as a component of an sRGB colour, from 0 to 255, rounded up or down."""
    value = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return math.ceil(value * 255 - 1e-9) if up else math.floor(value * 255 + 1e-9)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 (black) to 1 (white)."""
    red, green, blue = to_linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def darken(colour: str, backgrounds: Iterable[str], ratio: float) -> str:
    """Return the lightest shade of a colour that has the ratio on every light background."""
    maximum = min((luminance(background) + 0.05) / ratio - 0.05 for background in backgrounds)
    current = luminance(colour)
    share = min(1.0, maximum / current) if current else 1.0
    return to_hex((light * share for light in to_linear_rgb(colour)), up=False)


def lighten(colour: str, backgrounds: Iterable[str], ratio: float) -> str:
    """Return the darkest tint of a colour that has the ratio on every dark background."""
    minimum = max((luminance(background) + 0.05) * ratio - 0.05 for background in backgrounds)
    current = luminance(colour)
    share = max(0.0, (minimum - current) / (1 - current)) if current < 1 else 0.0
    return to_hex((light + share * (1 - light) for light in to_linear_rgb(colour)), up=True)


def to_hex(lights: Iterable[float], up: bool) -> str:
    """Return linear light as a colour, its components rounded up or down."""
    return "#" + "".join(f"{min(255, delinearize(light, up)):02x}" for light in lights)
