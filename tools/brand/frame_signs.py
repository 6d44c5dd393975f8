"""Draw the signs of frames and trees (├ └ ─ │) that stand in code, as a font for paper.

The face for code lacks them, and those of other faces are not as wide as its letters, so that what
should be below each other is not. `python -m tools.brand.frame_signs FILE` writes the font.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "Frame Signs"
UNITS_PER_EM = 1000
WIDTH = 632  # of all letters of the face for code
ASCENT, DESCENT = 984, -316  # of that face as well
TOP, BOTTOM = 1060, -420  # lines in code are 1.4 em apart at most, and uprights must meet
MIDDLE_X, MIDDLE_Y = WIDTH // 2, (TOP + BOTTOM) // 2
THICKNESS = {"LIGHT": 56, "HEAVY": 128, "DOUBLE": 48}
GAP = 84  # between the middles of a double line
DASHES = {"DOUBLE DASH": 2, "TRIPLE DASH": 3, "QUADRUPLE DASH": 4}
NAME = re.compile(
    r"BOX DRAWINGS (?P<weight>LIGHT|HEAVY|DOUBLE)(?: (?P<dash>\w+ DASH))?(?: ARC)? (?P<arms>.+)"
)
ARMS = {
    "HORIZONTAL": {"LEFT", "RIGHT"}, "VERTICAL": {"UP", "DOWN"},
    "LEFT": {"LEFT"}, "RIGHT": {"RIGHT"}, "UP": {"UP"}, "DOWN": {"DOWN"},
}  # fmt: skip
SPACES = {"space": 0x20, "uni00A0": 0xA0}  # between two signs, set in the same font
FIRST, LAST = 0x2500, 0x257F  # the block of Unicode with these signs
Box = tuple[int, int, int, int]  # left, bottom, right, top


def list_signs() -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the signs of one weight, each with its name in parts."""
    for code in range(FIRST, LAST + 1):
        name = NAME.fullmatch(unicodedata.name(chr(code)))
        if name and {*name["arms"].split(" AND ")} <= ARMS.keys():
            yield chr(code), name


def list_boxes(weight: str, dash: str | None, arms: set[str]) -> Iterator[Box]:
    """Yield the boxes of which a sign consists."""
    half = THICKNESS[weight] // 2
    offsets = (-GAP // 2, GAP // 2) if weight == "DOUBLE" else (0,)
    reach = max(offsets) + half
    for offset in offsets:
        if arms & {"LEFT", "RIGHT"}:
            start = 0 if "LEFT" in arms else MIDDLE_X - reach
            end = WIDTH if "RIGHT" in arms else MIDDLE_X + reach
            y = MIDDLE_Y + offset
            for left, right in split_line(start, end, dash):
                yield left, y - half, right, y + half
        if arms & {"UP", "DOWN"}:
            start = BOTTOM if "DOWN" in arms else MIDDLE_Y - reach
            end = TOP if "UP" in arms else MIDDLE_Y + reach
            x = MIDDLE_X + offset
            for bottom, top in split_line(start, end, dash):
                yield x - half, bottom, x + half, top


def split_line(start: int, end: int, dash: str | None) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a line: one, or as many as the name of a dash says."""
    count = DASHES[dash] if dash else 1
    length = (end - start) // count
    gap = length // 3 if dash else 0
    for number in range(count):
        first = start + number * length + gap // 2
        yield first, first + length - gap


def build_font() -> FontBuilder:
    """Return the font."""
    signs = [*list_signs()]
    names = [f"uni{ord(sign):04X}" for sign, _ in signs]
    glyphs = {name: TTGlyphPen(None).glyph() for name in (".notdef", *SPACES)}
    for name, (_, parts) in zip(names, signs, strict=True):
        pen = TTGlyphPen(None)
        arms = set[str]().union(*(ARMS[arm] for arm in parts["arms"].split(" AND ")))
        for left, bottom, right, top in list_boxes(parts["weight"], parts["dash"], arms):
            pen.moveTo((left, bottom))
            for point in ((left, top), (right, top), (right, bottom)):
                pen.lineTo(point)
            pen.closePath()
        glyphs[name] = pen.glyph()
    font = FontBuilder(UNITS_PER_EM)
    font.setupGlyphOrder([*glyphs])
    characters = {ord(sign): name for name, (sign, _) in zip(names, signs, strict=True)}
    font.setupCharacterMap(characters | {code: name for name, code in SPACES.items()})
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (WIDTH, 0)))
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT)
    font.setupPost(isFixedPitch=1)
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    return font


def write_font(path: Path) -> None:
    """Write the font to a file; the bytes are the same each time."""
    build_font().save(path)


if __name__ == "__main__":
    write_font(Path(sys.argv[1]))
