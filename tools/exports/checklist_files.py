"""The forms in which a checklist can be taken along, each by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tools.exports.calendar import write_calendar
from tools.exports.csv_file import write_csv
from tools.exports.excel import write_combined_excel, write_excel
from tools.exports.markdown_file import write_markdown
from tools.exports.word import write_word
from tools.model.entities.checklist import Checklist
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render import artifacts
from tools.runtime.cache import Cache, hash_texts

# By suffix; a page offers them in this order, under the interface word `form_<suffix>`.
FORMATS: dict[str, Callable[[Publication, Checklist, Path], None]] = {
    "docx": write_word,
    "xlsx": write_excel,
    "csv": write_csv,
    "md": write_markdown,
    "ics": write_calendar,
}


def write_checklist_files(publication: Publication, site: Path, cache: Cache) -> None:
    """Write every checklist in every form, and the workbook of all of them, into `site`."""
    (site / artifacts.CHECKLISTS_FOLDER).mkdir(parents=True, exist_ok=True)
    shared = common_inputs(publication)
    for page, checklist in publication.checklist_pages:
        for suffix, write in FORMATS.items():
            path = site / artifacts.checklist_file_path(checklist.id, suffix)
            make = partial(write, publication, checklist, path)
            cache.restore_or_make(path, cache_inputs(shared, [page]), make)
    path = site / artifacts.ALL_CHECKLISTS_XLSX
    make = partial(write_combined_excel, publication, path)
    cache.restore_or_make(path, cache_inputs(shared, publication.pages_with_checklist), make)


def common_inputs(publication: Publication) -> str:
    """Give a hash of what the files of all lists are made from."""
    return hash_texts(
        [
            publication.language.code,
            publication.mkdocs.model_dump_json(),
            *(role.model_dump_json() for role in publication.roles.values()),
        ]
    )


def cache_inputs(shared: str, pages: Sequence[Page]) -> list[str]:
    """Give all that the files of the lists on `pages` are made from, with what all share."""
    return [shared, *(f"{page.url} {page.meta.model_dump_json()}" for page in pages)]
