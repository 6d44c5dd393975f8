"""Draw the shoal: many small equal shapes in various directions that become one movement.

It is an ornament for a publication that wants one; a seed makes it the same every time. Points are
complex numbers, so that a product rotates and scales. The command line writes what `draw_all`
returns into the drawings of the publication, in its colours.
"""

import cmath
import math
import random
import re
from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from tools.brand.palette import Palette

Pose = tuple[complex, float]  # position and heading (in radians) of a shape
IconShape = tuple[complex, float, float, str]  # position, heading, scale and colour of a fish
# The heading at a place of a pattern, which is in heights of the drawing from its middle.
Field = Callable[[complex, random.Random], float]


class Shape(NamedTuple):
    """An outline of 24 by 24 around 0 that heads right: a start, then a path of relative pairs."""

    start: complex
    path: str


class ShoalPath(NamedTuple):
    """The course of a shoal, in fractions of width and height (widths: of the shorter side)."""

    curve: tuple[complex, complex, complex, complex]
    """A Bézier curve: start, two handles, end."""
    widths: tuple[float, float]
    """How far the shoal extends to either side at the start and at the end of the curve."""
    density: float = 1.0
    """Above 1, more shapes towards the end."""
    clear_zone: tuple[complex, complex] = (-2 - 2j, -1 - 1j)
    """Two corners of an area with round corners that stays empty."""


DEFAULT_SHAPE = Shape(12, "c-3.6-5-11-6.6-24 0c13 6.6 20.4 5 24 0z")
HUE_SHAPES = {  # one for each hue, all of the same weight to the eye
    1: Shape(11.8, "l-23.5-10q5.4 10 0 20z"),
    2: Shape(
        -7.8 + 9.5j,
        "q1.8-2 1.9-4c-2.3-1.4-3.7-3.5-3.7-5.9c0-4 4.2-7.2 9.6-7.2c5.4 0 9.6 3.2 9.6 7.2"
        "c0 4-4.2 7.2-9.6 7.2q-1.4 0-2.7-.3c-1.3 1.8-2.9 2.7-5.1 3z",
    ),
    3: Shape(-7.8 - 6j, "q0-1.8 1.8-1.8l9 0l4.8 4.8l0 9q0 1.8-1.8 1.8l-12 0q-1.8 0-1.8-1.8z"),
    4: Shape(
        -10.8 + 4.5j,
        "c1.4-10.4 7.2-13.1 13.1-11.2c3.2 1 5.4 2.2 8.5 2.2"
        "c-1.4 10.4-7.2 13.1-13.1 11.2c-3.2-1-5.4-2.2-8.5-2.2z",
    ),
    5: Shape(
        11.6,
        "c0 3.6-2.9 6.5-6.5 6.5c-3.6 0-6.5-2.9-6.5-6.5c0-3.6 2.9-6.5 6.5-6.5c3.6 0 6.5 2.9 6.5 6.5z"
        "m-12.8-4.9c-1.9-1.5-4.5-1.7-6.7-.7c-2.1 1.1-3.5 3.2-3.5 5.6c0 2.4 1.4 4.5 3.5 5.6"
        "c2.2 1 4.8 .8 6.7-.7c-2.3-2.9-2.3-6.9 0-9.8z",
    ),
}
HUE_SHAPE_SCALE = 0.8  # the scale at which the shape of a hue weighs as much as a fish
PATTERN_STEP, PATTERN_LENGTH = 34, 23  # between shapes, and of one
PATTERNS: tuple[Field, ...] = (  # for the parts of a book, in turn
    lambda at, rng: rng.uniform(-math.pi, math.pi),  # each its own way
    lambda at, rng: cmath.phase(1.1 + 0.1j - at),  # all to one point
    lambda at, rng: cmath.phase(complex(-((at.real + 0.7) % 1.4 - 0.7), -at.imag)),  # to several
    lambda at, rng: cmath.phase(1j * (at + 0.1j)),  # round the middle
    lambda at, rng: cmath.phase(at + 0.8 - 0.6j),  # from one point
    lambda at, rng: math.pi * (round(at.real * 6) % 2 - 0.5),  # up and down in turn
    lambda at, rng: 1.1 * math.sin(3.5 * at.real),  # in waves
    lambda at, rng: -0.6,  # as one
)
_COORDINATE_PAIR = re.compile(r" ?(-?\d*\.?\d+) ?(-?\d*\.?\d+)")


def _format_point(point: complex) -> str:
    """Return a point in the notation of an SVG path, as short as possible."""
    numbers = (f"{round(v, 1) + 0.0:.1f}".removesuffix(".0") for v in (point.real, point.imag))
    shortened = (re.sub(r"^(-?)0(?=\.)", r"\1", number) for number in numbers)
    return "".join(number if number.startswith("-") else f" {number}" for number in shortened)


