"""No file of the site names a folder of this machine, and no picture one of who drew it.

Programs that draw note where a file stood; a page could show what a template should not. What is
packed (PDFs, office files) is made from these files and from the model; the tests unpack it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

IMAGE_SUFFIXES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
LOCAL_PATH = re.compile(rb"file:///[\w%./-]+|/(?:home|Users)/[\w.-]+/|\b[A-Z]:\\Users\\[\w.-]+")


def check_local_paths(root: Path, site: Path) -> Iterator[str]:
    """Give each file of a staged site that names the project's folder, or somebody's home."""
    own = {str(root), root.as_uri(), f"{Path.home()}/"}
    for path in sorted(site.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        found = next((one for one in own if one.encode() in data), None)
        drawn = LOCAL_PATH.search(data) if path.suffix.lower() in IMAGE_SUFFIXES else None
        if drawn and not found:
            found = drawn[0].decode(errors="replace")
        if found:
            yield f"{path.relative_to(site).as_posix()}: names a folder of a machine ({found})"
