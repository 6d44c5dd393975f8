"""All that a built file says, however it is packed, and the traces of a machine in it."""

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
# A moment: in a PDF, as RFC 3339, in a calendar. What is dated bears a day, and so midnight.
MOMENT = re.compile(
    rb"D:(?:\d{8})(?P<pdf>\d{6})|\b20\d\d-\d\d-\d\dT(?P<rfc>\d\d:\d\d(?::\d\d)?)"
    rb"|DTSTAMP:\d{8}T(?P<calendar>\d{6})"
)
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip says where it knows no time


def sayings(
    name: str, data: bytes, beside: frozenset[bytes] = frozenset()
) -> Iterator[tuple[str, bytes]]:
    """Give all that a file says, each with where: as it is, unpacked, and what describes it.

    `beside`: files that are looked at by themselves, so not again where they stand in a pack.
    """
    yield name, data
    if data.startswith(PDF):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, thing in enumerate(pdf.objects):
                if isinstance(thing, pikepdf.Stream):
                    yield f"{name}#{number}", thing.read_bytes()
            rest = (one.unparse() for one in pdf.objects if not isinstance(one, pikepdf.Stream))
            about = "\n".join(map(str, pdf.docinfo.values()))
            yield f"{name}: about", about.encode()
            yield f"{name}: objects", b"\n".join(rest)
    elif data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            yield f"{name}: comment", pack.comment
            for entry in pack.infolist():
                told = [entry.filename.encode(), entry.comment, entry.extra]
                yield f"{name}: {entry.filename}: entry", b"\n".join(told)
                inside = pack.read(entry)
                if inside not in beside:
                    yield from sayings(f"{name}: {entry.filename}", inside)
    elif data.startswith(GZIP):
        yield from sayings(f"{name}: unpacked", gzip.decompress(data))
    elif data.startswith(PNG):
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            yield f"{name}: about", repr(picture.info).encode()


def names_of_this_machine(root: Path) -> set[str]:
    """Give what only this machine knows: its folders, its user, its name."""
    folders = {root, ROOT, Path.home(), Path.cwd(), Path(sys.prefix), Path(tempfile.gettempdir())}
    names = {str(folder) for folder in folders} | {USER, root.as_uri()}
    for name in (getpass.getuser(), socket.gethostname(), os.environ.get("HOSTNAME", "")):
        if len(name) > 5:  # a shorter one may stand anywhere, by chance
            names.add(name)
    return names - {"/"}


def written(name: str) -> tuple[bytes, ...]:
    """Give the ways in which a name can stand in a file."""
    wide = name.encode("utf-16-be")
    return name.encode(), wide, name.encode("utf-16-le"), wide.hex().encode()


def traces(
    name: str, data: bytes, names: set[str], beside: frozenset[bytes] = frozenset()
) -> Iterator[str]:
    """Give each trace of a machine or of a time of day in a file."""
    known = {one: written(one) for one in names}
    for place, said in sayings(name, data, beside):
        for one, forms in known.items():
            if any(form in said for form in forms):
                yield f"{place}: {one}"
        for moment in MOMENT.finditer(said):
            if any(part and part.strip(b"0:") for part in moment.groups()):
                yield f"{place}: {moment[0].decode()}"
    if data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            for entry in pack.infolist():
                if any(entry.date_time[3:]):
                    yield f"{name}: {entry.filename}: {entry.date_time}"
    if data.startswith(GZIP) and int.from_bytes(data[4:8], "little") % 86400:
        yield f"{name}: the time of its packing"


def traces_in(folder: Path, root: Path) -> list[str]:
    """Give each trace in the files of a folder that was made from a project."""
    names = names_of_this_machine(root)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    assert files
    beside = frozenset(files.values())
    inside = [one for name, data in files.items() for one in traces(name, data, names, beside)]
    return [*inside, *(f"{name}: its name" for name in files for one in names if one in name)]