def _transform_shape(shape: Shape, at: complex, angle: float = 0, scale: float = 1) -> str:
    """Return the SVG path of a shape that is moved, rotated and scaled."""
    factor = cmath.rect(scale, angle)
    body = _COORDINATE_PAIR.sub(
        lambda pair: _format_point(complex(float(pair[1]), float(pair[2])) * factor), shape.path
    )
    return re.sub(r"(?<=[a-zM]) ", "", f"M{_format_point(at + shape.start * factor)}{body}")


def _is_clear_of(first: Pose, second: Pose, length: float) -> bool:
    """Return whether two shapes leave space between them: more when their headings differ."""
    gap = second[0] - first[0]
    if abs(gap) > 1.2 * length:
        return True
    gap *= cmath.rect(1, -first[1])
    beside = 0.58 + 0.5 * abs(math.sin(second[1] - first[1]))
    return math.hypot(gap.real / 1.12, gap.imag / beside) > length


def _place_shapes(
    size: complex, rng: random.Random, count: int, spread: float, length: float, course: ShoalPath
) -> list[Pose]:
    """Return the poses of shapes along the course, none on top of another."""
    p0, p1, p2, p3 = course.curve
    low, high = course.clear_zone
    half, middle = (high - low) / 2, (low + high) / 2
    poses: list[Pose] = []
    tries = 0
    while len(poses) < count and (tries := tries + 1) < count * 60:
        t = rng.random() ** (1 / course.density)
        u = 1 - t
        on_curve = u**3 * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t**3 * p3
        ahead = u * u * (p1 - p0) + 2 * u * t * (p2 - p1) + t * t * (p3 - p2)
        heading = cmath.phase(complex(ahead.real * size.real, ahead.imag * size.imag))
        bell = (rng.random() + rng.random() + rng.random()) / 1.5 - 1  # mostly near 0, at most 1
        aside = bell * (course.widths[0] * u + course.widths[1] * t) * min(size.real, size.imag)
        place = complex(on_curve.real * size.real, on_curve.imag * size.imag)
        place += cmath.rect(aside, heading + math.pi / 2)
        pose = (place, heading + rng.gauss(0, spread) * (0.08 + u**1.5))
        share = complex(place.real / size.real, place.imag / size.imag)
        offset = complex((share - middle).real / half.real, (share - middle).imag / half.imag)
        in_clear_zone = offset.real**4 + offset.imag**4 < 1
        near = -0.1 < share.real < 1.1 and -0.1 < share.imag < 1.1
        if near and not in_clear_zone and all(_is_clear_of(old, pose, length) for old in poses):
            poses.append(pose)
    return poses


def _render_svg(width: int, height: int, lines: Sequence[str], style: str = "") -> str:
    """Return a decorative drawing as SVG, hidden from assistive technology."""
    frame = f'viewBox="0 0 {width} {height}"{style} aria-hidden="true" focusable="false"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>', *lines, "</svg>", ""])


def draw_shoal(
    palette: Palette,
    width: int,
    height: int,
    seed: int,
    count: int,
    spread: float,
    course: ShoalPath,
    length: float = 20,
    hued: int = 15,
) -> str:
    """Return a shoal as SVG in the colour of the text, with `hued` shapes in the hues.

    `spread`: how far (in radians) headings differ where the course begins; `length`: of one shape.
    """
    rng = random.Random(seed)
    poses = _place_shapes(complex(width, height), rng, count, spread, length, course)
    visible = [pose for pose in poses if 0 < pose[0].real < width and 0 < pose[0].imag < height]
    rng.shuffle(visible)
    return _draw_poses(palette, width, height, poses, visible[:hued], length)


def draw_pattern(
    palette: Palette, width: int, height: int, seed: int, field: Field, hued: int
) -> str:
    """Return a pattern as SVG: shapes in rows that head as `field` says, fewer towards the bottom.

    None is outside the drawing. `hued` of them, spread over the width, are in the hues.
    """
    rng = random.Random(seed)
    columns, rows = width // PATTERN_STEP, height // PATTERN_STEP
    poses: list[Pose] = []
    for row, column in product(range(rows), range(columns)):
        x, y = column + 0.5 + 0.25 * (-1) ** row, row + 0.5
        jitter = complex(rng.gauss(0, 0.07), rng.gauss(0, 0.07))
        heading = field(complex(x - columns / 2, y - rows / 2) / rows, rng) + rng.gauss(0, 0.1)
        if rng.random() > 0.9 * (row / (rows - 1)) ** 2:
            poses.append(((complex(x, y) + jitter) * PATTERN_STEP, heading))
    share = len(poses) / (hued + 1)
    across = sorted(poses, key=lambda pose: pose[0].real)
    chosen = [across[round(share * number)] for number in range(1, hued + 1)]
    return _draw_poses(palette, width, height, poses, chosen, PATTERN_LENGTH)


