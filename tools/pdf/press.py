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

from tools import downloads
from tools.model.publication import Publication
from tools.pdf.book import book_html
from tools.pdf.paper import write_pdf

MM = 72 / 25.4
BLEED = 3 * MM
MARK = 5 * MM  # the length of a crop mark, outside the bleed
A5 = (148 * MM, 210 * MM)
SHEET = (297 * MM, 210 * MM)  # an A4 on its side, for two pages of A5
SIGNATURE = 32  # the most pages that are folded into each other
ON_A_SHEET = 4  # two on each side

Tell = Callable[[int], None]
Paint = tuple[tuple[float, ...], str]  # numbers, and the operator that fills with them
Shade = Callable[[float, float, float], Paint]


@dataclass(frozen=True)
class Press:
    """Where the files for a press stand."""

    printer: Path
    booklet: Path
    proof: Path


def press_files(publication: Publication, folder: Path) -> Press:
    """Return the files of the book for a press in a folder, named in the readers' words."""
    word, slug = publication.language.word, publication.own.slug
    names = (f"{slug}-{word(f'press_{name}')}.pdf" for name in ("printer", "booklet", "proof"))
    return Press(*(folder / name for name in names))


def write_press(publication: Publication, site: Path, files: Press, tell: Tell) -> None:
    """Write the files of the book for a press, from the pages and the finished book in `site`.

    Raises what `book_html` and `write_pdf` raise.
    """
    source = book_html(publication, site, styles=["press"])
    write_pdf(source, files.printer, publication, tell, tagged=False)
    with opened(files.printer) as pdf:
        recolour(pdf, in_ink)
        for page in pdf.pages:
            add_marks(pdf, page)
        save(pdf, files.printer)
    source = book_html(publication, site, styles=["booklet"], sheets=False)
    write_pdf(source, files.booklet, publication, tell, tagged=False)
    with opened(files.booklet) as pages, Pdf.new() as pdf:
        impose(pages, pdf)
        save(pdf, files.booklet)
    with opened(site / downloads.book(publication.own.slug)) as pdf:
        recolour(pdf, in_grey)
        save(pdf, files.proof)


def opened(path: Path) -> Pdf:
    """Open a PDF so that its file can be written anew."""
    return Pdf.open(BytesIO(path.read_bytes()))


def save(pdf: Pdf, path: Path) -> None:
    """Write a PDF: the same bytes every time."""
    pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


# ---- Crop marks ----------------------------------------------------------------------------------


def add_marks(pdf: Pdf, page: Page) -> None:
    """Draw crop marks around the bleed of a page, in all four inks, and say what its boxes are."""
    left, low, right, high = (float(side) for side in page.trimbox)
    page.bleedbox = Rectangle(left - BLEED, low - BLEED, right + BLEED, high + BLEED)
    room = BLEED + MARK
    page.mediabox = Rectangle(left - room, low - room, right + room, high + room)
    lines = []
    for x, out in ((left, -1), (right, 1)):
        for y, up in ((low, -1), (high, 1)):
            lines.append((x, y + up * BLEED, x, y + up * room))
            lines.append((x + out * BLEED, y, x + out * room, y))
    drawn = " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in lines)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q .25 w 1 1 1 1 K {drawn} Q".encode())


# ---- The booklet ---------------------------------------------------------------------------------


def impose(pages: Pdf, pdf: Pdf) -> None:
    """Put the pages of A5 two by two on sheets of A4, to be printed on both sides."""
    aside = SHEET[0] / 2 - A5[0]
    for pair in folding_order(len(pages.pages)):
        sheet = pdf.add_blank_page(page_size=SHEET)
        for number, left in zip(pair, (aside, SHEET[0] / 2), strict=True):
            if number is not None:
                place = Rectangle(left, 0, left + A5[0], A5[1])
                sheet.add_overlay(pages.pages[number], place)
    pdf.docinfo["/Title"] = str(pages.docinfo["/Title"])


def folding_order(count: int) -> Iterator[tuple[int | None, int | None]]:
    """Give for each side of paper which page (from 0) stands left and right; None is a blank.

    The sides come in the order of printing: front and back of a sheet, turned over its short edge.
    All signatures but the last are full, so that one can count sheets while folding. Blanks come
    before the last page: that is the back cover.
    """
    last = count - 1
    blanks = [None] * (-count % ON_A_SHEET)
    pages: list[int | None] = [*range(last), *blanks, last]
    for first in range(0, len(pages), SIGNATURE):
        signature = pages[first : first + SIGNATURE]
        while signature:
            outer, second, *rest, but_one, final = signature
            yield final, outer
            yield second, but_one
            signature = rest


# ---- Colours -------------------------------------------------------------------------------------


def in_grey(red: float, green: float, blue: float) -> Paint:
    """Give a colour as a printer without colour shows it (luma of ITU-R BT.601)."""
    return (round(luma(red, green, blue), 4),), "g"


def in_ink(red: float, green: float, blue: float) -> Paint:
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


def recolour(pdf: Pdf, shade: Shade) -> None:
    """Change every colour that a PDF paints with; pictures too, when the shade is grey."""
    for page in pdf.pages:
        page.Contents = pdf.make_stream(recoloured(page, shade))
    for thing in pdf.objects:
        if not isinstance(thing, Stream):
            continue
        if thing.get("/Subtype") == Name.Form or "/PatternType" in thing:
            thing.write(recoloured(thing, shade))
        elif thing.get("/Subtype") == Name.Image and shade is in_grey:
            wash_out(thing)


def recoloured(content: Page | Object, shade: Shade) -> bytes:
    """Give a content stream with its colours changed."""
    instructions = pikepdf.parse_content_stream(content)
    for place, instruction in enumerate(instructions):
        name = str(instruction.operator)
        if name in ("rg", "RG"):
            numbers, fill = shade(*(float(str(operand)) for operand in instruction.operands))
            operator = Operator(fill if name.islower() else fill.upper())
            instructions[place] = ContentStreamInstruction(numbers, operator)
    return pikepdf.unparse_content_stream(instructions)


def wash_out(picture: Stream) -> None:
    """Turn a picture grey; its mask stays."""
    if picture.get("/ColorSpace") != Name.DeviceRGB:
        return
    grey = PdfImage(picture).as_pil_image().convert("L")
    picture.write(zlib.compress(grey.tobytes()), filter=Name.FlateDecode)
    picture.ColorSpace = Name.DeviceGray
    picture.BitsPerComponent = 8
