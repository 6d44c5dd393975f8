"""A checklist as CSV: UTF-8 with a byte order mark, semicolons, CRLF, one table and nothing else.

With `;` and the mark, spreadsheets in countries with a decimal comma open it in columns and with
the right accents. A cell that a spreadsheet would run as a formula gets an apostrophe in front;
`unquoted` takes exactly that apostrophe away again.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tools.exports.texts import Texts, base_name, of_edition, statuses
from tools.model.checklist import ITEM_FIELDS, Checklist
from tools.model.publication import Publication

# What begins a formula, also in full width; apostrophes before it, so that reading back is exact.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write_csv(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write the list with all its fields, and with columns to fill in."""
    texts = Texts(publication, checklist)
    word = publication.language.word
    head = [
        word("number"), word("block"), *(word(field) for field in ITEM_FIELDS),
        word("status"), word("date"), word("remark"), word("item_id"),
        word("list"), word("version"), word("based_on"), word("address"),
    ]  # fmt: skip
    based_on = f"{of_edition(publication)}{base_name(publication)} {publication.own.version}"
    about = [
        checklist.title, checklist.version.isoformat(), based_on, texts.address or "",
    ]  # fmt: skip
    given = statuses(publication).open
    rows = [
        [
            str(number), block.title, *(texts.field(item, field) for field in ITEM_FIELDS),
            given, "", "", texts.id(item), *about,
        ]
        for number, block, item in texts.rows
    ]  # fmt: skip
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerows([quoted(cell) for cell in row] for row in [head, *rows])


def quoted(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run."""
    return f"'{text}" if FORMULA.match(text) else text


def unquoted(cell: str) -> str:
    """Give the text that `quoted` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
