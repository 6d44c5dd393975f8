"""The colours of the brand, read from the theme's style sheets: they are defined only there."""

import re
from dataclasses import dataclass
from pathlib import Path

STYLES = Path(__file__).parents[2] / "overrides" / "theme" / "assets" / "style"
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
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


def read_palette(styles: Path) -> Palette:
    """Return the palette in `palette.css` and `palette-dark.css` in the folder `styles`."""
    files = (styles / "palette.css", styles / "palette-dark.css")
    return Palette(*(dict(COLOUR.findall(file.read_text(encoding="utf-8"))) for file in files))


PALETTE = read_palette(STYLES)
