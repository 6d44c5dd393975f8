"""Excel workbooks as people make them."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.authoring.importing.conftest import ReadDraft, notes_of, outline
from tools.authoring.importing.excel import get_column, is_date_format, name_column

Rows = list[Any]  # of lists of cells


def save(path: Path, **sheets: Rows) -> Path:
    """Write a workbook; a tuple in a cell is a value with the properties of its format."""
    workbook = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                value, properties = cell if isinstance(cell, tuple) else (cell, {})
                sheet.write(row, column, value, workbook.add_format(properties))
    workbook.close()
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.xlsx"


def test_columns_are_found_by_their_labels(file: Path, read: ReadDraft) -> None:
    day = (dt.date(2026, 12, 1), {"num_format": "d mmm yyyy"})
    rows = [
        ["Tools"],
        ["Each spring"],
        [],
        [None, "Nr.", "Blok", "WAT", "due", "Price:", "Level", "Website", "Kosten"],
        [None, 1, "In", "Count the tools", day, 4.5, "Very high", "https://example.org/a", 12],
        [None, 2, "Out", "Oil the hinge", "1-12-2026", "3,5", "medium", None, "veel"],
        [None, 3, "In", "Wipe", None, None, None, None, None],
    ]
    draft = read(save(file, Blad1=rows))
    assert draft.title == "Tools"
    assert outline(draft) == {"In": ["Count the tools", "Wipe"], "Out": ["Oil the hinge"]}
    assert draft.items[0].values == {
        "due": dt.date(2026, 12, 1), "price": 4.5, "level": "high", "site": "https://example.org/a",
    }  # fmt: skip
    assert draft.blocks[1].items[0].values["price"] == 3.5
    assert [text.words for text in draft.unknown["Kosten"]] == ["12", "veel"]
    told = notes_of(draft)
    assert "sheet Blad1, cell A2: not taken: “Each spring”" in told
    assert (
        "sheet Blad1, cell G6: not taken, because it does not fit the field level: “medium”" in told
    )


def test_without_known_labels_the_first_column_of_text_has_the_items(
    file: Path, read: ReadDraft
) -> None:
    rows = [["#", "Task", "Owner"], [1, "Zip", "Jan"], [2, "Zap", None]]
    draft = read(save(file, Sheet1=rows))
    assert outline(draft) == {"": ["Zip", "Zap"]}
    assert draft.title == ""
    assert [text.words for text in draft.unknown["Owner"]] == ["Jan"]
    assert (
        "sheet Sheet1, cell B1: seen as the name of the column with the items: “Task”"
        in notes_of(draft)
    )


def test_one_column_is_a_list(file: Path, read: ReadDraft) -> None:
    draft = read(save(file, Sheet1=[["☐ Zip"], ["☑ Zap"], [None], ["Zop\nin two lines"]]))
    assert outline(draft) == {"": ["Zip", "Zap", "Zop in two lines"]}
    assert notes_of(draft) == ["sheet Sheet1, cell A2: was ticked; the tick was not taken: “Zap”"]


def test_bold_rows_are_titles_of_blocks(file: Path, read: ReadDraft) -> None:
    bold = {"bold": True}
    rows = [["What", "Who"], [("In", bold)], ["Zip", "Keeper"], [("Out", bold)], ["Zap"]]
    assert outline(read(save(file, Sheet1=rows))) == {"In": ["Zip"], "Out": ["Zap"]}


def test_a_merged_row_is_the_title_of_a_block(file: Path, read: ReadDraft) -> None:
    workbook = xlsxwriter.Workbook(str(file))
    sheet = workbook.add_worksheet("Sheet1")
    sheet.write_row(0, 0, ["What", "Who"])
    sheet.merge_range(1, 0, 1, 1, "In")
    sheet.write_row(2, 0, ["Zip", "Keeper"])
    workbook.close()
    assert outline(read(file)) == {"In": ["Zip"]}


def test_each_sheet_with_items_is_a_block(file: Path, read: ReadDraft) -> None:
    draft = read(save(file, In=[["What"], ["Zip"]], Out=[["What"], ["Zap"]], About=[["By Jan"]]))
    assert outline(draft) == {"In": ["Zip"], "Out": ["Zap"]}
    assert notes_of(draft) == ["sheet About, cell A1: not taken: “By Jan”"]


def test_a_sheet_with_the_same_items_adds_to_them(file: Path, read: ReadDraft) -> None:
    first = [["Blok", "What"], ["In", "Zip"], ["In", "Zap"]]
    draft = read(save(file, List=first, More=[["What", "Why"], ["Zip", "So."], ["Zap", None]]))
    assert outline(draft) == {"In": ["Zip", "Zap"]}
    assert draft.items[0].values == {"why": "So."}


def test_hidden_sheets_and_formulas(file: Path, read: ReadDraft) -> None:
    workbook = xlsxwriter.Workbook(str(file))
    sheet = workbook.add_worksheet("List")
    sheet.write_row(0, 0, ["What", "Price"])
    sheet.write_string(1, 0, "Zip")
    sheet.write_formula(1, 1, "=1+1", None, 2)
    sheet.write_formula(2, 0, '="Z"&"ap"', None, "Zap")
    hidden = workbook.add_worksheet("Secret")
    hidden.write_string(0, 0, "Out of sight")
    hidden.hide()
    workbook.close()
    draft = read(file)
    assert outline(draft) == {"": ["Zip", "Zap"]}
    assert draft.items[0].values == {"price": 2}
    assert notes_of(draft) == ["sheet Secret, cell A1: not taken: “Out of sight”"]


def test_rich_text_and_inline_text(file: Path, read: ReadDraft) -> None:
    workbook = xlsxwriter.Workbook(str(file))
    sheet = workbook.add_worksheet("List")
    sheet.write_rich_string(0, 0, "Zip ", workbook.add_format({"bold": True}), "it", " up")
    workbook.close()
    draft = read(file)
    assert outline(draft) == {"": ["Zip it up"]}
    assert "without bold" in notes_of(draft)[0]


def test_the_strict_form_and_dates_since_1904(file: Path, read: ReadDraft, tmp_path: Path) -> None:
    day = (dt.date(2026, 12, 1), {"num_format": "yyyy-mm-dd"})
    save(file, Sheet1=[["What", "Due"], ["Zip", day]])
    strict = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            data = data.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
            new.writestr(name, data)
    assert f"{read(strict).items[0].values['due']}" == "2030-12-02"


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        ("14", None, True), ("9", None, False), ("164", "dd-mm-yyyy", True), ("164", "0.00", False),
        ("164", '"day" 0', False), ("164", "[Red]0", False), ("164", "hh:mm", False),
        ("164", "d mmm", True),
    ],
)  # fmt: skip
def test_a_format_shows_a_date(number: str, code: str | None, expected: bool) -> None:
    assert is_date_format(number, code) == expected


def test_columns_have_letters() -> None:
    assert [name_column(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
    assert [get_column(name) for name in ("A", "Z", "AA", "AAA")] == [1, 26, 27, 703]
