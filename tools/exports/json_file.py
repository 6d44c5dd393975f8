"""All checklists as one JSON file, and the JSON Schema that describes it.

The docstrings of the models are published: they are descriptions in the schema.
"""

import datetime as dt
import json
from pathlib import Path

from pydantic import Field

from tools.model.entities.checklist import Checklist, Id, SingleLine, StrictModel
from tools.model.publication import Publication

CHECKLISTS_JSON = "checklists.json"
CHECKLISTS_SCHEMA = "checklists.schema.json"


class ListedRole(StrictModel):
    """A role that items refer to by id."""

    id: Id
    title: SingleLine


class ListedChecklist(Checklist):
    """A checklist, the page that explains it, and its address relative to the site."""

    page: Id
    url: str


class Catalogue(StrictModel):
    """All checklists of a publication."""

    schema_address: str = Field(alias="$schema")
    publication: SingleLine
    language: str
    version: str
    date: dt.date
    licence: str
    roles: tuple[ListedRole, ...]
    checklists: tuple[ListedChecklist, ...]


def build_catalogue(publication: Publication) -> Catalogue:
    """Return all checklists of a publication, in the order of the book."""
    settings, roles = publication.settings, publication.roles.values()
    return Catalogue(
        **{"$schema": CHECKLISTS_SCHEMA},
        publication=publication.name,
        language=publication.content_language,
        version=settings.version,
        date=settings.date,
        licence=settings.licence,
        roles=tuple(ListedRole(id=role.id, title=role.title) for role in roles),
        checklists=tuple(
            ListedChecklist(
                **checklist.model_dump(), page=page.id, url=f"{page.url}#checklist-{checklist.id}"
            )
            for page, checklist in publication.checklist_pages
        ),
    )


def write_catalogue(publication: Publication, site: Path) -> None:
    """Write `checklists.json` and its schema into `site`."""
    catalogue = build_catalogue(publication).model_dump(mode="json", by_alias=True)
    schema = Catalogue.model_json_schema(by_alias=True, mode="serialization")
    write_json(catalogue, site / CHECKLISTS_JSON)
    write_json(schema, site / CHECKLISTS_SCHEMA)


def write_json(data: object, path: Path) -> None:
    """Write data to `path` as indented JSON, in UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
