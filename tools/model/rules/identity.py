"""Rules for the identity of a publication: readable colours, existing files, a known licence."""

from collections.abc import Iterator, Sequence

from tools.brand.contrast import contrast_ratio, darken, lighten
from tools.model.entities.licence import EXAMPLES, find_licence
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.files import DRAWING_SUFFIXES
from tools.model.reading.yaml_nodes import Node

MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
MAX_LOGO_BYTES = 500_000  # it stands on every page and in every PDF
LOGO_SUFFIXES = {*DRAWING_SUFFIXES, ".png"}
TEXT_COLOURS = ("ink", "quiet")
BACKGROUNDS = ("paper", "tint", "shade", "highlight", "band")


def find_section(project: ParsedProject, *keys: str) -> Node | None:
    """Return the mapping under keys within `identity`, or None."""
    node = project.settings_node.get_node("identity")
    for key in keys:
        node = node.get_node(key) if node else None
    return node


def check_bare_colours(project: ParsedProject) -> Iterator[Problem]:
    """Put a colour between quotation marks: for YAML, `#` begins a comment."""
    for keys in (("colours",), ("colours", "dark")):
        node = find_section(project, *keys)
        for key in node.data if node else ():
            if node and node.data[key] is None:
                yield node.create_problem(str(key), "colour-bare", name=key)


def check_backgrounds(project: ParsedProject) -> Iterator[Problem]:
    """Choose backgrounds on which the ink can be read: `MIN_CONTRAST`."""
    node, colours = find_section(project, "colours"), project.mkdocs.publication.identity.colours
    ink = (colours.palette.light["ink"],)
    for key in BACKGROUNDS:
        colour = getattr(colours, key)
        if node and colour:
            nearest = lighten(colour, ink, MIN_CONTRAST)
            yield from find_contrast(project, node, key, colour, ink, nearest, "colour-background")


def check_text_colours(project: ParsedProject) -> Iterator[Problem]:
    """Choose colours that can be read on every background: `MIN_CONTRAST`, light and dark."""
    if any(check_backgrounds(project)):
        return  # reported by that rule
    palette = project.mkdocs.publication.identity.colours.palette
    grounds = palette.light_backgrounds
    for key, colour, node in iter_text_colours(project, "colours"):
        nearest = darken(colour, grounds, MIN_CONTRAST)
        yield from find_contrast(project, node, key, colour, grounds, nearest, "colour-light")
    grounds = palette.dark_backgrounds
    for key, colour, node in iter_text_colours(project, "colours", "dark"):
        nearest = lighten(colour, grounds, MIN_CONTRAST)
        yield from find_contrast(project, node, key, colour, grounds, nearest, "colour-dark")


def iter_text_colours(project: ParsedProject, *keys: str) -> Iterator[tuple[str, str, Node]]:
    """Yield key, colour and node of each colour under keys in which there is text."""
    node, colours = find_section(project, *keys), project.mkdocs.publication.identity.colours
    if node:
        section = colours.dark if "dark" in keys else colours
        for key in ("accent", *TEXT_COLOURS):
            if colour := getattr(section, key, None):
                yield key, colour, node
        yield from (("hues", hue, node) for hue in section.hues or ())


def find_contrast(
    project: ParsedProject,
    node: Node,
    key: str,
    colour: str,
    others: Sequence[str],
    nearest: str,
    code: str,
) -> Iterator[Problem]:
    """Yield a problem when a colour has too little contrast with one of the others."""
    contrast = min(contrast_ratio(colour, other) for other in others)
    if contrast < MIN_CONTRAST:
        ratio = project.language.format_decimal(contrast)
        yield node.create_problem(key, code, value=colour, ratio=ratio, nearest=nearest)


def check_identity_files(project: ParsedProject) -> Iterator[Problem]:
    """Name files that are in `docs/`: a logo (PNG or SVG) that is not large, and drawings (SVG)."""
    for key, name in project.mkdocs.publication.identity.files:
        is_logo = key == "logo"
        node = find_section(project) if is_logo else find_section(project, "drawings")
        if node is None:
            continue
        path = project.docs_folder / name
        suffixes = LOGO_SUFFIXES if is_logo else DRAWING_SUFFIXES
        if name not in project.docs_files.names:
            yield node.create_problem(key, "identity-missing", file=name)
        elif path.suffix.lower() not in suffixes:
            kinds = ", ".join(sorted(suffix[1:].upper() for suffix in suffixes))
            yield node.create_problem(key, "identity-kind", file=name, known=kinds)
        elif is_logo and path.stat().st_size > MAX_LOGO_BYTES:
            most = MAX_LOGO_BYTES // 1000
            yield node.create_problem(key, "identity-large", file=name, most=most)


def check_licence(project: ParsedProject) -> Iterator[Problem]:
    """Name a known licence, give the address of another, or reserve all rights."""
    settings, reserved = project.mkdocs.publication, project.language.word("all_rights_reserved")
    is_reserved = settings.licence.casefold() == reserved.casefold()
    if not (settings.licence_url or is_reserved or find_licence(settings.licence)):
        known = ", ".join([*EXAMPLES, reserved])
        values = {"value": settings.licence, "known": known}
        yield project.settings_node.create_problem("licence", "licence-unknown", **values)
