"""Scale a Word document so that everything stands on one page.

No office program lays out the page during a build, so its height is estimated: text is wrapped in
columns of so many letters. Font sizes, spacing and widths are read from the document.
"""

import textwrap
from collections.abc import Sequence

from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

SCALES = (1.15, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
LETTER = 0.46  # mean width of a letter, as part of the font size
LEADING = 1.22  # height of a line, as part of the font size
INSET = 9  # points that a cell keeps free at its sides, together
BORDER = 0.5  # points
SPARE = 21  # points kept free at the foot, because other programs break lines elsewhere


def scale_to_fit(document: Document) -> None:
    """Scale fonts and spacing by the first of `SCALES` that fits one page, else by the last."""
    section = document.sections[0]
    room = points(section.page_height, section.top_margin, section.bottom_margin) - SPARE
    scale = next((scale for scale in SCALES if height(document, scale) <= room), SCALES[-1])
    for root in xml_parts(document):
        resize(root, scale)


def xml_parts(document: Document) -> list[BaseOxmlElement]:
    """Return the roots of the text, styles, settings, headers and footers."""
    parts = document.part.package.iter_parts()
    return [part.element for part in parts if isinstance(part, XmlPart)]


def resize(root: BaseOxmlElement, scale: float) -> None:
    """Scale all font sizes (rounded down to half points) and spacing of paragraphs in a part."""
    sizes = [(element, qn("w:val")) for element in root.iter(qn("w:sz"), qn("w:szCs"))]
    spacing = (qn("w:before"), qn("w:after"))
    sizes += [(element, side) for element in root.iter(qn("w:spacing")) for side in spacing]
    for element, name in sizes:
        if name in element.attrib:
            element.set(name, str(int(int(element.attrib[name]) * scale)))


def height(document: Document, scale: float) -> float:
    """Estimate the height of the text in points."""
    section = document.sections[0]
    width = points(section.page_width, section.left_margin, section.right_margin)
    total = 0.0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                columns = [(cell.paragraphs, points(cell.width) - INSET) for cell in row.cells]
                total += BORDER + max(column_height(*column, scale) for column in columns)
        else:
            total += column_height([block], width, scale)
    return total


def column_height(paragraphs: Sequence[Paragraph], width: float, scale: float) -> float:
    """Estimate the height in points of paragraphs in a column of so many points."""
    total = 0.0
    for paragraph in paragraphs:
        style = paragraph.style
        assert isinstance(style, ParagraphStyle)
        size, space = font_size(style), style.paragraph_format
        text = "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))
        lines = textwrap.wrap(text, max(1, int(width / (size * scale * LETTER))))
        total += max(1, len(lines)) * size * LEADING
        total += points(space.space_before) + points(space.space_after)
    return total * scale


def font_size(style: CharacterStyle) -> float:
    """Return the font size of a style in points; `Normal`, on which all are based, has one."""
    if style.font.size:
        return float(style.font.size.pt)
    assert isinstance(style.base_style, CharacterStyle)
    return font_size(style.base_style)


def points(length: Length | None, *margins: Length | None) -> float:
    """Return in points what is left of a length without its margins."""
    return float(Length((length or 0) - sum(margin or 0 for margin in margins)).pt)
