"""The image of each page in previews of its link on other sites: 1200 by 630 pixels."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.publish.metadata import share_image_path
from tools.render.wrapping import load_font, wrap_words

WIDTH, HEIGHT = 1200, 630
MARGIN_PX, BAND_PX = 90, 36
TITLE_FONT, SMALL_FONT = "bricolage-grotesque-700.ttf", "atkinson-hyperlegible-next-700.ttf"
TITLE_SIZES_PX = range(96, 40, -4)  # the largest first


def write_share_images(publication: Publication, site: Path) -> None:
    """Write the images of all pages into the staged `site`, if it has an address."""
    if publication.mkdocs.site_url:
        for page in publication.pages.values():
            draw_share_image(publication, page, site / share_image_path(page))


def draw_share_image(publication: Publication, page: Page, path: Path) -> None:
    """Draw the image of a page: kind, title and publication, in the colour of the page."""
    fonts = publication.templates_folder / "print" / "fonts"
    palette = publication.palette
    hue, ink = palette.get_hue(publication.get_hue(page)), palette.light["ink"]
    image = Image.new("RGB", (WIDTH, HEIGHT), palette.light["paper"])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, BAND_PX, HEIGHT), fill=hue)
    left = BAND_PX + MARGIN_PX
    small = load_font(fonts / SMALL_FONT, 36)
    bottom_line = publication.settings.subtitle
    if page.title != publication.name:
        bottom_line = publication.name
        kind = publication.settings.kinds[page.meta.kind].one
        pen.text((left, MARGIN_PX), kind, font=small, fill=hue, anchor="ls")
    pen.text((left, HEIGHT - MARGIN_PX), bottom_line, font=small, fill=ink, anchor="ls")
    lines, large = fit_title(page.title, fonts / TITLE_FONT)
    line_height = large.size * 1.15
    top = (HEIGHT - line_height * len(lines)) / 2 + large.size * 0.8
    for number, line in enumerate(lines):
        pen.text((left, top + number * line_height), line, font=large, fill=ink, anchor="ls")
    path.parent.mkdir(parents=True, exist_ok=True)
    # 32 colours: enough for smooth edges of letters in two colours on one background.
    image.quantize(32, dither=Image.Dither.NONE).save(path, optimize=True)


def fit_title(title: str, path: Path) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Return the lines of a title, and the largest size of a font in which they fit.

    `path` is that of the font. The smallest size is used when none fits.
    """
    width = WIDTH - BAND_PX - 2 * MARGIN_PX
    for size in TITLE_SIZES_PX:
        font = load_font(path, size)
        lines = wrap_words(title, font, width)
        if len(lines) <= 3 and all(font.getlength(line) <= width for line in lines):
            break
    return lines, font
