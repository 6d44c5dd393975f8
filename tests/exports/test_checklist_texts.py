"""What every file says of itself; and the plain forms: CSV, Markdown, calendar."""

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
from tools.exports.csv_file import escape_formula, unescape_formula
from tools.model.entities.checklist import Checklist
from tools.render.imprint import based_on_line


def said(written: Written, checklist: Checklist, form: str) -> str:
    """Give all that a reader sees in a file, as one text."""
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


def both(written: Written, english: Written) -> Iterator[tuple[Written, Checklist]]:
    for one in (written, english):
        yield from ((one, checklist) for checklist in one.publication.checklists)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_says_what_it_is_and_where_it_is_from(
    written: Written, english: Written, form: str
) -> None:
    for one, checklist in both(written, english):
        texts, told = ChecklistTexts(one.publication, checklist), said(one, checklist, form)
        assert checklist.title in told
        assert (checklist.version.isoformat() if form == "csv" else texts.version_text) in told
        assert one.publication.name in told
        assert one.publication.settings.version in told
        assert one.publication.language.word("based_on") in told
        if form != "csv":
            assert based_on_line(one.publication) in told
            assert checklist.close in told


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_names_the_address_of_its_page_when_there_is_one(
    written: Written, english: Written, form: str
) -> None:
    checklist = next(english.publication.checklists)
    address = ChecklistTexts(english.publication, checklist).url
    assert address
    assert re.fullmatch(r"https://example\.org/sheds/[a-z/-]+\.html", address)
    assert address in said(english, checklist, form)
    plain = next(written.publication.checklists)
    assert ChecklistTexts(written.publication, plain).url is None
    assert "http" not in said(written, plain, form)
    assert "None" not in said(written, plain, form)


@pytest.mark.parametrize("form", ["md", "docx", "xlsx"])
def test_goal_and_pause_stand_above_the_list(written: Written, english: Written, form: str) -> None:
    for one, checklist in both(written, english):
        told = said(one, checklist, form)
        texts = ChecklistTexts(one.publication, checklist)
        for text in (checklist.goal, texts.pause, texts.caller, texts.mode):
            assert text in told


# -- CSV


def test_csv_is_one_table_for_spreadsheets(written: Written) -> None:
    for checklist in written.publication.checklists:
        data = written.file(checklist, "csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")
        head, *rows = readers.csv_table(written.file(checklist, "csv"))
        assert head == [
            "Nr.", "Blok", "Wat", "Waarom", "Hoe", "Wanneer", "Wie", "Klaar als", "Status",
            "Datum", "Opmerking", "Id", "Checklist", "Versie", "Gebaseerd op", "Adres",
        ]  # fmt: skip
        assert {len(row) for row in rows} == {len(head)}
        assert [row[11] for row in rows] == [f"{checklist.id}/{i.id}" for i in checklist.items]
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        assert [row[1] for row in rows] == [b.title for b in checklist.blocks for _ in b.items]
        assert {tuple(row[8:11]) for row in rows} == {("Open", "", "")}


def test_no_cell_is_run_as_a_formula(written: Written, nasty: Written) -> None:
    for one, checklist in both(written, nasty):
        text = one.file(checklist, "csv").read_text(encoding="utf-8-sig")
        assert not re.search(r'(?m)(?:^|;)"?[=+\-@\t＝＋－＠]', text)


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@a", "\t=1", "'=1", "''-1", "＝1"])
def test_a_quoted_cell_is_read_back_as_it_was(text: str) -> None:
    assert escape_formula(text) == f"'{text}"
    assert unescape_formula(escape_formula(text)) == text


@pytest.mark.parametrize("text", ["'t Is klaar", "1-2", "a=b", "", "'", "'t=1", "€ 5"])
def test_other_cells_are_left_alone(text: str) -> None:
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
        assert text.endswith(f"<!-- {checklist.id} {checklist.version}: {ids} -->\n")
        assert text.count("Datum:") == text.count("Opmerking:") == len([*checklist.items])


def test_ordinary_words_need_no_escape_in_markdown(written: Written) -> None:
    texts = [path.read_text(encoding="utf-8") for path in written.folder.glob("*.md")]
    assert len(texts) == 16
    assert sum(text.count("\\") for text in texts) == 0


# -- iCalendar


def test_the_event_is_a_week_later_and_says_that_it_is_to_be_moved(written: Written) -> None:
    for checklist in written.publication.checklists:
        event = readers.event_of(written.file(checklist, "ics"))
        day = checklist.version + dt.timedelta(days=7)
        assert readers.moment(event, "DTSTART") == dt.datetime(day.year, day.month, day.day, 9)
        assert readers.moment(event, "DTSTART").tzinfo is None
        length = readers.moment(event, "DTEND") - readers.moment(event, "DTSTART")
        assert length == dt.timedelta(minutes=checklist.pause.minutes)
        assert readers.moment(event, "DTSTAMP").date() == checklist.version
        assert str(event["UID"]) == f"{checklist.id}@samenscholing"
        assert str(event["SUMMARY"]).endswith(checklist.title)
        assert "Verzet deze afspraak" in str(event["DESCRIPTION"])


def test_calendar_lines_are_folded(written: Written, nasty: Written) -> None:
    for one, checklist in both(written, nasty):
        data = one.file(checklist, "ics").read_bytes()
        lines = data.split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2:] == [b"END:VCALENDAR", b""]
        assert max(len(line) for line in lines) <= 75
        assert b"\n" not in data.replace(b"\r\n", b"")


def test_every_event_has_a_uid_of_its_own(written: Written) -> None:
    files = sorted(written.folder.glob("*.ics"))
    assert len({str(readers.event_of(path)["UID"]) for path in files}) == len(files) == 16


def test_nasty_texts_are_really_nasty() -> None:
    assert {text[0] for text in NASTY} >= set("=+-@'")
    assert max(len(text) for text in NASTY) >= 300


def test_a_list_of_no_page_is_an_error(written: Written, tmp_path: Path) -> None:
    checklist = next(written.publication.checklists).model_copy(update={"id": "elders"})
    with pytest.raises(KeyError):
        FORMATS["csv"](written.publication, checklist, tmp_path / "elders.csv")
