"""The same items with the same words in the same order, in every file, field by field."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.about import is_another
from tests.conftest import Built
from tests.exports import readers
from tests.exports.conftest import Written, write_all
from tests.item_texts import format_field
from tests.sources import list_addresses
from tools.exports.checklist_files import FORMATS
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication
from tools.render import site_paths

IDS = list(list_addresses())
Read = Callable[[Path, Publication], list[readers.Row]]


def labels(publication: Publication) -> readers.Row:
    names = {field.id: field.label for field in publication.item_fields}
    return tuple(names[field] for field in readers.MARKDOWN[1:])


FORMS: dict[str, tuple[str, readers.Fields, Read]] = {
    "csv": ("csv", readers.CSV, lambda path, _: readers.csv_rows(path)),
    "md": ("md", readers.MARKDOWN, lambda path, p: readers.markdown_rows(path, labels(p))),
    "ics": ("ics", readers.CALENDAR, lambda path, _: readers.calendar_rows(path)),
    "docx": ("docx", readers.WORD, readers.word_rows),
    "xlsx": ("xlsx", readers.EXCEL, lambda p, _: readers.excel_rows(readers.sheets(p)[0])),
    "explanation": (
        "xlsx",
        readers.EXPLANATION,
        lambda path, _: readers.explanation_rows(readers.sheets(path)[1]),
    ),
}


def same(publication: Publication, checklist: Checklist, form: str, path: Path) -> bool:
    """Return whether a file has exactly the texts of the model."""
    _, fields, read = FORMS[form]
    return read(path, publication) == readers.expected_rows(publication, checklist, fields)


def listed(publication: Publication, identity: str) -> Checklist:
    return next(one for one in publication.checklists if one.id == identity)


def test_all_lists_are_tried() -> None:
    assert len(IDS) == 17 or is_another()
    assert {ending for ending, _, _ in FORMS.values()} == set(FORMATS)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("identity", IDS)
def test_a_file_says_what_the_model_says(written: Written, identity: str, form: str) -> None:
    checklist = listed(written.publication, identity)
    path = written.file(checklist, FORMS[form][0])
    _, fields, read = FORMS[form]
    shown = read(path, written.publication)
    assert shown == readers.expected_rows(written.publication, checklist, fields)


@pytest.mark.parametrize("form", FORMS)
def test_nasty_texts_survive(nasty: Written, form: str) -> None:
    checklist = next(nasty.publication.checklists)
    path = nasty.file(checklist, FORMS[form][0])
    _, fields, read = FORMS[form]
    assert read(path, nasty.publication) == readers.expected_rows(
        nasty.publication, checklist, fields
    )


def test_the_workbook_of_all_says_what_the_model_says(written: Written) -> None:
    publication = written.publication
    overview, *rest = readers.sheets(written.workbook)
    lists = [*publication.checklists]
    assert len(rest) == len(lists) + 2
    explained = []
    for checklist, sheet in zip(lists, rest, strict=False):
        assert sheet.cells["A", 1] == checklist.title
        assert readers.excel_rows(sheet) == readers.expected_rows(
            publication, checklist, readers.EXCEL
        )
        explained += readers.expected_rows(publication, checklist, readers.EXPLANATION)
    assert readers.explanation_rows(rest[-2]) == explained
    titles = [overview.cells["A", row] for row in range(5, 5 + len(lists))]
    assert titles == [checklist.title for checklist in lists]


def test_nasty_texts_survive_in_the_workbook_of_all(nasty: Written) -> None:
    checklist = next(nasty.publication.checklists)
    sheet = readers.sheets(nasty.workbook)[1]
    rows = readers.excel_rows(sheet)
    assert rows == readers.expected_rows(nasty.publication, checklist, readers.EXCEL)


def other_word(path: Path, target: Path, old: str, new: str) -> Path:
    """Copy a file with one word changed, wherever it stands in it."""
    if not zipfile.is_zipfile(path):
        data = (
            path.read_bytes().replace(b"\r\n ", b"") if path.suffix == ".ics" else path.read_bytes()
        )
        assert old.encode() in data
        target.write_bytes(data.replace(old.encode(), new.encode(), 1))
        return target
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as changed:
        found = False
        for name in source.namelist():
            data = source.read(name)
            if name in ("word/document.xml", "xl/sharedStrings.xml"):
                found = old.encode() in data
                last = data.rfind(f">{old}".encode())
                data = data[:last] + data[last:].replace(old.encode(), new.encode(), 1)
            changed.writestr(name, data)
    assert found
    return target


@pytest.mark.parametrize("form", FORMS)
def test_one_changed_word_is_found(written: Written, tmp_path: Path, form: str) -> None:
    checklist = listed(written.publication, "start-vandaag")
    ending, fields, _ = FORMS[form]
    path = written.file(checklist, ending)
    assert same(written.publication, checklist, form, path)
    for field in fields:
        text = format_field(written.publication, [*checklist.items][5], field)
        if not text:  # not all items have minutes
            continue
        first = text.split()[0]
        copy = other_word(
            path, tmp_path / f"{field}.{ending}", text, text.replace(first, "Iets", 1)
        )
        assert not same(written.publication, checklist, form, copy), field


def test_a_build_leaves_the_same_bytes(built: Built, written: Written) -> None:
    site, folder = built.site, built.site / site_paths.CHECKLISTS_FOLDER
    for checklist in written.publication.checklists:
        for ending in FORMATS:
            made = written.file(checklist, ending)
            assert (folder / made.name).read_bytes() == made.read_bytes(), made.name
    workbook = written.workbook.read_bytes()
    assert (site / site_paths.ALL_CHECKLISTS_XLSX).read_bytes() == workbook


def test_clock_and_time_zone_leave_no_trace(
    written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setattr("time.time", lambda: 1_000_000_000.0)
    again = write_all(written.publication, tmp_path)
    assert again.workbook.read_bytes() == written.workbook.read_bytes()
    for path in again.folder.iterdir():
        if path != again.workbook:
            assert path.read_bytes() == (written.folder / path.name).read_bytes(), path.name
