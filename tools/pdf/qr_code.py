"""QR codes (ISO/IEC 18004) as SVG paths, so that print leads back to the site."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

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
    runs = [
        f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in dark_runs(row)
    ]
    return QrCode(url, len(rows) + 2 * QUIET_ZONE, "".join(runs))


def dark_runs(row: bytearray) -> list[tuple[int, int]]:
    """Return start and length of each run of dark modules in a row."""
    runs: list[tuple[int, int]] = []
    start = 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            runs.append((start, length))
        start += length
    return runs
