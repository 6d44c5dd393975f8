"""The content of a Word document, read from its XML."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt, RGBColor
from lxml import etree
from PIL import Image

from tests.conftest import ROOT, Built, change
from tests.exports import readers
from tests.exports.conftest import Written, with_template
from tests.exports.readers import W14, W, part, xpath
from tests.sources import list_addresses
from tools.brand.palette import DEFAULT_PALETTE
from tools.exports.checklist_texts import ChecklistTexts
from tools.exports.word import CONTROLS, TEMPLATE, as_hex, write_word
from tools.model.loader import load_publication
from tools.model.publication import Publication

IDS = list(list_addresses())
VAL = f"{{{W}}}val"
COLOURS = {f"{{{W}}}fill", f"{{{W}}}color"}
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture(params=IDS)
def main(written: Written, request: pytest.FixtureRequest) -> etree._Element:
    return readers.document(written.folder / f"{request.param}.docx")


def values(root: etree._Element, path: str) -> list[str]:
    return [str(node.get(VAL)) for node in xpath(root, path)]


def test_every_item_has_a_box_a_list_a_date_and_room_for_a_name_and_a_remark(
    main: etree._Element,
) -> None:
    rows = xpath(main, ".//w:tr[not(w:trPr/w:tblHeader)]")
    for row in rows:
        for control, count in (
            ("w14:checkbox", 1),
            ("w:dropDownList", 1),
            ("w:date", 1),
            ("w:text", 2),
        ):
            assert len(xpath(row, f".//w:sdtPr/{control}")) == count
        choices = [
            str(node.get(f"{{{W}}}value")) for node in xpath(row, ".//w:dropDownList/w:listItem")
        ]
        assert choices == ["Open", "Bezig", "Klaar", "Niet nodig"]
        states = [
            str(xpath(row, f".//w14:{name}")[0].get(f"{{{W14}}}val"))
            for name in ("checked", "checkedState", "uncheckedState")
        ]
        assert states == ["0", "2612", "2610"]
    assert len(rows) >= 3
    assert set(values(main, ".//w:date/w:lid")) == {"nl-NL"}
    assert set(values(main, ".//w:date/w:dateFormat")) == {"d-M-yyyy"}


def test_controls_have_unique_ids_and_tags(main: etree._Element) -> None:
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


def test_many_columns_stay_on_the_page(small_sources: Path, tmp_path: Path) -> None:
    fields = "".join(f"      extra{letter}: {{column: true}}\n" for letter in "abcdefghijkl")
    change(small_sources, "mkdocs.yml", "    blanks:", f"{fields}    blanks:")
    change(small_sources, "mkdocs.yml", "rules: {", "rules: {S706: off, ")
    publication = load_publication(small_sources)
    path = tmp_path / "list.docx"
    write_word(publication, next(publication.checklists), path)
    for table in docx.Document(str(path)).tables[-2:]:
        widths = [cell.width or 0 for cell in table.rows[0].cells]
        assert len(widths) > 15
        assert min(widths) > 0
        assert sum(widths) == 15250 * 635  # the width between the margins


def test_tables_are_as_wide_as_the_page_and_described(main: etree._Element) -> None:
    page, margins = xpath(main, ".//w:pgSz")[0], xpath(main, ".//w:pgMar")[0]
    assert (page.get(f"{{{W}}}w"), page.get(f"{{{W}}}h")) == ("16838", "11906")
    assert page.get(f"{{{W}}}orient") == "landscape"
    sides = sum(int(margins.get(f"{{{W}}}{side}") or 0) for side in ("left", "right"))
    for table in xpath(main, ".//w:tbl"):
        grid = [int(node.get(f"{{{W}}}w") or 0) for node in xpath(table, "w:tblGrid/w:gridCol")]
        assert sum(grid) == 16838 - sides
        for row in xpath(table, "w:tr"):
            widths = [int(node.get(f"{{{W}}}w") or 0) for node in xpath(row, "w:tc/w:tcPr/w:tcW")]
            assert widths == grid
        assert all(values(table, "w:tblPr/w:tblCaption"))
        assert all(values(table, "w:tblPr/w:tblDescription"))
        assert len(xpath(table, "w:tblPr/w:tblCaption | w:tblPr/w:tblDescription")) == 2


def test_heads_are_repeated_and_rows_are_not_split(main: etree._Element) -> None:
    for table in xpath(main, ".//w:tbl"):
        rows = xpath(table, "w:tr")
        assert [bool(xpath(row, "w:trPr/w:tblHeader")) for row in rows] == [
            True, *[False] * (len(rows) - 1)
        ]  # fmt: skip
        assert all(xpath(row, "w:trPr/w:cantSplit") for row in rows)


def test_nothing_is_empty_or_merged(main: etree._Element) -> None:
    assert xpath(main, ".//w:r[not(w:t) and not(w:tab)]") == []
    assert [node for node in xpath(main, ".//w:t") if not node.text] == []
    assert xpath(main, ".//w:p[not(.//w:r)]") == []
    assert xpath(main, ".//w:gridSpan | .//w:vMerge") == []


def test_blocks_are_headings_under_the_title(written: Written) -> None:
    for checklist in written.publication.checklists:
        document = docx.Document(str(written.file(checklist, "docx")))
        heads = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text]
        found = [(name, text) for name, text in heads if str(name).startswith("Heading")]
        blocks = [
            ("Heading 2", written.publication.format_block_title(block))
            for block in checklist.blocks
        ]
        assert found == [("Heading 1", checklist.title), *blocks]


def test_the_document_has_its_properties(written: Written, english: Written) -> None:
    for exported, locale in ((written, "nl-NL"), (english, "en-GB")):
        for checklist in exported.publication.checklists:
            path = exported.file(checklist, "docx")
            version = exported.publication.get_version(checklist).date
            properties = docx.Document(str(path)).core_properties
            assert properties.title == checklist.title
            assert properties.subject == checklist.goal
            assert properties.language == locale
            assert properties.identifier == f"{checklist.id}/{version}"
            assert properties.created
            assert properties.created.date() == version
            styles = part(path, "word/styles.xml")
            assert set(values(styles, ".//w:lang")) == {locale}


def test_it_is_a_current_document_without_extra_files(written: Written) -> None:
    path = written.file(next(written.publication.checklists), "docx")
    settings = part(path, "word/settings.xml")
    assert values(settings, ".//w:compatSetting[@w:name='compatibilityMode']") == ["15"]
    with zipfile.ZipFile(path) as package:
        assert [name for name in package.namelist() if "thumbnail" in name] == []
        assert b"thumbnail" not in package.read("_rels/.rels")
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_styles_in_use_are_there(written: Written, main: etree._Element) -> None:
    styles = readers.word_styles(next(written.folder.glob("*.docx")))
    assert set(values(main, ".//w:pStyle | .//w:rStyle")) <= set(styles)
    assert len(styles) == len(set(styles.values()))


def test_styles_are_named_in_the_language_of_the_publication(
    written: Written, english: Written
) -> None:
    for exported, names in (
        (written, {"Doel", "Uitleg", "Kop van de tabel", "Tot slot"}),
        (english, {"Goal", "Explanation", "Head of the table", "To close aloud"}),
    ):
        path = exported.file(next(exported.publication.checklists), "docx")
        assert names < set(readers.word_styles(path).values())


def test_the_address_in_the_foot_is_a_link(written: Written, english: Written) -> None:
    checklist = next(english.publication.checklists)
    foot = part(english.file(checklist, "docx"), "word/footer1.xml")
    links = [link.text for link in xpath(foot, ".//w:instrText")]
    assert links == [f'HYPERLINK "{ChecklistTexts(english.publication, checklist).url}"']
    path = written.file(next(written.publication.checklists), "docx")
    assert xpath(part(path, "word/footer1.xml"), ".//w:instrText") == []


def test_headings_have_the_colour_of_the_page(written: Written, english: Written) -> None:
    found = set()
    for exported in (written, english):
        for page, checklist in exported.publication.checklist_pages:
            colour = exported.publication.palette.get_hue(exported.publication.get_hue(page))
            styles = part(exported.file(checklist, "docx"), "word/styles.xml")
            headings = values(styles, "w:style[starts-with(@w:styleId, 'Heading')]//w:color")
            assert headings == [as_hex(colour)] * 2
            found.add(colour)
    assert len(found) > 1


def test_a_long_list_has_smaller_letters(written: Written) -> None:
    sizes = {}
    for name in ("vier-opbrengsten", "start-vandaag"):
        document = docx.Document(str(written.folder / f"{name}.docx"))
        sizes[name] = [style.font.size for style in document.styles if style.font.size]
    assert len(sizes["start-vandaag"]) > 10
    pairs = zip(sizes["start-vandaag"], sizes["vier-opbrengsten"], strict=True)
    assert all(small < large for small, large in pairs)


def test_no_tag_of_the_template_remains(written: Written, english: Written) -> None:
    for path in written.folder.glob("*.docx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                assert not re.search(rb"\{[{%#]|[}%#]\}", package.read(name)), f"{path}: {name}"
    foot = part(english.file(next(english.publication.checklists), "docx"), "word/footer1.xml")
    assert xpath(foot, ".//w:t[not(text())]") == []


def test_a_document_refers_to_no_other_file(written: Written) -> None:
    with zipfile.ZipFile(next(written.folder.glob("*.docx"))) as package:
        for name in package.namelist():
            assert b'TargetMode="External"' not in package.read(name)


# -- The template


def test_the_template_is_not_published(built: Built) -> None:
    names = {path.name for path in built.site.rglob("*.*")}
    assert not {Path(TEMPLATE).name, Path(CONTROLS).name} & names


def test_the_template_has_the_default_colours() -> None:
    path = ROOT / "overrides" / TEMPLATE
    used = set[str]()
    for name in ("document", "styles", "footer1"):
        for element in part(path, f"word/{name}.xml").iter():
            used |= {str(element.get(name)) for name in COLOURS & {*element.keys()}}
            if element.tag == f"{{{W}}}color":
                used.add(str(element.get(VAL)))
    names = ("hue-0", "quiet", "field", "office-rule")
    assert used == {"auto", *(as_hex(DEFAULT_PALETTE.light[name]) for name in names)}
    theme = part(path, "word/theme/theme1.xml")
    accents = [
        str(colour.get("val"))
        for number in DEFAULT_PALETTE.hues
        for colour in theme.iter(f"{{{A}}}srgbClr")
        if str(getattr(colour.getparent(), "tag", "")) == f"{{{A}}}accent{number}"
    ]
    assert accents == [as_hex(colour) for colour in DEFAULT_PALETTE.hues.values()]


def test_the_template_names_nobody() -> None:
    properties = docx.Document(str(ROOT / "overrides" / TEMPLATE)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")


def test_a_designer_changes_the_template_only(publication: Publication, tmp_path: Path) -> None:
    template = docx.Document(str(ROOT / "overrides" / TEMPLATE))
    Image.new("RGB", (40, 20)).save(tmp_path / "logo.png")
    logo = template.sections[0].header.paragraphs[0].add_run()
    logo.add_picture(str(tmp_path / "logo.png"), width=Pt(40))
    template.add_table(1, 1).cell(0, 0).text = "Vragen? Bel 4321."
    template.styles["Explanation"].font.italic = True
    template.styles["Goal"].font.color.rgb = RGBColor.from_string(as_hex(DEFAULT_PALETTE.hues[2]))
    changed = with_template(publication, tmp_path, template)
    for checklist in changed.checklists:
        path = tmp_path / f"{checklist.id}.docx"
        write_word(changed, checklist, path)
        rows = readers.word_rows(path, changed)
        assert rows == readers.expected_rows(changed, checklist, readers.WORD)
        document = docx.Document(str(path))
        assert len(document.sections[0].header.part.related_parts) == 1
        assert document.tables[-1].cell(0, 0).text == "Vragen? Bel 4321."
        assert document.styles["Uitleg"].font.italic
        assert str(document.styles["Doel"].font.color.rgb) == as_hex(DEFAULT_PALETTE.hues[2])


def test_smaller_room_makes_smaller_letters(publication: Publication, tmp_path: Path) -> None:
    sizes = []
    for margin in (30, 150):
        template = docx.Document(str(ROOT / "overrides" / TEMPLATE))
        template.sections[0].bottom_margin = Pt(margin)
        changed = with_template(publication, tmp_path, template)
        write_word(changed, next(changed.checklists), tmp_path / "list.docx")
        size = docx.Document(str(tmp_path / "list.docx")).styles["Normal"].font.size
        sizes.append(size or Pt(0))
    assert sizes[0] > sizes[1] > 0


def test_a_described_table_is_described_once(publication: Publication, tmp_path: Path) -> None:
    """A designer may have given the table a title in the office program."""
    template = docx.Document(str(ROOT / "overrides" / TEMPLATE))
    caption = OxmlElement("w:tblCaption")
    caption.set(VAL, "Table")
    template.tables[0]._tbl.tblPr.append(caption)
    changed = with_template(publication, tmp_path, template)
    checklist = next(changed.checklists)
    write_word(changed, checklist, tmp_path / "list.docx")
    captions = values(readers.document(tmp_path / "list.docx"), ".//w:tblCaption")
    titles = map(changed.format_block_title, checklist.blocks)
    assert captions == [f"{checklist.title}: {title}" for title in titles]
