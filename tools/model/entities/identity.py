"""The identity of a publication: its logo, its colours, and its drawings (`identity`)."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from tools.brand.contrast import lighten
from tools.brand.palette import DEFAULT_PALETTE, HUE_COUNT, Palette
from tools.model.entities.checklist import PlainLine, StrictModel

HexColour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
Hues = Annotated[tuple[HexColour, ...], Field(min_length=1, max_length=HUE_COUNT)]
MIN_DARK_CONTRAST = 7.0  # the default hues have more than that on dark backgrounds
# The names in the palette of each colour that is neither the accent nor a hue.
PALETTE_NAMES = {
    "paper": ("paper", "sheet"),
    "ink": ("ink",),
    "quiet": ("quiet",),
    "tint": ("tint", "tint-1"),
    "shade": ("tint-2",),
    "rule": ("rule",),
    "highlight": ("highlight",),
    "band": ("print-band",),
}


class DarkColours(StrictModel):
    """Colours on dark backgrounds; those that are absent follow from the light ones."""

    accent: HexColour | None = None
    hues: Hues | None = None

    def name_hues(self) -> dict[str, str]:
        """Return accent and hues, as far as they are set, by their names in the palette."""
        hues = {f"hue-{number}": hue for number, hue in enumerate(self.hues or (), 1)}
        return {"hue-0": self.accent, **hues} if self.accent else hues


class Colours(DarkColours):
    """Colours on paper and on light backgrounds; those that are absent are the generator's."""

    paper: HexColour | None = None
    ink: HexColour | None = None
    quiet: HexColour | None = None
    tint: HexColour | None = None
    shade: HexColour | None = None
    rule: HexColour | None = None
    highlight: HexColour | None = None
    band: HexColour | None = None
    dark: DarkColours = DarkColours()

    @property
    def hue_count(self) -> int:
        """The number of hues that pages can have."""
        return len(self.hues) if self.hues else HUE_COUNT

    @property
    def palette(self) -> Palette:
        """The default palette with these colours in it."""
        hues, light = self.name_hues(), dict[str, str]()
        for field, names in PALETTE_NAMES.items():
            if colour := getattr(self, field):
                light |= dict.fromkeys(names, colour)
        return DEFAULT_PALETTE.replace(light | hues, derive_dark(hues) | self.dark.name_hues())


class Drawings(StrictModel):
    """Decorative drawings (SVG), by their paths below `docs/`; without one, its place is plain.

    `parts` are for the parts of the book, in turn; without them all parts have `part`.
    """

    home: PlainLine | None = None
    cover: PlainLine | None = None
    back: PlainLine | None = None
    part: PlainLine | None = None
    parts: tuple[PlainLine, ...] = ()
    handout: PlainLine | None = None

    def of_part(self, number: int) -> str | None:
        """Return the drawing on the page that opens a part of the book: of `parts`, in turn."""
        return self.parts[(number - 1) % len(self.parts)] if self.parts else self.part


class Identity(StrictModel):
    """The look of a publication. `logo`: a PNG or SVG, by its path below `docs/`."""

    logo: PlainLine | None = None
    colours: Colours = Colours()
    drawings: Drawings = Drawings()

    @property
    def files(self) -> list[tuple[str, str]]:
        """The files that are set, with their keys in the settings."""
        single = {"logo": self.logo, **self.drawings.model_dump(exclude={"parts"})}
        found = [(key, name) for key, name in single.items() if name]
        return found + [("parts", name) for name in self.drawings.parts]


def derive_dark(hues: Mapping[str, str]) -> dict[str, str]:
    """Return for each colour, by its name, the tint that can be read on dark backgrounds."""
    backgrounds = DEFAULT_PALETTE.dark_backgrounds
    return {name: lighten(colour, backgrounds, MIN_DARK_CONTRAST) for name, colour in hues.items()}
