"""Ranges, rules and print settings of a workbook, read from its XML."""

from __future__ import annotations

import re

import pytest

from tests.exports.conftest import Written
from tests.exports.readers import FIRST, Sheet, part, sheets, xpath
from tools.exports.excel import truncate


def checklist_sheets(written: Written) -> list[tuple[Sheet, int]]:
    """Return every sheet of a checklist with its number of items, in both workbooks."""
    found = []
    all_sheets = sheets(written.workbook)
    for number, checklist in enumerate(written.publication.checklists, 1):
        count = len([*checklist.items])
        found += [(sheets(written.file(checklist, "xlsx"))[0], count)]
        found += [(all_sheets[number], count)]
    return found


def text(sheet: Sheet, path: str) -> str:
    return xpath(sheet.xml, path)[0].text or ""


def test_validation_covers_the_rows_and_no_more(written: Written) -> None:
    for sheet, count in checklist_sheets(written):
        last = FIRST + count - 1
        rules = {str(rule.get("type")): rule for rule in xpath(sheet.xml, ".//s:dataValidation")}
        assert set(rules) == {"list", "date"}
        assert rules["list"].get("sqref") == f"G{FIRST}:G{last}"
        assert xpath(rules["list"], "s:formula1")[0].text == "statuses"
        assert rules["date"].get("sqref") == f"I{FIRST}:I{last}"
        for rule in rules.values():
            assert rule.get("errorTitle")
            assert rule.get("error")


def test_the_named_range_holds_the_statuses(written: Written) -> None:
    for path in (written.file(next(written.publication.checklists), "xlsx"), written.workbook):
        names = {
            str(name.get("name")): name.text or ""
            for name in xpath(part(path, "xl/workbook.xml"), ".//s:definedName")
        }
        place = re.fullmatch(r"'?([^'!]+)'?!\$A\$(\d+):\$A\$(\d+)", names["statuses"])
        assert place
        sheet = next(candidate for candidate in sheets(path) if candidate.name == place[1])
        rows = range(int(place[2]), int(place[3]) + 1)
        assert [sheet.cells["A", row] for row in rows] == ["Open", "Bezig", "Klaar", "Niet nodig"]


def test_rows_show_their_status_by_colour_and_by_letters(written: Written) -> None:
    path = written.file(next(written.publication.checklists), "xlsx")
    styles = xpath(part(path, "xl/styles.xml"), "s:dxfs/s:dxf")
    for sheet, count in checklist_sheets(written):
        formats = xpath(sheet.xml, ".//s:conditionalFormatting")
        assert {str(f.get("sqref")) for f in formats} == {f"A{FIRST}:J{FIRST + count - 1}"}
        rules = [rule for f in formats for rule in xpath(f, "s:cfRule")]
        formulas = [xpath(rule, "s:formula")[0].text for rule in rules]
        statuses = ("Klaar", "Bezig", "Niet nodig")
        assert formulas == [f'$G{FIRST}="{status}"' for status in statuses]
    assert len(styles) == 3
    for style, letters in zip(styles, ("s:strike", "s:b", "s:i"), strict=True):
        assert xpath(style, f"s:font/{letters}")
        assert xpath(style, "s:fill//s:bgColor")


def test_progress_counts_the_rows_and_nothing_else_is_a_formula(
    written: Written, nasty: Written
) -> None:
    for sheet, count in [*checklist_sheets(written), *checklist_sheets(nasty)[:2]]:
        cells = f"$G${FIRST}:$G${FIRST + count - 1}"
        assert sheet.formulas == {
            "A5": f'COUNTIF({cells},"Klaar")&" van "&'
            f'(ROWS({cells})-COUNTIF({cells},"Niet nodig"))&" klaar"'
        }
        assert sheet.cells["A", 5] == f"0 van {count} klaar"
    for exported in (written, nasty):
        checklist = next(exported.publication.checklists)
        for sheet in sheets(exported.file(checklist, "xlsx"))[1:]:
            assert sheet.formulas == {}
        overview = sheets(exported.workbook)[0]
        assert set(overview.formulas) == {f"E{5 + n}" for n in range(len(overview.formulas))}
        assert len(overview.formulas) == len([*exported.publication.checklists])
        assert all(re.fullmatch(r"'[^']+'!\$A\$5", f) for f in overview.formulas.values())