def _draw_poses(
    palette: Palette, width: int, height: int, poses: Sequence[Pose], hued: Sequence[Pose],
    length: float,
) -> str:  # fmt: skip
    """Return shapes as SVG in the colour of the text, those that are `hued` in the hues in turn."""
    hue_of = {pose: 1 + number % len(HUE_SHAPES) for number, pose in enumerate(hued)}
    paths = dict.fromkeys([0, *HUE_SHAPES], "")
    for pose in poses:
        hue = hue_of.get(pose, 0)
        shape, scale = (HUE_SHAPES[hue], HUE_SHAPE_SCALE) if hue else (DEFAULT_SHAPE, 1.0)
        paths[hue] += _transform_shape(shape, *pose, scale * length / 24)
    style = f' class="shoal" color="{palette.neutral}"'  # where no style sheet sets it, as on paper
    drawn = [_render_path(palette, hue, path) for hue, path in paths.items() if path]
    return _render_svg(width, height, drawn, style)


def _render_path(palette: Palette, hue: int, path: str) -> str:
    colour = f'class="hue-{hue}" fill="{palette.hues[hue]}"' if hue else 'fill="currentColor"'
    return f'<path {colour} d="{path}"/>'


def draw_callout_icon(*shapes: IconShape) -> str:
    """Return the icon of a callout, 60 by 32: a few fish, which differ in position and heading."""
    paths = [
        f'<path fill="{fill}" d="{_transform_shape(DEFAULT_SHAPE, at, angle, scale)}"/>'
        for at, angle, scale, fill in shapes
    ]
    return _render_svg(60, 32, paths)


def draw_marker(palette: Palette, number: int) -> str:
    """Return the shape of one hue, 24 by 24."""
    path = _transform_shape(HUE_SHAPES[number], 12 + 12j)
    return _render_svg(24, 24, [_render_path(palette, number, path)])


def draw_all(palette: Palette) -> dict[str, str]:
    """Return all drawings of the ornament in the colours of a palette, by file name.

    Icon, markers and signs have the names of those of the theme, whose place they take.
    """
    neutral, pale = palette.neutral, palette.light["print-rule"]
    cover = ShoalPath((-0.1 + 0.84j, 0.5 + 1.02j, 0.86 + 0.8j, 1 - 0.1j), (0.4, 0.34), 0.9)
    cover = cover._replace(clear_zone=(-0.7 - 0.12j, 0.71 + 0.6j))
    home = ShoalPath((-0.05 + 0.7j, 0.4 + 1j, 0.6 + 0.6j, 1.05 + 0.3j), (0.7, 1), 2.6)
    strip = ShoalPath((0.12 + 0.8j, 0.45 + 1j, 0.65 + 0.7j, 1.05 + 0.3j), (0.7, 1), 2.6)
    part = ShoalPath((-0.05 + 0.95j, 0.5 + 1j, 0.9 + 0.75j, 0.85 + 0.05j), (0.3, 0.2))
    icon = _transform_shape(HUE_SHAPES[1], 20 + 12j, -math.pi / 4, 1.15)
    paper = palette.light["paper"]
    edge = f'stroke="{paper}" stroke-width="2" paint-order="stroke"'  # for dark browser tabs
    files = {
        "shoal-cover.svg": draw_shoal(palette, 840, 1188, 2010, 640, 1.3, cover, 25, 45),
        "shoal-home.svg": draw_shoal(palette, 1200, 360, 2010, 460, 1.4, home, 20, 35),
        # Drawn on each hand-out, so with few shapes.
        "shoal-strip.svg": draw_shoal(palette, 1200, 290, 2010, 240, 1.4, strip, 24, 25),
        "shoal-part.svg": draw_shoal(palette, 840, 1188, 7, 14, 0.9, part, 28, 5),
        "favicon.svg": _render_svg(32, 32, [f'<path fill="{palette.hues[1]}" {edge} d="{icon}"/>']),
    }
    back = ShoalPath((0.02 + 0.3j, 0.2 + 0.75j, 0.6 + 0.95j, 1.1 + 0.84j), (0.5, 0.4), 3)
    back = back._replace(clear_zone=(0.0 - 0.2j, 0.85 + 0.62j))
    files["shoal-back.svg"] = draw_shoal(palette, 840, 1188, 2010, 210, 1.3, back, 25, 15)
    # Against the stream; together elsewhere; face to face.
    others = [(at, 0.0, 0.8, pale) for at in (12 + 6j, 46 + 8j, 13 + 26j, 47 + 25j)]
    files["sign-warning.svg"] = draw_callout_icon(
        *others, (30 + 16j, math.pi + 0.25, 1.15, neutral)
    )
    group = (11 + 16j, 30 + 7j, 30 + 25j, 49 + 16j)
    files["sign-example.svg"] = draw_callout_icon(*((at, -0.12, 0.8, neutral) for at in group))
    pair = ((16 + 16j, 0.0, 1.15, neutral), (44 + 16j, math.pi, 1.15, pale))
    files["sign-question.svg"] = draw_callout_icon(*pair)
    for number, field in enumerate(PATTERNS, 1):
        pattern = draw_pattern(palette, 840, 206, 2010 + number, field, number)
        files[f"shoal-part-{number}.svg"] = pattern
    return files | {f"marker-{number}.svg": draw_marker(palette, number) for number in HUE_SHAPES}
