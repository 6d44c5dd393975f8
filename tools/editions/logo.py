"""Whether a logo can be shown anywhere: a PNG, or an SVG that is only a drawing."""

from __future__ import annotations

from pathlib import Path

from tools.model.pictures import DRAWING, DrawingError, read_drawing
from tools.model.pictures import wrong_with as wrong_with_picture

LARGEST = DRAWING  # bytes; it stands on every page and in every PDF
CODES = {
    "picture-large": "edition-logo-pixels",
    "picture-broken": "edition-logo-kind",
    "drawing-large": "edition-logo-pixels",
    "drawing-broken": "edition-logo-kind",
    "drawing-unsafe": "edition-logo-unsafe",
}


def wrong_with(path: Path) -> str | None:
    """Give the code of what is wrong with a logo's file, or None."""
    if path.stat().st_size > LARGEST:
        return "edition-logo-large"
    if path.suffix.lower() == ".png":
        code = wrong_with_picture(path)
        return CODES[code] if code else None
    if path.suffix.lower() != ".svg":
        return "edition-logo-kind"
    try:
        read_drawing(path)
    except DrawingError as error:
        return CODES[error.code]
    return None
