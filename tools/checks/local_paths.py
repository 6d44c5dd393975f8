"""Check that no file of the site names a folder of this machine, nor an image one of its maker.

Drawing programs record where a file stood, and a template may show a path by mistake. Archives
(PDFs, office files) are made from these files and from the model; the tests unpack them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.model.reading.files import PICTURE_SUFFIXES

LOCAL_PATH = re.compile(rb"file:///[\w%./-]+|/(?:home|Users)/[\w.-]+/|\b[A-Z]:\\Users\\[\w.-]+")


def check_local_paths(root: Path, site: Path) -> Iterator[str]:
    """Yield each file of a staged site that names the project's folder or a home folder."""
    local_paths = {str(root), root.as_uri(), f"{Path.home()}/"}
    for path in sorted(site.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        named = next((local for local in local_paths if local.encode() in data), None)
        if named is None and path.suffix.lower() in PICTURE_SUFFIXES:
            match = LOCAL_PATH.search(data)
            named = match[0].decode(errors="replace") if match else None
        if named:
            yield f"{path.relative_to(site).as_posix()}: names a folder of a machine ({named})"
