"""A checklist as a Word document: one A4, landscape, with real boxes, lists and dates to fill in.

python-docx opens the package and sets styles and properties; it knows no content controls, so the
body is built from elements (`node`). The hidden place of an item's id is the tag of its controls.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import cast

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import BaseStyle, ParagraphStyle

from tools.brand.ornament import HUES
from tools.brand.ornament import NEUTRAL as SLATE
from tools.exports.checklist_texts import (
    EMPTY_BOX,
    ChecklistTexts,
    document_timestamp,
    status_labels,
)
from tools.model.entities.checklist import ITEM_FIELDS, Block, Checklist, Item, ItemField
from tools.model.publication import Publication

FONT = "Calibri"
TICK = "✓"  # the head of the boxes
BOX_FONT = "MS Gothic"  # the one that Word itself takes
QUIET = "4A5363"
HINT = "595959"
TINT = "EEF1F4"
RULE = "9AA5B1"
PAGE = (16838, 11906)  # A4 on its side, in twentieths of a point, as all widths here
SIDE, TOP, BOTTOM = 794, 624, 680
ROOM = PAGE[1] - TOP - BOTTOM - 420  # what the body has, less the foot and a margin of safety
WIDTHS = {
    "box": 500, "what": 5500, "who": 1800, "when": 1500, "done_when": 2250, "status": 1100,
    "date": 1150, "remark": 1450,
}  # fmt: skip
INSET = 90  # left and right in each cell
SIZES = {"what": 10.0, "why": 9.0, "how": 9.0, "when": 9.0, "who": 9.0, "done_when": 9.0}
KEPT = ("Heading1", "Heading2", "Footer")  # of the hundred and more styles of the template
SCALES = (1.15, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
LETTER = 0.46  # the mean width of a letter in this font, as part of its size
LEADING = 1.22
DOS_EPOCH = (1980, 1, 1, 0, 0, 0)
LONGEST_ALIAS = 64  # Word calls a document with a longer one damaged
assert sum(WIDTHS.values()) == PAGE[0] - 2 * SIDE


def write_word(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write the list with all its fields, a status, a date and a remark per item."""
    texts = ChecklistTexts(publication, checklist)
    document = docx.Document()
    prepare(document, texts)
    set_styles(document, texts, scale_for(texts))
    body = document.element.body
    for element in content(texts):
        body.insert(len(body) - 1, element)  # before the section's properties
    set_foot(document, texts)
    path.write_bytes(repacked(document))


def node(tag: str, *children: BaseOxmlElement | str, **attributes: str | int) -> BaseOxmlElement:
    """Make an element; attributes get the prefix of the tag."""
    element = cast(BaseOxmlElement, OxmlElement(tag))
    prefix = tag.partition(":")[0]
    for name, value in attributes.items():
        element.set(qn(f"{prefix}:{name}"), str(value))
    for child in children:
        if isinstance(child, str):
            element.text = child
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            element.append(child)
    return element


def run(text: str, style: str | None = None) -> BaseOxmlElement:
    """Make a run of text, if wanted in a character style."""
    properties = [node("w:rPr", node("w:rStyle", val=style))] if style else []
    return node("w:r", *properties, node("w:t", text))


def hint(text: str) -> BaseOxmlElement:
    """Make a run that asks to be written over; LibreOffice wants its colour here too."""
    look = node("w:rPr", node("w:rStyle", val="hint"), node("w:color", val=HINT))
    return node("w:r", look, node("w:t", text))


def paragraph(style: str | None, *content: BaseOxmlElement) -> BaseOxmlElement:
    """Make a paragraph in a style."""
    properties = [node("w:pPr", node("w:pStyle", val=style))] if style else []
    return node("w:p", *properties, *content)


