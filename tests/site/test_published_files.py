"""Files keep the names that people gave them, and get safe addresses; pictures are made ready."""

from __future__ import annotations

import io
import posixpath
from pathlib import Path
from shutil import copy2
from urllib.parse import unquote
from zipfile import ZipFile

import pikepdf
import pytest
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import IFDRational

from tests.conftest import Built, ReportedProblem, change, copy_small, shared
from tools.model.reading.addresses import SAFE_NAME
from tools.site.built_pages import parse_page
from tools.site.pictures import MAX_SIDE_PX, PictureStore

PAGE = "docs/practices/tidy-tools.md"
PICTURES = "docs/assets/pictures"
ORIENTATION, GPS, CAMERA = 0x0112, 0x8825, 0x010F
OFFERED = {
    "formulier-nieuw.pdf": "Formulier (nieuw).pdf",
    "lijst-een.docx": "Lijst één.docx",
    "tools.csv": "tools.csv",
}  # by name in the site
LINKS = """
![Turned](../assets/Foto's 1/Foto werkplaats 2.JPG)
![Turned](<../assets/Foto's 1/Foto werkplaats 2.JPG>)
![Turned](../assets/Foto's%201/Foto%20werkplaats%202.JPG)
![A PNG](../assets/pictures/photo.jpg)
![Moving](../assets/pictures/Één.gif "A title")

[The form](../assets/Formulier (nieuw).pdf), [a list](../assets/Lijst één.docx),
[a table](../assets/tools.csv) and [the page](Een oefening.md#what), or
[the page](<Een oefening.md>) and [the page](Een%20oefening.md).
"""
OTHER = """---
id: exercise
title: Another exercise
description: A page whose file has a space in its name, as people give them. Invented, for tests.
kind: reference
summary: A page with a space in its name.
related: [practices]
statements: {}
search_words: [space]
reviewed: {on: 2026-11-21, again: 2027-11-21}
---

Back to [the tools](tidy-tools.md).

## What {: #what }

![Turned](../assets/Foto's 1/Foto werkplaats 2.JPG) shows it.
"""


def save_photo(path: Path, size: tuple[int, int] = (2400, 1200)) -> None:
    """Write a photograph that lies on its side: red at the top of the screen, when turned."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turn it a quarter to the right
    exif[CAMERA] = "Secret Camera"
    exif.get_ifd(GPS)[2] = (IFDRational(52), IFDRational(22), IFDRational(12))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG", exif=exif)


def copy_ordinary(target: Path) -> Path:
    """Copy the small publication, with names of files as people give them."""
    copy_small(target)
    save_photo(target / "docs/assets/Foto's 1/Foto werkplaats 2.JPG")
    Image.new("RGBA", (40, 30), (0, 128, 0, 128)).save(target / PICTURES / "photo.jpg", "PNG")
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(target / PICTURES / "Één.gif", save_all=True, append_images=frames[1:])
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target / "docs/assets/Formulier (nieuw).pdf")
    copy2(target / "overrides/print/checklist.docx", target / "docs/assets/Lijst één.docx")
    (target / "docs/assets/tools.csv").write_text("tool,place\nrake,hook\n", encoding="utf-8")
    (target / "docs/practices/Een oefening.md").write_text(OTHER, encoding="utf-8")
    change(target, PAGE, "\n## Why it works", f"{LINKS}\n## Why it works")
    menu = "      - practices/door-talk.md"
    change(target, "mkdocs.yml", menu, f'{menu}\n      - Exercise: "practices/Een oefening.md"')
    change(target, "mkdocs.yml", "rules: {", "rules: {L206: off, F202: off, P202: off, ")
    change(target, "mkdocs.yml", "tidy-tools, weekly-round,", "tidy-tools, exercise, weekly-round,")
    terms = "".join(
        f"\n- id: {id_}\n  term: {term}\n  definition: An invented word for {term}.\n"
        for id_, term in (("zone", "zone"), ("ecole", "École"), ("edge", "edge"), ("eel", "eel"))
    )
    glossary = target / "docs/_data/glossary.yml"
    glossary.write_text(glossary.read_text(encoding="utf-8") + terms, encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A publication of which the files have names as people give them."""
    return shared(tmp_path_factory, "ordinary", copy_ordinary)


