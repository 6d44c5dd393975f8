"""The files for a press: boxes, marks and inks; the order of a booklet; a proof without colour."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import Built
from tests.machine_traces import traces_in
from tests.pdf.read_back import pdftotext
from tools.model.entities.identity import Colours, Identity
from tools.pdf.press import (
    BLEED_PT,
    CROP_MARK_PT,
    SIGNATURE_PAGES,
    PressFiles,
    imposition_order,
    press_paths,
    to_black_ink,
    to_grey,
    write_press,
)
from tools.pdf.renderer import ignore_pages

A4, A5 = (595.28, 841.89), (419.53, 595.28)
PAPER = "#fbf8f3"
COLOURED = {"rg", "RG", "k", "K", "sc", "SC", "sh"}


@pytest.fixture(scope="module")
def press(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> PressFiles:
    """The files for a press of the small publication, on coloured paper: it shows in the bleed."""
    site = built_small.site
    identity = Identity(colours=Colours(paper=PAPER))
    mkdocs = built_small.publication.mkdocs.with_publication(identity=identity)
    publication = replace(built_small.publication, mkdocs=mkdocs)
    files = press_paths(publication, tmp_path_factory.mktemp("press"))
    write_press(publication, site, files, ignore_pages)
    return files


@pytest.mark.integration
def test_the_files_have_no_traces_of_the_machine(press: PressFiles, built_small: Built) -> None:
    assert traces_in(press.printer.parent, built_small.root) == []


def size(box: pikepdf.Object | pikepdf.Rectangle | pikepdf.Array) -> tuple[float, float]:
    """Return width and height of a box."""
    left, low, right, high = (float(side) for side in box)  # type: ignore[union-attr]
    return right - left, high - low


def streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Page | pikepdf.Object]:
    """Yield the pages and form XObjects of a PDF."""
    yield from pdf.pages
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Form":
            yield obj


def operators(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[float]]]:
    """Yield each operator that sets a colour, with its numbers."""
    for stream in streams(pdf):
        for instruction in pikepdf.parse_content_stream(stream):
            if str(instruction.operator) in COLOURED | {"g", "G"}:
                yield (
                    str(instruction.operator),
                    [float(str(number)) for number in instruction.operands],
                )


def font_rows(path: Path) -> list[str]:
    """Return the rows of pdffonts for a file."""
    done = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[2:]


def file_names(project: Built) -> list[str]:
    """Return the names of the files for a press."""
    files = press_paths(project.publication, Path("x"))
    return [path.name for path in vars(files).values()]


def test_names_are_in_the_language_of_the_readers(built: Built, built_small: Built) -> None:
    names = file_names(built)
    assert names == [f"samenscholing-{kind}.pdf" for kind in ("drukker", "a5", "zwart-wit")]
    names = file_names(built_small)
    assert names == [f"good-sheds-{kind}.pdf" for kind in ("printer", "a5", "grey")]


@pytest.mark.integration
def test_each_file_is_sound_and_has_its_fonts(press: PressFiles) -> None:
    assert shutil.which("pdffonts"), "poppler is missing: python -m tools doctor --tests"
    for path in vars(press).values():
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert str(pdf.docinfo["/Title"]).startswith("Good Sheds")
        rows = font_rows(path)
        assert rows
        for row in rows:
            assert re.search(r"yes +yes +yes +\d+ +\d+$", row), row


# ---- For the print shop --------------------------------------------------------------------------


def test_pages_are_a4_with_bleed_and_crop_marks(press: PressFiles) -> None:
    with pikepdf.open(press.printer) as pdf:
        assert len(pdf.pages) % 2 == 0
        for page in pdf.pages:
            assert size(page.trimbox) == pytest.approx(A4, abs=0.1)
            for box, room in ((page.bleedbox, BLEED_PT), (page.mediabox, BLEED_PT + CROP_MARK_PT)):
                expected = tuple(side + 2 * room for side in A4)
                assert size(box) == pytest.approx(expected, abs=0.1)
                left, low, *_ = (float(side) for side in box)
                assert (left, low) == pytest.approx(
                    (float(page.trimbox[0]) - room, float(page.trimbox[1]) - room), abs=0.1
                )
    assert pytest.approx(8.504, abs=0.001) == BLEED_PT


@pytest.mark.integration
def test_the_colour_of_the_cover_goes_on_into_the_bleed_and_not_beyond(
    press: PressFiles, tmp_path: Path
) -> None:
    done = subprocess.run(
        ["pdftoppm", "-r", "127", "-singlefile", press.printer, str(tmp_path / "cover")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    head, _, data = (tmp_path / "cover.ppm").read_bytes().partition(b"\n255\n")
    width = int(head.split()[1])
    paper_colour = bytes.fromhex(PAPER.removeprefix("#"))

    def colour(x: float, y: float) -> bytes:  # at millimetres from the upper left of the sheet
        place = (int(y * 5) * width + int(x * 5)) * 3
        return data[place : place + 3]

    assert colour(20, 5.6) == paper_colour, "in the bleed, above the page"
    assert colour(20, 4.4) == b"\xff\xff\xff", "beyond the bleed"
    assert colour(5.6, 60) == paper_colour, "in the bleed, at the left"
    assert colour(2, 8) != b"\xff\xff\xff", "a mark at the upper edge of the page"


def test_text_is_black_ink_only_and_hues_stay_coloured(press: PressFiles) -> None:
    with pikepdf.open(press.printer) as pdf:
        found = list(operators(pdf))
    assert ("k", [0, 0, 0, 1]) in found
    assert any(name == "rg" and numbers[2] > numbers[0] + 0.3 for name, numbers in found)
    ink = [round(part / 255, 3) for part in (0x1B, 0x22, 0x30)]
    assert not any(
        name == "rg" and numbers == pytest.approx(ink, abs=0.01) for name, numbers in found
    )


@pytest.mark.parametrize(
    ("colour", "paint"),
    [
        ("1b2230", ((0, 0, 0, 1), "k")),
        ("334155", ((0, 0, 0, 1), "k")),
        ("94a3b8", ((0, 0, 0, 0.37), "k")),
        ("005f73", ((0x00, 0x5F, 0x73), "rg")),
        ("fbf8f3", ((0xFB, 0xF8, 0xF3), "rg")),
    ],
)
def test_only_dark_and_grey_becomes_ink(colour: str, paint: tuple[tuple[float, ...], str]) -> None:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    numbers, name = to_black_ink(red, green, blue)
    expected = tuple(part / 255 for part in paint[0]) if paint[1] == "rg" else paint[0]
    assert name == paint[1]
    assert numbers == pytest.approx(expected)


# ---- The proof -----------------------------------------------------------------------------------


def test_the_proof_has_no_colour(press: PressFiles, built_small: Built) -> None:
    with pikepdf.open(press.proof) as pdf:
        names = {name for name, _ in operators(pdf)}
        assert names == {"g", "G"}
        spaces = {
            str(obj.get("/ColorSpace"))
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image"
        }
        assert spaces <= {"/DeviceGray"}
    with pikepdf.open(built_small.site / "downloads" / "good-sheds.pdf") as pdf:
        assert {name for name, _ in operators(pdf)} & COLOURED, "the book itself has"


def test_a_colour_is_as_light_in_grey_as_to_the_eye() -> None:
    assert to_grey(1, 1, 1) == ((1,), "g")
    assert to_grey(0, 1, 0)[0] > to_grey(1, 0, 0)[0] > to_grey(0, 0, 1)[0]


# ---- The booklet ---------------------------------------------------------------------------------


def fold(order: list[tuple[int | None, int | None]]) -> list[int | None]:
    """Return the reading order of the sheets of a booklet, folded eight by eight."""
    read: list[int | None] = []
    sheets = list(zip(order[::2], order[1::2], strict=True))
    while sheets:
        signature, sheets = sheets[:8], sheets[8:]
        for (_, first), (second, _) in signature:
            read += [first, second]
        for (final, _), (_, but_one) in reversed(signature):
            read += [but_one, final]
    return read


@pytest.mark.parametrize("count", [4, 32, 36, 64, 100, 148])
def test_folded_sheets_read_in_order(count: int) -> None:
    order = list(imposition_order(count))
    assert len(order) == count / 2
    assert fold(order) == list(range(count))


@pytest.mark.parametrize("count", [*range(2, 10), 33, 147])
def test_blanks_come_before_the_back_cover(count: int) -> None:
    read = fold(list(imposition_order(count)))
    assert len(read) % 4 == 0
    assert len(read) - count < 4
    assert [number for number in read if number is not None] == list(range(count))
    assert read[-1] == count - 1, "the back cover is the last page"


@pytest.mark.integration
def test_the_booklet_reads_in_order_when_it_is_folded(press: PressFiles) -> None:
    with pikepdf.open(press.booklet) as pdf:
        assert all(size(page.mediabox) == pytest.approx(A4[::-1], abs=0.1) for page in pdf.pages)
        sides = len(pdf.pages)
    half = ("-x", "0"), ("-x", "421")
    half_pages: list[tuple[str, str]] = []
    feet_texts: list[tuple[str, str]] = []
    for side in range(1, sides + 1):
        cut = ("-f", str(side), "-l", str(side), "-W", "421")
        for texts, strip in (
            (half_pages, ("-y", "0", "-H", "596")),
            (feet_texts, ("-y", "555", "-H", "40")),
        ):
            left, right = (pdftotext(press.booklet, *cut, *strip, *place) for place in half)
            texts.append((left, right))

    def turned(texts: list[tuple[str, str]]) -> list[str]:
        read: list[str] = []
        for start in range(0, sides, SIGNATURE_PAGES // 2):
            signature = texts[start : start + SIGNATURE_PAGES // 2]
            sheets = list(zip(signature[::2], signature[1::2], strict=True))
            read += [page for (_, first), (second, _) in sheets for page in (first, second)]
            for (last, _), (_, but_one) in reversed(sheets):
                read += [but_one, last]
        return read

    numbers = {
        place: foot.strip() for place, foot in enumerate(turned(feet_texts), 1) if foot.strip()
    }
    assert len(numbers) > 10
    assert all(str(place) == number for place, number in numbers.items()), numbers
    read = turned(half_pages)
    assert "Good Sheds" in read[0]
    assert "example.org/sheds" in read[-1], "the back cover is outermost"


def test_a_page_of_the_booklet_is_an_a5_in_the_right_size(press: PressFiles) -> None:
    with pikepdf.open(press.booklet) as pdf:
        forms = [
            obj
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Stream)
            and obj.get("/Subtype") == "/Form"
            and size(obj.BBox) == pytest.approx(A5, abs=0.1)
        ]
        assert len(forms) >= 2 * len(pdf.pages) - 3
        for page in pdf.pages:
            placed = [
                [float(str(number)) for number in instruction.operands]
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) == "cm"
            ]
            for a, b, c, d, *_ in placed:
                assert (a, b, c, d) == pytest.approx((1, 0, 0, 1), abs=0.001)
