"""Read an edition from its file; all errors are reported at once, with line and remedy."""

from pathlib import Path

from tools.brand.contrast import lighten
from tools.brand.palette import PALETTE
from tools.editions.foreword import render_foreword
from tools.editions.rules import find_edition_problems
from tools.model.entities.edition import Accent, BasedOn, Edition, EditionSpec, HexColour
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication
from tools.model.reading import yaml_nodes
from tools.model.validation import validate_node

DARK_BACKGROUNDS = tuple(PALETTE.dark[name] for name in ("paper", "tint", "tint-1"))
MIN_DARK_CONTRAST = 7.0  # the other hues have more than 8 on dark backgrounds


def read_edition(path: Path, publication: Publication) -> Edition:
    """Return the edition in the file `path`; raise InvalidPublicationError with all problems."""
    language = publication.language
    try:
        node = yaml_nodes.read_mapping(path, publication.root)
    except yaml_nodes.UnreadableError as error:
        raise InvalidPublicationError([error.problem], language) from error
    problems = [*find_edition_problems(node, path.parent, publication)]
    spec = validate_node(EditionSpec, node)
    if isinstance(spec, list):  # what is wrong with its shape
        raise InvalidPublicationError([*spec, *problems], language)
    if problems:
        raise InvalidPublicationError(problems, language)
    settings, foreword = publication.settings, ""
    if spec.foreword:
        file = path.parent / spec.foreword
        foreword = yaml_nodes.read_text(file, publication.root, yaml_nodes.MAX_PAGE_BYTES)
    return Edition(
        spec=spec,
        based_on=BasedOn(publication.name, settings.version, settings.date, settings.licence),
        logo=path.parent / spec.logo if spec.logo else None,
        accent=derive_accent(spec.accent) if spec.accent else None,
        foreword=render_foreword(foreword),
    )


def derive_accent(colour: HexColour) -> Accent:
    """Return a colour as accent, with the tint of it that is readable on dark backgrounds."""
    return Accent(colour.lower(), lighten(colour, DARK_BACKGROUNDS, MIN_DARK_CONTRAST))
