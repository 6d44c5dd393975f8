"""Drawings as bitmaps (PNG), for office programs that cannot be trusted with SVG.

WeasyPrint draws them as it does in the book, with the fonts of the project, and PDFium turns that
page into pixels; no program of the machine is needed.
"""

import io
import tempfile
from pathlib import Path

import pypdfium2
from markupsafe import Markup
from PIL import Image

from tools.model.publication import Publication
from tools.model.reading.images import read_drawing
from tools.pdf.renderer import write_pdf
from tools.render.environment import render_template

COLOURS = 128  # of a bitmap: enough for the smooth edges of a few flat colours


def draw_bitmap(publication: Publication, path: Path, width: int) -> bytes:
    """Return the drawing (SVG) at `path` as a PNG of `width` pixels, clear where nothing is drawn.

    Raises DrawingError for a file that is no safe drawing, and the errors of `write_pdf`.
    """
    drawn_width, drawn_height = measure(path)
    source = render_template(
        publication,
        "print/bitmap.html",
        width=round(drawn_width, 2),
        height=round(drawn_height, 2),
        drawing=Markup(publication.read_coloured(path).strip()),
    )
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "drawing.pdf"
        write_pdf(source, pdf, publication, tagged=False)
        document = pypdfium2.PdfDocument(pdf.read_bytes())
    page = document[0]
    bitmap = page.render(scale=width / page.get_width(), fill_color=(255, 255, 255, 0))
    image = bitmap.to_pil().convert("RGBA")
    document.close()
    result = io.BytesIO()
    # Level 9 takes twice as long, for six percent less.
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(result, "PNG", compress_level=8)
    return result.getvalue()


def measure(path: Path) -> tuple[float, float]:
    """Return the width and height of a drawing, in its own units."""
    drawing = read_drawing(path)
    box = (drawing.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4:
        return float(box[2]), float(box[3])
    sides = (drawing.get(name, "100").removesuffix("px") for name in ("width", "height"))
    width, height = map(float, sides)
    return width, height
