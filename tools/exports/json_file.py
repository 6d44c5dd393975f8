"""All checklists as one JSON file, and the JSON Schema that describes it.

The docstrings of the models are published: they are descriptions in the schema.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from pydantic import Field

from tools.model.entities.checklist import Checklist, Id, SingleLine, StrictDate, StrictModel
from tools.model.entities.fields import derive_model
from tools.model.entities.version import VersionState
from tools.model.publication import Publication

CHECKLISTS_JSON = "checklists.json"
CHECKLISTS_SCHEMA = "checklists.schema.json"


class ListedRole(StrictModel):
    """A role that items refer to by id."""

    id: Id
    title: SingleLine


class Catalogue(StrictModel):
    """All checklists of a publication."""

    schema_address: str = Field(alias="$schema")
    publication: SingleLine
    language: str
    version: str
    date: dt.date
    licence: str
    roles: tuple[ListedRole, ...]
    checklists: tuple[Checklist, ...]


def create_catalogue_model(publication: Publication) -> type[Catalogue]:
    """Return the model of all checklists of a publication, with the fields of its items.

    Each checklist comes with the page that explains it, its address relative to the site, and its
    version: a date, and whether the words are those that were released under it.
    """
    fields: dict[str, Any] = {
        "version": (StrictDate, ...),
        "version_state": (VersionState, ...),
        "page": (Id, ...),
        "url": (str, ...),
    }
    checklist = derive_model(publication.settings.models.checklist, **fields)
    return derive_model(Catalogue, checklists=(tuple[checklist, ...], ...))  # type: ignore[valid-type]


def build_catalogue(publication: Publication) -> Catalogue:
    """Return all checklists of a publication, in the order of the book."""
    settings, roles = publication.settings, publication.roles.values()
    return create_catalogue_model(publication)(
        **{"$schema": CHECKLISTS_SCHEMA},
        publication=publication.name,
        language=publication.content_language,
        version=settings.version,
        date=settings.date,
        licence=settings.licence,
        roles=tuple(ListedRole(id=role.id, title=role.title) for role in roles),
        checklists=tuple(
            {
                **checklist.model_dump(exclude_defaults=True),
                "version": publication.get_version(checklist).date,
                "version_state": publication.get_version(checklist).state,
                "page": page.id,
                "url": f"{page.url}#checklist-{checklist.id}",
            }
            for page, checklist in publication.checklist_pages
        ),
    )


def write_catalogue(publication: Publication, site: Path) -> None:
    """Write `checklists.json` and its schema into `site`."""
    catalogue = build_catalogue(publication)
    schema = type(catalogue).model_json_schema(by_alias=True, mode="serialization")
    data = catalogue.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    write_json(data, site / CHECKLISTS_JSON)
    write_json(schema, site / CHECKLISTS_SCHEMA)


def write_json(data: object, path: Path) -> None:
    """Write data to `path` as indented JSON, in UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
