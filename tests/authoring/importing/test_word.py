"""Word documents as people make them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from tests.authoring.importing.conftest import ReadDraft, notes_of, outline

FILE = "list.docx"
CHECKBOX = """<w:sdt %s xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>
<w:tag w:val="goog_1"/><w14:checkbox><w14:checked w14:val="{ticked}"/></w14:checkbox></w:sdtPr>
<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>""" % nsdecls("w")  # noqa: UP031


@pytest.fixture
def document() -> Document:
    return docx.Document()


def save(document: Document, folder: Path) -> Path:
    document.save(str(folder / FILE))
    return folder / FILE


def add_checkbox(paragraph: Paragraph, ticked: int = 0) -> None:
    paragraph._p.insert(0, parse_xml(CHECKBOX.format(ticked=ticked)))


def test_headings_are_title_and_blocks_and_lists_are_items(
    document: Document, read: ReadDraft, tmp_path: Path
) -> None:
    document.add_heading("Before we leave", 0)
    document.add_paragraph("Use this each evening.")
    document.add_heading("Inside", 1)
    document.add_paragraph("Close the windows", "List Bullet")
    document.add_paragraph("Turn off the heating", "List Number")
    document.add_heading("Outside", 1)
    document.add_paragraph("☐ Lock the door")
    add_checkbox(document.add_paragraph(" Set the alarm"))
    draft = read(save(document, tmp_path))
    assert draft.title == "Before we leave"
    assert outline(draft) == {
        "Inside": ["Close the windows", "Turn off the heating"],
        "Outside": ["Lock the door", "Set the alarm"],
    }
    assert notes_of(draft) == ["paragraph 2: not taken: “Use this each evening.”"]
    assert {item.id for item in draft.items} == {""}


def test_bold_lines_above_lists_are_headings(
    document: Document, read: ReadDraft, tmp_path: Path
) -> None:
    for title, items in (("Inside", ["Windows", "Heating"]), ("Outside", ["Door"])):
        document.add_paragraph().add_run(title).bold = True
        for item in items:
            document.add_paragraph(f"- {item}")
    document.add_paragraph().add_run("Well done").bold = True
    draft = read(save(document, tmp_path))
    assert outline(draft) == {"Inside": ["Windows", "Heating"], "Outside": ["Door"]}
    assert notes_of(draft) == ["paragraph 6: not taken: “Well done”"]


def test_rows_of_a_table_are_items_with_fields(
    document: Document, read: ReadDraft, tmp_path: Path
) -> None:
    rows = [
        ("", "What", "Who", "Klaar als", "Uiterlijk", "Cost"),
        ("☐", "Count the tools", "Keeper, member", "It hangs.", "1 December 2026", "€ 5"),
        ("☒", "Oil the hinge", "Jan", "", "soon", ""),
    ]  # fmt: skip
    table = document.add_table(0, 6)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    draft = read(save(document, tmp_path))
    first, second = draft.items
    assert first.values["who"] == ["keeper", "member"]
    assert first.values["done_when"] == "It hangs."
    assert f"{first.values['due']}" == "2026-12-01"
    assert second.values == {}
    assert {label: [text.words for text in texts] for label, texts in draft.unknown.items()} == {
        "Cost": ["€ 5"]
    }
    assert notes_of(draft) == [
        "table 1, row 3, column 2: was ticked; the tick was not taken: “Oil the hinge”",
        "table 1, row 3, column 3: not taken, because it does not fit the field who: “Jan”",
        "table 1, row 3, column 5: not taken, because it does not fit the field due: “soon”",
    ]


def test_a_table_without_header_has_items_in_its_first_column_of_text(
    document: Document, read: ReadDraft, tmp_path: Path
) -> None:
    table = document.add_table(3, 3)
    for number, text in enumerate(("Zip", "Zap", "Zop")):
        table.cell(number, 0).text = f"{number + 1}"
        table.cell(number, 1).text = text
    table.cell(1, 2).text = "today"
    draft = read(save(document, tmp_path))
    assert outline(draft) == {"": ["Zip", "Zap", "Zop"]}
    assert "table 1, row 2, column 3: not taken: “today”" in notes_of(draft)


def test_a_merged_row_is_the_title_of_a_block(
    document: Document, read: ReadDraft, tmp_path: Path
) -> None:
    table = document.add_table(4, 2)
    cells = [("What", "Who"), ("Inside", ""), ("Zip", "Keeper"), ("Zap", "")]
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    assert outline(read(save(document, tmp_path))) == {"Inside": ["Zip", "Zap"]}


def test_entries_below_others(document: Document, read: ReadDraft, tmp_path: Path) -> None:
    for title, items in (("Inside", ["Windows", "Heating"]), ("Outside", ["Door"])):
        document.add_paragraph(title, "List Number")
        for item in items:
            deeper = document.add_paragraph(item, "List Number")
            level = OxmlElement("w:numPr")
            for name, value in (("w:ilvl", "1"), ("w:numId", "1")):
                element = OxmlElement(name)
                element.set(qn("w:val"), value)
                level.append(element)
            deeper._p.get_or_add_pPr().append(level)
    assert outline(read(save(document, tmp_path))) == {
        "Inside": ["Windows", "Heating"],
        "Outside": ["Door"],
    }


def test_marks_are_told_and_words_stay(document: Document, read: ReadDraft, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("Ask ", "List Bullet")
    paragraph.add_run("two").bold = True
    paragraph.add_run(" col\u00adleagues").italic = True
    paragraph.add_run().add_break()
    paragraph.add_run("now")
    link = OxmlElement("w:hyperlink")
    target = document.part.relate_to(
        "https://example.org/",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link.set(qn("r:id"), target)
    link.append(document.add_paragraph().add_run("here")._r)
    paragraph._p.append(link)
    draft = read(save(document, tmp_path))
    assert [item.what for item in draft.items] == ["Ask two colleagues nowhere"]
    (note,) = notes_of(draft)
    assert "without bold, italic, link (https://example.org/)" in note


def test_all_other_text_is_told(document: Document, read: ReadDraft, tmp_path: Path) -> None:
    document.add_paragraph("Zip", "List Bullet")
    document.add_heading("Nothing below", 1)
    section = document.sections[0]
    section.header.paragraphs[0].text = "At the top"
    section.footer.paragraphs[0].text = "At the bottom"
    box = parse_xml(
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    document.paragraphs[0]._p.append(box)
    deleted = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>gone</w:delText></w:r></w:del>")
    document.paragraphs[0]._p.append(deleted)
    draft = read(save(document, tmp_path))
    assert outline(draft) == {"": ["Zip"]}
    told = " ".join(notes_of(draft))
    for text in ("In a box", "At the top", "At the bottom", "Nothing below"):
        assert f"not taken: “{text}”" in told
    assert "gone" not in told


def test_a_switched_off_list_is_none(document: Document, read: ReadDraft, tmp_path: Path) -> None:
    document.add_paragraph("Zip", "List Bullet")
    plain = document.add_paragraph("Just text", "List Bullet")
    off = parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>')
    plain._p.get_or_add_pPr().append(off)
    plain.paragraph_format.left_indent = Pt(3)
    assert outline(read(save(document, tmp_path))) == {"": ["Zip"]}
