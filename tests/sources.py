"""Ids and addresses of this publication, read from its files without the model.

Tests over every page or list are counted out when they are collected, in every process; reading
the whole publication takes a second there. `tests/test_sources.py` compares these with the model.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
LIST = re.compile(r"^checklist:\n  id: ([\w-]+)$", re.MULTILINE)


def page_files() -> list[Path]:
    """Return the source of every page, by path."""
    found = sorted(DOCS.rglob("*.md"))
    return [path for path in found if "_data" not in path.parts and path.name != "README.md"]


def address_of(page: Path) -> str:
    """Return where in the site a page is built."""
    return page.relative_to(DOCS).with_suffix(".html").as_posix()


def page_addresses() -> list[str]:
    """Return where in the site every page is built, sorted."""
    return sorted(map(address_of, page_files()))


def list_addresses() -> dict[str, str]:
    """Return the id of every checklist with the address of its page."""
    found = {page: LIST.search(page.read_text(encoding="utf-8")) for page in page_files()}
    return {match[1]: address_of(page) for page, match in found.items() if match}