def test_it_is_frozen_filtered_and_starts_open(written: Written) -> None:
    for sheet, count in checklist_sheets(written):
        assert xpath(sheet.xml, ".//s:pane")[0].get("topLeftCell") == f"D{FIRST}"
        assert xpath(sheet.xml, ".//s:pane")[0].get("state") == "frozen"
        last = FIRST + count - 1
        assert xpath(sheet.xml, "s:autoFilter")[0].get("ref") == f"A{FIRST - 1}:J{last}"
        assert {sheet.cells["G", row] for row in range(FIRST, last + 1)} == {"Open"}
        heads = [sheet.cells[column, FIRST - 1] for column in "ABCDEFGHIJ"]
        assert heads == [
            "Nr.", "Blok", "Wat", "Wie", "Wanneer", "Klaar als", "Status", "Naam", "Datum",
            "Opmerking",
        ]  # fmt: skip
        assert xpath(sheet.xml, ".//s:mergeCell") == []


def test_every_sheet_prints_on_a4_one_page_wide(written: Written) -> None:
    paths = [written.workbook, written.file(next(written.publication.checklists), "xlsx")]
    for sheet in (sheet for path in paths for sheet in sheets(path)):
        setup = xpath(sheet.xml, "s:pageSetup")[0]
        assert setup.get("paperSize") == "9"
        assert setup.get("orientation") == "landscape"
        assert setup.get("fitToHeight") == "0"
        assert setup.get("fitToWidth") in (None, "1")
        assert xpath(sheet.xml, "s:sheetPr/s:pageSetUpPr")[0].get("fitToPage") == "1"
        assert len(text(sheet, ".//s:oddFooter")) <= 255
    for path in paths:
        names = xpath(part(path, "xl/workbook.xml"), ".//s:definedName")
        titles = [n for n in names if n.get("name") == "_xlnm.Print_Titles"]
        areas = [n for n in names if n.get("name") == "_xlnm.Print_Area"]
        assert len(titles) == len(areas) == len(sheets(path)) - 1  # all but the last


def test_every_row_with_text_has_a_height(written: Written, nasty: Written) -> None:
    for sheet, count in [*checklist_sheets(written), *checklist_sheets(nasty)[:2]]:
        rows = {int(str(row.get("r"))): row for row in xpath(sheet.xml, ".//s:row")}
        for number in range(FIRST, FIRST + count):
            assert rows[number].get("customHeight") == "1"
            assert 15 <= float(str(rows[number].get("ht"))) <= 409


def test_ids_stand_with_the_explanation(written: Written) -> None:
    for checklist in written.publication.checklists:
        sheet = sheets(written.file(checklist, "xlsx"))[1]
        ids = [row[0] for row in sheet.rows("G", 2)]
        assert ids == [f"{checklist.id}/{item.id}" for item in checklist.items]


def test_names_of_sheets_are_valid_and_unique(written: Written, nasty: Written) -> None:
    for exported in (written, nasty):
        names = [sheet.name for sheet in sheets(exported.workbook)]
        assert len({name.casefold() for name in names}) == len(names)
        assert all(0 < len(name) <= 31 for name in names)
        assert not any(re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_the_file_has_its_properties(written: Written) -> None:
    for checklist in written.publication.checklists:
        core = part(written.file(checklist, "xlsx"), "docProps/core.xml")
        properties = {str(entry.tag).rpartition("}")[2]: entry.text for entry in core}
        assert properties["title"] == checklist.title
        assert properties["subject"] == checklist.goal
        version = written.publication.get_version(checklist).date
        assert str(properties["created"]).startswith(version.isoformat())


@pytest.mark.parametrize(
    ("text", "maximum", "expected"),
    [("kort", 10, "kort"), ("een lang woord", 10, "een lang…"), ("x" * 20, 5, "xxxx…")],
)
def test_a_text_is_cut_at_a_word(text: str, maximum: int, expected: str) -> None:
    assert truncate(text, maximum) == expected
    assert len(expected) <= maximum
