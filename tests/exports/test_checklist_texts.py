"""The origin in every file, and the text formats: CSV, Markdown and iCalendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import readers
from tests.exports.conftest import NASTY, Written
from tools.exports.checklist_files import FORMATS
from tools.exports.checklist_texts import ChecklistTexts
from tools.exports.csv_file import FORMULA_START, escape_formula
from tools.model.entities.checklist import Checklist
from tools.render.imprint import based_on_line


def visible_text(written: Written, checklist: Checklist, form: str) -> str:
    """Return the visible text of a file."""
    path = written.file(checklist, form)
    if form == "csv":
        return "\n".join(cell for row in readers.csv_table(path) for cell in row)
    if form == "md":
        return "\n".join(readers.markdown_lines(path))
    if form == "ics":
        return str(readers.event_of(path)["DESCRIPTION"])
    if form == "docx":
        return "\n".join(readers.word_texts(path))
    return "\n".join(readers.every_text(path))


def all_checklists(written: Written, english: Written) -> Iterator[tuple[Written, Checklist]]:
    for written_files in (written, english):
        yield from (
            (written_files, checklist) for checklist in written_files.publication.checklists
        )


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_names_its_list_and_origin(written: Written, english: Written, form: str) -> None:
    for written_files, checklist in all_checklists(written, english):
        texts, content = (
            ChecklistTexts(written_files.publication, checklist),
            visible_text(written_files, checklist, form),
        )
        assert checklist.title in content
        assert (texts.version_label if form == "csv" else texts.version_text) in content
        assert written_files.publication.name in content
        assert written_files.publication.settings.version in content
        assert written_files.publication.language.word("based_on") in content
        if form != "csv":
            assert based_on_line(written_files.publication) in content
            assert checklist.close in content


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_names_the_address_of_its_page_when_there_is_one(
    written: Written, english: Written, form: str
) -> None:
    checklist = next(english.publication.checklists)
    address = ChecklistTexts(english.publication, checklist).url
    assert address
    assert re.fullmatch(r"https://example\.org/sheds/[a-z/-]+\.html", address)
    assert address in visible_text(english, checklist, form)
    without_address = next(written.publication.checklists)
    assert ChecklistTexts(written.publication, without_address).url is None
    assert "http" not in visible_text(written, without_address, form)
    assert "None" not in visible_text(written, without_address, form)


@pytest.mark.parametrize("form", ["md", "docx", "xlsx"])
def test_goal_and_pause_stand_above_the_list(written: Written, english: Written, form: str) -> None:
    for written_files, checklist in all_checklists(written, english):
        content = visible_text(written_files, checklist, form)
        texts = ChecklistTexts(written_files.publication, checklist)
        for text in (checklist.goal, texts.pause, texts.caller):
            assert text in content


# -- CSV


def test_csv_is_one_table_for_spreadsheets(written: Written) -> None:
    for checklist in written.publication.checklists:
        data = written.file(checklist, "csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")
        head, *rows = readers.csv_table(written.file(checklist, "csv"))
        assert head == [
            "Nr.", "Blok", "Wat", "Waarom", "Hoe", "Wie", "Wanneer", "Klaar als", "Status",
            "Datum", "Opmerking", "Id", "Checklist", "Versie", "Gebaseerd op", "Adres",
        ]  # fmt: skip
        assert {len(row) for row in rows} == {len(head)}
        assert [row[11] for row in rows] == [f"{checklist.id}/{i.id}" for i in checklist.items]
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        assert [row[1] for row in rows] == [b.title for b in checklist.blocks for _ in b.items]
        assert {tuple(row[8:11]) for row in rows} == {("Open", "", "")}


def test_no_cell_is_run_as_a_formula(written: Written, nasty: Written) -> None:
    for written_files, checklist in all_checklists(written, nasty):
        text = written_files.file(checklist, "csv").read_text(encoding="utf-8-sig")
        assert not re.search(r'(?m)(?:^|;)"?[=+\-@\t＝＋－＠]', text)


def unescape_formula(cell: str) -> str:
    """Return the text that `escape_formula` made a cell of."""
    return cell[1:] if cell.startswith("'") and FORMULA_START.match(cell) else cell


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@a", "\t=1", "'=1", "''-1", "＝1"])
def test_a_quoted_cell_is_read_back_as_it_was(text: str) -> None:
    assert escape_formula(text) == f"'{text}"
    assert unescape_formula(escape_formula(text)) == text


@pytest.mark.parametrize("text", ["'t Is klaar", "1-2", "a=b", "", "'", "'t=1", "€ 5"])
def test_other_cells_are_unchanged(text: str) -> None:
    assert escape_formula(text) == text
    assert unescape_formula(text) == text


# -- Markdown


def test_markdown_is_a_task_list_under_headings(written: Written) -> None:
    for checklist in written.publication.checklists:
        text = written.file(checklist, "md").read_text(encoding="utf-8")
        assert text.startswith(f"# {checklist.title}\n")
        assert len(re.findall(r"(?m)^- \[ \] ", text)) == len([*checklist.items])
        assert re.findall(r"(?m)^## (.*)", text) == [block.title for block in checklist.blocks]
        ids = " ".join(item.id for item in checklist.items)
        version = written.publication.get_version(checklist).date
        assert text.endswith(f"<!-- {checklist.id} {version}: {ids} -->\n")
        assert text.count("Datum:") == text.count("Opmerking:") == len([*checklist.items])


def test_ordinary_words_need_no_escape_in_markdown(written: Written) -> None:
    texts = [path.read_text(encoding="utf-8") for path in written.folder.glob("*.md")]
    assert len(texts) == 16
    assert sum(text.count("\\") for text in texts) == 0


# -- iCalendar


def test_the_event_is_a_week_later_and_asks_to_be_moved(written: Written) -> None:
    for checklist in written.publication.checklists:
        event = readers.event_of(written.file(checklist, "ics"))
        version = written.publication.get_version(checklist).date
        day = version + dt.timedelta(days=7)
        assert readers.moment(event, "DTSTART") == dt.datetime(day.year, day.month, day.day, 9)
        assert readers.moment(event, "DTSTART").tzinfo is None
        length = readers.moment(event, "DTEND") - readers.moment(event, "DTSTART")
        assert length == dt.timedelta(minutes=checklist.pause.minutes or 0)
        assert readers.moment(event, "DTSTAMP").date() == version
        assert str(event["UID"]) == f"{checklist.id}@samenscholing"
        assert str(event["SUMMARY"]).endswith(checklist.title)
        assert "Verzet deze afspraak" in str(event["DESCRIPTION"])


def test_calendar_lines_are_folded(written: Written, nasty: Written) -> None:
    for written_files, checklist in all_checklists(written, nasty):
        data = written_files.file(checklist, "ics").read_bytes()
        lines = data.split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2:] == [b"END:VCALENDAR", b""]
        assert max(len(line) for line in lines) <= 75
        assert b"\n" not in data.replace(b"\r\n", b"")


def test_every_event_has_a_unique_uid(written: Written) -> None:
    files = sorted(written.folder.glob("*.ics"))
    assert len({str(readers.event_of(path)["UID"]) for path in files}) == len(files) == 16


def test_nasty_texts_are_really_nasty() -> None:
    assert {text[0] for text in NASTY} >= set("=+-@'")
    assert max(len(text) for text in NASTY) >= 300


def test_a_list_of_no_page_is_an_error(written: Written, tmp_path: Path) -> None:
    checklist = next(written.publication.checklists).model_copy(update={"id": "elders"})
    with pytest.raises(KeyError):
        FORMATS["csv"](written.publication, checklist, tmp_path / "elders.csv")
