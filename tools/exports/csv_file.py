"""A checklist as CSV: UTF-8 with a byte order mark, semicolons, CRLF, one table and nothing else.

With `;` and the mark, spreadsheets in countries with a decimal comma open it in columns and with
the right accents. A cell that a spreadsheet would run as a formula gets an apostrophe in front;
`unquoted` takes exactly that apostrophe away again.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tools.exports.checklist_texts import ChecklistTexts, status_labels
from tools.model.entities.checklist import ITEM_FIELDS, Checklist
from tools.model.publication import Publication
from tools.render.imprint import edition_prefix, original_name

# What begins a formula, also in full width; apostrophes before it, so that reading back is exact.
FORMULA_START = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write_csv(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write the list with all its fields, and with columns to fill in."""
    texts = ChecklistTexts(publication, checklist)
    word = publication.language.word
    head = [
        word("number"), word("block"), *(word(field) for field in ITEM_FIELDS),
        word("status"), word("date"), word("remark"), word("item_id"),
        word("list"), word("version"), word("based_on"), word("address"),
    ]  # fmt: skip
    based_on = (
        f"{edition_prefix(publication)}{original_name(publication)} {publication.settings.version}"
    )
    about = [
        checklist.title, checklist.version.isoformat(), based_on, texts.url or "",
    ]  # fmt: skip
    given = status_labels(publication).open
    rows = [
        [
            str(number), block.title, *(texts.field_text(item, field) for field in ITEM_FIELDS),
            given, "", "", texts.qualified_id(item), *about,
        ]
        for number, block, item in texts.numbered_items
    ]  # fmt: skip
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerows([escape_formula(cell) for cell in row] for row in [head, *rows])


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run."""
    return f"'{text}" if FORMULA_START.match(text) else text


def unescape_formula(cell: str) -> str:
    """Give the text that `quoted` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA_START.match(cell) else cell
