"""Write a checklist as a Word document with fields to fill in.

The design is `overrides/print/checklist.docx`: a document with Jinja tags that docxtpl renders.
`controls.xml` beside it holds the content controls, because not every office program keeps those.
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from itertools import count
from pathlib import Path

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from tools.brand.palette import DEFAULT_PALETTE
from tools.exports.checklist_texts import ChecklistTexts, document_timestamp, status_labels
from tools.exports.office_file import serialize
from tools.exports.scaling import scale_to_fit, xml_parts
from tools.model.entities.checklist import Checklist, Item
from tools.model.entities.fields import BlankId, FieldType, ItemField
from tools.model.publication import Publication
from tools.render.environment import escape_inline, jinja_environment

TEMPLATE, CONTROLS = "print/checklist.docx", "print/controls.xml"
# The widths of columns, in twentieths of a point.
BOX_WIDTH, STATUS_WIDTH, MIN_WHAT_WIDTH = 500, 1100, 3000
FIELD_WIDTHS: dict[FieldType, int] = {
    "text": 2250, "roles": 1800, "moment": 1500, "date": 1150, "number": 1000, "choice": 1300,
    "link": 2250,
}  # fmt: skip
BLANK_WIDTHS: dict[BlankId, int] = {"name": 1450, "date": 1150, "remark": 1450}
THEME = "/word/theme/theme1.xml"  # with the colours that Word offers


def write_word(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write a checklist with its fields, and for each item a status and the blanks to fill in."""
    texts = ChecklistTexts(publication, checklist)
    document = render(texts)
    scale_to_fit(document)
    describe_tables(document, texts)
    set_style_names(document, texts)
    set_colour_and_language(document, texts)
    set_properties(document, texts)
    path.write_bytes(serialize(document))


def render(texts: ChecklistTexts) -> Document:
    """Render the template; texts are escaped, so that nothing in them is read as XML or a tag."""
    publication = texts.publication
    jinja = jinja_environment(publication).overlay(finalize=escape_inline)
    fields = {"new_id": count(1001).__next__, "statuses": status_labels(publication)}
    controls = jinja.get_template(CONTROLS).make_module(fields)
    template = DocxTemplate(publication.templates_folder / TEMPLATE)
    blanks = publication.get_blanks("word")
    columns = publication.get_columns("word")
    values = {
        "texts": texts,
        "checklist": texts.checklist,
        "controls": controls,
        "columns": columns,
        "blanks": blanks.items(),
        "details": partial(list_details, publication),
        "tag": partial(name_control, texts),
    }
    template.render(values, jinja)
    document: Document = template.docx
    set_column_widths(document, [*(field.settings.type for field in columns)], [*blanks])
    for root in xml_parts(document):
        for run in root.xpath(".//w:r[w:t[not(text())]]"):  # docxtpl leaves them around controls
            run.getparent().remove(run)
    return document


def list_details(publication: Publication, item: Item) -> list[tuple[ItemField, str]]:
    """Return the fields below `what`, with the values of those that an item has."""
    fields = [field for field in publication.get_fields("word") if not field.settings.column]
    values = ((field, publication.format_field(item, field)) for field in fields)
    return [(field, text) for field, text in values if text]


def name_control(texts: ChecklistTexts, item: Item, blank: str = "") -> str:
    """Return the tag of a field to fill in: the id of its item, or else its number."""
    return ".".join(filter(None, (texts.checklist.get_key(item), blank)))