@pytest.mark.integration
def test_every_file_has_a_safe_address(ordinary: Built) -> None:
    names = {path.name for path in ordinary.site.rglob("*") if not path.name.startswith(".")}
    assert {name for name in names if not SAFE_NAME.fullmatch(name)} == set()
    files = {path.relative_to(ordinary.site).as_posix() for path in ordinary.site.rglob("*.*")}
    assert files >= {
        "assets/foto-s-1/foto-werkplaats-2.jpg",
        "assets/pictures/photo.png",
        "assets/pictures/een.png",
        "assets/formulier-nieuw.pdf",
        "assets/lijst-een.docx",
        "assets/tools.csv",
        "practices/een-oefening.html",
    }


@pytest.mark.integration
def test_links_written_either_way_lead_there(ordinary: Built) -> None:
    article = parse_page(ordinary.site / "practices/tidy-tools.html").find(".//article")
    links = [str(link) for link in article.xpath(".//@src | .//a/@href")]
    found = [posixpath.normpath(posixpath.join("practices", unquote(link))) for link in links]
    assert found.count("assets/foto-s-1/foto-werkplaats-2.jpg") == 3
    assert sum(link.startswith("practices/een-oefening.html") for link in found) >= 3
    assert "practices/een-oefening.html#what" in found
    assert {"assets/pictures/photo.png", "assets/pictures/een.png"} <= {*found}
    assert {f"assets/{name}" for name in OFFERED} <= {*found}


@pytest.mark.integration
def test_office_documents_and_tables_are_offered_as_they_are(ordinary: Built) -> None:
    for name, source in OFFERED.items():
        path, original = ordinary.site / "assets" / name, ordinary.root / "docs/assets" / source
        assert path.read_bytes() == original.read_bytes()
    archive = ordinary.site / "downloads" / "good-sheds-offline.zip"
    with ZipFile(archive) as zipped:
        names = {*zipped.namelist()}
    assert {f"good-sheds/assets/{name}" for name in OFFERED} <= names