class Controls:
    """Makes content controls, each with an id of its own in the document."""

    def __init__(self, texts: ChecklistTexts) -> None:
        self.word = texts.publication.language.word
        self.statuses = tuple(status_labels(texts.publication))
        self.ids = count(1001)

    def control(
        self, title: str, tag: str, *kind: BaseOxmlElement, content: BaseOxmlElement
    ) -> BaseOxmlElement:
        """Make a control around a run."""
        properties = node(
            "w:sdtPr",
            node("w:alias", val=title[:LONGEST_ALIAS]),
            node("w:tag", val=tag),
            node("w:id", val=next(self.ids)),
            *kind,
        )
        return node("w:sdt", properties, node("w:sdtContent", content))

    def box(self, title: str, tag: str) -> BaseOxmlElement:
        """Make a box to tick."""
        kind = node(
            "w14:checkbox",
            node("w14:checked", val=0),
            node("w14:checkedState", val="2612", font=BOX_FONT),
            node("w14:uncheckedState", val="2610", font=BOX_FONT),
        )
        return self.control(title, tag, kind, content=run(EMPTY_BOX, "tick"))

    def status(self, tag: str) -> BaseOxmlElement:
        """Make a list of statuses to choose from."""
        first = self.statuses[0]
        entries = (node("w:listItem", displayText=one, value=one) for one in self.statuses)
        kind = node("w:dropDownList", *entries, lastValue=first)
        return self.control(self.word("status"), tag, kind, content=run(first))

    def date(self, title: str, tag: str) -> BaseOxmlElement:
        """Make a date to pick."""
        kind = node(
            "w:date",
            node("w:dateFormat", val=self.word("date_pattern")),
            node("w:lid", val=self.word("locale")),
            node("w:storeMappedDataAs", val="dateTime"),
            node("w:calendar", val="gregorian"),
        )
        shown = hint(self.word("choose_date"))
        return self.control(title, tag, node("w:showingPlcHdr"), kind, content=shown)

    def text(self, title: str, tag: str) -> BaseOxmlElement:
        """Make a place to type, on more lines if need be."""
        shown = hint(self.word("type_here"))
        kind = node("w:text", multiLine=1)
        return self.control(title, tag, node("w:showingPlcHdr"), kind, content=shown)


def content(texts: ChecklistTexts) -> Iterator[BaseOxmlElement]:
    """Give the paragraphs and tables of the document."""
    checklist, word = texts.checklist, texts.publication.language.word
    controls = Controls(texts)
    yield paragraph(
        "taken",
        run(f"{word('sheet_name')}: ", "label"),
        controls.text(word("sheet_name"), "name"),
        node("w:r", node("w:tab")),
        run(f"{word('sheet_date')}: ", "label"),
        controls.date(word("sheet_date"), "date"),
    )
    yield paragraph("Heading1", run(checklist.title))
    yield paragraph("goal", run(checklist.goal))
    facts = []
    for number, (name, value) in enumerate(texts.facts):
        facts += [run("  ·  ", "label")] if number else []
        facts += [run(f"{name}: ", "label"), run(value)]
    yield paragraph("facts", *facts)
    for block in checklist.blocks:
        yield paragraph("Heading2", run(block.title))
        yield table(texts, controls, block)
    yield paragraph("close", run(f"{word('close')}: ", "label"), run(checklist.close))


def table(texts: ChecklistTexts, controls: Controls, block: Block) -> BaseOxmlElement:
    """Make the table of a block, with a head that is repeated on a next page."""
    word = texts.publication.language.word
    total = word("item_count").format(count=len(block.items))
    says = word("table_says").format(title=texts.checklist.title, block=block.title, count=total)
    line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": RULE}
    look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1}
    properties = node(
        "w:tblPr",
        node("w:tblW", w=sum(WIDTHS.values()), type="dxa"),
        node("w:tblBorders", *(node(f"w:{at}", **line) for at in ("top", "bottom", "insideH"))),
        node("w:tblLayout", type="fixed"),
        node("w:tblCellMar", *(node(f"w:{at}", w=INSET, type="dxa") for at in ("left", "right"))),
        node("w:tblLook", val="0620", noVBand=1, **look),
        node("w:tblCaption", val=f"{texts.checklist.title}: {block.title}"),
        node("w:tblDescription", val=says),
    )
    grid = node("w:tblGrid", *(node("w:gridCol", w=width) for width in WIDTHS.values()))
    names = {
        "box": TICK, "what": word("what"), "who": word("who"), "when": word("when"),
        "done_when": word("done_when"), "status": word("status"), "date": word("date"),
        "remark": word("remark"),
    }  # fmt: skip
    head = [cell(column, paragraph("head", run(names[column])), TINT) for column in WIDTHS]
    rows = [row(*head, head=True)]
    rows += [row(*item_cells(texts, controls, item)) for item in block.items]
    return node("w:tbl", properties, grid, *rows)


def item_cells(texts: ChecklistTexts, controls: Controls, item: Item) -> list[BaseOxmlElement]:
    """Make the cells of an item."""
    word = texts.publication.language.word
    field = {name: texts.field_text(item, name) for name in ITEM_FIELDS}
    action = [
        paragraph("what", run(field["what"])),
        paragraph("why", run(f"{word('why')}: ", "label"), run(field["why"])),
        paragraph("how", run(f"{word('how')}: ", "label"), run(field["how"])),
    ]
    return [
        cell("box", paragraph("box", controls.box(item.what, item.id))),
        node("w:tc", cell_properties("what"), *action),
        cell("who", paragraph("who", run(field["who"]))),
        cell("when", paragraph("when", run(field["when"]))),
        cell("done_when", paragraph("done_when", run(field["done_when"]))),
        cell("status", paragraph("fill", controls.status(f"{item.id}.status"))),
        cell("date", paragraph("fill", controls.date(word("date"), f"{item.id}.date"))),
        cell("remark", paragraph("fill", controls.text(word("remark"), f"{item.id}.remark"))),
    ]


