"""The visible text of a built page."""

from __future__ import annotations

from pathlib import Path

from lxml import html


def check_page_text(page: Path, text: str) -> list[str]:
    """Return a problem when a page was not built or does not show exactly this text."""
    if not page.is_file():
        return [f"{page.name} was not built"]
    words = " ".join(map(str, html.fromstring(page.read_bytes()).itertext())).split()
    return [] if text in " ".join(words) else [f"{page.name} does not show {text!r}"]
