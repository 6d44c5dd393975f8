"""The signs of frames and trees are as wide as the letters of code, and their lines meet."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from tests.conftest import ROOT
from tools.brand.frame_signs import BOTTOM, TOP, WIDTH, list_boxes, list_signs, write_font

FONTS = ROOT / "overrides" / "print" / "fonts"
TREE = "├└│─┌┐┘┤┬┴┼━┃═║╭╯╎"


def test_the_font_is_the_one_that_is_drawn(tmp_path: Path) -> None:
    write_font(tmp_path / "font.ttf")
    assert (tmp_path / "font.ttf").read_bytes() == (FONTS / "frame-signs.ttf").read_bytes()


def test_signs_are_as_wide_as_the_letters_of_code() -> None:
    font, code = (TTFont(FONTS / f"{name}.ttf") for name in
                  ("frame-signs", "atkinson-hyperlegible-mono-400"))  # fmt: skip
    assert {*map(ord, TREE)} <= font.getBestCmap().keys()
    assert {width for width, _ in font["hmtx"].metrics.values()} == {WIDTH}
    assert code["hmtx"]["a"][0] == WIDTH
    assert font["head"].unitsPerEm == code["head"].unitsPerEm


def test_lines_run_to_the_edges() -> None:
    boxes = [*list_boxes("LIGHT", None, {"UP", "DOWN", "RIGHT"})]
    assert {(box[0] == 0, box[2] == WIDTH) for box in boxes} == {(False, True), (False, False)}
    assert max(box[3] for box in boxes) == TOP
    assert min(box[1] for box in boxes) == BOTTOM
    assert len([*list_boxes("DOUBLE", None, {"LEFT", "RIGHT"})]) == 2
    assert len([*list_boxes("LIGHT", "TRIPLE DASH", {"UP", "DOWN"})]) == 3
    assert len([*list_signs()]) == 57
