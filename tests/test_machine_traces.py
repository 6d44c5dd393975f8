"""Built files have no traces of the user, folder, machine or time of day of the build."""

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


def test_a_site_has_no_traces_of_the_machine(built_small: Built) -> None:
    assert traces_in(built_small.site, built_small.root) == []


@pytest.mark.any_publication
def test_the_publication_has_no_traces_of_the_machine(built: Built) -> None:
    assert traces_in(built.site, built.root) == []


def test_the_names_of_the_machine_are_known(built_small: Built) -> None:
    names = names_of_this_machine(built_small.root)
    assert {str(built_small.root), USER} <= names
    assert len(names) > 4


def zip_with_text(text: str) -> bytes:
    """Return a zip with a text in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("x.xml", (2026, 11, 21, 0, 0, 0)), text)
    return target.getvalue()


def zip_with_time(*time: int) -> bytes:
    """Return a zip with a time of day in its entry."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("x", (2026, 11, 21, *time)), "")  # type: ignore[arg-type]
    return target.getvalue()


def pdf_with_metadata(**metadata: str) -> bytes:
    """Return a PDF with metadata."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, value in metadata.items():
            pdf.docinfo[f"/{name}"] = pikepdf.String(value)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def pdf_with_stream(text: str) -> bytes:
    """Return a PDF with a text in a stream."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pikepdf.Stream(pdf, text.encode())
        pdf.save(target, compress_streams=True, recompress_flate=True)
    return target.getvalue()


def png_with_text(text: str) -> bytes:
    """Return a picture with compressed metadata."""
    target, metadata = io.BytesIO(), PngImagePlugin.PngInfo()
    metadata.add_text("Source", text, zip=True)
    Image.new("1", (1, 1)).save(target, "PNG", pnginfo=metadata)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "is_found"),
    [
        (f"<p>{FOLDER}/docs</p>".encode(), True),
        (b"<p>folder</p>", False),
        (zip_with_text(f"<p>{FOLDER}</p>"), True),
        (zip_with_text("<p>folder</p>"), False),
        (zip_with_text("<d>2026-11-21T00:00:00Z</d>"), False),
        (zip_with_text("<d>2026-11-21T10:04:05Z</d>"), True),
        (zip_with_time(0, 0, 0), False),
        (zip_with_time(10, 4, 0), True),
        (pdf_with_metadata(Author="A"), False),
        (pdf_with_metadata(Author=FOLDER), True),
        (pdf_with_metadata(CreationDate="D:20261121000000Z"), False),
        (pdf_with_metadata(CreationDate="D:20261121100405Z"), True),
        (pdf_with_stream("BT (A) Tj ET"), False),
        (pdf_with_stream(f"BT ({FOLDER}) Tj ET"), True),
        (png_with_text("A"), False),
        (png_with_text(FOLDER), True),
        (gzip.compress(b"A", mtime=86400), False),
        (gzip.compress(b"A", mtime=86401), True),
        (gzip.compress(FOLDER.encode(), mtime=0), True),
        (b"DTSTAMP:20261121T000000Z\r\n", False),
        (b"DTSTAMP:20261121T100405Z\r\n", True),
    ],
)
def test_a_trace_is_found_wherever_it_is(data: bytes, is_found: bool) -> None:
    assert bool([*traces("x", data, {FOLDER})]) == is_found


def test_a_name_of_a_file_is_a_trace(tmp_path: Path) -> None:
    (tmp_path / f"{USER}.txt").write_text("A")
    assert traces_in(tmp_path, tmp_path / "project") == [f"{USER}.txt: its name"]
