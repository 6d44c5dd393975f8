"""Drawings as bitmaps: their size, what is drawn in them, and the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import SMALL, own_publication
from tools.model.loader import load_publication
from tools.pdf.bitmaps import draw_bitmap

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
RECT = '<rect width="20" height="10" fill="#ff0000"/>'


@pytest.mark.parametrize("size", ['viewBox="0 0 40 20"', 'width="40px" height="20"'])
def test_a_drawing_becomes_a_picture_of_its_proportions(tmp_path: Path, size: str) -> None:
    path = tmp_path / "drawing.svg"
    path.write_text(SVG.format(size, RECT), encoding="utf-8")
    image = Image.open(io.BytesIO(draw_bitmap(load_publication(SMALL), path, 400))).convert("RGBA")
    assert image.size == (400, 200)
    assert image.getpixel((50, 50)) == (255, 0, 0, 255)
    assert image.getchannel("A").getpixel((350, 150)) == 0


def test_the_same_drawing_gives_the_same_bytes() -> None:
    publication = own_publication()
    path = publication.find_drawing("marker-2")
    assert draw_bitmap(publication, path, 200) == draw_bitmap(publication, path, 200)
