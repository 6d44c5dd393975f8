"""The forms in which a checklist can be taken along, each by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tools import downloads
from tools.cache import Cache, digest
from tools.exports.calendar import write_calendar
from tools.exports.csv_file import write_csv
from tools.exports.excel import write_excel, write_workbook
from tools.exports.markdown import write_markdown
from tools.exports.word import write_word
from tools.model.checklist import Checklist
from tools.model.page import Page
from tools.model.publication import Publication

WRITERS: dict[str, Callable[[Publication, Checklist, Path], None]] = {
    "docx": write_word,
    "xlsx": write_excel,
    "csv": write_csv,
    "md": write_markdown,
    "ics": write_calendar,
}


def write_forms(publication: Publication, site: Path, cache: Cache) -> None:
    """Write every checklist in every form, and the workbook of all of them, into `site`."""
    (site / downloads.LISTS).mkdir(parents=True, exist_ok=True)
    shared = shared_by(publication)
    for page, checklist in publication.lists:
        for ending in downloads.FORMS:
            path = site / downloads.form(checklist.id, ending)
            make = partial(WRITERS[ending], publication, checklist, path)
            cache.provide(path, made_from(shared, [page]), make)
    path = site / downloads.WORKBOOK
    make = partial(write_workbook, publication, path)
    cache.provide(path, made_from(shared, publication.list_pages), make)


def shared_by(publication: Publication) -> str:
    """Give a hash of what the files of all lists are made from."""
    return digest(
        [
            publication.language.code,
            publication.settings.model_dump_json(),
            *(role.model_dump_json() for role in publication.roles.values()),
        ]
    )


def made_from(shared: str, pages: Sequence[Page]) -> list[str]:
    """Give all that the files of the lists on `pages` are made from, with what all share."""
    return [shared, *(f"{page.url} {page.meta.model_dump_json()}" for page in pages)]
