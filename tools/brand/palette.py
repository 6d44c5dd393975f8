"""The colours: named once, with their defaults, in the theme's style sheets `palette*.css`.

A publication sets its own for some of the names. Styles, drawings of the theme and office files are
then written in those.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STYLES = Path(__file__).parents[2] / "overrides" / "theme" / "assets" / "style"
LIGHT_STYLE, DARK_STYLE = "palette.css", "palette-dark.css"
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
WHITE = "#ffffff"
HUE_COUNT = 5


@dataclass(frozen=True)
class Palette:
    """Colours (`#rrggbb`) by name: on light backgrounds and paper, and on dark backgrounds."""

    light: dict[str, str]
    dark: dict[str, str]

    @property
    def hues(self) -> dict[int, str]:
        """The numbered hues on light backgrounds; hue 0 is the neutral colour."""
        return {number: self.light[f"hue-{number}"] for number in range(1, HUE_COUNT + 1)}

    @property
    def neutral(self) -> str:
        """The colour of pages without a hue."""
        return self.light["hue-0"]

    @property
    def light_backgrounds(self) -> tuple[str, ...]:
        """The light backgrounds on which text in any hue stands."""
        return (WHITE, self.light["paper"], self.light["tint"])

    @property
    def dark_backgrounds(self) -> tuple[str, ...]:
        """The dark backgrounds on which text in any hue stands."""
        return (self.dark["paper"], self.dark["tint"], self.dark["tint-1"])

    def get_hue(self, number: int) -> str:
        """Return a numbered hue on light backgrounds; the neutral colour for 0."""
        return self.hues.get(number, self.neutral)

    def replace(self, light: Mapping[str, str], dark: Mapping[str, str]) -> "Palette":
        """Return a palette with other colours for some names."""
        return Palette({**self.light, **light}, {**self.dark, **dark})

    def render_style(self, name: str, text: str) -> str:
        """Return the text of a style sheet; one of the palettes with the colours of this one."""
        colours = {LIGHT_STYLE: self.light, DARK_STYLE: self.dark}.get(name, {})
        return COLOUR.sub(lambda found: f"--{found[1]}: {colours.get(found[1], found[2])};", text)

    def recolour(self, drawing: str) -> str:
        """Return a drawing in the default colours (SVG) in the colours of this palette."""
        colours = {default: self.light[name] for name, default in DEFAULT_PALETTE.light.items()}
        return HEX_COLOUR.sub(lambda found: colours.get(found[0], found[0]), drawing)


def read_palette(styles: Path) -> Palette:
    """Return the palette in `palette.css` and `palette-dark.css` in the folder `styles`."""
    files = (styles / LIGHT_STYLE, styles / DARK_STYLE)
    return Palette(*(dict(COLOUR.findall(file.read_text(encoding="utf-8"))) for file in files))


DEFAULT_PALETTE = read_palette(STYLES)
