"""QR codes (ISO/IEC 18004) as SVG paths, so that print leads back to the site."""

from dataclasses import dataclass

import segno
from segno.utils import matrix_to_lines  # type: ignore[attr-defined]  # its types lack it

QUIET_ZONE = 4  # modules of white around a code, as the standard asks


@dataclass(frozen=True)
class QrCode:
    """A QR code: its address, its side in modules with the quiet zone, and its dark modules.

    `svg_path` is the data of an SVG path in units of a module, with a rectangle for each run of
    dark modules in a row.
    """

    url: str
    modules: int
    svg_path: str


def make_qr_code(url: str) -> QrCode:
    """Return the code of an address, at level M: readable with an eighth of it dirty or torn.

    Raises segno.DataOverflowError for an address too long for a code (over 2300 characters).
    """
    rows = segno.make_qr(url, error="m").matrix
    runs = matrix_to_lines(rows, QUIET_ZONE, QUIET_ZONE)
    svg_path = "".join(
        f"M{left} {y}h{right - left}v1h{left - right}z" for (left, y), (right, _) in runs
    )
    return QrCode(url, len(rows) + 2 * QUIET_ZONE, svg_path)
