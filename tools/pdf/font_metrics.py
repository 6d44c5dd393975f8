"""Widths of texts in the fonts of the print styles, to estimate the room that they take."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pyphen
from fontTools.ttLib import TTFont

from tools.model.publication import Publication

HEADING_FONT = "bricolage-grotesque-700.ttf"
BOLD_FONT = "atkinson-hyperlegible-next-700.ttf"
POINTS_PER_MM = 72 / 25.4
WORD = re.compile(r"[^\s-]+-*|-+")  # a line may end after a hyphen
LETTERS = re.compile(r"[^\W\d_]+")
LEAST_LETTERS = 5  # of a part of a word, so that it stays easy to read


class FontMetrics:
    """The widths of the characters of a font, in em; `file` is its path."""

    def __init__(self, file: Path) -> None:
        with TTFont(file, lazy=True) as font:
            units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
            glyphs = font.getBestCmap()
            self.widths = {chr(code): advances[name][0] / units for code, name in glyphs.items()}
        self.usual = max(self.widths.get(letter, 0) for letter in "mw0")

    def measure(self, text: str, points: float) -> float:
        """Return the width of a text in millimetres, at a size in points, without kerning."""
        ems: float = sum(self.widths.get(char, self.usual) for char in text)
        return ems * points / POINTS_PER_MM


@lru_cache
def open_font(file: Path) -> FontMetrics:
    """Return the metrics of a font file, read once."""
    return FontMetrics(file)


def font_of(publication: Publication, name: str) -> FontMetrics:
    """Return the metrics of a font of the print styles, by the name of its file."""
    return open_font(publication.templates_folder / "print" / "fonts" / name)


def count_lines(text: str, width: float, font: FontMetrics, points: float) -> int:
    """Return how many lines of `width` millimetres a text takes."""
    lines, used = 1, 0.0
    space = font.measure(" ", points)
    for word in split_chunks(text):
        length = font.measure(word.rstrip(), points)
        if used and used + length > width:
            lines, used = lines + 1, 0.0
        while length > width:  # it is split
            lines, length = lines + 1, length - width * 0.7
        used += length + (space if word.endswith(" ") else 0)
    return lines


def split_chunks(text: str) -> Iterator[str]:
    """Yield the parts of a text between which a line may end, each with the space after it."""
    for word in text.split():
        *parts, last = WORD.findall(word)
        yield from parts
        yield f"{last} "


@lru_cache
def hyphenation_of(language: str) -> pyphen.Pyphen | None:
    """Return the dictionary with which words of a language are hyphenated, if there is one."""
    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known, left=LEAST_LETTERS, right=LEAST_LETTERS) if known else None


def split_syllables(word: str, language: str) -> list[str]:
    """Return the parts into which a word is hyphenated in a narrow column, with their hyphens."""
    dictionary = hyphenation_of(language)
    if dictionary is None:
        return [word]
    parts, start = [], 0
    for letters in LETTERS.finditer(word):
        for position in dictionary.positions(letters[0]):
            end = letters.start() + position
            if end - start >= LEAST_LETTERS:
                parts.append(f"{word[start:end]}-")
                start = end
    return [*parts, word[start:]]
