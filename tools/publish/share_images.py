"""The image of each page in previews of its link on other sites: 1200 by 630 pixels.

It has the colour and the shape of the page, and what its kind opens with: the number of a story, or
the bar of minutes of a working form.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.wrapping import load_font, wrap_words

WIDTH, HEIGHT = 1200, 630
MARGIN_PX, BAND_PX = 90, 36
LEFT, RIGHT = BAND_PX + MARGIN_PX, WIDTH - MARGIN_PX
TITLE_FONT, SMALL_FONT = "bricolage-grotesque-700.ttf", "atkinson-hyperlegible-next-700.ttf"
TITLE_SIZES_PX = range(96, 40, -4)  # the largest first
TITLE_LINES, LINE_HEIGHT = 3, 1.15
SMALL_PX, NUMBER_PX, SAYS_PX = 36, 60, 30
STRIP_PX, MARK_PX = 540, 76  # widths of the drawings
OPENING_BOTTOM, BAR_PX = HEIGHT - MARGIN_PX - 78, 48
COLOURS = 48  # enough for smooth edges of flat colours

# Draws a file with a drawing as a PNG of a width in pixels.
DrawBitmap = Callable[[Path, int], bytes]


@dataclass(frozen=True)
class ShareImage:
    """The content of the image of a page: its texts, colours (`#rrggbb`), drawings and opening.

    `opening` is the number of a story and what it says, or the minutes of a working form's steps.
    """

    title: str
    kind: str
    foot: str
    colours: tuple[str, str, str, str]  # of the page, of text, and two backgrounds
    mark: Path | None
    strip: Path | None
    opening: tuple[str, str] | tuple[int, ...]

    @property
    def drawings(self) -> list[Path]:
        """The files of its drawings."""
        return [path for path in (self.mark, self.strip) if path]


def list_share_images(publication: Publication) -> Iterator[tuple[Page, ShareImage]]:
    """Yield the image of each page, if the site has an address: other sites need that."""
    if publication.mkdocs.site_url:
        for page in publication.pages.values():
            yield page, build_share_image(publication, page)


def build_share_image(publication: Publication, page: Page) -> ShareImage:
    """Return what is in the image of a page."""
    palette, number = publication.palette, publication.get_hue(page)
    is_start = page.title == publication.name
    light = palette.light
    strip = publication.settings.identity.drawings.handout
    return ShareImage(
        title=page.title,
        kind="" if is_start else publication.format_kind(page),
        foot=publication.settings.subtitle if is_start else publication.name,
        colours=(palette.get_hue(number), light["ink"], light["paper"], light["tint-2"]),
        mark=publication.find_drawing(f"marker-{number}") if number else None,
        strip=publication.docs_folder / strip if strip else None,
        opening=read_opening(page),
    )


def read_opening(page: Page) -> tuple[str, str] | tuple[int, ...]:
    """Return what a page opens with, as `ShareImage` has it; nothing for most kinds."""
    if page.meta.story and (opening := page.meta.story.opening):
        return opening.number, opening.says
    return tuple(step.minutes for step in page.meta.workform.steps) if page.meta.workform else ()


def write_share_image(share: ShareImage, fonts: Path, draw: DrawBitmap, path: Path) -> None:
    """Write an image as PNG to `path`; `fonts` is the folder of the fonts."""
    hue, ink, paper, _ = share.colours
    image = Image.new("RGB", (WIDTH, HEIGHT), paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, BAND_PX, HEIGHT), fill=hue)
    small = load_font(fonts / SMALL_FONT, SMALL_PX)
    if share.strip:
        paste(image, draw(share.strip, STRIP_PX), (WIDTH - STRIP_PX, 0))
    left = LEFT
    if share.mark:
        paste(image, draw(share.mark, MARK_PX), (LEFT, MARGIN_PX - SMALL_PX // 3 - MARK_PX // 2))
        left += MARK_PX + 20
    pen.text((left, MARGIN_PX), share.kind, font=small, fill=hue, anchor="ls")
    pen.text((LEFT, HEIGHT - MARGIN_PX), share.foot, font=small, fill=ink, anchor="ls")
    draw_opening(pen, share, fonts)
    top, bottom = MARGIN_PX + 40, OPENING_BOTTOM - (BAR_PX + 30 if share.opening else 0)
    lines, large = fit_title(share.title, fonts / TITLE_FONT, bottom - top)
    line_height = large.size * LINE_HEIGHT
    baseline = (top + bottom - line_height * len(lines)) / 2 + large.size * 0.8
    for number, line in enumerate(lines):
        pen.text((LEFT, baseline + number * line_height), line, font=large, fill=ink, anchor="ls")
    path.parent.mkdir(parents=True, exist_ok=True)
    reduce_colours(image, hue, paper).save(path)


def reduce_colours(image: Image.Image, *exact: str) -> Image.Image:
    """Return an image with a palette; `exact`: colours of the image that stay as they are.

    The quick method keeps the few dots of each colour too, but shifts colours that others are like.
    """
    reduced = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    channels = reduced.getpalette() or []
    entries = [tuple(channels[start : start + 3]) for start in range(0, len(channels), 3)]
    for colour in map(ImageColor.getrgb, exact):
        entries[entries.index(min(entries, key=partial(math.dist, colour)))] = colour
    reduced.putpalette([*chain.from_iterable(entries)])
    return reduced


def paste(image: Image.Image, bitmap: bytes, place: tuple[int, int]) -> None:
    """Paste a PNG with transparency on an image."""
    with Image.open(io.BytesIO(bitmap)) as drawing:
        drawn = drawing.convert("RGBA")
    image.paste(drawn, place, drawn)


def draw_opening(pen: ImageDraw.ImageDraw, share: ShareImage, fonts: Path) -> None:
    """Draw what the page opens with, above the last line."""
    hue, ink, paper, tint = share.colours
    match share.opening:
        case (str(number), str(says)):
            large = load_font(fonts / TITLE_FONT, NUMBER_PX)
            small = load_font(fonts / SMALL_FONT, SAYS_PX)
            pen.text((LEFT, OPENING_BOTTOM), number, font=large, fill=hue, anchor="ls")
            left = LEFT + large.getlength(number) + 24
            if left + small.getlength(says) <= RIGHT:
                pen.text((left, OPENING_BOTTOM), says, font=small, fill=ink, anchor="ls")
        case (int(), *_) as minutes:
            small = load_font(fonts / SMALL_FONT, SAYS_PX)
            total, start = sum(minutes), 0
            for order, length in enumerate(minutes):
                left, right = (LEFT + (RIGHT - LEFT) * at / total for at in (start, start + length))
                box = (left, OPENING_BOTTOM - BAR_PX, right, OPENING_BOTTOM)
                pen.rectangle(box, fill=(tint, paper)[order % 2], outline=hue, width=3)
                middle = ((left + right) / 2, OPENING_BOTTOM - BAR_PX / 2)
                pen.text(middle, str(length), font=small, fill=ink, anchor="mm")
                start += length


def fit_title(
    title: str, path: Path, height: float = HEIGHT
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Return the lines of a title, and the largest size of a font in which they fit.

    `path` is that of the font. The smallest size is used when none fits.
    """
    width = RIGHT - LEFT
    for size in TITLE_SIZES_PX:
        font = load_font(path, size)
        lines = wrap_words(title, font, width)
        is_low = len(lines) <= TITLE_LINES and len(lines) * size * LINE_HEIGHT <= height
        if is_low and all(font.getlength(line) <= width for line in lines):
            break
    return lines, font
