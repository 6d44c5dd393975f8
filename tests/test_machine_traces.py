"""What is built says nothing of who built it, where, on which machine, at what time of day."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from tests.conftest import USER, Built
from tests.machine_traces import names_of_this_machine, traces, traces_in

FOLDER = "/srv/één map/project"


def test_a_site_says_nothing_of_its_machine(built_small: Built) -> None:
    assert traces_in(built_small.site, built_small.root) == []


@pytest.mark.any_publication
def test_the_publication_says_nothing_of_its_machine(built: Built) -> None:
    assert traces_in(built.site, built.root) == []


def test_the_names_of_a_machine_are_its_own(built_small: Built) -> None:
    names = names_of_this_machine(built_small.root)
    assert {str(built_small.root), USER} <= names
    assert len(names) > 4


def packed(text: str) -> bytes:
    """A zip with a text in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(zipfile.ZipInfo("x.xml", (2026, 11, 21, 0, 0, 0)), text)
    return target.getvalue()


def dated(*time: int) -> bytes:
    """A zip of which the entry bears a time of day."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as pack:
        pack.writestr(zipfile.ZipInfo("x", (2026, 11, 21, *time)), "")  # type: ignore[arg-type]
    return target.getvalue()


def paper(**about: str) -> bytes:
    """A PDF that says something about itself."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, value in about.items():
            pdf.docinfo[f"/{name}"] = pikepdf.String(value)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def streamed(text: str) -> bytes:
    """A PDF with a text in a stream."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pikepdf.Stream(pdf, text.encode())
        pdf.save(target, compress_streams=True, recompress_flate=True)
    return target.getvalue()


def png(text: str) -> bytes:
    """A picture that says something about itself, packed."""
    target, about = io.BytesIO(), PngImagePlugin.PngInfo()
    about.add_text("Source", text, zip=True)
    Image.new("1", (1, 1)).save(target, "PNG", pnginfo=about)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (f"<p>{FOLDER}/docs</p>".encode(), True),
        (b"<p>folder</p>", False),
        (packed(f"<p>{FOLDER}</p>"), True),
        (packed("<p>folder</p>"), False),
        (packed("<d>2026-11-21T00:00:00Z</d>"), False),
        (packed("<d>2026-11-21T10:04:05Z</d>"), True),
        (dated(0, 0, 0), False),
        (dated(10, 4, 0), True),
        (paper(Author="A"), False),
        (paper(Author=FOLDER), True),
        (paper(CreationDate="D:20261121000000Z"), False),
        (paper(CreationDate="D:20261121100405Z"), True),
        (streamed("BT (A) Tj ET"), False),
        (streamed(f"BT ({FOLDER}) Tj ET"), True),
        (png("A"), False),
        (png(FOLDER), True),
        (gzip.compress(b"A", mtime=86400), False),
        (gzip.compress(b"A", mtime=86401), True),
        (gzip.compress(FOLDER.encode(), mtime=0), True),
        (b"DTSTAMP:20261121T000000Z\r\n", False),
        (b"DTSTAMP:20261121T100405Z\r\n", True),
    ],
)
def test_a_trace_is_found_wherever_it_is(data: bytes, told: bool) -> None:
    assert bool([*traces("x", data, {FOLDER})]) == told


def test_a_name_of_a_file_is_a_trace(tmp_path: Path) -> None:
    (tmp_path / f"{USER}.txt").write_text("A")
    assert traces_in(tmp_path, tmp_path / "project") == [f"{USER}.txt: its name"]
