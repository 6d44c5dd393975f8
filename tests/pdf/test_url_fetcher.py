"""A PDF is made from published pictures and print styles only, whatever a document asks for."""

from __future__ import annotations

import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.conftest import copy_small
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.renderer import AssetMissingError, PdfRenderError, write_pdf
from tools.pdf.url_fetcher import BASE_URL

CANARY = "739.125"  # in every file that must not be read; from a drawing, also in the PDF
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    f' width="9" height="9"><title>{CANARY}</title>{{inside}}</svg>'
)
PLAIN = DRAWING.format(inside=f'<rect id="a" width="{CANARY}" height="9"/>')
FONTS = '<link rel="stylesheet" href="print/fonts.css">'  # for documents with text

# Ways of a document to request a file; `{outside}` is `file://…` and `{name}` the same path
# relative to the base URL.
REQUESTS = {
    "a picture by file": '<img alt="x" src="{outside}.svg">',
    "a picture by network": '<img alt="x" src="http://127.0.0.1:{port}/x.svg">',
    "a picture by a redirect": '<img alt="x" src="http://127.0.0.1:{port}/moved">',
    "a picture by the dots": '<img alt="x" src="assets/{dots}{name}.svg">',
    "a picture by packed dots": '<img alt="x" src="assets/{packed}{name}.svg">',
    "a picture by twice packed dots": '<img alt="x" src="assets/{twice}{name}.svg">',
    "a picture by backslashes": r'<img alt="x" src="assets\..\..\..\..\{name}.svg">',
    "a picture by a full path": '<img alt="x" src="{name}.svg">',
    "a picture by two slashes": '<img alt="x" src="//{name}.svg">',
    "a picture by a link": '<img alt="x" src="assets/linked.svg">',
    "a picture by a linked folder": '<img alt="x" src="assets/folder/outside.svg">',
    "a picture that is not published": '<img alt="x" src="assets/../_data/secret.svg">',
    "data that are not published": '<img alt="x" src="_data/secret.svg">',
    "a picture in a linked folder": '<img alt="x" src="pictures/outside.svg">',
    "a picture that is not published, packed": '<img alt="x" src="assets/%2e%2e/_data/secret.svg">',
    "a picture of data": '<img alt="x" src="data:image/svg+xml,{plain}">',
    "another base": '<base href="{folder}/"><img alt="x" src="outside.svg">',
    "a template": '<img alt="x" src="macros/checklist.html">',
    "a template of print": '<img alt="x" src="print/book.html">',
    "the settings": '<link rel="stylesheet" href="../mkdocs.yml"><p></p>',
    "a style by file": '<link rel="stylesheet" href="{outside}.css"><p></p>',
    "a style that imports": "<style>@import url({outside}.css)</style><p></p>",
    "a style that imports by data": '<style>@import "data:text/css,p{{}}"</style><p></p>',
    "a style among the pictures": '<link rel="stylesheet" href="assets/x.css"><p></p>',
    "a background": '<p style="background: url({outside}.svg)">',
    "a content": "<style>p::before {{ content: url({outside}.svg) }}</style><p></p>",
    "a sign of a list": "<ul style='list-style-image: url({outside}.svg)'><li></li></ul>",
    "a border": "<p style='border-image: url({outside}.svg) 1'></p>",
    "a mark on a page": "<style>@page {{ background: url({outside}.svg) }}</style><p></p>",
    "a font": "<style>@font-face {{ font-family: x; src: url({outside}.ttf) }}</style><p></p>",
    "a file in an object": '<object data="{outside}.svg"></object>',
    "a file in an embed": '<embed src="{outside}.svg">',
    "a link that attaches": FONTS + '<p><a rel="attachment" href="{outside}.txt">x</a></p>',
    "a drawing with a picture": '<img alt="x" src="assets/image.svg">',
    "a drawing with an older picture": '<img alt="x" src="assets/xlink.svg">',
    "a drawing with a style": FONTS + '<img alt="x" src="assets/style.svg">',
    "a drawing with a style sheet": '<img alt="x" src="assets/sheet.svg">',
    "a drawing in the page": '<svg width="9" height="9"><image href="{outside}.svg"/></svg>',
}
# References that WeasyPrint does not follow: nothing is read, and nothing is rendered.
UNFOLLOWED = {
    "an attachment": FONTS + '<link rel="attachment" href="{outside}.txt"><p>x</p>',
    "a drawing that uses": FONTS + '<img alt="x" src="assets/use.svg">',
    "a drawing with an entity": FONTS + '<img alt="x" src="assets/entity.svg">',
    "a drawing with an include": FONTS + '<img alt="x" src="assets/include.svg">',
    "a frame": '<iframe src="{outside}.html"></iframe>',
    "a refresh": '<meta http-equiv="refresh" content="0; url={outside}.html"><p></p>',
    "a font of the machine": (
        FONTS + "<style>@font-face {{ font-family: x; src: local('DejaVu Sans') }}"
        " p {{ font-family: x, Signs }}</style><p>x</p>"
    ),
}
DRAWINGS = {
    "image": '<image href="{outside}.svg" width="9" height="9"/>',
    "xlink": '<image xlink:href="{outside}.svg" width="9" height="9"/>',
    "style": "<style>@import url({outside}.css);</style>",
    "sheet": "<style>@font-face {{ font-family: x; src: url({outside}.ttf) }}</style>",
    "use": '<use href="{outside}.svg#a"/>',
    "include": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{outside}.svg"/>',
}


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """A publication, and next to its project a file of each kind with the canary."""
    folder = tmp_path_factory.mktemp("sealed")
    root = copy_small(folder / "project")
    publication = load_publication(root)  # the model would refuse the files below
    assets = root / "docs" / "assets"
    for kind in ("svg", "css", "ttf", "txt", "html"):
        text = PLAIN if kind == "svg" else f"/* {CANARY} */ p {{ color: red }}"
        (folder / f"outside.{kind}").write_text(text, encoding="utf-8")
    (root / "docs" / "_data" / "secret.svg").write_text(PLAIN, encoding="utf-8")
    (assets / "x.css").write_text(f"/* {CANARY} */", encoding="utf-8")
    outside = (folder / "outside").as_uri()
    for name, inside in DRAWINGS.items():
        drawing = DRAWING.format(inside=inside.format(outside=outside)).replace(CANARY, "x")
        (assets / f"{name}.svg").write_text(drawing, encoding="utf-8")
    entity = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{outside}.txt">]>'
    drawing = entity + DRAWING.format(inside="<text>&x;</text>").replace(CANARY, "x")
    (assets / "entity.svg").write_text(drawing, encoding="utf-8")
    (assets / "linked.svg").symlink_to(folder / "outside.svg")
    (assets / "folder").symlink_to(folder, target_is_directory=True)
    (root / "docs" / "pictures").symlink_to(folder, target_is_directory=True)
    return publication


