"""Read an edition from its file; all errors are reported at once, with line and remedy."""

from pathlib import Path

from tools.editions.foreword import render_foreword
from tools.editions.rules import find_edition_problems
from tools.model.entities.edition import BasedOn, Edition, EditionSpec
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication
from tools.model.reading import yaml_nodes
from tools.model.validation import validate_node


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
        based_on=BasedOn(
            publication.name,
            settings.version,
            settings.date,
            settings.licence,
            publication.mkdocs.site_url or "",
        ),
        logo=path.parent / spec.logo if spec.logo else None,
        foreword=render_foreword(foreword),
    )
