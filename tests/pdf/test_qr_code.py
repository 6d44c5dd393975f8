"""QR codes: read back from their SVG path, with a quiet zone."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image

from tools.pdf.qr_code import QUIET_ZONE, QrCode, make_qr_code

ADDRESSES = (
    "https://example.org/",
    "https://example.org/sheds/practices/tidy-tools.html#checklist-tidy-tools",
    "https://example.org/" + "een-lang-pad/" * 30,
)


def modules(code: QrCode) -> set[tuple[int, int]]:
    """Return the dark modules that the path draws."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.svg_path)
    assert "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs) == code.svg_path
    return {(int(x) + step, int(y)) for x, y, n in runs for step in range(int(n))}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_encodes_its_address(address: str) -> None:
    code = make_qr_code(address)
    picture = Image.new("L", (code.modules, code.modules), 255)
    for place in modules(code):
        picture.putpixel(place, 0)
    larger = picture.resize((code.modules * 4, code.modules * 4))
    assert [found.text for found in zxingcpp.read_barcodes(larger)] == [address]
    assert code.url == address


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_has_a_quiet_zone(address: str) -> None:
    code = make_qr_code(address)
    places = [number for place in modules(code) for number in place]
    assert min(places) == QUIET_ZONE == 4
    assert max(places) == code.modules - 1 - QUIET_ZONE


@pytest.mark.parametrize("address", ADDRESSES)
def test_adjacent_dark_modules_are_merged(address: str) -> None:
    code = make_qr_code(address)
    dark = modules(code)
    starts = [(x, y) for x, y in dark if (x - 1, y) not in dark]
    assert code.svg_path.count("M") == len(starts)


def test_the_same_address_gives_the_same_code() -> None:
    assert make_qr_code(ADDRESSES[1]) == make_qr_code(ADDRESSES[1])
    assert make_qr_code(ADDRESSES[1]).svg_path != make_qr_code(ADDRESSES[0]).svg_path
