"""The book for a press: for the print shop, as a booklet to fold, and a proof in black and white.

These are for occasional use, and none is meant for the screen, so the first two have no tags.
Sizes are in points.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import (
    ContentStreamInstruction,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    PdfImage,
    Rectangle,
    Stream,
)

from tools.model.publication import Publication
from tools.pdf.book import render_book
from tools.pdf.renderer import write_pdf
from tools.render import artifacts

POINTS_PER_MM = 72 / 25.4
BLEED_PT = 3 * POINTS_PER_MM
CROP_MARK_PT = 5 * POINTS_PER_MM  # the length of a crop mark, outside the bleed
A5_PT = (148 * POINTS_PER_MM, 210 * POINTS_PER_MM)
A4_LANDSCAPE_PT = (
    297 * POINTS_PER_MM,
    210 * POINTS_PER_MM,
)  # an A4 on its side, for two pages of A5
SIGNATURE_PAGES = 32  # the most pages that are folded into each other
PAGES_PER_SHEET = 4  # two on each side

PageCallback = Callable[[int], None]
FillColour = tuple[tuple[float, ...], str]  # numbers, and the operator that fills with them
ColourConverter = Callable[[float, float, float], FillColour]


@dataclass(frozen=True)
class PressFiles:
    """Where the files for a press stand."""

    print_shop: Path
    booklet: Path
    proof: Path


def press_paths(publication: Publication, folder: Path) -> PressFiles:
    """Return the files of the book for a press in a folder, named in the readers' words."""
    word, slug = publication.language.word, publication.settings.slug
    names = (f"{slug}-{word(f'press_{name}')}.pdf" for name in ("printer", "booklet", "proof"))
    return PressFiles(*(folder / name for name in names))


def write_press(
    publication: Publication, site: Path, files: PressFiles, tell: PageCallback
) -> None:
    """Write the files of the book for a press, from the pages and the finished book in `site`.

    Raises what `book_html` and `write_pdf` raise.
    """
    source = render_book(publication, site, styles=["press"])
    write_pdf(source, files.print_shop, publication, tell, tagged=False)
    with open_in_memory(files.print_shop) as pdf:
        convert_colours(pdf, to_black_ink)
        for page in pdf.pages:
            add_crop_marks(pdf, page)
        save_deterministic(pdf, files.print_shop)
    source = render_book(publication, site, styles=["booklet"], sheets=False)
    write_pdf(source, files.booklet, publication, tell, tagged=False)
    with open_in_memory(files.booklet) as pages, Pdf.new() as pdf:
        impose(pages, pdf)
        save_deterministic(pdf, files.booklet)
    with open_in_memory(site / artifacts.book_path(publication.settings.slug)) as pdf:
        convert_colours(pdf, to_grey)
        save_deterministic(pdf, files.proof)


def open_in_memory(path: Path) -> Pdf:
    """Open a PDF so that its file can be written anew."""
    return Pdf.open(BytesIO(path.read_bytes()))


def save_deterministic(pdf: Pdf, path: Path) -> None:
    """Write a PDF: the same bytes every time."""
    pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


# ---- Crop marks ----------------------------------------------------------------------------------


def add_crop_marks(pdf: Pdf, page: Page) -> None:
    """Draw crop marks around the bleed of a page, in all four inks, and say what its boxes are."""
    left, low, right, high = (float(side) for side in page.trimbox)
    page.bleedbox = Rectangle(left - BLEED_PT, low - BLEED_PT, right + BLEED_PT, high + BLEED_PT)
    room = BLEED_PT + CROP_MARK_PT
    page.mediabox = Rectangle(left - room, low - room, right + room, high + room)
    lines = []
    for x, out in ((left, -1), (right, 1)):
        for y, up in ((low, -1), (high, 1)):
            lines.append((x, y + up * BLEED_PT, x, y + up * room))
            lines.append((x + out * BLEED_PT, y, x + out * room, y))
    drawn = " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in lines)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q .25 w 1 1 1 1 K {drawn} Q".encode())


# ---- The booklet ---------------------------------------------------------------------------------


def impose(pages: Pdf, pdf: Pdf) -> None:
    """Put the pages of A5 two by two on sheets of A4, to be printed on both sides."""
    aside = A4_LANDSCAPE_PT[0] / 2 - A5_PT[0]
    for pair in imposition_order(len(pages.pages)):
        sheet = pdf.add_blank_page(page_size=A4_LANDSCAPE_PT)
        for number, left in zip(pair, (aside, A4_LANDSCAPE_PT[0] / 2), strict=True):
            if number is not None:
                place = Rectangle(left, 0, left + A5_PT[0], A5_PT[1])
                sheet.add_overlay(pages.pages[number], place)
    pdf.docinfo["/Title"] = str(pages.docinfo["/Title"])


def imposition_order(count: int) -> Iterator[tuple[int | None, int | None]]:
    """Give for each side of paper which page (from 0) stands left and right; None is a blank.

    The sides come in the order of printing: front and back of a sheet, turned over its short edge.
    All signatures but the last are full, so that one can count sheets while folding. Blanks come
    before the last page: that is the back cover.
    """
    last = count - 1
    blanks = [None] * (-count % PAGES_PER_SHEET)
    pages: list[int | None] = [*range(last), *blanks, last]
    for first in range(0, len(pages), SIGNATURE_PAGES):
        signature = pages[first : first + SIGNATURE_PAGES]
        while signature:
            outer, second, *rest, but_one, final = signature
            yield final, outer
            yield second, but_one
            signature = rest


# ---- Colours -------------------------------------------------------------------------------------


def to_grey(red: float, green: float, blue: float) -> FillColour:
    """Give a colour as a printer without colour shows it (luma of ITU-R BT.601)."""
    return (round(luma(red, green, blue), 4),), "g"


def to_black_ink(red: float, green: float, blue: float) -> FillColour:
    """Let the dark and grey colours of text and rules print in black ink alone.

    Four inks on top of each other make small text unsharp when a press is a hair out of register,
    and so does a screen of dots: what is dark becomes full black.
    """
    light, spread = luma(red, green, blue), max(red, green, blue) - min(red, green, blue)
    if spread > 0.16 or light > 0.9:
        return (red, green, blue), "rg"
    return (0, 0, 0, 1 if light < 0.3 else round(1 - light, 2)), "k"


def luma(red: float, green: float, blue: float) -> float:
    """Give how light a colour is."""
    return 0.299 * red + 0.587 * green + 0.114 * blue


def convert_colours(pdf: Pdf, shade: ColourConverter) -> None:
    """Change every colour that a PDF paints with; pictures too, when the shade is grey."""
    for page in pdf.pages:
        page.Contents = pdf.make_stream(convert_stream(page, shade))
    for thing in pdf.objects:
        if not isinstance(thing, Stream):
            continue
        if thing.get("/Subtype") == Name.Form or "/PatternType" in thing:
            thing.write(convert_stream(thing, shade))
        elif thing.get("/Subtype") == Name.Image and shade is to_grey:
            convert_image_to_grey(thing)


def convert_stream(content: Page | Object, shade: ColourConverter) -> bytes:
    """Give a content stream with its colours changed."""
    instructions = pikepdf.parse_content_stream(content)
    for place, instruction in enumerate(instructions):
        name = str(instruction.operator)
        if name in ("rg", "RG"):
            numbers, fill = shade(*(float(str(operand)) for operand in instruction.operands))
            operator = Operator(fill if name.islower() else fill.upper())
            instructions[place] = ContentStreamInstruction(numbers, operator)
    return pikepdf.unparse_content_stream(instructions)


def convert_image_to_grey(picture: Stream) -> None:
    """Turn a picture grey; its mask stays."""
    if picture.get("/ColorSpace") != Name.DeviceRGB:
        return
    grey = PdfImage(picture).as_pil_image().convert("L")
    picture.write(zlib.compress(grey.tobytes()), filter=Name.FlateDecode)
    picture.ColorSpace = Name.DeviceGray
    picture.BitsPerComponent = 8
