"""`CITATION.cff`: how to cite the publication, for reference managers and repositories."""

import json
from pathlib import Path

from tools.model.entities.licence import find_licence
from tools.model.publication import Publication
from tools.publish.metadata import author_name
from tools.render.imprint import absolute_url

CITATION = "CITATION.cff"


def write_citation(publication: Publication, site: Path) -> None:
    """Write `CITATION.cff` (Citation File Format 1.2.0) into the staged `site`."""
    settings = publication.settings
    fields = {
        "cff-version": "1.2.0",
        "message": publication.language.word("cite_message"),
        "type": "dataset",
        "title": publication.full_title,
        "authors": [{"name": author_name(publication)}],
        "version": settings.version,
        "date-released": settings.date.isoformat(),
    }
    if licence := find_licence(settings.licence):
        fields["license"] = licence.spdx
    elif settings.licence_url:
        fields["license-url"] = settings.licence_url
    if url := absolute_url(publication):
        fields["url"] = url
    # A string in JSON is one in YAML too.
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    (site / CITATION).write_text("".join(lines), encoding="utf-8")
