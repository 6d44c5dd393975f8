"""The identity of a publication: colours, files and licence are settings, and judged as such."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import SMALL, ReportedProblem, change
from tools.brand.contrast import contrast_ratio
from tools.brand.palette import DEFAULT_PALETTE
from tools.language import load_language
from tools.model.entities.edition import BasedOn, Edition, EditionSpec
from tools.model.entities.identity import Colours, Drawings, Identity
from tools.model.entities.licence import EXAMPLES, OTHERS, find_licence
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError
from tools.publish.metadata import licence_properties

ProblemsAfter = Callable[..., list[ReportedProblem]]
SETTINGS = "mkdocs.yml"
BEFORE = "    homes:\n"
LICENCE = "    licence: CC BY 4.0\n"
LOGO = "assets/pictures/shed.png"
DRAWING = "assets/drawings/shed.svg"
PLAIN_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><path d="M0 0h8"/></svg>'


def identity(text: str) -> tuple[str, str, str]:
    """Return the change that adds a line under `identity` to the settings."""
    return (SETTINGS, BEFORE, f"    identity:\n      {text}\n{BEFORE}")


def licence(*lines: str) -> tuple[str, str, str]:
    """Return the change that replaces the licence in the settings."""
    return (SETTINGS, LICENCE, "".join(f"    {line}\n" for line in lines))


INVALID = {
    "a light accent": ("colour-light", identity('colours: {accent: "#f0c05a"}')),
    "a light hue": ("colour-light", identity('colours: {hues: ["#005f73", "#ffff00"]}')),
    "pale ink": ("colour-light", identity('colours: {ink: "#888888"}')),
    "quiet text that is pale": ("colour-light", identity('colours: {quiet: "#aaaaaa"}')),
    "a hue for dark pages that is dark": (
        "colour-dark",
        identity('colours: {dark: {hues: ["#005f73"]}}'),
    ),
    "dark paper": ("colour-background", identity('colours: {paper: "#202020"}')),
    "a dark band": ("colour-background", identity('colours: {band: "#334155"}')),
    "a colour without quotation marks": ("colour-bare", identity("colours: {ink: }")),
    "no colour": ("form-wrong", identity("colours: {accent: blue}")),
    "six hues": ("list-too-long", identity(f"colours: {{hues: {['#005f73'] * 6}}}")),
    "a colour that nobody knows": ("key-unknown", identity('colours: {link: "#005f73"}')),
    "no logo": ("identity-missing", identity("logo: assets/gone.svg")),
    "a logo outside docs": ("identity-missing", identity("logo: ../mkdocs.yml")),
    "a logo that is a page": ("identity-kind", identity("logo: index.md")),
    "a drawing that is a picture": ("identity-kind", identity(f"drawings: {{home: {LOGO}}}")),
    "no drawing": ("identity-missing", identity("drawings: {cover: assets/gone.svg}")),
    "no drawing of a part": (
        "identity-missing",
        identity(f"drawings: {{parts: [{DRAWING}, assets/gone.svg]}}"),
    ),
    "an unknown licence": ("licence-unknown", licence("licence: Free for all")),
    "a licence of an unknown version": ("licence-unknown", licence("licence: CC BY 9.0")),
    "no address": ("form-wrong", licence("licence: Own", "licence_url: our terms")),
}


@pytest.mark.parametrize("name", INVALID)
def test_a_mistake_is_reported_at_its_line(name: str, problems_after: ProblemsAfter) -> None:
    code, changed = INVALID[name]
    line = (SMALL / SETTINGS).read_text(encoding="utf-8").partition(changed[1])[0].count("\n")
    line += {"identity": 2, "licence": 1}[changed[2].split(":")[0].strip()]
    if "licence_url" in changed[2]:
        line += 1
    assert problems_after(changed) == [ReportedProblem(code, SETTINGS, line)]


def test_a_colour_behind_a_comment_sign_is_reported(problems_after: ProblemsAfter) -> None:
    changed = identity("colours:\n        accent: #1c4f8a")
    assert [problem.code for problem in problems_after(changed)] == ["colour-bare"]


def test_a_large_logo_is_reported(small: Path, problems_after: ProblemsAfter) -> None:
    file = small / "docs" / LOGO
    file.write_bytes(file.read_bytes() + b"\0" * 500_000)
    assert [problem.code for problem in problems_after(identity(f"logo: {LOGO}"))] == [
        "identity-large"
    ]


def test_every_message_has_a_case() -> None:
    prefixes = ("colour-", "identity-", "licence-")
    codes = {code for code in load_language("en").messages if code.startswith(prefixes)}
    assert codes - {code for code, _ in INVALID.values()} == {"identity-large"}


@pytest.mark.parametrize("name", ["a light accent", "a hue for dark pages that is dark"])
def test_the_nearest_colour_that_is_named_is_right(name: str, small: Path) -> None:
    _, changed = INVALID[name]
    change(small, *changed)
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(small)
    nearest = re.search(r"nearest that will do is (#[0-9a-f]{6})", str(caught.value))
    assert nearest
    wrong = re.findall(r"#[0-9a-f]{6}", changed[2])[-1]
    change(small, SETTINGS, wrong, nearest[1])
    assert load_publication(small).palette != DEFAULT_PALETTE


PASSES = {
    "everything": identity(
        f'logo: {LOGO}\n      colours: {{accent: "#1C4F8A", hues: ["#7a1f5c"], paper: "#fbf8f3"}}\n'
        "      drawings: {home: assets/drawings/shed.svg, back: assets/drawings/shed.svg}"
    ),
    "nothing": identity("{}"),
    "a licence with an address": licence("licence: Own", "licence_url: https://example.org/own"),
    "all rights reserved": licence("licence: All Rights Reserved"),
    **{f"the licence {name}": licence(f"licence: {name}") for name in EXAMPLES},
}


@pytest.mark.parametrize("name", PASSES)
def test_what_is_allowed_passes(name: str, problems_after: ProblemsAfter) -> None:
    assert problems_after(PASSES[name]) == []


def test_a_decorative_drawing_needs_no_words(small: Path, problems_after: ProblemsAfter) -> None:
    drawings = small / "docs/assets/drawings"
    (drawings / "hills.svg").write_text(PLAIN_DRAWING, encoding="utf-8")
    (drawings / "marker-1.svg").write_text(PLAIN_DRAWING, encoding="utf-8")
    assert [problem.code for problem in problems_after()] == ["drawing-without-words"]
    assert problems_after(identity("drawings: {home: assets/drawings/hills.svg}")) == []


def test_a_publication_without_identity_has_the_default_colours() -> None:
    assert load_publication(SMALL).palette == DEFAULT_PALETTE
    assert Identity().files == []


@pytest.mark.parametrize(
    ("drawings", "expected"),
    [
        (Drawings(), [None, None, None]),
        (Drawings(part="a.svg"), ["a.svg"] * 3),
        (Drawings(part="a.svg", parts=("b.svg", "c.svg")), ["b.svg", "c.svg", "b.svg"]),
    ],
)
def test_parts_have_their_drawings_in_turn(drawings: Drawings, expected: list[str | None]) -> None:
    assert [drawings.of_part(number) for number in (1, 2, 3)] == expected


def test_colours_take_the_place_of_the_default_ones() -> None:
    colours = Colours(
        accent="#1C4F8A", hues=("#7a1f5c",), paper="#fbf8f3", dark={"hues": ["#ffddee"]}
    )
    palette = colours.palette
    assert (palette.get_hue(0), palette.get_hue(1)) == ("#1c4f8a", "#7a1f5c")
    assert (palette.light["paper"], palette.light["sheet"]) == ("#fbf8f3", "#fbf8f3")
    assert palette.hues[2] == DEFAULT_PALETTE.hues[2]
    assert palette.dark["hue-1"] == "#ffddee"
    dark_accent = palette.dark["hue-0"]
    assert min(contrast_ratio(dark_accent, each) for each in palette.dark_backgrounds) >= 7


def test_pages_have_as_many_hues_as_are_set(small: Path) -> None:
    change(small, *identity('colours: {hues: ["#7a1f5c"]}'))
    publication = load_publication(small)
    pages = [publication.pages[name] for name in ("tidy-tools", "weekly-round")]
    assert [publication.get_hue(page) for page in pages] == [1, 0]


def test_an_edition_has_its_own_logo_and_accent(small: Path) -> None:
    change(small, *identity(f'logo: {LOGO}\n      colours: {{accent: "#7a1f5c"}}'))
    publication = load_publication(small)
    assert publication.logo == LOGO
    settings = publication.settings
    based_on = BasedOn("Sheds", "1", settings.date, settings.licence)

    def edition(**values: str) -> Edition:
        spec = EditionSpec(
            id="x", name="A shed", organisation="A club", date=settings.date, **values
        )
        logo = small / spec.logo if spec.logo else None
        return Edition(spec, based_on, logo, "")

    bare = replace(publication, edition=edition())
    own = replace(publication, edition=edition(logo="own.SVG", accent="#1C4F8A"))
    assert (bare.logo, bare.palette.neutral) == (LOGO, "#7a1f5c")
    assert (own.logo, own.palette.neutral) == ("assets/edition/logo.svg", "#1c4f8a")
    assert own.palette.hues == publication.palette.hues


@pytest.mark.parametrize(
    ("name", "spdx", "url"),
    [
        ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC BY-NC-ND 3.0 NL", "CC-BY-NC-ND-3.0-NL",
         "https://creativecommons.org/licenses/by-nc-nd/3.0/nl/"),
        ("CC0 1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "MIT", "https://spdx.org/licenses/MIT.html"),
    ],
)  # fmt: skip
def test_a_known_licence_has_its_address(name: str, spdx: str, url: str) -> None:
    licence = find_licence(name)
    assert licence
    assert (licence.spdx, licence.url) == (spdx, url)


@pytest.mark.parametrize(
    "name", ["CC BY", "CC BY 5.0", "cc by 4.0!", "Own terms", "", "CC BY-ND-SA 4.0"]
)
def test_another_licence_is_not_known(name: str) -> None:
    assert find_licence(name) is None


def test_the_known_licences_are_known() -> None:
    assert all(find_licence(name) for name in (*EXAMPLES, *OTHERS))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["licence: CC0 1.0"],
         {"license": "https://creativecommons.org/publicdomain/zero/1.0/"}),
        (["licence: Own", "licence_url: https://example.org/own"],
         {"license": "https://example.org/own"}),
        (["licence: All rights reserved"], {"copyrightNotice": "All rights reserved"}),
    ],
)  # fmt: skip
def test_the_structured_data_always_names_the_licence(
    lines: list[str], expected: dict[str, str], small: Path
) -> None:
    change(small, *licence(*lines))
    assert licence_properties(load_publication(small)) == expected