@pytest.mark.integration
def test_the_menu_and_the_sitemap_name_the_new_address(ordinary: Built) -> None:
    home = (ordinary.site / "index.html").read_text(encoding="utf-8")
    assert 'href="practices/een-oefening.html"' in home
    sitemap = (ordinary.site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/practices/een-oefening.html<" in sitemap
    page = (ordinary.site / "practices/een-oefening.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/sheds/practices/een-oefening.html"' in page
    not_found = (ordinary.site / "404.html").read_text(encoding="utf-8")
    assert "oefening.md" not in not_found
    assert "Een%20oefening" not in not_found


@pytest.mark.integration
def test_the_pdf_has_the_pictures(ordinary: Built) -> None:
    with pikepdf.open(ordinary.site / "downloads/chapters/tidy-tools.pdf") as pdf:
        sizes = {
            (int(image.Width), int(image.Height))
            for page in pdf.pages
            for image in page.get_images().values()
        }
    assert {(1000, 2000), (40, 30)} <= sizes


@pytest.mark.integration
def test_the_glossary_is_sorted_as_a_dictionary(ordinary: Built) -> None:
    article = parse_page(ordinary.site / "about/glossary.html").find(".//article")
    terms = [term.text_content().split("(")[0].strip() for term in article.iter("dt")]
    assert terms == ["École", "edge", "eel", "round", "shadow board", "zone"]


@pytest.mark.integration
def test_the_originals_stay(ordinary: Built) -> None:
    with Image.open(ordinary.root / "docs/assets/Foto's 1/Foto werkplaats 2.JPG") as image:
        assert image.size == (2400, 1200)
        assert image.getexif()[CAMERA] == "Secret Camera"


@pytest.mark.integration
def test_a_build_from_the_cache_has_the_same_bytes(ordinary: Built, tmp_path: Path) -> None:
    path = "assets/foto-s-1/foto-werkplaats-2.jpg"
    source = ordinary.root / "docs/assets/Foto's 1/Foto werkplaats 2.JPG"
    assert PictureStore(ordinary.root).publish(source, path) == (ordinary.site / path).read_bytes()
    assert PictureStore(tmp_path).publish(source, path) == (ordinary.site / path).read_bytes()
    assert [*(ordinary.root / "build/cache/pictures").iterdir()]


def publish(
    image: Image.Image, path: Path, address: str, icc_profile: bytes | None = None
) -> Image.Image:
    """Save an image, and return what is published of it."""
    image.save(path, icc_profile=icc_profile)
    data = PictureStore(path.parent).publish(path, address)
    return Image.open(io.BytesIO(data))


def test_a_photograph_is_turned_scaled_and_anonymous(tmp_path: Path) -> None:
    path = tmp_path / "IMG_1.JPG"
    save_photo(path, (4000, 3000))
    data = PictureStore(tmp_path).publish(path, "IMG_1.jpg")
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1500, MAX_SIDE_PX)
        red, blue = image.getpixel((750, 100)), image.getpixel((750, 1900))
        assert isinstance(red, tuple)
        assert isinstance(blue, tuple)
        assert red[0] > 200 > 100 > red[2]
        assert blue[2] > 200 > 100 > blue[0]
        assert not image.getexif()
    assert b"Secret" not in data


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    deep = Image.new("I;16", (4, 1))
    for index, value in enumerate((0, 20_000, 40_000, 65_535)):
        deep.putpixel((index, 0), value)
    image = publish(deep, tmp_path / "deep.png", "deep.png")
    assert image.mode == "L"
    assert [image.getpixel((index, 0)) for index in range(4)] == [0, 78, 156, 255]


def test_colours_of_print_and_of_wide_screens_become_those_of_the_web(tmp_path: Path) -> None:
    printed = publish(Image.new("CMYK", (9, 9), (0, 255, 255, 0)), tmp_path / "c.jpg", "c.jpg")
    assert printed.mode == "RGB"
    pixel = printed.getpixel((4, 4))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200 > 60 > pixel[1]
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGB", (9, 9), "red")
    wide = publish(image, tmp_path / "w.png", "w.png", icc_profile=profile)
    assert "icc_profile" not in wide.info
    assert wide.getpixel((4, 4)) == (255, 0, 0) or wide.getpixel((4, 4)) == (254, 0, 0)


@pytest.mark.parametrize(
    ("mode", "name"), [("RGB", "a.png"), ("P", "a.png"), ("RGBA", "a.webp"), ("L", "a.jpg")]
)
def test_what_needs_nothing_is_published_as_it_is(tmp_path: Path, mode: str, name: str) -> None:
    path = tmp_path / name
    Image.new(mode, (20, 20)).save(path)
    assert PictureStore(tmp_path).publish(path, name) == path.read_bytes()
    assert not (tmp_path / "build").exists()


def test_a_damaged_entry_of_the_cache_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    save_photo(path)
    first = PictureStore(tmp_path).publish(path, "a.jpg")
    (entry,) = (tmp_path / "build/cache/pictures").iterdir()
    entry.write_bytes(entry.read_bytes()[:-9])
    assert PictureStore(tmp_path).publish(path, "a.jpg") == first


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("IMG 2031.HEIC", b"", "image-heic"),
        ("IMG_2031.jpg", b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(99), "image-heic"),
        ("shed.jpg", None, "file-name-clash"),  # a PNG, beside shed.png
        ("Shed .png", None, "file-name-clash"),
    ],
)
def test_what_cannot_be_published_is_told(
    small: Path, problems_after: object, name: str, content: bytes | None, code: str
) -> None:
    png = (small / PICTURES / "shed.png").read_bytes()
    (small / PICTURES / name).write_bytes(png if content is None else content)
    problems: list[ReportedProblem] = problems_after()  # type: ignore[operator]
    assert code in {problem.code for problem in problems}


def test_a_picture_that_moves_is_told(small: Path, problems_after: object) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(small / PICTURES / "shed.png", "GIF", save_all=True, append_images=frames[1:])
    change(small, "mkdocs.yml", "L: error", "L: error, L205: off")
    problems: list[ReportedProblem] = problems_after()  # type: ignore[operator]
    assert ReportedProblem("image-animated", f"{PICTURES}/shed.png", 1) in problems
