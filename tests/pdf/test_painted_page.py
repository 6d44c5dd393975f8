"""Painted pages: together in a PDF, the same as WeasyPrint's own pages."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.conftest import copy_small
from tests.pdf.conftest import small_document
from tests.pdf.read_back import find_links, outline_titles, pdftotext
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.painted_page import add_resources, plain_resources
from tools.pdf.renderer import PartFile, bundled_fonts_only, write_pdf

GRADIENT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><linearGradient id="g">'
    '<stop stop-color="{0}"/><stop offset="1" stop-color="white"/></linearGradient>'
    '<rect width="80" height="40" fill="url(#g)"/>'
    '<rect width="40" height="20" opacity=".5" fill="{0}"/></svg>'
)
BACKGROUND = '<p style="height: 20mm; background: url(assets/{0}.svg)">{0}</p>'
PICTURE = '<p><img alt="x" src="assets/{0}" style="width: 20mm"></p>'
# In each case: sections that have to do with each other only by what they use.
DOCUMENTS = {
    "text": ["<p>een fiets</p>", "<p>twee <b>vet</b></p>", "<p>drie <i>schuin</i> fi 🎉</p>"],
    "links": [
        '<p>naar <a href="#b">twee</a> en <a href="https://example.org/">ver</a></p>',
        '<p>x</p><p id="b">naar <a href="#c">drie</a></p>',
        '<p id="c">terug naar <a href="#b">twee</a>, <a href="#b">nog eens</a></p>',
    ],
    "bookmarks": ["<h1>een</h1><h2>onder een</h2>", "<h2>ook onder een</h2>", "<h1>twee</h1>"],
    "backgrounds": [BACKGROUND.format(name) for name in ("red", "green", "red", "blue")],
    "pictures": [PICTURE.format(name) for name in ("clear.png", "solid.png", "photo.jpg")],
    "the same picture": [PICTURE.format("clear.png")] * 3,
    "inline drawings": [
        f'<p>x</p>{GRADIENT.format(colour)}<p style="opacity: .4">x</p>'
        for colour in ("red", "green")
    ],
    "all": [
        BACKGROUND.format("red") + '<h1 id="a">een</h1>',
        PICTURE.format("clear.png") + '<p style="opacity: .4; color: blue">x</p>',
        BACKGROUND.format("green") + '<p><b><a href="#a">een</a></b></p>',
    ],
}


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """A publication with pictures and drawings."""
    root = copy_small(
        tmp_path_factory.mktemp("pictures") / "project",
        lambda source, target: target.symlink_to(source),
    )
    publication = load_publication(root)  # the model would refuse the files below
    assets = root / "docs" / "assets"
    assets.mkdir(exist_ok=True)
    for colour in ("red", "green", "blue"):
        (assets / f"{colour}.svg").write_text(GRADIENT.format(colour), encoding="utf-8")
    Image.new("RGBA", (9, 9), (200, 0, 0, 90)).save(assets / "clear.png")
    Image.new("RGB", (9, 9), (0, 200, 0)).save(assets / "solid.png")
    Image.new("RGB", (9, 9), (0, 0, 200)).save(assets / "photo.jpg")
    return publication


def write_with_weasyprint(source: str, target: Path, publication: Publication) -> None:
    """Write a document as WeasyPrint does by itself: one layout, of which the pages are painted."""
    from weasyprint import HTML

    from tools.pdf.url_fetcher import BASE_URL, ProjectURLFetcher

    with bundled_fonts_only():
        fetcher = ProjectURLFetcher(publication)
        HTML(string=source, base_url=BASE_URL, url_fetcher=fetcher).write_pdf(target)


@dataclass
class Content:
    """The contents of a PDF, in a form that can be compared."""

    text: str
    links: list[Any]
    bookmarks: list[Any]
    fonts: list[Any]
    pictures: list[Any]


def read_content(path: Path) -> Content:
    """Read the words with their places, links, bookmarks, fonts and pictures of a PDF."""
    with pikepdf.open(path) as pdf:
        links = [
            (number, [round(float(side), 3) for side in link.Rect], str(link.get("/Dest", "")),
             str(link.A.URI) if "/A" in link else "")
            for number, link in find_links(pdf)
        ]  # fmt: skip
        streams = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
        fonts = [obj for obj in pdf.objects if is_of_type(obj, "/Font")]
        with pdf.open_outline() as outline:
            bookmarks = [*outline_titles(list(outline.root))]
        return Content(
            pdftotext(path, "-bbox"), links, bookmarks,
            sorted(str(font.BaseFont).partition("+")[2] for font in fonts),
            sorted(
                (int(obj.Width), int(obj.Height), "/SMask" in obj)
                for obj in streams
                if obj.get("/Subtype") == "/Image"
            ),
        )  # fmt: skip


def is_of_type(obj: object, name: str) -> bool:
    return isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == name


def draw(path: Path) -> Iterator[bytes]:
    """Yield each page of a PDF as a picture."""
    command = ["pdftoppm", "-r", "100", str(path), str(path.with_suffix(""))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == "", done.stderr
    for picture in sorted(path.parent.glob(f"{path.stem}-*.ppm")):
        yield picture.read_bytes()


@pytest.mark.integration
@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages_of_sections_are_those_of_weasyprint(
    publication: Publication, tmp_path: Path, name: str
) -> None:
    source = small_document(*DOCUMENTS[name])
    ours, theirs = tmp_path / "ours.pdf", tmp_path / "theirs.pdf"
    write_pdf(source, ours, publication, tagged=False)
    write_with_weasyprint(source, theirs, publication)
    assert read_content(ours) == read_content(theirs)
    pages = [*draw(ours)]
    assert pages == [*draw(theirs)]
    assert len(pages) == len(DOCUMENTS[name])


@pytest.mark.integration
def test_pages_that_differ_are_drawn_differently(publication: Publication, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    write_pdf(small_document(*DOCUMENTS["backgrounds"]), path, publication, tagged=False)
    red, green, red_again, blue = draw(path)
    assert len({red, green, red_again, blue}) == 4, "their numbers"
    found = read_content(path)
    assert "green" in found.text
    assert found.fonts


@pytest.mark.integration
@pytest.mark.parametrize("tagged", [True, False])
def test_a_page_can_be_written_into_several_files(
    publication: Publication, tmp_path: Path, tagged: bool
) -> None:
    texts = [BACKGROUND.format("red"), PICTURE.format("clear.png"), BACKGROUND.format("blue")]
    sections = [f'<div id="part{number}">{text}</div>' for number, text in enumerate(texts)]
    paths = [tmp_path / f"page{number}.pdf" for number in range(3)]
    whole, again = tmp_path / "whole.pdf", tmp_path / "again.pdf"
    source = small_document(*sections)
    part_files = [
        PartFile(f"part{number}", f"part{number}", path, "x") for number, path in enumerate(paths)
    ]
    write_pdf(source, whole, publication, part_files=part_files, tagged=tagged)
    write_pdf(source, again, publication, tagged=tagged)
    assert whole.read_bytes() == again.read_bytes()
    assert [page for path in paths for page in draw(path)] == [*draw(whole)]
    for path in [whole, *paths]:
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []


def test_numbered_resources_of_two_pages_get_names_of_their_own() -> None:
    document: dict[str, Any] = {"XObject": {}, "Pattern": {}, "ColorSpace": "x"}
    pages = [{"XObject": {"x0": "a", "i7": "i"}, "Pattern": {"p0": "b"}},
             {"XObject": {"x0": "c", "i7": "i"}, "Pattern": {"p0": "d", "p1": "e"}}]  # fmt: skip
    names = [add_resources(document, page) for page in pages]
    for page, new_names in zip(pages, names, strict=True):
        for category, resources in page.items():
            for name, resource in resources.items():
                assert document[category][new_names[category, name]] == resource
    assert {category: len(document[category]) for category in ("XObject", "Pattern")} == {
        "XObject": 3, "Pattern": 3,
    }  # fmt: skip


def test_a_copy_of_resources_shares_nothing_with_them() -> None:
    import pydyf

    inner = pydyf.Stream([b"q"], {"Resources": {"XObject": {}}})
    outer = pydyf.Stream([b"/x0 Do"], {"Resources": {"XObject": {"x0": inner, "x1": inner}}})
    copy = plain_resources({"XObject": {"x0": outer}})["XObject"]["x0"]
    inner.stream.append(b"Q")
    inner.extra["Resources"]["XObject"]["x9"] = outer
    copies = copy.extra["Resources"]["XObject"]
    assert copies["x0"] is copies["x1"], "one object in the PDF"
    assert copies["x0"].stream == [b"q"]
    assert copies["x0"].extra["Resources"] == {"XObject": {}}
