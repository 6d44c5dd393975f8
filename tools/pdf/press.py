"""The book for a press: a file for the print shop, a booklet to fold, and a proof in grey.

These are for occasional use and not for the screen, so the first two have no tags. Sizes are in
points.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name, Object, Operator, Page, Pdf, PdfImage, Rectangle, Stream

from tools.model.publication import Publication
from tools.pdf.book import render_book
from tools.pdf.renderer import PageCallback, write_pdf
from tools.render import site_paths

POINTS_PER_MM = 72 / 25.4
BLEED_PT = 3 * POINTS_PER_MM
CROP_MARK_PT = 5 * POINTS_PER_MM  # length of a crop mark, outside the bleed
A5_PT = (148 * POINTS_PER_MM, 210 * POINTS_PER_MM)
A4_LANDSCAPE_PT = (297 * POINTS_PER_MM, 210 * POINTS_PER_MM)  # two pages of A5
SIGNATURE_PAGES = 32  # the maximum of pages that are folded into each other
PAGES_PER_SHEET = 4  # two on each side
# The darkest and the lightest that is printed in black ink: below it full black, above it as it is.
FULL_BLACK_LUMA, WHITE_LUMA = 0.3, 0.9
MAX_GREY_SPREAD = 0.16  # between the channels of a colour that counts as grey

FillColour = tuple[tuple[float, ...], str]  # operands, and the operator that fills with them
ColourConverter = Callable[[float, float, float], FillColour]


@dataclass(frozen=True)
class PressFiles:
    """The paths of the files for a press: for the print shop, to fold, and in grey."""

    printer: Path
    booklet: Path
    proof: Path


def press_paths(publication: Publication, folder: Path) -> PressFiles:
    """Return the paths of the files for a press in a folder, named in the readers' language."""
    word, slug = publication.language.word, publication.settings.slug
    names = (f"{slug}-{word(f'press_{name}')}.pdf" for name in ("printer", "booklet", "proof"))
    return PressFiles(*(folder / name for name in names))


def write_press(
    publication: Publication, site: Path, files: PressFiles, on_pages: PageCallback
) -> None:
    """Write the files for a press, from the pages and the finished book in `site`.

    `on_pages` is that of `write_pdf`. Raises what `render_book` and `write_pdf` raise.
    """
    source = render_book(publication, site, styles=["press"])
    write_pdf(source, files.printer, publication, on_pages, tagged=False)
    with Pdf.open(files.printer, allow_overwriting_input=True) as pdf:
        convert_colours(pdf, to_black_ink)
        for page in pdf.pages:
            add_crop_marks(pdf, page)
        save_deterministic(pdf, files.printer)
    source = render_book(publication, site, styles=["booklet"], sheets=False)
    write_pdf(source, files.booklet, publication, on_pages, tagged=False)
    with Pdf.open(files.booklet, allow_overwriting_input=True) as pages, Pdf.new() as pdf:
        impose(pages, pdf)
        save_deterministic(pdf, files.booklet)
    with Pdf.open(site / site_paths.book_path(publication.settings.slug)) as pdf:
        convert_colours(pdf, to_grey)
        save_deterministic(pdf, files.proof)


def save_deterministic(pdf: Pdf, path: Path) -> None:
    """Write a PDF to `path`, with the same bytes every time."""
    pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


# ---- Crop marks ----------------------------------------------------------------------------------


def add_crop_marks(pdf: Pdf, page: Page) -> None:
    """Draw crop marks around the bleed of a page, in all four inks, and set its page boxes."""
    left, bottom, right, top = (float(side) for side in page.trimbox)
    page.bleedbox = Rectangle(left - BLEED_PT, bottom - BLEED_PT, right + BLEED_PT, top + BLEED_PT)
    margin = BLEED_PT + CROP_MARK_PT
    page.mediabox = Rectangle(left - margin, bottom - margin, right + margin, top + margin)
    lines = []
    for x, x_sign in ((left, -1), (right, 1)):
        for y, y_sign in ((bottom, -1), (top, 1)):
            lines.append((x, y + y_sign * BLEED_PT, x, y + y_sign * margin))
            lines.append((x + x_sign * BLEED_PT, y, x + x_sign * margin, y))
    marks = " ".join(f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S" for x1, y1, x2, y2 in lines)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q .25 w 1 1 1 1 K {marks} Q".encode())


