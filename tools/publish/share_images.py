"""The picture that stands for a page where its link is shown elsewhere: 1200 by 630 pixels."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tools.brand.palette import PALETTE
from tools.model.entities.page import Page
from tools.model.publication import Publication

WIDTH, HEIGHT = 1200, 630
MARGIN_PX, BAND_PX = 90, 36
BACKGROUND, INK = PALETTE.light["paper"], PALETTE.light["ink"]
TITLE_FONT, SMALL_FONT = "bricolage-grotesque-700.ttf", "atkinson-hyperlegible-next-700.ttf"
TITLE_SIZES_PX = range(96, 40, -4)  # of a title, the largest first
MAX_LINES = 3
PALETTE_SIZE = 32  # enough for smooth edges of two colours of letters on one ground


def draw_share_image(publication: Publication, page: Page, path: Path) -> None:
    """Draw the picture of a page: kind, title and publication, in the page's own colour."""
    fonts = publication.templates_folder / "print" / "fonts"
    hue = page_colour(publication, page)
    image = Image.new("RGB", (WIDTH, HEIGHT), BACKGROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, BAND_PX, HEIGHT), fill=hue)
    left = BAND_PX + MARGIN_PX
    small = load_font(fonts / SMALL_FONT, 36)
    kind = publication.settings.kinds[page.meta.kind].one
    if page.title != publication.name:
        pen.text((left, MARGIN_PX), kind, font=small, fill=hue, anchor="ls")
        pen.text((left, HEIGHT - MARGIN_PX), publication.name, font=small, fill=INK, anchor="ls")
    else:
        pen.text(
            (left, HEIGHT - MARGIN_PX),
            publication.settings.subtitle,
            font=small,
            fill=INK,
            anchor="ls",
        )
    lines, large = fit_title(page.title, fonts / TITLE_FONT)
    step = large.size * 1.15
    top = (HEIGHT - step * len(lines)) / 2 + large.size * 0.8
    for number, line in enumerate(lines):
        pen.text((left, top + number * step), line, font=large, fill=INK, anchor="ls")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(PALETTE_SIZE, dither=Image.Dither.NONE).save(path, optimize=True)


def page_colour(publication: Publication, page: Page) -> str:
    """Give the colour of a page: its own, that of an edition, or the neutral one."""
    accent = publication.edition.accent if publication.edition else None
    return PALETTE.hues.get(publication.get_hue(page)) or (
        accent.light if accent else PALETTE.neutral
    )


def load_font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Open a font; the basic way of setting gives the same everywhere."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def fit_title(title: str, path: Path) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Break a title into lines, in the largest letters in which it fits (or else the smallest)."""
    room = WIDTH - BAND_PX - 2 * MARGIN_PX
    for size in TITLE_SIZES_PX:
        large = load_font(path, size)
        lines = wrap_words(title, large, room)
        if len(lines) <= MAX_LINES and all(large.getlength(line) <= room for line in lines):
            break
    return lines, large


def wrap_words(title: str, large: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Break a title where its words no longer fit on a line."""
    lines: list[str] = []
    for word in title.split():
        if lines and large.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
