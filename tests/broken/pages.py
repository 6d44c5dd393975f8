"""What a reader sees on a built page."""

from __future__ import annotations

from pathlib import Path

from lxml import html


def reads(page: Path, text: str) -> list[str]:
    """Give what is wrong when a text does not stand on a page to be read, as it stands."""
    if not page.is_file():
        return [f"{page.name} was not built"]
    seen = " ".join(map(str, html.fromstring(page.read_bytes()).itertext())).split()
    return [] if text in " ".join(seen) else [f"{page.name} does not show {text!r}"]
