"""Whether a picture is what its name says, and of a size that can be shown; drawings too."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from lxml import etree
from PIL import Image

from tools.model.reading.files import IMAGE_FORMATS

MAX_PIXELS = 25_000_000  # 5,000 by 5,000: twice what fills an A4 in print
MAX_SIDE_LENGTH = 20_000
MAX_DRAWING_BYTES = 500_000  # bytes
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
# What a drawing does not need: what acts, and what shows another document or file.
ACTIVE_ELEMENTS = {
    "script", "handler", "foreignObject", "iframe", "image", "audio", "video", "set", "animate",
}  # fmt: skip
REFERENCE_ATTRIBUTES = {"href", "src"}  # in a drawing, to another part of it only
EXTERNAL_REFERENCE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#)|javascript:|\\", re.IGNORECASE)
NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)


class DrawingError(Exception):
    """A drawing that is none, or that holds more than a drawing; `code` is the problem's."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


def find_image_error(path: Path) -> str | None:
    """Give the code of what is wrong with a picture, or None.

    Its size is read from its head before anything is unpacked; then it is read to its end.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged here, below
            with Image.open(path, formats=[IMAGE_FORMATS[path.suffix.lower()]]) as picture:
                if (
                    picture.width * picture.height > MAX_PIXELS
                    or max(picture.size) > MAX_SIDE_LENGTH
                ):
                    return "picture-large"
                picture.load()
    except Image.DecompressionBombError:
        return "picture-large"
    except (OSError, SyntaxError, ValueError, EOFError):
        return "picture-broken"
    return None


def read_drawing(path: Path) -> etree._Element:
    """Read a drawing that is only a drawing; raise DrawingError otherwise.

    Words that stand for others are refused: for a file, an address, or a billion of themselves.
    Nothing is loaded to find that out.
    """
    if path.stat().st_size > MAX_DRAWING_BYTES:
        raise DrawingError("drawing-large")
    data = path.read_bytes()
    if b"<!ENTITY" in data:
        raise DrawingError("drawing-unsafe")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DrawingError("drawing-broken") from error
    if root.tag != f"{SVG_NAMESPACE}svg":
        raise DrawingError("drawing-broken")
    tree = root.getroottree()
    declared = getattr(tree.docinfo.internalDTD, "iterentities", list)  # in another encoding
    named = any(True for _ in declared())
    told = tree.xpath("//processing-instruction()")  # may load a style
    if named or told or any(map(is_active_element, root.iter())):
        raise DrawingError("drawing-unsafe")
    if max(map(float, NUMBER.findall(get_dimensions(root))), default=0) > MAX_SIDE_LENGTH:
        raise DrawingError("drawing-large")
    return root


def get_dimensions(root: etree._Element) -> str:
    """Give what a drawing says of its size."""
    return " ".join(root.get(name) or "" for name in ("width", "height", "viewBox"))


def find_drawing_error(path: Path) -> str | None:
    """Give the code of what is wrong with a drawing that stands in a page, or None.

    A broken one breaks the page; its `title` and `desc` are all that a reader who does not see it
    has. A style would reach the page around it, and the site's security policy forbids it; a
    document type is that of the page.
    """
    try:
        drawing = read_drawing(path)
    except DrawingError as error:
        return error.code
    styled = any(one.tag == f"{SVG_NAMESPACE}style" or one.get("style") for one in drawing.iter())
    if styled or drawing.getroottree().docinfo.internalDTD is not None:
        return "drawing-unsafe"
    texts = (drawing.findtext(f"{{*}}{name}") for name in ("title", "desc"))
    return None if all(text and text.strip() for text in texts) else "drawing-without-words"


def is_active_element(element: etree._Element) -> bool:
    """Tell whether an element of a drawing could act or load something."""
    if not isinstance(element.tag, str):  # a comment
        return False
    name = etree.QName(element).localname
    if name in ACTIVE_ELEMENTS or (
        name == "style" and EXTERNAL_REFERENCE.search(element.text or "")
    ):
        return True
    return any(
        is_active_attribute(etree.QName(key).localname, str(value))
        for key, value in element.items()
    )


def is_active_attribute(name: str, value: str) -> bool:
    """Tell whether an attribute could act, or load something from outside the drawing."""
    leads_out = name in REFERENCE_ATTRIBUTES and not value.startswith("#")
    return name.lower().startswith("on") or leads_out or bool(EXTERNAL_REFERENCE.search(value))