# ---- The booklet ---------------------------------------------------------------------------------


def impose(book: Pdf, booklet: Pdf) -> None:
    """Add the A5 pages of a book to a booklet, two by two on sides of A4, for two-sided print."""
    middle, width = A4_LANDSCAPE_PT[0] / 2, A5_PT[0]
    for pair in imposition_order(len(book.pages)):
        side = booklet.add_blank_page(page_size=A4_LANDSCAPE_PT)
        for index, left in zip(pair, (middle - width, middle), strict=True):
            if index is not None:
                side.add_overlay(book.pages[index], Rectangle(left, 0, left + width, A5_PT[1]))
    booklet.docinfo["/Title"] = str(book.docinfo["/Title"])


def imposition_order(count: int) -> Iterator[tuple[int | None, int | None]]:
    """Yield the left and the right page (from 0) of each side of paper; None is a blank.

    The sides are in the order of printing: front and back of a sheet, turned over its short edge.
    All signatures but the last are full, so that one can count sheets while folding. Blanks come
    before the last page, which is the back cover.
    """
    last = count - 1
    blanks = [None] * (-count % PAGES_PER_SHEET)
    pages: list[int | None] = [*range(last), *blanks, last]
    for start in range(0, len(pages), SIGNATURE_PAGES):
        signature = pages[start : start + SIGNATURE_PAGES]
        while signature:
            first_page, second, *rest, second_last, last_page = signature
            yield last_page, first_page
            yield second, second_last
            signature = rest


# ---- Colours -------------------------------------------------------------------------------------


def to_grey(red: float, green: float, blue: float) -> FillColour:
    """Return the grey that a printer without colours prints (luma of ITU-R BT.601)."""
    return (round(luma(red, green, blue), 4),), "g"


def to_black_ink(red: float, green: float, blue: float) -> FillColour:
    """Return the dark and grey colours of text and rules in black ink alone, others unchanged.

    Four inks on top of each other blur small text when a press is slightly out of register, and so
    does a screen of dots: dark colours become full black.
    """
    light, spread = luma(red, green, blue), max(red, green, blue) - min(red, green, blue)
    if spread > MAX_GREY_SPREAD or light > WHITE_LUMA:
        return (red, green, blue), "rg"
    return (0, 0, 0, 1 if light < FULL_BLACK_LUMA else round(1 - light, 2)), "k"


def luma(red: float, green: float, blue: float) -> float:
    """Return the lightness of a colour, from 0 to 1."""
    return 0.299 * red + 0.587 * green + 0.114 * blue


def convert_colours(pdf: Pdf, convert: ColourConverter) -> None:
    """Convert every colour that a PDF paints with, and its images when that is to grey."""
    for page in pdf.pages:
        page.Contents = pdf.make_stream(convert_stream(page, convert))
    for stream in pdf.objects:
        if not isinstance(stream, Stream):
            continue
        if stream.get("/Subtype") == Name.Form or "/PatternType" in stream:
            stream.write(convert_stream(stream, convert))
        elif stream.get("/Subtype") == Name.Image and convert is to_grey:
            convert_image_to_grey(stream)


def convert_stream(content: Page | Object, convert: ColourConverter) -> bytes:
    """Return a content stream with its colours converted."""
    instructions = pikepdf.parse_content_stream(content)
    for index, instruction in enumerate(instructions):
        name = str(instruction.operator)
        if name in ("rg", "RG"):  # to fill, to stroke
            operands, fill = convert(*(float(str(operand)) for operand in instruction.operands))
            operator = Operator(fill if name.islower() else fill.upper())
            instructions[index] = pikepdf.ContentStreamInstruction(operands, operator)
    return pikepdf.unparse_content_stream(instructions)


def convert_image_to_grey(image: Stream) -> None:
    """Convert an RGB image to grey; its mask stays."""
    if image.get("/ColorSpace") != Name.DeviceRGB:
        return
    grey = PdfImage(image).as_pil_image().convert("L")
    image.write(zlib.compress(grey.tobytes()), filter=Name.FlateDecode)
    image.ColorSpace = Name.DeviceGray
    image.BitsPerComponent = 8