def row(*cells: BaseOxmlElement, head: bool = False) -> BaseOxmlElement:
    """Make a row that is never split over two pages."""
    marks = [node("w:cantSplit"), *([node("w:tblHeader")] if head else [])]
    return node("w:tr", node("w:trPr", *marks), *cells)


def cell(column: str, content: BaseOxmlElement, fill: str | None = None) -> BaseOxmlElement:
    """Make a cell of one paragraph."""
    return node("w:tc", cell_properties(column, fill), content)


def cell_properties(column: str, fill: str | None = None) -> BaseOxmlElement:
    """Make the properties of a cell: its width and colour."""
    shade = [node("w:shd", val="clear", color="auto", fill=fill)] if fill else []
    return node("w:tcPr", node("w:tcW", w=WIDTHS[column], type="dxa"), *shade)


def scale_for(texts: ChecklistTexts) -> float:
    """Give how large the letters can be for all to fit one page, as part of the usual size."""
    return next((scale for scale in SCALES if height(texts, scale) <= ROOM), SCALES[-1])


def height(texts: ChecklistTexts, scale: float) -> float:
    """Estimate the height of the body, in twentieths of a point."""
    word, line = texts.publication.language.word, 20 * scale * LEADING

    explained: tuple[ItemField, ...] = ("why", "how")
    beside: tuple[ItemField, ...] = ("who", "when", "done_when")

    def lines(text: str, width: int, size: float) -> int:
        return max(1, math.ceil(len(text) * LETTER * size * scale * 20 / width))

    total = line * (10 + 20 + 12 + 10 + 12) + 250
    wide = PAGE[0] - 2 * SIDE
    facts = sum(len(name) + len(value) + 6 for name, value in texts.facts)
    total += line * 9.5 * lines("x" * facts, wide, 9.5)
    for block in texts.checklist.blocks:
        total += line * (11 + 8.5) + 110
        for item in block.items:
            tall = line * 10 * lines(item.what, WIDTHS["what"] - 2 * INSET, 10.6)
            for name in explained:
                text = f"{word(name)}: {texts.field_text(item, name)}"
                tall += line * 9 * lines(text, WIDTHS["what"] - 2 * INSET, 9)
            for name in beside:
                width = WIDTHS[name] - 2 * INSET - 150  # words do not fill narrow lines
                tall = max(tall, line * 9 * lines(texts.field_text(item, name), width, 9))
            total += max(tall, line * 18) + 90
    return total


def prepare(document: Document, texts: ChecklistTexts) -> None:
    """Set page, properties and settings; take out what the library's template brings along."""
    checklist, publication = texts.checklist, texts.publication
    locale = publication.content_locale
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(PAGE[0]), Twips(PAGE[1])
    section.left_margin = section.right_margin = Twips(SIDE)
    section.top_margin, section.bottom_margin = Twips(TOP), Twips(BOTTOM)
    section.header_distance = section.footer_distance = Twips(400)
    properties = document.core_properties
    properties.title, properties.subject = checklist.title[:255], checklist.goal[:255]
    properties.author = properties.last_modified_by = (
        publication.settings.publisher.name or publication.name
    )[:255]
    properties.language, properties.version = locale, checklist.version.isoformat()
    properties.identifier = f"{checklist.id}/{checklist.version}"
    properties.comments = " · ".join(texts.footer)[:255]
    properties.created = properties.modified = document_timestamp(checklist.version)
    settings = document.settings.element
    for tag in ("w:savePreviewPicture", "w:rsids", "w:proofState"):
        for element in settings.findall(qn(tag)):
            settings.remove(element)
    for element in settings.iter(qn("w:useFELayout")):
        element.getparent().remove(element)
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")
    for element in settings.iter(qn("w:themeFontLang")):
        element.attrib.clear()
        element.set(qn("w:val"), locale)
    for element in settings.iter(qn("w:zoom")):
        element.set(qn("w:percent"), "100")
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                del relations[key]
    styles = document.styles.element
    for element in styles.findall(qn("w:style")):
        if element.get(qn("w:default")) is None and element.get(qn("w:styleId")) not in KEPT:
            styles.remove(element)
        for link in element.findall(qn("w:link")):
            element.remove(link)


