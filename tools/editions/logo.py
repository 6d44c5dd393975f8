"""Check that a logo can be shown anywhere: it is a PNG, or an SVG that is only a drawing."""

from __future__ import annotations

from pathlib import Path

from tools.model.reading.images import (
    MAX_DRAWING_BYTES,
    DrawingError,
    find_image_error,
    read_drawing,
)

MAX_LOGO_BYTES = MAX_DRAWING_BYTES  # it stands on every page and in every PDF
# The message code for each code of an image or a drawing.
LOGO_CODES = {
    "image-large": "edition-logo-pixels",
    "image-broken": "edition-logo-kind",
    "drawing-large": "edition-logo-pixels",
    "drawing-broken": "edition-logo-kind",
    "drawing-unsafe": "edition-logo-unsafe",
}


def find_logo_error(path: Path) -> str | None:
    """Return the message code of what is wrong with a logo's file, or None."""
    if path.stat().st_size > MAX_LOGO_BYTES:
        return "edition-logo-large"
    if path.suffix.lower() == ".png":
        code = find_image_error(path)
        return LOGO_CODES[code] if code else None
    if path.suffix.lower() != ".svg":
        return "edition-logo-kind"
    try:
        read_drawing(path)
    except DrawingError as error:
        return LOGO_CODES[error.code]
    return None