def set_column_widths(
    document: Document, fields: Sequence[FieldType], blanks: Sequence[BlankId]
) -> None:
    """Set the widths of the columns of each table; `what` gets what the others leave.

    Together they are never wider than the table: many columns become narrower.
    docxtpl repeats a column at the width that it has in the template.
    """
    for table in document.element.xpath("//w:tbl[.//w:dropDownList]"):
        total = int(table.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        others = [
            *(FIELD_WIDTHS[type_] for type_ in fields),
            STATUS_WIDTH,
            *(BLANK_WIDTHS[name] for name in blanks),
        ]
        room = total - BOX_WIDTH - MIN_WHAT_WIDTH
        if sum(others) > room:
            others = [width * room // sum(others) for width in others]
        widths = [BOX_WIDTH, total - BOX_WIDTH - sum(others), *others]
        grid = table.find(qn("w:tblGrid"))
        for column in [*grid]:
            grid.remove(column)
        for width in widths:
            column = OxmlElement("w:gridCol")
            column.set(qn("w:w"), str(width))
            grid.append(column)
        for row in table.findall(qn("w:tr")):
            for cell, width in zip(row.findall(qn("w:tc")), widths, strict=True):
                cell.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(width))


def describe_tables(document: Document, texts: ChecklistTexts) -> None:
    """Add to the table of each block a title and a description for screen readers."""
    word, title = texts.publication.language.word, texts.checklist.title
    tables = document.element.xpath("//w:tbl[.//w:dropDownList]")
    for table, block in zip(tables, texts.checklist.blocks, strict=True):
        total = word("item_count").format(count=len(block.items))
        caption = ": ".join(filter(None, (title, texts.publication.format_block_title(block))))
        description = word("table_says").format(title=caption, count=total)
        for tag, text in (("w:tblCaption", caption), ("w:tblDescription", description)):
            for given in table.tblPr.findall(qn(tag)):
                table.tblPr.remove(given)
            element = OxmlElement(tag)
            element.set(qn("w:val"), text)
            table.tblPr.append(element)


def set_style_names(document: Document, texts: ChecklistTexts) -> None:
    """Name the template's own styles, such as `Done when`, in the language of the publication."""
    words = texts.publication.language.interface
    for style in document.styles:
        key = str(style.name).lower().replace(" ", "_")
        if style.type == WD_STYLE_TYPE.PARAGRAPH and not style.builtin and key in words:
            style.name = words[key].replace(",", "")  # a comma would begin another name


def set_colour_and_language(document: Document, texts: ChecklistTexts) -> None:
    """Set the language of the text, and the colours of its page."""
    publication = texts.publication
    hue = publication.palette.get_hue(publication.get_hue(texts.page))
    set_colours(document, publication, hue, texts.locale)


def set_colours(document: Document, publication: Publication, hue: str, locale: str) -> None:
    """Set the language, and the colours: what is slate in the template has the colour `hue`.

    Everything else in a default colour has the publication's, also those that Word offers.
    """
    palette = publication.palette
    colours = {
        as_hex(DEFAULT_PALETTE.light["quiet"]): as_hex(palette.light["quiet"]),
        as_hex(DEFAULT_PALETTE.neutral): as_hex(hue),
    }
    for root in xml_parts(document):
        for element in root.iter(qn("w:lang"), qn("w:themeFontLang")):
            element.set(qn("w:val"), locale)
        for element in root.iter(qn("w:color")):
            if colour := colours.get(str(element.get(qn("w:val")))):
                element.set(qn("w:val"), colour)
    for part in document.part.package.iter_parts():
        if part.partname == THEME:
            theme = part.blob.decode()
            for number, default in DEFAULT_PALETTE.hues.items():
                theme = theme.replace(as_hex(default), as_hex(palette.hues[number]))
            part._blob = theme.encode()  # python-docx does not change it otherwise


def as_hex(colour: str) -> str:
    """Return a colour as Word writes it: upper case without `#`."""
    return colour.removeprefix("#").upper()


def set_properties(document: Document, texts: ChecklistTexts) -> None:
    """Set what the file says about itself."""
    checklist, publication = texts.checklist, texts.publication
    version = publication.get_version(checklist).date
    set_core_properties(
        document,
        publication,
        version,
        title=checklist.title,
        subject=checklist.goal,
        language=texts.locale,
        version=texts.version_label,
        identifier=f"{checklist.id}/{version}",
        comments=" · ".join(texts.footer),
    )


def set_core_properties(
    document: Document, publication: Publication, day: dt.date, **texts: str
) -> None:
    """Set the core properties; the program and people that made the file are left out."""
    properties = document.core_properties
    author = publication.settings.publisher.name or publication.name
    for name, text in {**texts, "author": author, "last_modified_by": author}.items():
        setattr(properties, name, text[:255])  # the most that python-docx takes
    properties.created = properties.modified = document_timestamp(day)
    relations = document.part.package.rels
    for key, relation in [*relations.items()]:
        if not relation.reltype.endswith(("/officeDocument", "/core-properties")):
            del relations[key]
