"""The formats of checklists that can be taken in, and which of them a file has."""

from pathlib import Path

from tools.authoring.importing.csv_table import read_csv
from tools.authoring.importing.excel import read_excel
from tools.authoring.importing.markdown import read_markdown
from tools.authoring.importing.office_package import check_container
from tools.authoring.importing.parts import Reader, Source, UnreadableFileError
from tools.authoring.importing.plain_text import read_plain_text
from tools.authoring.importing.word import read_word

MAX_FILE_BYTES = 20_000_000
ZIP = b"PK\x03\x04"
WORD_SUFFIXES, EXCEL_SUFFIXES = (".docx", ".docm", ".dotx"), (".xlsx", ".xlsm", ".xltx")
TEXT_READERS: dict[str, Reader] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain_text,
}
READERS: dict[str, Reader] = {
    **dict.fromkeys(WORD_SUFFIXES, read_word),
    **dict.fromkeys(EXCEL_SUFFIXES, read_excel),
    **TEXT_READERS,
}


def read_source(path: Path) -> Source:
    """Return what is in a file; raise UnreadableFileError when it cannot be read."""
    if not path.is_file():
        raise UnreadableFileError("import-missing")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UnreadableFileError("import-huge")
    suffix = path.suffix.lower()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("import-missing") from error
    if not data.strip():
        raise UnreadableFileError("import-empty")
    check_container(data)
    if suffix not in READERS:
        raise UnreadableFileError("import-format", suffix=suffix or "–", known=" ".join(READERS))
    if (suffix not in TEXT_READERS) != data.startswith(ZIP):
        raise UnreadableFileError("import-damaged")
    return READERS[suffix](data)
