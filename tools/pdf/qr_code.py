"""A QR code (ISO/IEC 18004) as data for a drawing, so that paper leads back to the site."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET_ZONE = 4  # modules of white around a code, as the standard asks


@dataclass(frozen=True)
class QrCode:
    """A code: what it says, its side in modules with the white around it, and its dark modules.

    `path` is the data of an SVG path in which a module is a unit: a rectangle for each run of dark
    modules in a row.
    """

    url: str
    modules: int
    svg_path: str


def make_qr_code(address: str) -> QrCode:
    """Make the code of an address, at level M: it can be read with an eighth of it dirty or torn.

    Raises segno.DataOverflowError for an address that no code can hold (over 2300 characters).
    """
    rows = segno.make_qr(address, error="m").matrix
    runs = [
        f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in dark_runs(row)
    ]
    return QrCode(address, len(rows) + 2 * QUIET_ZONE, "".join(runs))


def dark_runs(row: bytearray) -> list[tuple[int, int]]:
    """Give start and length of each run of dark modules in a row."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and x and row[x - 1]:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs
