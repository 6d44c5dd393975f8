"""Whether a logo can be shown anywhere: a PNG, or an SVG that is only a drawing."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

PNG = b"\x89PNG\r\n\x1a\n"
LARGEST = 500_000  # bytes; it stands on every page and in every PDF
SVG = "{http://www.w3.org/2000/svg}"
# What a drawing does not need: what acts, what loads, what shows another document.
FORBIDDEN = {
    "script",
    "foreignObject",
    "iframe",
    "image",
    "audio",
    "video",
    "use",
    "handler",
    "set",
}
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!#)|(?:https?:)?//|javascript:|data:", re.IGNORECASE)


def wrong_with(path: Path) -> str | None:
    """Give the code of what is wrong with a logo's file, or None."""
    data = path.read_bytes()
    if len(data) > LARGEST:
        return "edition-logo-large"
    if path.suffix.lower() == ".png":
        return None if data.startswith(PNG) else "edition-logo-kind"
    if path.suffix.lower() != ".svg":
        return "edition-logo-kind"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return "edition-logo-kind"
    if root.tag != f"{SVG}svg":
        return "edition-logo-kind"
    typed = b"<!DOCTYPE" in data  # may name files to read in
    return "edition-logo-unsafe" if typed or any(map(unsafe, root.iter())) else None


def unsafe(element: etree._Element) -> bool:
    """Tell whether an element of a drawing could act or load something."""
    if not isinstance(element.tag, str):  # a comment or an instruction to a program
        return isinstance(element, etree._ProcessingInstruction)
    name = etree.QName(element).localname
    if name in FORBIDDEN:
        return True
    if name == "style" and OUTSIDE.search(element.text or ""):
        return True
    return any(
        etree.QName(key).localname.lower().startswith("on") or bool(OUTSIDE.search(str(value)))
        for key, value in element.attrib.items()
    )
