"""Whether a logo can be shown anywhere: a PNG, or an SVG that is only a drawing."""

from __future__ import annotations

from pathlib import Path

from tools.model.reading.images import MAX_DRAWING_BYTES, DrawingError, read_drawing
from tools.model.reading.images import find_image_error as wrong_with_picture

MAX_LOGO_BYTES = MAX_DRAWING_BYTES  # bytes; it stands on every page and in every PDF
LOGO_CODES = {
    "image-large": "edition-logo-pixels",
    "image-broken": "edition-logo-kind",
    "drawing-large": "edition-logo-pixels",
    "drawing-broken": "edition-logo-kind",
    "drawing-unsafe": "edition-logo-unsafe",
}


def find_logo_error(path: Path) -> str | None:
    """Give the code of what is wrong with a logo's file, or None."""
    if path.stat().st_size > MAX_LOGO_BYTES:
        return "edition-logo-large"
    if path.suffix.lower() == ".png":
        code = wrong_with_picture(path)
        return LOGO_CODES[code] if code else None
    if path.suffix.lower() != ".svg":
        return "edition-logo-kind"
    try:
        read_drawing(path)
    except DrawingError as error:
        return LOGO_CODES[error.code]
    return None
