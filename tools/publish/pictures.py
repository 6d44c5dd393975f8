"""The picture that stands for a page where its link is shown elsewhere: 1200 by 630 pixels."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tools.brand.palette import PALETTE
from tools.model.page import Page
from tools.model.publication import Publication

WIDTH, HEIGHT = 1200, 630
MARGIN, BAND = 90, 36
GROUND, INK = PALETTE.light["paper"], PALETTE.light["ink"]
TITLE, SMALL = "bricolage-grotesque-700.ttf", "atkinson-hyperlegible-next-700.ttf"
SIZES = range(96, 40, -4)  # of a title, the largest first
LINES = 3
COLOURS = 32  # enough for smooth edges of two colours of letters on one ground


def draw(publication: Publication, page: Page, path: Path) -> None:
    """Draw the picture of a page: kind, title and publication, in the page's own colour."""
    fonts = publication.overrides / "print" / "fonts"
    hue = colour(publication, page)
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, BAND, HEIGHT), fill=hue)
    left = BAND + MARGIN
    small = font(fonts / SMALL, 36)
    kind = publication.own.kinds[page.meta.kind].one
    if page.title != publication.name:
        pen.text((left, MARGIN), kind, font=small, fill=hue, anchor="ls")
        pen.text((left, HEIGHT - MARGIN), publication.name, font=small, fill=INK, anchor="ls")
    else:
        pen.text(
            (left, HEIGHT - MARGIN), publication.own.subtitle, font=small, fill=INK, anchor="ls"
        )
    lines, large = fitted(page.title, fonts / TITLE)
    step = large.size * 1.15
    top = (HEIGHT - step * len(lines)) / 2 + large.size * 0.8
    for number, line in enumerate(lines):
        pen.text((left, top + number * step), line, font=large, fill=INK, anchor="ls")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def colour(publication: Publication, page: Page) -> str:
    """Give the colour of a page: its own, that of an edition, or the neutral one."""
    accent = publication.edition.accent if publication.edition else None
    return PALETTE.hues.get(publication.hue(page)) or (accent.light if accent else PALETTE.neutral)


def font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Open a font; the basic way of setting gives the same everywhere."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def fitted(title: str, path: Path) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Break a title into lines, in the largest letters in which it fits (or else the smallest)."""
    room = WIDTH - BAND - 2 * MARGIN
    for size in SIZES:
        large = font(path, size)
        lines = broken(title, large, room)
        if len(lines) <= LINES and all(large.getlength(line) <= room for line in lines):
            break
    return lines, large


def broken(title: str, large: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Break a title where its words no longer fit on a line."""
    lines: list[str] = []
    for word in title.split():
        if lines and large.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
