"""Reading images and drawings: whether they are valid, safe, and not too large to show."""

import math
import re
import warnings
from pathlib import Path
from posixpath import splitext

from lxml import etree
from PIL import Image

from tools.model.reading.addresses import get_address

# The suffix in the site, by format as Pillow calls it. MPO is a photograph with a second one in it.
FORMAT_SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
OPENED_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")  # a JPEG may prove to be MPO
MAX_PIXELS = 64_000_000  # of a telephone; the site has them smaller
MAX_SIDE_LENGTH = 20_000
MAX_DRAWING_BYTES = 500_000
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
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

    It is taken for what its content says, whatever its name. Its size is read from its header
    before anything is decoded; then all of it is decoded, in a lower resolution where that can be.
    """
    try:
        with open_image(path) as image:
            width, height = image.size
            if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_LENGTH:
                return "image-large"
            is_moving = is_animated(image)
            image.draft(None, (width // 8, height // 8))
            image.load()
    except Image.DecompressionBombError:
        return "image-large"
    except (OSError, SyntaxError, ValueError, EOFError):
        return "image-heic" if is_heic(path) else "image-broken"
    return "image-animated" if is_moving else None


def open_image(path: Path) -> Image.Image:
    """Open an image of a format that the site can have; raise OSError for another file.

    The caller judges its size, of which Pillow would warn.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(path, formats=OPENED_FORMATS)


def is_animated(image: Image.Image) -> bool:
    """Return whether an image moves."""
    return bool(getattr(image, "is_animated", False)) and image.format != "MPO"


def get_image_address(name: str, path: Path) -> str:
    """Return the address in the site of the image with this name below `docs/`, read from `path`.

    Its suffix goes by its content; of an animation, the first image is published. Raises OSError
    when it cannot be read.
    """
    with open_image(path) as image:
        is_moving_gif = image.format == "GIF" and is_animated(image)
        suffix = ".png" if is_moving_gif else FORMAT_SUFFIXES[str(image.format)]
    address = get_address(name)
    stem, named = splitext(address)
    return address if named.lower().replace(".jpeg", ".jpg") == suffix else stem + suffix


def is_heic(path: Path) -> bool:
    """Return whether a file is a photograph in HEIC, as telephones of Apple make them."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:] in HEIC_BRANDS


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


def read_drawing_width(path: Path) -> float:
    """Return the width of a drawing in its own units; infinite when it does not say."""
    numbers = NUMBER.findall(read_drawing(path).get("viewBox") or "")
    return float(numbers[2]) if len(numbers) == 4 else math.inf


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
