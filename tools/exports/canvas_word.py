"""A canvas as a Word document: boxes and tables as cells to type or paste a picture in.

Fonts, styles and language come from the template of checklists, of which only the styles are used.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from tools.exports.office_file import serialize
from tools.exports.scaling import points
from tools.exports.word import (
    TEMPLATE,
    as_hex,
    set_colours,
    set_core_properties,
)
from tools.language import load_language
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.canvas_texts import CanvasTexts

PAGE_MM = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
MARGINS_MM = {"left_margin": 18, "right_margin": 15, "top_margin": 12, "bottom_margin": 12}
FOOTER_MM = 6
TEXT_MM, NOTE_MM = 27, 6  # what title and goal take, and a note below, on each copy
HEAD_MM = 11  # of a row with short lines
TABLE_HEAD_MM = 12
SPARE = 0.94  # of the height, because office programs set text differently


def write_canvas_word(publication: Publication, page: Page, path: Path) -> None:
    """Write the blank canvas of a page to `path`; raises ValueError for a page without one."""
    texts = CanvasTexts(publication, page)
    canvas = texts.canvas
    document = docx.Document(str(publication.templates_folder / TEMPLATE))
    room = set_up_page(document, texts)
    for copy in range(1, canvas.copies + 1):
        add_canvas(document, CanvasTexts(publication, page, copy=copy), room / canvas.copies)
    hue = publication.palette.get_hue(publication.get_hue(page))
    locale = load_language(publication.content_language).word("locale")
    set_colours(document, publication, hue, locale)
    set_core_properties(
        document,
        publication,
        canvas.version,
        title=page.title,
        subject=canvas.goal,
        language=locale,
        version=str(canvas.version),
        identifier=f"{canvas.id}/{canvas.version}",
        comments=texts.footer,
    )
    path.write_bytes(serialize(document))


def set_up_page(document: Document, texts: CanvasTexts) -> float:
    """Empty the document, set paper and footer; return the height of the text in millimetres."""
    body = document.element.body
    for child in [*body]:
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    section = document.sections[0]
    width, height = PAGE_MM[texts.canvas.paper]
    if texts.canvas.orientation == "landscape":
        width, height = height, width
        section.orientation = WD_ORIENT.LANDSCAPE
    else:
        section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for name, margin in MARGINS_MM.items():
        setattr(section, name, Mm(margin))
    footer = section.footer.paragraphs[0]
    for child in [*footer._p]:
        if child.tag != qn("w:pPr"):
            footer._p.remove(child)
    footer.add_run(texts.footer)
    return height - MARGINS_MM["top_margin"] - MARGINS_MM["bottom_margin"] - FOOTER_MM


def add_canvas(document: Document, texts: CanvasTexts, room: float) -> None:
    """Add one copy of a canvas, in a height of so many millimetres."""
    canvas = texts.canvas
    document.add_paragraph(texts.page.title, style="Heading 1")
    document.add_paragraph(canvas.goal, style="Goal")
    if texts.heads:
        add_heads(document, texts)
    room -= TEXT_MM + NOTE_MM * len(canvas.notes) + (HEAD_MM if texts.heads else 0)
    room *= SPARE
    share = canvas.table.share / 100 if canvas.table and canvas.boxes else 1
    parts: list[Callable[[], None]] = []
    if canvas.table:
        parts.append(lambda: add_table(document, texts, room * share))
    if canvas.boxes:
        rest = 1 - share if canvas.table else 1
        parts.insert(
            1 if canvas.table_first else 0, lambda: add_boxes(document, texts, room * rest)
        )
    for number, add in enumerate(parts):
        if number:
            add_gap(document)
        add()
    for note in canvas.notes:
        document.add_paragraph(note, style="Explanation")
    if texts.copy < canvas.copies:
        add_gap(document)


def add_gap(document: Document) -> None:
    """Add a small empty line, so that two tables do not become one."""
    paragraph = document.add_paragraph(style="Explanation")
    paragraph.paragraph_format.line_spacing = Pt(6)


def create_table(document: Document, rows: int, widths: list[float], caption: str) -> Table:
    """Add a table with borders, columns of these widths (relative), and a caption."""
    section = document.sections[0]
    room = int((points(section.page_width, section.left_margin, section.right_margin)) * Pt(1))
    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(room * width / sum(widths))
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "9AA5B1")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    for element, before in ((borders, "w:tblLayout"), (title, None)):
        place = properties.find(qn(before)) if before else None
        place.addprevious(element) if place is not None else properties.append(element)
    return table


def set_height(row: Any, millimetres: float) -> None:
    """Set the least height of a row, and keep it on one page."""
    row.height, row.height_rule = Mm(millimetres), WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_texts(cell: _Cell, title: str, hint: str | None = None, style: str = "What") -> None:
    """Write a title into a cell, a hint below it, and an empty paragraph to type in."""
    cell.paragraphs[0].text, cell.paragraphs[0].style = title, style
    if hint:
        cell.add_paragraph(hint, style="Explanation")


def shade(cell: _Cell, colour: str) -> None:
    """Set the background of a cell."""
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def add_heads(document: Document, texts: CanvasTexts) -> None:
    """Add the short lines, side by side."""
    table = create_table(document, 1, [1.0] * len(texts.heads), texts.page.title)
    set_height(table.rows[0], HEAD_MM)
    for cell, head in zip(table.rows[0].cells, texts.heads, strict=True):
        cell.paragraphs[0].style = "Field"
        cell.paragraphs[0].add_run(f"{head.label}: ", style="Label")
    add_gap(document)


def add_boxes(document: Document, texts: CanvasTexts, room: float) -> None:
    """Add the boxes, as the cells of a grid in a height of so many millimetres."""
    canvas = texts.canvas
    table = create_table(document, canvas.grid_rows, [1.0] * canvas.grid, texts.page.title)
    for row in table.rows:
        set_height(row, room / canvas.grid_rows)
    for entry in texts.boxes:
        box, row, column = entry.placed.box, entry.placed.row, entry.placed.column
        last = table.cell(row + box.rows - 1, column + entry.placed.columns - 1)
        cell = table.cell(row, column)
        cell = cell if cell._tc is last._tc else cell.merge(last)
        for paragraph in cell.paragraphs[1:]:  # of the cells that were merged
            paragraph._p.getparent().remove(paragraph._p)
        set_texts(cell, box.title, box.hint)
        picture = texts.publication.language.word("canvas_picture")
        cell.add_paragraph(picture if box.fill == "picture" else "", style="Field")


def add_table(document: Document, texts: CanvasTexts, room: float) -> None:
    """Add the table, with its headings repeated on each page, in a height of so many mm."""
    first, rows = int(texts.has_labels), texts.rows
    widths = [heading.width for heading in texts.headings]
    if first:
        widths.insert(0, 100 - sum(widths))
    table = create_table(document, len(rows) + 1, widths, texts.page.title)
    head, tint = table.rows[0], as_hex(texts.publication.palette.light["field"])
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in head.cells:
        shade(cell, tint)
    for cell, heading in zip(head.cells[first:], texts.headings, strict=True):
        set_texts(cell, heading.text, heading.column.hint, "Table head")
    height = max(7.0, (room - TABLE_HEAD_MM) / len(rows))
    for row, data in zip(table.rows[1:], rows, strict=True):
        set_height(row, height)
        cells = row.cells
        if first:
            set_texts(cells[0], data.label, style="Table head")
            shade(cells[0], tint)
        for cell in cells[first:]:
            cell.paragraphs[0].style = "Field"
