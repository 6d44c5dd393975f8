"""The palette is the one place for colours of styles, templates, drawings and office files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.brand.ornament import draw_all
from tools.brand.palette import PALETTE, STYLES, WHITE, read_palette

HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
CODE = [
    path
    for folder, endings in (("overrides", {".css", ".html"}), ("tools", {".py"}))
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in endings and not path.name.startswith("palette")
]
DRAWINGS = [
    *sorted((ROOT / "overrides/theme/assets/drawings").glob("*.svg")),
    *sorted((ROOT / "docs/assets/drawings").glob("*.svg")),
]


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_other_file_holds_a_colour(path: Path) -> None:
    assert HEX.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.name)
def test_drawings_hold_colours_of_the_palette_only(path: Path) -> None:
    palette = {*PALETTE.light.values(), WHITE}
    assert {*HEX.findall(path.read_text(encoding="utf-8"))} <= palette


def test_the_ornament_is_drawn_in_the_colours_of_the_palette() -> None:
    folder = ROOT / "overrides/theme/assets/drawings"
    files = draw_all()
    assert {name: (folder / name).read_text(encoding="utf-8") for name in files} == files


def test_the_dark_scheme_has_colours_of_the_light_one() -> None:
    assert {*PALETTE.dark} < {*PALETTE.light}
    assert {f"hue-{number}" for number in range(6)} < {*PALETTE.dark}


def test_a_changed_colour_is_read(tmp_path: Path) -> None:
    for name in ("palette.css", "palette-dark.css"):
        text = (STYLES / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("--hue-1: #005f73", "--hue-1: #123456"))
    assert read_palette(tmp_path).hues[1] == "#123456"
    assert read_palette(tmp_path).dark == PALETTE.dark
