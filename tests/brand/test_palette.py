"""The style sheets are the one place for default colours, the settings for a publication's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.brand.contrast import contrast_ratio
from tools.brand.ornament import draw_all
from tools.brand.palette import DEFAULT_PALETTE, STYLES, WHITE, Palette, read_palette
from tools.model.loader import load_settings

HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
CODE = [
    path
    for folder, endings in (("overrides", {".css", ".html"}), ("tools", {".py"}))
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in endings and not path.name.startswith("palette")
]
THEME_DRAWINGS = sorted((ROOT / "overrides/theme/assets/drawings").glob("*.svg"))
OWN_DRAWINGS = sorted((ROOT / "docs/assets/drawings").glob("*.svg"))


def own_palette() -> Palette:
    return load_settings(ROOT).mkdocs.publication.identity.colours.palette


def colours_in(path: Path) -> set[str]:
    return {*HEX.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_other_file_holds_a_colour(path: Path) -> None:
    assert colours_in(path) == set()


@pytest.mark.parametrize("path", THEME_DRAWINGS, ids=lambda path: path.name)
def test_drawings_of_the_theme_hold_default_colours_only(path: Path) -> None:
    assert colours_in(path) <= {*DEFAULT_PALETTE.light.values(), WHITE}


@pytest.mark.parametrize("path", OWN_DRAWINGS, ids=lambda path: path.name)
def test_drawings_of_the_publication_hold_its_colours_only(path: Path) -> None:
    assert colours_in(path) <= {*own_palette().light.values(), WHITE}


def test_the_ornament_is_drawn_in_the_colours_of_the_publication() -> None:
    folder = ROOT / "docs/assets/drawings"
    files = draw_all(own_palette())
    assert {name: (folder / name).read_text(encoding="utf-8") for name in files} == files


def test_the_dark_scheme_has_colours_of_the_light_one() -> None:
    assert {*DEFAULT_PALETTE.dark} < {*DEFAULT_PALETTE.light}
    assert {f"hue-{number}" for number in range(6)} < {*DEFAULT_PALETTE.dark}


@pytest.mark.parametrize("number", range(6))
def test_default_hues_can_be_read(number: int) -> None:
    palette, name = DEFAULT_PALETTE, f"hue-{number}"
    for colour, backgrounds, ratio in (
        (palette.light[name], palette.light_backgrounds, 4.5),
        (palette.dark[name], palette.dark_backgrounds, 7),
    ):
        assert min(contrast_ratio(colour, each) for each in backgrounds) >= ratio


def test_a_changed_colour_is_read(tmp_path: Path) -> None:
    for name in ("palette.css", "palette-dark.css"):
        text = (STYLES / name).read_text(encoding="utf-8")
        changed = text.replace(f"--hue-1: {DEFAULT_PALETTE.hues[1]}", "--hue-1: #123456")
        (tmp_path / name).write_text(changed)
    assert read_palette(tmp_path).hues[1] == "#123456"
    assert read_palette(tmp_path).dark == DEFAULT_PALETTE.dark


def test_styles_and_drawings_are_written_in_the_colours_of_a_palette() -> None:
    palette = DEFAULT_PALETTE.replace({"hue-1": "#123456"}, {"hue-1": "#abcdef"})
    style = "a { --hue-1: #1f5fa8; --hue-2: #a83232; }"
    assert palette.render_style("palette.css", style) == style.replace("#1f5fa8", "#123456")
    dark = palette.render_style("palette-dark.css", style)
    assert "--hue-1: #abcdef; --hue-2: #f4a6a0" in dark
    assert palette.render_style("site.css", style) == style
    assert palette.recolour('fill="#1f5fa8" stroke="#010203"') == 'fill="#123456" stroke="#010203"'
