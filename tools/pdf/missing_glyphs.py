"""A sign that no font for paper holds: told in the editor's words, with where it stands."""

from __future__ import annotations

import re

from tools.model.loader import SETTINGS_FILE
from tools.model.publication import Publication

MISSING_GLYPH = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)")


def explain_log_message(report: str, publication: Publication) -> str:
    """Tell a report of WeasyPrint: a missing sign with file and line, any other as it is."""
    found = MISSING_GLYPH.match(report)
    if not found:
        return report
    sign = chr(int(found[1], 16))
    message = publication.language.word("glyph_missing").format(sign=sign, code=f"U+{found[1]}")
    places = list(find_character(sign, publication))
    return "\n".join(f"{place}: {message}" for place in places) or message


def find_character(sign: str, publication: Publication) -> list[str]:
    """Give file and line of each text of the publication that holds a sign."""
    files = [
        publication.root / SETTINGS_FILE,
        *sorted(publication.docs_folder.rglob("*.md")),
        *sorted(publication.docs_folder.rglob("*.yml")),
    ]
    return [
        f"{file.relative_to(publication.root).as_posix()}:{number}"
        for file in files
        if file.is_file()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if sign in line
    ]
