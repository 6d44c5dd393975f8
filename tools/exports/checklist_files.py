"""The forms in which a checklist can be taken along, each by the ending of its file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tools.exports import calendar, csv_file, excel, markdown_file, word
from tools.model.entities.checklist import Checklist
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render import site_paths
from tools.runtime.cache import Cache, hash_texts

# By suffix; a page offers them in this order, under the interface word `form_<suffix>`.
FORMATS: dict[str, Callable[[Publication, Checklist, Path], None]] = {
    "docx": word.write_word,
    "xlsx": excel.write_excel,
    "csv": csv_file.write_csv,
    "md": markdown_file.write_markdown,
    "ics": calendar.write_calendar,
}


def write_checklist_files(publication: Publication, site: Path, cache: Cache) -> None:
    """Write every checklist in every form, and the workbook of all of them, into `site`."""
    (site / site_paths.CHECKLISTS_FOLDER).mkdir(parents=True, exist_ok=True)
    roles = (role.model_dump_json() for role in publication.roles.values())
    settings = publication.mkdocs.model_dump_json()
    shared = hash_texts([publication.language.code, settings, *roles])
    for page, checklist in publication.checklist_pages:
        for suffix, write in FORMATS.items():
            path = site / site_paths.checklist_file_path(checklist.id, suffix)
            make = partial(write, publication, checklist, path)
            cache.restore_or_make(path, cache_inputs(publication, shared, [page]), make)
    path = site / site_paths.ALL_CHECKLISTS_XLSX
    make = partial(excel.write_combined_excel, publication, path)
    pages = publication.pages_with_checklist
    cache.restore_or_make(path, cache_inputs(publication, shared, pages), make)


def cache_inputs(publication: Publication, shared: str, pages: Sequence[Page]) -> list[str]:
    """Return all that the files of the lists on `pages` are made from, with what all share."""
    lists = [page.meta.checklist for page in pages if page.meta.checklist]
    versions = [str(publication.get_version(checklist)) for checklist in lists]
    return [shared, *versions, *(f"{page.url} {page.meta.model_dump_json()}" for page in pages)]
