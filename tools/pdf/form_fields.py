"""Mends the form fields that WeasyPrint 70 writes, so that readers of PDF show what is filled in.

- It asks readers to draw every field anew (`NeedAppearances`). Poppler then fails on a box and
  shows no tick; Acrobat asks to save a form that nobody changed. The ticks that WeasyPrint drew are
  there, and a reader draws a text when someone types it (ISO 32000-1, 12.7.2 and 12.7.3.3).
- A box without a tick has no appearance of its own, and PDFium then draws a second frame in it.
- It gives the corners of a field upside down, where many programs expect the lower left first.
- It sets a graphics state in the appearance of a text, where a font and a colour are enough.

Look again at each when WeasyPrint is upgraded.
"""

from __future__ import annotations

import re
from typing import Any

import pydyf

GRAPHICS_STATE = re.compile(rb"/\S+ gs ")


def repair_fields(pdf: Any) -> None:
    """Mend the fields of a PDF that WeasyPrint is about to write; do nothing if it has none."""
    if "AcroForm" not in pdf.catalog:
        return
    form = pdf.catalog["AcroForm"]
    form["NeedAppearances"] = "false"
    for reference in form["Fields"]:
        field = pdf.objects[int(reference.split()[0])]
        if "DA" in field:
            field["DA"] = pydyf.String(GRAPHICS_STATE.sub(b"", field["DA"].string))
        left, top, right, bottom = field["Rect"]
        field["Rect"] = pydyf.Array((left, bottom, right, top))
        if field["FT"] == "/Btn":
            set_empty_off_appearance(pdf, field)


def set_empty_off_appearance(pdf: Any, box: Any) -> None:
    """Let a check box without a tick show nothing: its frame stands on the page."""
    looks = box["AP"]["N"]
    ticked = pdf.objects[int(looks["on"].split()[0])]
    empty = pydyf.Stream(
        extra={"Type": "/XObject", "Subtype": "/Form", "BBox": ticked.extra["BBox"]}
    )
    pdf.add_object(empty)
    looks["Off"] = empty.reference
    del box["MK"]