class Host(http.server.BaseHTTPRequestHandler):
    """A server that records every request, and redirects `/moved`."""

    requested: list[str] = []

    def do_GET(self) -> None:
        self.requested.append(self.path)
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/x.svg")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a host that must not be requested."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def document(publication: Publication, body: str, port: int) -> str:
    """Return a document with the addresses of the files outside the project filled in."""
    folder = publication.root.parent
    name = (folder / "outside").as_posix().lstrip("/")
    text = body.format(
        outside=(folder / "outside").as_uri(), folder=folder.as_uri(), name=name, port=port,
        dots="../" * 20, packed="%2e%2e/" * 20, twice="%252e%252e%252f" * 20,
        plain=PLAIN.replace("<", "%3C").replace(">", "%3E").replace('"', "'"),
    )  # fmt: skip
    return f'<!doctype html><html lang="en"><title>x</title><body>{text}</body></html>'


def read_all_bytes(path: Path) -> bytes:
    """Return all bytes of a PDF, and its streams unpacked."""
    with pikepdf.open(path) as pdf:
        streams = [obj.read_bytes() for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
    return b"\n".join([path.read_bytes(), *streams])


@pytest.mark.parametrize("name", REQUESTS)
def test_what_is_not_published_stops_the_pdf(
    publication: Publication, port: int, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "x.pdf"
    with pytest.raises((AssetMissingError, PdfRenderError)) as error:
        write_pdf(document(publication, REQUESTS[name], port), target, publication)
    assert str(error.value)
    assert not target.exists() or CANARY.encode() not in read_all_bytes(target)
    assert Host.requested == []


@pytest.mark.parametrize("name", UNFOLLOWED)
def test_unsupported_references_render_nothing(
    publication: Publication, port: int, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "x.pdf"
    with suppress(PdfRenderError):
        write_pdf(document(publication, UNFOLLOWED[name], port), target, publication)
    if target.exists():
        assert CANARY.encode() not in read_all_bytes(target)
        with pikepdf.open(target) as pdf:
            assert list(pdf.attachments) == []


def test_what_is_published_is_read(publication: Publication, tmp_path: Path) -> None:
    """The canary is found where a document may show it, so the other tests can fail."""
    asset = publication.docs_folder / "assets" / "a drawing.svg"
    shutil.copy(publication.root.parent / "outside.svg", asset)
    pictures = publication.docs_folder / "my pictures"
    pictures.mkdir()
    Image.new("RGB", (9, 9)).save(pictures / "one.png")
    shutil.copy(asset, pictures / "Één.svg")
    body = (
        f'{FONTS}<p><a rel="attachment" href="{BASE_URL}assets/a%20drawing.svg">x</a></p>'
        '<p><img alt="x" src="assets/a drawing.svg">'
        '<img alt="x" src="assets/drawings/marker-1.svg">'
        '<img alt="x" src="my-pictures/one.png"><img alt="x" src="my-pictures/een.svg"></p>'
    )
    write_pdf(document(publication, body, 0), tmp_path / "x.pdf", publication)
    found = read_all_bytes(tmp_path / "x.pdf")
    assert found.count(CANARY.encode()) > 1  # drawn, and attached
