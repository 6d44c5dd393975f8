"""Sizes of type that fit the places of a slide, whichever font a reader's machine has.

The fonts of the template are rarely installed where slides are shown. The widest that office
programs take instead is DejaVu Sans, in LibreOffice on Linux; every text is given room for that.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from tools.render.wrapping import load_font, wrap_words

MEASURED_AT = 100  # points: widths are proportional
WIDEST_FALLBACK = 1.22  # its width, as a share of that of the own font; a test measures it
LINE_HEIGHT = 1.25  # of any of the fonts, as a share of its size


class Place(NamedTuple):
    """A place for text: width and height in points, its font, and its sizes in points.

    `before`: the space before each paragraph but the first; `indent`: that at the left of lines;
    `spare`: the width of the widest other font, as a share of that of its own; `step`: points
    between sizes.
    """

    width: float
    height: float
    font: Path
    largest: int
    least: int
    before: float = 0
    indent: float = 0
    spare: float = WIDEST_FALLBACK
    step: int = 2


@lru_cache
def measuring_font(path: Path) -> ImageFont.FreeTypeFont:
    """Return a font to measure with."""
    return load_font(path, MEASURED_AT)


def choose_size(place: Place, paragraphs: Sequence[str]) -> int:
    """Return the largest size at which paragraphs fit a place; its least when none does."""
    return next((size for size in list_sizes(place) if fits(place, paragraphs, size)), place.least)


def list_sizes(place: Place) -> Iterator[int]:
    """Yield the sizes of a place, from large to small."""
    yield from range(place.largest, place.least, -place.step)
    yield place.least


def fits(place: Place, paragraphs: Sequence[str], size: int) -> bool:
    """Return whether paragraphs fit a place at a size, in its own font and in the widest other."""
    width = (place.width - place.indent) / (size / MEASURED_AT * place.spare)
    font = measuring_font(place.font)
    lines = [count_lines(paragraph, font, width) for paragraph in paragraphs]
    return sum(lines) * size * LINE_HEIGHT + place.before * (len(lines) - 1) <= place.height


def count_lines(paragraph: str, font: ImageFont.FreeTypeFont, width: float) -> int:
    """Return the lines that a paragraph takes; a word wider than a line is broken."""
    lines = wrap_words(paragraph, font, width)
    return sum(max(1, math.ceil(font.getlength(line) / width)) for line in lines)
