"""The version of the form in which a publication's data is written (`schema_version`).

Publications made before this setting have version 1, of which some keys give them away.
`tools/authoring/upgrade.py` brings a publication to the version of the generator.
"""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.yaml_nodes import Node

SCHEMA_VERSION = 2
SCHEMA_KEY = "schema_version"
OLDER, NEWER = "schema-older", "schema-newer"  # the codes of other versions


def get_publication_node(settings: Node) -> Node | None:
    """Return the node of `extra.publication` in the settings, if it is there."""
    extra = settings.get_node("extra")
    return extra.get_node("publication") if extra else None


def find_version_problem(settings: Node) -> Problem | None:
    """Return the problem of settings that name another version than this generator reads."""
    publication = get_publication_node(settings)
    version = publication.data.get(SCHEMA_KEY) if publication else None
    if publication is None or type(version) is not int or version == SCHEMA_VERSION:
        return None
    code = NEWER if version > SCHEMA_VERSION else OLDER
    return publication.create_problem(SCHEMA_KEY, code, found=version, known=SCHEMA_VERSION)


def check_schema_version(project: ParsedProject) -> Iterator[Problem]:
    """Name the form of the data, so that a later generator knows from which one to upgrade."""
    if project.mkdocs.publication.schema_version is None:
        yield project.settings_node.create_problem(None, "schema-unnamed", known=SCHEMA_VERSION)


def find_former_key(project: ParsedProject) -> Problem | None:
    """Return the problem of a key of version 1 in a project whose settings name no version."""
    if project.mkdocs.publication.schema_version is not None:
        return None
    values = {"found": 1, "known": SCHEMA_VERSION}
    for checklist in project.iter_checklists():
        if "mode" in checklist.data:
            return checklist.create_problem("mode", OLDER, **values)
    for item in project.iter_items():
        if "added_by_editors" in item.data:
            return item.create_problem("added_by_editors", OLDER, **values)
    return None
