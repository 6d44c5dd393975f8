"""Files that cannot be taken in: one clear reason for each, and nothing is read any further."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import docx
import pytest
import xlsxwriter

from tools.authoring.importing import formats, office_package
from tools.authoring.importing.formats import read_source
from tools.authoring.importing.office_package import OLD_OFFICE, OfficePackage
from tools.authoring.importing.parts import UnreadableFileError
from tools.language import load_language

DOCUMENT = "word/document.xml"
ENTITY = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def make_word(path: Path) -> Path:
    """Write a document with one item."""
    document = docx.Document()
    document.add_paragraph("Zip", "List Bullet")
    document.save(str(path))
    return path


def rewrite(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a package."""
    copy = path.with_name(f"other-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry == name else data)
    return Path(shutil.move(copy, path))


def protect(path: Path) -> Path:
    """Mark the parts of a package as encrypted, as an archive with a password has them."""
    data = bytearray(make_word(path).read_bytes())
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    path.write_bytes(data)
    return path


def make_folder(path: Path) -> Path:
    """Make a folder."""
    path.mkdir()
    return path


def write(data: bytes) -> Callable[[Path], Path]:
    """Return a function that writes these bytes."""

    def write_file(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return write_file


REFUSED: dict[str, tuple[str, str, Callable[[Path], Path]]] = {
    "absent": ("list.docx", "import-missing", lambda path: path),
    "a folder": ("list.docx", "import-missing", make_folder),
    "empty": ("list.docx", "import-empty", write(b"")),
    "white space": ("list.txt", "import-empty", write(b" \n")),
    "another format": ("list.pdf", "import-format", write(b"%PDF-1.7")),
    "no suffix": ("list", "import-format", write(b"- Zip")),
    "old Word": ("list.doc", "import-old", write(OLD_OFFICE + b"Word")),
    "a password": (
        "list.xlsx",
        "import-password",
        write(OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")),
    ),
    "a password of the archive": ("list.docx", "import-password", protect),
    "another kind of file": ("list.docx", "import-damaged", write(b"- Zip")),
    "office under the name of text": ("list.csv", "import-damaged", make_word),
    "Word under the name of Excel": ("list.xlsx", "import-damaged", make_word),
    "binary": ("list.txt", "import-damaged", write(b"ab\0cd")),
    "half": ("list.docx", "import-damaged", lambda p: write(make_word(p).read_bytes()[:9000])(p)),
    "no document": (
        "list.docx",
        "import-damaged",
        lambda p: rewrite(make_word(p), "_rels/.rels", lambda _: b"<Relationships/>"),
    ),
    "no XML": (
        "list.docx",
        "import-damaged",
        lambda p: rewrite(make_word(p), DOCUMENT, lambda _: b"<w:document"),
    ),
    "entities": (
        "list.docx",
        "import-damaged",
        lambda p: rewrite(make_word(p), DOCUMENT, lambda data: ENTITY + data.partition(b"?>")[2]),
    ),
    "a part that grows": (
        "list.docx",
        "import-huge",
        lambda p: rewrite(
            make_word(p), DOCUMENT, lambda data: data + b" " * office_package.MAX_PART_BYTES
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused(case: str, tmp_path: Path) -> None:
    name, code, make = REFUSED[case]
    path = make(tmp_path / name)
    with pytest.raises(UnreadableFileError) as raised:
        read_source(path)
    assert raised.value.code == code
    values = {"file": path, **raised.value.values}
    assert name in load_language("nl").format_message(code, values)[0]


def test_a_large_file_and_a_package_of_many_parts_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_word(tmp_path / "list.docx")
    monkeypatch.setattr(office_package, "MAX_PARTS", 3)
    with pytest.raises(UnreadableFileError) as raised:
        read_source(path)
    assert raised.value.code == "import-huge"
    monkeypatch.undo()
    monkeypatch.setattr(formats, "MAX_FILE_BYTES", 100)
    with pytest.raises(UnreadableFileError) as raised:
        read_source(path)
    assert raised.value.code == "import-huge"


def test_targets_outside_the_package_are_no_parts(tmp_path: Path) -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="x/officeDocument" Target="../../word/document.xml"/>'
        b'<Relationship Id="b" Type="x/image" TargetMode="External" Target="https://example.org/"/>'
        b"</Relationships>"
    )
    path = rewrite(make_word(tmp_path / "list.docx"), "_rels/.rels", lambda _: relations)
    package = OfficePackage(path.read_bytes())
    assert package.find_related("") == {
        "a": ("x/officeDocument", "word/document.xml"),
        "b": ("x/image", "https://example.org/"),
    }
    assert package.find_main_part() == "word/document.xml"


def damage(data: bytes, random: Random) -> bytes:
    """Change, remove or add bytes at a few places."""
    damaged = bytearray(data)
    for _ in range(random.randrange(1, 6)):
        place = random.randrange(len(damaged))
        match random.randrange(3):
            case 0:
                damaged[place] = random.randrange(256)
            case 1:
                del damaged[place : place + random.randrange(1, 20)]
            case 2:
                damaged[place:place] = random.choice([b'"', b"<", b"99999999999", b"\xff", b"-"])
    return bytes(damaged)


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "csv", "md", "txt"])
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, suffix: str) -> None:
    random, path = Random(suffix), tmp_path / f"list.{suffix}"
    if suffix == "docx":
        make_word(path)
    elif suffix == "xlsx":
        workbook = xlsxwriter.Workbook(str(path))
        workbook.add_worksheet("List").write_column(0, 0, ["What", "Zip", 1.5])
        workbook.close()
    else:
        path.write_text("What;Who\n- [ ] Zip;Keeper\n| a | b |\n| - | - |\n", encoding="utf-8")
    data = path.read_bytes()
    refused = 0
    for number in range(60):
        path.write_bytes(damage(data, random))
        if suffix in ("docx", "xlsx") and number % 2:
            path.write_bytes(data)
            with zipfile.ZipFile(path) as package:
                names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
            rewrite(path, random.choice(names), lambda part: damage(part, random))
        try:
            read_source(path)
        except UnreadableFileError:
            refused += 1
    assert refused < 60
    assert refused > 0 or suffix in ("csv", "md", "txt")
