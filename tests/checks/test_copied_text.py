"""No shingle of eight words from a source text outside a marked quotation."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from tests.conftest import ROOT, Built
from tools.checks.copied_text import SHINGLES_FILE, check_copied_text, hash_shingles
from tools.model.project import URLS_FILE
from tools.model.reading.manifest import MANIFEST_FILE
from tools.site.built_pages import BuiltPage, read_pages

SHINGLES = ROOT / "docs" / "_data" / SHINGLES_FILE
COPIED = "een twee drie vier vijf zes zeven acht negen"


def page_of(inner: str) -> dict[str, BuiltPage]:
    """Return the pages of a site with one article."""
    root = html.document_fromstring(f"<html><body><article>{inner}</article></body></html>")
    return {"x.html": BuiltPage("x.html", root)}


def test_the_publication_copies_nothing(built: Built) -> None:
    assert len(SHINGLES.read_text().split()) > 1000
    assert list(check_copied_text(SHINGLES, read_pages(built.site))) == []


def test_copied_shingles_are_found_and_quotations_are_not(tmp_path: Path) -> None:
    shingles = tmp_path / SHINGLES_FILE
    shingles.write_text("\n".join(hash_shingles(COPIED)))
    assert list(check_copied_text(shingles, page_of(f"<p>Want {COPIED}.</p>")))
    assert list(check_copied_text(shingles, page_of(f"<p>Een <b>twee</b> {COPIED[9:]}</p>")))
    assert not list(check_copied_text(shingles, page_of(f"<blockquote>{COPIED}</blockquote>")))
    assert not list(
        check_copied_text(shingles, page_of("<p>een twee drie vier vijf zes zeven</p>"))
    )


def test_the_source_texts_are_not_in_the_project() -> None:
    for path in ROOT.joinpath("docs").rglob("*.txt"):
        assert path.name in (SHINGLES_FILE, URLS_FILE, MANIFEST_FILE, "words.txt", "LICENSE.txt"), (
            path
        )
