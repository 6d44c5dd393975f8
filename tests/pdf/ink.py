"""Ink of a PDF: the box of all that a page paints, also beyond the edges of the paper."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, ImageOps

MM = 72 / 25.4  # points
BEYOND_MM = 150  # of what would be cut off, on each side
RESOLUTION = 72  # dots per inch; a dot is about a third of a millimetre
FAINTEST = 40  # of 255: what is lighter is no ink, such as the edge of a letter


@dataclass(frozen=True)
class Area:
    """A rectangle on a page, in millimetres from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Area) -> bool:
        """Return whether another area is inside this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True)
class InkedPage:
    """A page with its size, and the box of its ink (None when it is blank)."""

    number: int
    width: float
    height: float
    ink: Area | None


def read_ink(path: Path, folder: Path) -> Iterator[InkedPage]:
    """Yield the pages of a PDF with the boxes of their ink; `folder` gets temporary files."""
    wide = folder / "wide.pdf"
    sizes = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = map(float, page.mediabox)
            sizes.append(((right - left) / MM, (top - bottom) / MM))
            more = BEYOND_MM * MM
            page.mediabox = pikepdf.Array([left - more, bottom - more, right + more, top + more])
            page.cropbox = page.mediabox
        pdf.save(wide)
    subprocess.run(
        ["pdftoppm", "-r", str(RESOLUTION), "-gray", str(wide), str(folder / "ink")], check=True
    )
    pictures = sorted(folder.glob("ink-*.pgm"))
    assert len(pictures) == len(sizes)
    for number, (picture, (width, height)) in enumerate(zip(pictures, sizes, strict=True), 1):
        with Image.open(picture) as image:
            box = ImageOps.invert(image).point(lambda value: 255 * (value > FAINTEST)).getbbox()
        picture.unlink()
        ink = Area(*(dots * 25.4 / RESOLUTION - BEYOND_MM for dots in box)) if box else None
        yield InkedPage(number, width, height, ink)
