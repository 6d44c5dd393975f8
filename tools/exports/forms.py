"""The forms in which a checklist can be taken along, each by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools import downloads
from tools.exports.calendar import write_calendar
from tools.exports.csv_file import write_csv
from tools.exports.excel import write_excel, write_workbook
from tools.exports.markdown import write_markdown
from tools.exports.word import write_word
from tools.model.checklist import Checklist
from tools.model.publication import Publication

WRITERS: dict[str, Callable[[Publication, Checklist, Path], None]] = {
    "docx": write_word,
    "xlsx": write_excel,
    "csv": write_csv,
    "md": write_markdown,
    "ics": write_calendar,
}


def write_forms(publication: Publication, site: Path) -> None:
    """Write every checklist in every form, and the workbook of all of them, into `site`."""
    (site / downloads.LISTS).mkdir(parents=True, exist_ok=True)
    for checklist in publication.checklists:
        for ending in downloads.FORMS:
            WRITERS[ending](publication, checklist, site / downloads.form(checklist.id, ending))
    write_workbook(publication, site / downloads.WORKBOOK)
