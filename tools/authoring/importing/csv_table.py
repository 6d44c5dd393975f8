"""Reading a table in CSV: its delimiter and encoding follow from what is in it."""

import csv
import io
import re
from collections import Counter

from tools.authoring.importing.parts import Place, Source, Table, UnreadableFileError, fill_rows
from tools.authoring.importing.plain_text import decode
from tools.authoring.importing.words import create_cell

DELIMITERS = ";,\t|"
NAMED_DELIMITER = re.compile(r"\Asep=(.)\r?\n")  # as Excel writes it
# The apostrophe that keeps a spreadsheet from running a text, as our own files have it.
GUARD = re.compile(r"'(?='*[=+\-@\t＝＋－＠])")


def read_csv(data: bytes) -> Source:
    """Return the table in a CSV file; raise UnreadableFileError when there is none."""
    text, encoding = decode(data)
    named = NAMED_DELIMITER.match(text)
    offset = 0
    if named:
        text, offset = text[named.end() :], 1
    delimiter = named[1] if named else find_delimiter(text)
    rows = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for cells in reader:
            place = Place("line", (reader.line_num + offset,))
            row = [
                create_cell(GUARD.sub("", cell, count=1) if GUARD.match(cell) else cell, place)
                for cell in cells
            ]
            if any(cell.lines or cell.has_box for cell in row):
                rows.append(row)
    except csv.Error as error:
        raise UnreadableFileError("import-damaged") from error
    return Source([Table(fill_rows(rows), is_sheet=True)], encoding=encoding)


def find_delimiter(text: str) -> str:
    """Return the delimiter with which most rows have the same number of cells, more than one."""

    def count_regular(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(row)
                for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
                if row
            )
        except csv.Error:
            return 0, 0
        width, count = max(
            ((width, count) for width, count in widths.items() if width > 1),
            key=lambda pair: pair[1],
            default=(0, 0),
        )
        return count, width

    return max(DELIMITERS, key=count_regular)
