"""A checklist as CSV: UTF-8 with a byte order mark, semicolons and CRLF, and only one table.

With semicolons and the mark, spreadsheets in countries with a decimal comma show columns and the
right accents. A cell that a spreadsheet would run as a formula gets an apostrophe in front.
"""

import csv
import re
from pathlib import Path

from tools.exports.checklist_texts import ChecklistTexts, status_labels
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication
from tools.render.imprint import edition_prefix, original_name

# The beginning of a formula, also in full width. Apostrophes before it count, so that the cell of
# each text differs.
FORMULA_START = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write_csv(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write the checklist with all its fields to `path`, and with columns to fill in."""
    texts = ChecklistTexts(publication, checklist)
    word, fields = publication.language.word, publication.get_fields("csv")
    blanks = publication.get_blanks("csv").values()
    header = [
        *map(word, ("number", "block", "what")), *(field.label for field in fields),
        word("status"), *blanks, *map(word, ("item_id", "list", "version", "based_on", "address")),
    ]  # fmt: skip
    name = f"{edition_prefix(publication)}{original_name(publication)}"
    origin = [
        checklist.title, texts.version_label,
        f"{name} {publication.settings.version}", texts.url or "",
    ]  # fmt: skip
    status = status_labels(publication).open
    rows = [
        [
            str(number), publication.format_block_title(block), item.what,
            *(publication.format_field(item, field) for field in fields),
            status, *("" for _ in blanks), texts.qualified_id(item), *origin,
        ]
        for number, block, item in texts.numbered_items
    ]  # fmt: skip
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerows([escape_formula(cell) for cell in row] for row in [header, *rows])


def escape_formula(text: str) -> str:
    """Return a cell in which a text is no formula: with an apostrophe in front if need be."""
    return f"'{text}" if FORMULA_START.match(text) else text
