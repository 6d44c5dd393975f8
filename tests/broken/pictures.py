"""Pictures that are invalid, too large or external, and drawings with active content."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

from tests.broken.case import (
    PICTURE,
    SHED,
    TOOLS,
    WRITING,
    Case,
    Patch,
    Place,
    later,
    text,
    written,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">'
WORDS = "<title>A shed</title><desc>A small shed.</desc>"
UNSAFE = "drawing-unsafe"
USED = "assets/pictures/shed.png)"


def drawing(inside: str = "", before: str = "", head: str = SVG) -> Patch:
    """Write the drawing of the shed with other content."""
    return written(SHED, f"{before}{head}{WORDS}{inside}</svg>\n")


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """Return a PNG that claims to have a size; `rows` is its compressed content."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data
            + struct.pack(">I", zlib.crc32(name + data))
        )  # fmt: skip

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows or zlib.compress(b""))
        + chunk(b"IEND", b"")
    )  # fmt: skip


def true_png(width: int, height: int) -> bytes:
    """Return a PNG that is as large as it claims, in one colour."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return png(width, height, rows)


def photo() -> bytes:
    """Return a small JPEG."""
    file = io.BytesIO()
    Image.radial_gradient("L").save(file, "JPEG")
    return file.getvalue()


def renamed(name: str, content: bytes) -> Patch:
    """Replace the picture that a page uses with one of another name."""

    def patch(root: Path) -> Place:
        (root / PICTURE).unlink()
        for page in (TOOLS, WRITING, WRITING):  # which shows it twice
            text(page, USED, f"assets/pictures/{name})")(root)
        return written(f"docs/assets/pictures/{name}", content)(root)

    return patch


def huge_file(root: Path) -> Place:
    """Append forty megabytes to a picture."""
    path = root / PICTURE
    path.write_bytes(path.read_bytes() + bytes(40_000_000))
    return PICTURE, 1


def truncated(root: Path) -> Place:
    """Cut the picture in half."""
    data = true_png(400, 400)
    (root / PICTURE).write_bytes(data[: len(data) // 2])
    return PICTURE, 1


def laughs() -> str:
    """Return a document type with entities that expand exponentially ("billion laughs")."""
    lines = ["<!ENTITY l0 'ha'>"]
    lines += [f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 11)]
    return f"<!DOCTYPE svg [{''.join(lines)}]>"


PICTURES = (
    Case("a picture of no bytes", written(PICTURE, b""), "image-broken"),
    Case("a picture that is text", written(PICTURE, "no picture"), "image-broken"),
    Case("a picture that was cut", truncated, "image-broken"),
    Case("a picture with a wrong sum", written(PICTURE, png(8, 8)[:-20] + bytes(20)),
         "image-broken"),
    Case("a picture with nothing in it", written(PICTURE, png(8, 8)), "image-broken"),
    Case("a picture that says it has 200 megapixels", written(PICTURE, png(20000, 10000)),
         "image-large"),
    Case("a picture that has 200 megapixels",
         later(lambda: written(PICTURE, true_png(20000, 10000))), "image-large"),
    Case("a picture that says it has four billion by four billion pixels",
         written(PICTURE, png(2**31 - 1, 2**31 - 1)), "image-large"),
    Case("a picture one pixel high and very wide", written(PICTURE, true_png(60000, 1)),
         "image-large"),
    Case("a picture of no width", written(PICTURE, png(0, 8)), "image-broken"),
    Case("a picture of forty megabytes", huge_file, "file-large"),
    Case("a photo of a telephone that no browser shows",
         written(PICTURE, b"\0\0\0\x18ftypheic" + bytes(99)), "image-heic"),
    Case("a drawing under the name of a PNG", written(PICTURE, SVG + "</svg>"), "image-broken"),
    Case("a PNG under the name of a photo", renamed("shed.jpg", png(8, 8)), "image-broken"),
    Case("a photo that was cut", renamed("shed.jpg", photo()[:300]), "image-broken"),
    Case("a page under the name of a photo",
         renamed("shed.jpg", b"<html><script>x</script></html>"), "image-broken"),
    Case("a picture that is not there", text(TOOLS, USED, "assets/pictures/shad.png)"),
         "image-missing"),
    Case("a picture from elsewhere", text(TOOLS, f"(../{USED}", "(https://x.example/shed.png)"),
         "image-outside"),
    Case("a picture without words", text(TOOLS, "[A shed with an open door and two hooks]", "[]"),
         "image-without-words"),
    Case("a picture that nobody shows is judged too",
         written("docs/assets/pictures/other.png", b""), "image-broken"),
    Case("a photo is a picture", renamed("shed.jpg", photo()), renders="Every tool has one place",
         page="practices/tidy-tools.html"),
)  # fmt: skip

DRAWINGS = (
    Case("a drawing with a script", drawing("<script>alert(1)</script>"), UNSAFE),
    Case("a drawing with a script of another space",
         drawing('<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'), UNSAFE),
    Case("a drawing with a handler", drawing(head=SVG[:-1] + ' onload="alert(1)">'), UNSAFE),
    Case("a drawing with a handler deep inside",
         drawing('<g><path d="M0 0" onclick="alert(1)"/></g>'), UNSAFE),
    Case("a drawing with HTML in it", drawing("<foreignObject><p>one</p></foreignObject>"), UNSAFE),
    Case("a drawing with a picture from elsewhere",
         drawing('<image href="https://x.example/a.png"/>'), UNSAFE),
    Case("a drawing with a picture of the machine", drawing('<image href="/etc/passwd"/>'), UNSAFE),
    Case("a drawing that uses another file", drawing('<use href="other.svg#a"/>'), UNSAFE),
    Case("a drawing with a link that acts",
         drawing('<a href="javascript:alert(1)"><path d="M0 0"/></a>'), UNSAFE),
    Case("a drawing with a style from elsewhere",
         drawing("<style>@import url(https://x.example/a.css);</style>"), UNSAFE),
    Case("a drawing with a fill from elsewhere",
         drawing('<path fill="url(https://x.example/a.svg#b)" d="M0 0"/>'), UNSAFE),
    Case("a drawing with a style of its own, which the site forbids",
         drawing('<path style="fill: red" d="M0 0"/>'), UNSAFE),
    Case("a drawing with styles of its own, which touch the whole page",
         drawing("<style>p { display: none }</style>"), UNSAFE),
    Case("a drawing that moves an address",
         drawing('<a href="#a"><set attributeName="href" to="javascript:alert(1)"/></a>'), UNSAFE),
    Case("a drawing with a document type",
         drawing(before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/a.dtd">'),
         UNSAFE),
    Case("a drawing that reads a file of the machine",
         drawing("<text>&a;</text>", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
         UNSAFE),
    Case("a drawing whose title reads a file of the machine",
         written(SHED, '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
                 f"{SVG}<title>&a;</title><desc>Two.</desc></svg>"), UNSAFE),
    Case("a drawing with a document type from elsewhere",
         drawing(before='<!DOCTYPE svg SYSTEM "https://x.example/a.dtd">'), UNSAFE),
    Case("a drawing of a billion laughs", drawing("<text>&l10;</text>", laughs()), UNSAFE),
    Case("a drawing with an instruction",
         drawing(before='<?xml-stylesheet href="https://x.example/a.css"?>'), UNSAFE),
    Case("a drawing that is huge",
         drawing(head=SVG[:-1] + ' width="1000000000" height="1000000000">'), "drawing-large"),
    Case("a drawing in a huge box", drawing(head=SVG.replace("0 0 8 8", "0 0 1e9 1e9")),
         "drawing-large"),
    Case("a drawing in a huge box, written without noughts and spaces",
         drawing(head=SVG.replace("0 0 8 8", ".5.5 .5.5e9")), "drawing-large"),
    Case("a drawing of two megabytes", later(lambda: drawing('<path d="M0 0"/>' * 130_000)),
         "drawing-large"),
    Case("a drawing ten thousand deep", drawing("<g>" * 10000 + "</g>" * 10000), "drawing-broken"),
    Case("a drawing of no bytes", written(SHED, b""), "drawing-broken"),
    Case("a drawing that is a page", written(SHED, "<html><title>a</title></html>"),
         "drawing-broken"),
    Case("a drawing that was cut", drawing("<g>"), "drawing-broken"),
    Case("a drawing without words", written(SHED, f"{SVG}</svg>"), "drawing-without-words"),
    Case("a drawing that nobody shows is judged too",
         written("docs/assets/drawings/other.svg", f"{SVG}<script>alert(1)</script></svg>"),
         UNSAFE),
)  # fmt: skip

GROUPS = {"pictures": PICTURES, "drawings": DRAWINGS}