def set_styles(document: Document, texts: ChecklistTexts, scale: float) -> None:
    """Set the styles; each field has its own, so that a reader changes all of them at once."""
    word = texts.publication.language.word
    hue, sheet = HUES.get(texts.publication.get_hue(texts.page), SLATE), Styles(document, scale)
    sheet.set_defaults(texts.publication.content_locale)
    sheet.paragraph("Normal", "", 9.5)
    sheet.paragraph("Heading1", "", 20, bold=True, colour=hue)
    heading = sheet.paragraph("Heading2", "", 11, 5, 1.5, bold=True, colour=hue)
    heading.paragraph_format.keep_with_next = True
    sheet.paragraph("goal", word("goal"), 12, after=2)
    taken = sheet.paragraph("taken", word("sheet_name"), 9.5)
    taken.paragraph_format.tab_stops.add_tab_stop(Twips(5500))
    sheet.paragraph("facts", word("pause"), 9.5)
    sheet.paragraph("head", word("table_head"), 8.5, 1, 1, bold=True, colour=QUIET)
    sheet.paragraph("box", f"{word('list')} {EMPTY_BOX}", 14)
    sheet.paragraph("fill", word("remark"), 9, 1.5)
    sheet.paragraph("close", word("close"), 11, 7)
    sheet.paragraph("Footer", "", 8, colour=QUIET)
    for field in ITEM_FIELDS:
        before, after = 0 if field in ("why", "how") else 1.5, 2 if field == "how" else 0
        sheet.paragraph(field, word(field), SIZES[field], before, after, bold=field == "what")
    sheet.character("label", colour=QUIET)
    sheet.character("hint", colour=HINT)
    sheet.character("tick", font=BOX_FONT, size=14)


class Styles:
    """The styles of a document; sizes are in points before scaling."""

    def __init__(self, document: Document, scale: float) -> None:
        self.styles, self.scale = document.styles, scale

    def set_defaults(self, locale: str) -> None:
        """Set language, font and spacing from which all styles start."""
        root = self.styles.element
        for element in root.iter(qn("w:lang")):
            element.set(qn("w:val"), locale)
        defaults = root.find(qn("w:docDefaults"))
        for fonts in defaults.iter(qn("w:rFonts")):
            fonts.attrib.clear()
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{kind}"), FONT)
        for spacing in defaults.iter(qn("w:spacing")):
            spacing.set(qn("w:after"), "0")
            spacing.set(qn("w:line"), "240")

    def paragraph(
        self, identity: str, title: str, size: float, before: float = 0, after: float = 0, *,
        bold: bool = False, colour: str | None = None,
    ) -> ParagraphStyle:  # fmt: skip
        """Set a paragraph style; made new under `title`, which a reader sees, if not yet there."""
        found = [style for style in self.styles if style.style_id == identity]
        style = found[0] if found else self.added(identity, title)
        assert isinstance(style, ParagraphStyle)
        for fonts in style.element.iter(qn("w:rFonts")):
            fonts.attrib.clear()
        style.font.name, style.font.size = FONT, Pt(half(size * self.scale))
        style.font.bold = bold
        if colour is not None:
            style.font.color.rgb = rgb(colour)
        style.paragraph_format.space_before = Pt(before * self.scale)
        style.paragraph_format.space_after = Pt(after * self.scale)
        return style

    def added(self, identity: str, title: str) -> ParagraphStyle:
        """Add a paragraph style; a comma in its name would begin another name."""
        named = title.replace(",", "")
        style: BaseStyle = self.styles.add_style(named, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style, style.quick_style = self.styles["Normal"], True
        style.element.set(qn("w:styleId"), identity)
        return style

    def character(
        self, name: str, colour: str | None = None, font: str | None = None, size: float = 0
    ) -> None:
        """Add a character style, which Word does not offer to readers."""
        style = self.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.hidden, style.quick_style = True, False
        if colour is not None:
            style.font.color.rgb = rgb(colour)
        if font is not None:
            style.font.name, style.font.size = font, Pt(half(size * self.scale))
            style.element.rPr.rFonts.set(qn("w:eastAsia"), font)


def rgb(colour: str) -> RGBColor:
    """Read a colour, with or without its `#`."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def half(size: float) -> float:
    """Round a size down to the half points that the format knows."""
    return math.floor(size * 2) / 2


def set_foot(document: Document, texts: ChecklistTexts) -> None:
    """Write the foot of the page, with the address as a link."""
    footer = document.sections[0].footer
    line = footer.paragraphs[0]
    line.style = document.styles["Footer"]
    parts = [part for part in texts.footer if part != texts.url]
    line._p.append(run(" · ".join(parts) + (" · " if texts.url else "")))
    if texts.url:
        key = footer.part.relate_to(texts.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = node("w:hyperlink", run(texts.url))
        link.set(qn("r:id"), key)
        line._p.append(link)


def repacked(document: Document) -> bytes:
    """Give the file, the same for the same document: no dates of today, the parts in order."""
    saved, result = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, DOS_EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return result.getvalue()
