"""Reading images and drawings: whether they are valid, safe, and not too large to show."""

import re
import warnings
from pathlib import Path

from lxml import etree
from PIL import Image

from tools.model.reading.files import IMAGE_FORMATS

MAX_PIXELS = 25_000_000  # 5,000 by 5,000: twice what fills an A4 in print
MAX_SIDE_LENGTH = 20_000
MAX_DRAWING_BYTES = 500_000
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
# Elements that run code, or load another document or file.
ACTIVE_ELEMENTS = {
    "script", "handler", "foreignObject", "iframe", "image", "audio", "video", "set", "animate",
}  # fmt: skip
REFERENCE_ATTRIBUTES = {"href", "src"}  # allowed to refer to a part of the same drawing only
EXTERNAL_REFERENCE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#)|javascript:|\\", re.IGNORECASE)
NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)


class DrawingError(Exception):
    """A file that is no valid or no safe drawing; `code` is that of the problem."""

    def __init__(self, code: str) -> None:
        """Store the code."""
        super().__init__(code)
        self.code = code


def find_image_error(path: Path) -> str | None:
    """Return the code of the problem with an image, or None.

    Its size is read from its header before anything is decoded; then all of it is decoded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # checked below
            with Image.open(path, formats=[IMAGE_FORMATS[path.suffix.lower()]]) as image:
                width, height = image.size
                if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_LENGTH:
                    return "image-large"
                image.load()
    except Image.DecompressionBombError:
        return "image-large"
    except (OSError, SyntaxError, ValueError, EOFError):
        return "image-broken"
    return None


def read_drawing(path: Path) -> etree._Element:
    """Return the root element of a safe drawing; raise DrawingError otherwise.

    XML entities are refused: they can include a file or a URL, or expand a billion times. Nothing
    is loaded to find that out.
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
    # In UTF-16, for one, the search in the bytes above finds no entities.
    iter_entities = getattr(tree.docinfo.internalDTD, "iterentities", list)
    instructions = tree.xpath("//processing-instruction()")  # may load a style sheet
    if [*iter_entities()] or instructions or any(map(is_active_element, root.iter())):
        raise DrawingError("drawing-unsafe")
    dimensions = " ".join(root.get(name) or "" for name in ("width", "height", "viewBox"))
    if max(map(float, NUMBER.findall(dimensions)), default=0) > MAX_SIDE_LENGTH:
        raise DrawingError("drawing-large")
    return root


def read_drawing_title(path: Path) -> str:
    """Return the title of a drawing; a rule checks that there is one."""
    return " ".join((read_drawing(path).findtext("{*}title") or "").split())


def find_drawing_error(path: Path) -> str | None:
    """Return the code of the problem with a drawing that pages show inline, or None.

    Its `title` and `desc` are the text alternative. Styles are refused: they would apply to the
    page around it, and the site's security policy forbids them. So is a document type, which
    cannot occur inside HTML.
    """
    try:
        drawing = read_drawing(path)
    except DrawingError as error:
        return error.code
    style = f"{SVG_NAMESPACE}style"
    styled = any(element.tag == style or element.get("style") for element in drawing.iter())
    if styled or drawing.getroottree().docinfo.internalDTD is not None:
        return "drawing-unsafe"
    texts = (drawing.findtext(f"{{*}}{name}") for name in ("title", "desc"))
    return None if all(text and text.strip() for text in texts) else "drawing-without-words"


def is_active_element(element: etree._Element) -> bool:
    """Return whether an element of a drawing could run code or load something."""
    if not isinstance(element.tag, str):  # a comment
        return False
    name = etree.QName(element).localname
    if name in ACTIVE_ELEMENTS or (
        name == "style" and EXTERNAL_REFERENCE.search(element.text or "")
    ):
        return True
    attributes = ((etree.QName(key).localname, str(value)) for key, value in element.items())
    return any(is_active_attribute(*attribute) for attribute in attributes)


def is_active_attribute(name: str, value: str) -> bool:
    """Return whether an attribute could run code, or load something from outside the drawing."""
    is_external = name in REFERENCE_ATTRIBUTES and not value.startswith("#")
    return name.lower().startswith("on") or is_external or bool(EXTERNAL_REFERENCE.search(value))
