"""The origin in every file, and the text formats: CSV, Markdown and iCalendar."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import markdown
import pytest
from lxml import html
from markdown_it import MarkdownIt

from tests.exports import readers
from tests.exports.conftest import NASTY, Written, with_items
from tools.exports.checklist_files import FORMATS
from tools.exports.checklist_texts import ChecklistTexts, is_date_like
from tools.exports.csv_file import FORMULA_START, escape_formula
from tools.exports.markdown_file import escape_markdown
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
            "Nr.", "Blok", "Wat", "Waarom", "Hoe", "Wie", "Wanneer", "Duur", "Klaar als",
            "Status", "Naam", "Datum", "Opmerking", "Id", "Checklist", "Versie", "Gebaseerd op",
            "Adres",
        ]  # fmt: skip
        assert {len(row) for row in rows} == {len(head)}
        assert [row[13] for row in rows] == [f"{checklist.id}/{i.id}" for i in checklist.items]
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        assert [row[1] for row in rows] == [
            written.publication.format_block_title(b) for b in checklist.blocks for _ in b.items
        ]
        assert {tuple(row[9:13]) for row in rows} == {("Open", "", "", "")}


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


MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"


@pytest.mark.parametrize(
    "text",
    ["1-2", "1/2", "3.4", "1-2-2026", "1 mei", "12 maart 2026", "mei 2026", "1-jan", "JUNI 3"],
)
def test_what_a_spreadsheet_takes_for_a_date_is_known(text: str) -> None:
    assert is_date_like(text, MONTHS.split())


@pytest.mark.parametrize(
    "text",
    ["", "Binnen een week", "1 tot 2 dagen", "mei", "12", "1-2 dagen", "Vanaf 1 mei", "1 meid a"],
)
def test_other_texts_are_no_dates(text: str) -> None:
    assert not is_date_like(text, MONTHS.split())


def test_a_text_like_a_date_stays_a_text(written: Written, tmp_path: Path) -> None:
    publication = written.publication
    item = next(next(publication.checklists).items)
    dated = with_items(
        publication, [{"when": item.get_value("when").model_copy(update={"moment": "1-2"})}]
    )
    checklist = next(dated.checklists)
    assert ChecklistTexts(dated, checklist).has_date_like_cells
    assert not ChecklistTexts(publication, next(publication.checklists)).has_date_like_cells
    FORMATS["csv"](dated, checklist, tmp_path / "x.csv")
    assert any("1-2" in row for row in readers.csv_table(tmp_path / "x.csv"))
    FORMATS["xlsx"](dated, checklist, tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as file:
        assert b"<t>1-2</t>" in file.read("xl/sharedStrings.xml")


# -- Markdown


def test_markdown_is_a_task_list_under_headings(written: Written) -> None:
    for checklist in written.publication.checklists:
        text = written.file(checklist, "md").read_text(encoding="utf-8")
        assert text.startswith(f"# {checklist.title}\n")
        assert len(re.findall(r"(?m)^- \[ \] ", text)) == len([*checklist.items])
        assert re.findall(r"(?m)^## (.*)", text) == [
            *map(written.publication.format_block_title, checklist.blocks)
        ]
        ids = " ".join(item.id for item in checklist.items)
        version = written.publication.get_version(checklist).date
        assert text.endswith(f"<!-- {checklist.id} {version}: {ids} -->\n")
        assert text.count("- Naam:") == text.count("- Datum:") == len([*checklist.items])


def test_ordinary_words_need_no_escape_in_markdown(written: Written) -> None:
    texts = [path.read_text(encoding="utf-8") for path in written.folder.glob("*.md")]
    assert len(texts) == 17
    assert sum(text.count("\\") for text in texts) == 0


FAMILIES: dict[str, Callable[[str], str]] = {
    "CommonMark": MarkdownIt("commonmark").enable(["table", "strikethrough"]).render,
    "plain": markdown.Markdown().convert,
    "extended": markdown.Markdown(
        extensions=[
            "attr_list", "def_list", "admonition", "tables", "pymdownx.tilde", "pymdownx.caret",
            "pymdownx.mark", "pymdownx.tasklist", "pymdownx.arithmatex", "pymdownx.details",
        ]
    ).convert,
}  # fmt: skip
SIGNS = (
    "Kies met R&D één proef onder < 10 uur & € 5", "a < b > c", "x~y~ en ~~z~~", "==geel== en =1",
    "H^2^ en $x$ of $5", ":rook: en a:b", "!!! let op", "??? open", ": uitleg", "| a | b |",
    "a_b_c en _d_", "<b>vet</b> &amp; &copy; &#65;", "http://a.nl/b_c www.d.nl", "C:\\tins\\new",
    "{: .x } en {{ y }}", "- [ ] z", "+ a", "3) b", "2026. c", "# d", "[e](f) ![g](h)", "`i` **j**",
    "100\\", "\\_",
)  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("text", [*SIGNS, *NASTY])
def test_both_families_of_readers_show_the_same_words(text: str, family: str) -> None:
    shown = FAMILIES[family](escape_markdown(" ".join(text.split())))
    assert " ".join(str(html.fragment_fromstring(shown, "div").text_content()).split()) == " ".join(
        text.split()
    )


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
    assert len({str(readers.event_of(path)["UID"]) for path in files}) == len(files) == 17


def test_nasty_texts_are_really_nasty() -> None:
    assert {text[0] for text in NASTY} >= set("=+-@'")
    assert max(len(text) for text in NASTY) >= 300


def test_a_list_of_no_page_is_an_error(written: Written, tmp_path: Path) -> None:
    checklist = next(written.publication.checklists).model_copy(update={"id": "elders"})
    with pytest.raises(KeyError):
        FORMATS["csv"](written.publication, checklist, tmp_path / "elders.csv")
