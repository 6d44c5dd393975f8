"""A canvas with a table as an Excel workbook: a blank sheet that computes, and its example.

Totals and formulas are the workbook's own; everything else is text or a number, never a formula.
"""

from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from tools.exports.excel import PublicationWorkbook, row_height
from tools.model.entities.canvas import NUMBER, Box, has_total, split_formula
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.canvas_texts import CanvasTexts

TABLE_WIDTHS = {"A4": 130, "A3": 200}  # characters, of all columns together
LABEL_WIDTH = 30
BOX_ROW_POINTS = 44  # of a box to write in
NUMBER_FORMAT = "#,##0.##"


def write_canvas_excel(publication: Publication, page: Page, path: Path) -> None:
    """Write the canvas of a page to `path`; raises ValueError for a page without one."""
    blank = CanvasTexts(publication, page)
    book = CanvasWorkbook(publication, path)
    book.set_properties(page.title, blank.canvas.goal, blank.canvas.version)
    book.add_canvas(blank, page.title)
    book.add_canvas(CanvasTexts(publication, page, filled=True), book.word("canvas_example"))
    book.close()


class CanvasWorkbook(PublicationWorkbook):
    """A workbook with the sheets of a canvas."""

    def add_canvas(self, texts: CanvasTexts, name: str) -> None:
        """Add a sheet with the title, the lines, the table and the boxes of a canvas."""
        sheet = self.add_sheet(name)
        if texts.canvas.paper == "A3":
            sheet.set_paper(8)
        if texts.canvas.orientation == "portrait":
            sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
        hue = self.publication.palette.get_hue(self.publication.get_hue(texts.page))
        sheet.set_tab_color(hue)
        self.set_widths(sheet, texts)
        title = self.get_format(font_size=20, bold=True, font_color=hue)
        sheet.write_string(0, 0, texts.page.title, title)
        sheet.set_row(0, 28)
        sheet.write_string(1, 0, texts.canvas.goal, self.get_format(font_size=12))
        if texts.filled:
            sheet.write_string(2, 0, texts.about, self.get_format(bold=True))
        row = self.write_heads(sheet, texts, 3)
        parts = [self.write_table, self.write_boxes]
        for write in parts if texts.canvas.table_first else reversed(parts):
            row = write(sheet, texts, row + 1)
        for note in texts.canvas.notes:
            sheet.write_string(row + 1, 0, note, self.get_format(font_color=self.colours["quiet"]))
            row += 1
        sheet.print_area(0, 0, row, max(1, self.count_columns(texts) - 1))
        self.set_footer(sheet, [texts.footer])

    def count_columns(self, texts: CanvasTexts) -> int:
        """Return the number of columns of the table, with that of labels."""
        return len(texts.headings) + texts.has_labels

    def set_widths(self, sheet: Any, texts: CanvasTexts) -> None:
        """Set the widths of the columns, as they are on paper."""
        width = TABLE_WIDTHS[texts.canvas.paper]
        if texts.has_labels:
            sheet.set_column(0, 0, LABEL_WIDTH)
        for number, heading in enumerate(texts.headings, texts.has_labels):
            sheet.set_column(number, number, max(8, heading.width * width / 100))

    def fill_format(self, **properties: Any) -> Any:
        """Return the format of a cell to fill in."""
        rule = self.colours["office-rule"]
        border = {"border": 1, "border_color": rule, "text_wrap": True, "num_format": NUMBER_FORMAT}
        fill = {"bg_color": self.colours["fill-in"], "align": "left"}
        return self.get_format(**{**border, **fill, **properties})

    def write_heads(self, sheet: Any, texts: CanvasTexts, row: int) -> int:
        """Write the short lines, each with its label at the left; return the row after them."""
        values = texts.canvas.example.heads
        for head in texts.canvas.heads:
            sheet.write_string(row, 0, head.title, self.get_format(bold=True, text_wrap=True))
            value = values.get(head.id, "")
            sheet.merge_range(row, 1, row, self.last_column(texts), value, self.fill_format())
            sheet.set_row(row, 20)
            row += 1
        return row

    def last_column(self, texts: CanvasTexts) -> int:
        """Return the number of the last column of what is written beside a label."""
        return max(2, self.count_columns(texts) - 1)

    def write_value(self, sheet: Any, row: int, column: int, value: str) -> None:
        """Write a value to fill in: a number as a number, and all else as text."""
        if NUMBER.fullmatch(value):
            sheet.write_number(row, column, float(value), self.fill_format())
        elif value:
            sheet.write_string(row, column, value, self.fill_format())
        else:
            sheet.write_blank(row, column, None, self.fill_format())

    def write_table(self, sheet: Any, texts: CanvasTexts, row: int) -> int:
        """Write the table, with totals that compute; return the row after it."""
        table, first = texts.canvas.table, int(texts.has_labels)
        if table is None:
            return row
        head = self.cell_format(bold=True, bg_color=self.colours["field"])
        for column, heading in enumerate(texts.headings, first):
            if heading.place:
                self.write_value(sheet, row, column, heading.place.value)
            else:
                hint = f"\n({heading.column.hint})" if heading.column.hint else ""
                sheet.write_string(row, column, heading.text + hint, head)
        sheet.set_row(row, 46 if any(column.hint for column in table.columns) else 30)
        for number, values in enumerate(texts.canvas.table_values):
            row += 1
            label = table.labels[number].title if table.labels else ""
            if label:
                sheet.write_string(row, 0, label, head)
            repeated = [first + n for n, (c, _) in enumerate(table.places) if c.times > 1]
            for column, (heading, value) in enumerate(
                zip(texts.headings, values, strict=True), first
            ):
                if heading.column.total and repeated and has_total(table, number):
                    cells = xl_range(row, repeated[0], row, repeated[-1])
                    total = f"SUM({cells})"
                    if heading.column.total == "count":
                        total = f'COUNTIF({cells},">={heading.column.least}")'
                    formula = f'=IF(COUNT({cells})=0,"",{total})'
                    style = self.cell_format(bold=True, num_format=NUMBER_FORMAT)
                    sheet.write_formula(row, column, formula, style, as_result(value))
                elif heading.column.total:
                    sheet.write_blank(row, column, None, self.cell_format())
                else:
                    self.write_value(sheet, row, column, value)
            width = TABLE_WIDTHS[texts.canvas.paper]
            widths = [width * heading.width / 100 for heading in texts.headings]
            cells_and_widths = [*zip(values, widths, strict=True), (label, LABEL_WIDTH)]
            sheet.set_row(row, max(24, row_height(cells_and_widths)))
        return row + 1

    def write_boxes(self, sheet: Any, texts: CanvasTexts, row: int) -> int:
        """Write the boxes, each with its title at the left; return the row after them."""
        values = texts.canvas.box_values
        boxes = texts.canvas.boxes
        cells = {box.id: xl_rowcol_to_cell(row + n, 1) for n, box in enumerate(boxes)}
        last = self.last_column(texts)
        for box in boxes:
            sheet.write_string(row, 0, box.title, self.cell_format(bold=True))
            value, computed = values.get(box.id, ""), self.build_formula(box, cells)
            if computed:
                style = self.cell_format(bold=True, num_format=NUMBER_FORMAT)
                sheet.write_formula(row, 1, computed, style, as_result(value))
            else:
                self.write_value(sheet, row, 1, value)
            if not is_figure(box, boxes):
                sheet.merge_range(row, 1, row, last, value, self.fill_format())
                sheet.set_row(row, max(BOX_ROW_POINTS, row_height([(value, 90)])))
            elif box.hint:
                style = self.get_format(font_color=self.colours["quiet"])
                sheet.write_string(row, 2, box.hint, style)
            row += 1
        return row

    def build_formula(self, box: Box, cells: dict[str, str]) -> str:
        """Return what computes a box from the cells of others; empty for one filled in by hand."""
        if not box.formula:
            return ""
        result, asked = "", list[str]()
        for sign, part in split_formula(box.formula):
            operand = cells.get(part, part)
            asked += [operand] if part in cells else []
            result = f"({result}{sign}{operand})" if result else operand
        return f'=IF(COUNT({",".join(asked)})<{len(asked)},"",{result})'


def as_result(value: str) -> float | str:
    """Return the result of a formula that a file keeps: a number, or nothing."""
    return float(value) if value else ""


def is_figure(box: Box, boxes: tuple[Box, ...]) -> bool:
    """Return whether a box holds a number: it is computed, or another is computed from it."""
    formulas = [other.formula or "" for other in boxes]
    return bool(box.formula) or any(box.id in formula.split() for formula in formulas)
