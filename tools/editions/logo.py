"""Whether a logo can be shown anywhere: a PNG, or an SVG that is only a drawing."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree
from PIL import Image

LARGEST = 500_000  # bytes; it stands on every page and in every PDF
SVG = "{http://www.w3.org/2000/svg}"
# What a drawing does not need: what acts, and what shows another document or file.
FORBIDDEN = {
    "script", "handler", "foreignObject", "iframe", "image", "audio", "video", "set", "animate",
}  # fmt: skip
LEADS = {"href", "src"}  # in a drawing, to another part of it only
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#)|javascript:|\\", re.IGNORECASE)


def wrong_with(path: Path) -> str | None:
    """Give the code of what is wrong with a logo's file, or None."""
    data = path.read_bytes()
    if len(data) > LARGEST:
        return "edition-logo-large"
    if path.suffix.lower() == ".png":
        return None if is_png(path) else "edition-logo-kind"
    if path.suffix.lower() != ".svg":
        return "edition-logo-kind"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return "edition-logo-kind"
    if root.tag != f"{SVG}svg":
        return "edition-logo-kind"
    tree = root.getroottree()
    # A name for a text may stand for another file; an instruction to a program may load a style.
    declared = getattr(tree.docinfo.internalDTD, "iterentities", list)
    named = any(True for _ in declared())
    told = tree.xpath("//processing-instruction()")
    return "edition-logo-unsafe" if named or told or any(map(unsafe, root.iter())) else None


def is_png(path: Path) -> bool:
    """Tell whether a file is a PNG that can be read to its end."""
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


def unsafe(element: etree._Element) -> bool:
    """Tell whether an element of a drawing could act or load something."""
    if not isinstance(element.tag, str):  # a comment
        return False
    name = etree.QName(element).localname
    if name in FORBIDDEN or (name == "style" and OUTSIDE.search(element.text or "")):
        return True
    return any(acts(etree.QName(key).localname, str(value)) for key, value in element.items())


def acts(name: str, value: str) -> bool:
    """Tell whether an attribute could act, or load something from outside the drawing."""
    leads_out = name in LEADS and not value.startswith("#")
    return name.lower().startswith("on") or leads_out or bool(OUTSIDE.search(value))
