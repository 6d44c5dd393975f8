"""Reading the packages of office programs (Office Open XML) that anybody may have made.

Nothing in them is executed or fetched: parts are read by name as XML without entities, and macros,
links and embedded objects stay closed. Limits keep a small file from becoming a very large one.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib

from lxml import etree

from tools.authoring.importing.parts import UnreadableFileError

MAX_PART_BYTES = 40_000_000  # of one part, unpacked: a workbook with some 200,000 cells
MAX_PARTS = 5_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE: .doc and .xls, and what has a password
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# Files in the strict form of the standard have other namespaces for the same.
STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main":
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main":
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}  # fmt: skip
# What reading a part of a damaged archive raises.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, NotImplementedError, OSError,
    ValueError,
)  # fmt: skip
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_PART = "/officeDocument"


class OfficePackage:
    """A package, of which parts are read by name."""

    def __init__(self, data: bytes) -> None:
        """Open a package; raise UnreadableFileError when it is damaged, too large or protected."""
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise UnreadableFileError("import-damaged") from error
        entries = self.archive.infolist()
        if len(entries) > MAX_PARTS:
            raise UnreadableFileError("import-huge")
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableFileError("import-password")
        self.names = {entry.filename for entry in entries}

    def read(self, name: str) -> bytes:
        """Return the bytes of a part, as far as the limit allows; raise UnreadableFileError."""
        try:
            with self.archive.open(name) as part:
                data = part.read(MAX_PART_BYTES + 1)
        except BROKEN as error:
            raise UnreadableFileError("import-damaged") from error
        if len(data) > MAX_PART_BYTES:
            raise UnreadableFileError("import-huge")
        return data

    def read_xml(self, name: str) -> etree._Element:
        """Return a part as XML; raise UnreadableFileError when it is none, or declares entities."""
        data = self.read(name)
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFileError("import-damaged") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFileError("import-damaged")
        return root

    def find_related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part (of the package, for an empty name): id → type, target.

        A target inside the package is the name of a part.
        """
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self.names:
            return {}
        found = {}
        for relation in self.read_xml(relations).iter(f"{{{RELATIONS}}}Relationship"):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", ""), target)
        return found

    def find_main_part(self) -> str:
        """Return the name of the main part; raise UnreadableFileError when there is none."""
        for type_, target in self.find_related("").values():
            if type_.endswith(MAIN_PART) and target in self.names:
                return target
        raise UnreadableFileError("import-damaged")


def check_container(data: bytes) -> None:
    """Raise UnreadableFileError for an office file of an old form, or one with a password."""
    if data.startswith(OLD_OFFICE):
        raise UnreadableFileError("import-password" if ENCRYPTED_STREAM in data else "import-old")


def read_number(text: str | None, default: int) -> int:
    """Return the whole number in an attribute, or a default when it has none."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else default
