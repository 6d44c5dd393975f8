"""Repairs of the form fields that WeasyPrint 70 writes, so that PDF readers show their values.

- WeasyPrint asks readers to draw every field again (`NeedAppearances`). Poppler then fails on a
  check box and shows no tick; Acrobat asks to save a form that nobody changed. That is not needed:
  the appearance of a tick is in the file, and a reader draws a text when it is typed (ISO
  32000-1, 12.7.2 and 12.7.3.3).
- A check box without a tick has no appearance, and PDFium then draws a second frame in it.
- The corners of a field are upside down, where many programs expect the lower left first.
- The appearance of a text sets a graphics state, where a font and a colour are enough.

Check each again when WeasyPrint is upgraded.
"""

import re
from typing import Any

import pydyf

GRAPHICS_STATE = re.compile(rb"/\S+ gs ")


def repair_fields(pdf: Any) -> None:
    """Repair the fields of a PDF that WeasyPrint is about to write, if it has any."""
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
    """Set an empty appearance for a check box without a tick: the page already shows its frame."""
    appearances = box["AP"]["N"]
    ticked = pdf.objects[int(appearances["on"].split()[0])]
    data = {"Type": "/XObject", "Subtype": "/Form", "BBox": ticked.extra["BBox"]}
    empty = pydyf.Stream(extra=data)
    pdf.add_object(empty)
    appearances["Off"] = empty.reference
    del box["MK"]
