"""What a Word document must hold, looked up in its XML."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree

from tests.conftest import ROOT
from tests.exports import readers
from tests.exports.conftest import Written
from tests.exports.readers import W14, W, part, xpath
from tools.model.loader import load_publication

IDS = [checklist.id for checklist in load_publication(ROOT).checklists]
VAL = f"{{{W}}}val"


@pytest.fixture(params=IDS)
def main(written: Written, request: pytest.FixtureRequest) -> etree._Element:
    return readers.document(written.folder / f"{request.param}.docx")


def values(root: etree._Element, path: str) -> list[str]:
    return [str(one.get(VAL)) for one in xpath(root, path)]


def test_every_item_has_a_box_a_list_a_date_and_room_to_type(main: etree._Element) -> None:
    rows = xpath(main, ".//w:tr[not(w:trPr/w:tblHeader)]")
    for row in rows:
        for control in ("w14:checkbox", "w:dropDownList", "w:date", "w:text"):
            assert len(xpath(row, f".//w:sdtPr/{control}")) == 1
        choices = [
            str(one.get(f"{{{W}}}value")) for one in xpath(row, ".//w:dropDownList/w:listItem")
        ]
        assert choices == ["Open", "Bezig", "Klaar", "Niet nodig"]
        states = [
            str(xpath(row, f".//w14:{name}")[0].get(f"{{{W14}}}val"))
            for name in ("checked", "checkedState", "uncheckedState")
        ]
        assert states == ["0", "2612", "2610"]
    assert len(rows) >= 4
    assert set(values(main, ".//w:date/w:lid")) == {"nl-NL"}
    assert set(values(main, ".//w:date/w:dateFormat")) == {"d-M-yyyy"}


def test_controls_have_ids_and_tags_of_their_own(main: etree._Element) -> None:
    controls = len(xpath(main, ".//w:sdt"))
    for path in (".//w:sdtPr/w:id", ".//w:sdtPr/w:tag"):
        assert len(set(values(main, path))) == controls
    assert all(len(text) <= 64 for text in values(main, ".//w:alias | .//w:tag"))
    assert all(values(main, ".//w:alias"))


def test_the_ids_of_the_items_are_the_tags_of_their_boxes(written: Written) -> None:
    for checklist in written.publication.checklists:
        main = readers.document(written.file(checklist, "docx"))
        tags = values(main, ".//w:sdtPr[w14:checkbox]/w:tag")
        assert tags == [item.id for item in checklist.items]


def test_tables_are_as_wide_as_the_page_and_described(main: etree._Element) -> None:
    page, margins = xpath(main, ".//w:pgSz")[0], xpath(main, ".//w:pgMar")[0]
    assert (page.get(f"{{{W}}}w"), page.get(f"{{{W}}}h")) == ("16838", "11906")
    assert page.get(f"{{{W}}}orient") == "landscape"
    sides = sum(int(margins.get(f"{{{W}}}{side}") or 0) for side in ("left", "right"))
    for table in xpath(main, ".//w:tbl"):
        grid = [int(one.get(f"{{{W}}}w") or 0) for one in xpath(table, "w:tblGrid/w:gridCol")]
        assert sum(grid) == 16838 - sides
        for row in xpath(table, "w:tr"):
            widths = [int(one.get(f"{{{W}}}w") or 0) for one in xpath(row, "w:tc/w:tcPr/w:tcW")]
            assert widths == grid
        assert all(values(table, "w:tblPr/w:tblCaption"))
        assert all(values(table, "w:tblPr/w:tblDescription"))
        assert len(xpath(table, "w:tblPr/w:tblCaption | w:tblPr/w:tblDescription")) == 2


def test_heads_are_repeated_and_rows_are_whole(main: etree._Element) -> None:
    for table in xpath(main, ".//w:tbl"):
        rows = xpath(table, "w:tr")
        assert [bool(xpath(row, "w:trPr/w:tblHeader")) for row in rows] == [
            True, *[False] * (len(rows) - 1)
        ]  # fmt: skip
        assert all(xpath(row, "w:trPr/w:cantSplit") for row in rows)


def test_nothing_is_empty_or_merged(main: etree._Element) -> None:
    assert xpath(main, ".//w:r[not(w:t) and not(w:tab)]") == []
    assert [one for one in xpath(main, ".//w:t") if not one.text] == []
    assert xpath(main, ".//w:p[not(.//w:r)]") == []
    assert xpath(main, ".//w:gridSpan | .//w:vMerge") == []


def test_blocks_are_headings_under_the_title(written: Written) -> None:
    for checklist in written.publication.checklists:
        document = docx.Document(str(written.file(checklist, "docx")))
        heads = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text]
        found = [(name, text) for name, text in heads if str(name).startswith("Heading")]
        blocks = [("Heading 2", block.title) for block in checklist.blocks]
        assert found == [("Heading 1", checklist.title), *blocks]


def test_the_document_says_what_it_is(written: Written, english: Written) -> None:
    for one, locale in ((written, "nl-NL"), (english, "en-GB")):
        for checklist in one.publication.checklists:
            path = one.file(checklist, "docx")
            properties = docx.Document(str(path)).core_properties
            assert properties.title == checklist.title
            assert properties.subject == checklist.goal
            assert properties.language == locale
            assert properties.identifier == f"{checklist.id}/{checklist.version}"
            assert properties.created
            assert properties.created.date() == checklist.version
            styles = part(path, "word/styles.xml")
            assert set(values(styles, ".//w:lang")) == {locale}


def test_it_is_no_old_document_and_brings_nothing_along(written: Written) -> None:
    path = written.file(next(written.publication.checklists), "docx")
    settings = part(path, "word/settings.xml")
    assert values(settings, ".//w:compatSetting[@w:name='compatibilityMode']") == ["15"]
    with zipfile.ZipFile(path) as package:
        assert [name for name in package.namelist() if "thumbnail" in name] == []
        assert b"thumbnail" not in package.read("_rels/.rels")
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_styles_in_use_are_there(written: Written, main: etree._Element) -> None:
    styles = part(next(written.folder.glob("*.docx")), "word/styles.xml")
    known = {str(one.get(f"{{{W}}}styleId")) for one in xpath(styles, "w:style")}
    assert set(values(main, ".//w:pStyle | .//w:rStyle")) <= known
    names = values(styles, "w:style/w:name")
    assert len(names) == len(set(names))


def test_the_address_in_the_foot_is_a_link(english: Written) -> None:
    path = english.file(next(english.publication.checklists), "docx")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        links = [package.read(n) for n in package.namelist() if n.endswith("footer1.xml.rels")]
    assert len(links) == 1
    assert b'Target="https://example.org/sheds/' in links[0]
