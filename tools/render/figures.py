"""Figures as ornaments: beside words that say the same, assistive technology passes them by."""

from lxml import etree
from markupsafe import Markup

WORDS = ("{*}title", "{*}desc")
NAMING = ("role", "aria-labelledby", "lang")


def hide_figure(svg: str) -> Markup:
    """Return a drawing (SVG) without its title and description, hidden from assistive technology.

    So it may stand on a page more than once: no id is left.
    """
    root = etree.fromstring(svg)
    for name in WORDS:
        for element in root.findall(name):
            root.remove(element)
    for name in NAMING:
        root.attrib.pop(name, "")
    root.attrib.update({"aria-hidden": "true", "focusable": "false"})
    return Markup(etree.tostring(root, encoding="unicode"))
