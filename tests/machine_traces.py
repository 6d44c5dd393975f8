"""The contents of built files, also inside archives, and the traces of a machine in them."""

from __future__ import annotations

import getpass
import gzip
import io
import os
import re
import socket
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image

from tests.conftest import ROOT, USER

PDF, ZIP, GZIP, PNG = b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG\r\n\x1a\n"
# A time: in a PDF, as RFC 3339, in a calendar. Dates have no time of day, and so midnight.
MOMENT = re.compile(
    rb"D:(?:\d{8})(?P<pdf>\d{6})|\b20\d\d-\d\d-\d\dT(?P<rfc>\d\d:\d\d(?::\d\d)?)"
    rb"|DTSTAMP:\d{8}T(?P<calendar>\d{6})"
)
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the date of a zip entry without one


def extract_contents(
    name: str, data: bytes, known_files: frozenset[bytes] = frozenset()
) -> Iterator[tuple[str, bytes]]:
    """Yield the contents of a file with their places: as they are, unpacked, and its metadata.

    `known_files`: files that are checked by themselves, so not again inside an archive.
    """
    yield name, data
    if data.startswith(PDF):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, obj in enumerate(pdf.objects):
                if isinstance(obj, pikepdf.Stream):
                    yield f"{name}#{number}", obj.read_bytes()
            rest = (item.unparse() for item in pdf.objects if not isinstance(item, pikepdf.Stream))
            info = "\n".join(map(str, pdf.docinfo.values()))
            yield f"{name}: about", info.encode()
            yield f"{name}: objects", b"\n".join(rest)
    elif data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield f"{name}: comment", archive.comment
            for entry in archive.infolist():
                metadata = [entry.filename.encode(), entry.comment, entry.extra]
                yield f"{name}: {entry.filename}: entry", b"\n".join(metadata)
                content = archive.read(entry)
                if content not in known_files:
                    yield from extract_contents(f"{name}: {entry.filename}", content)
    elif data.startswith(GZIP):
        yield from extract_contents(f"{name}: unpacked", gzip.decompress(data))
    elif data.startswith(PNG):
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            yield f"{name}: about", repr(picture.info).encode()


def names_of_this_machine(root: Path) -> set[str]:
    """Return the names that only this machine has: its folders, its user, its host name."""
    folders = {root, ROOT, Path.home(), Path.cwd(), Path(sys.prefix), Path(tempfile.gettempdir())}
    names = {str(folder) for folder in folders} | {USER, root.as_uri()}
    for name in (getpass.getuser(), socket.gethostname(), os.environ.get("HOSTNAME", "")):
        if len(name) > 5:  # a shorter one may occur by chance
            names.add(name)
    return names - {"/"}


def encodings(name: str) -> tuple[bytes, ...]:
    """Return the encodings in which a name can occur in a file."""
    wide = name.encode("utf-16-be")
    return name.encode(), wide, name.encode("utf-16-le"), wide.hex().encode()


def traces(
    name: str, data: bytes, names: set[str], known_files: frozenset[bytes] = frozenset()
) -> Iterator[str]:
    """Yield each trace of a machine or of a time of day in a file, with its place."""
    patterns = {machine_name: encodings(machine_name) for machine_name in names}
    for place, content in extract_contents(name, data, known_files):
        for machine_name, forms in patterns.items():
            if any(form in content for form in forms):
                yield f"{place}: {machine_name}"
        for moment in MOMENT.finditer(content):
            if any(part and part.strip(b"0:") for part in moment.groups()):
                yield f"{place}: {moment[0].decode()}"
    if data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if any(entry.date_time[3:]):
                    yield f"{name}: {entry.filename}: {entry.date_time}"
    if data.startswith(GZIP) and int.from_bytes(data[4:8], "little") % 86400:
        yield f"{name}: the time of its packing"


def traces_in(folder: Path, root: Path) -> list[str]:
    """Return all traces in the files of a folder that was built from a project."""
    names = names_of_this_machine(root)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    assert files
    known_files = frozenset(files.values())
    found = [
        trace for name, data in files.items() for trace in traces(name, data, names, known_files)
    ]
    return [
        *found,
        *(f"{name}: its name" for name in files if any(other in name for other in names)),
    ]
