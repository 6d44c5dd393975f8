"""Characters that no bundled font contains, explained to editors with the lines they are on."""

import re

from tools.model.loader import SETTINGS_FILE
from tools.model.publication import Publication

MISSING_GLYPH = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)")


def explain_log_message(log_message: str, publication: Publication) -> str:
    """Return a message of WeasyPrint as it is, or in the editors' words for a missing glyph.

    That names the files and lines with the character.
    """
    match = MISSING_GLYPH.match(log_message)
    if not match:
        return log_message
    character = chr(int(match[1], 16))
    word = publication.language.word
    message = word("glyph_missing").format(sign=character, code=f"U+{match[1]}")
    places = find_character(character, publication)
    return "\n".join(f"{place}: {message}" for place in places) or message


def find_character(character: str, publication: Publication) -> list[str]:
    """Return `file:line` of each line of the publication with a character."""
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
        if character in line
    ]
