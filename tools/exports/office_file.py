"""Office files as bytes that depend on their content only."""

import io
import zipfile
from typing import Protocol


class OfficeFile(Protocol):
    """A document of python-docx or python-pptx."""

    def save(self, target: io.BytesIO, /) -> None:
        """Write the file."""


def serialize(document: OfficeFile) -> bytes:
    """Return the file; the same document gives the same bytes, without the time of today."""
    saved, result = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name)  # of 1980
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return result.getvalue()
