"""No run of eight words from a source text outside a marked quotation."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from tests.conftest import ROOT, Built
from tools.checks.pages import BuiltPage, read_pages
from tools.checks.quotations import RUNS, check_quotations, hashed_runs
from tools.model.draft import ADDRESSES
from tools.model.released import RELEASED

KNOWN = ROOT / "docs" / "_data" / RUNS
COPIED = "een twee drie vier vijf zes zeven acht negen"


def page_of(inner: str) -> dict[str, BuiltPage]:
    """Make a page of an article's HTML."""
    root = html.document_fromstring(f"<html><body><article>{inner}</article></body></html>")
    return {"x.html": BuiltPage("x.html", root)}


def test_the_publication_copies_nothing(built: Built) -> None:
    assert len(KNOWN.read_text().split()) > 1000
    assert list(check_quotations(KNOWN, read_pages(built.site))) == []


def test_a_copied_run_is_found_and_a_quotation_is_not(tmp_path: Path) -> None:
    known = tmp_path / RUNS
    known.write_text("\n".join(hashed_runs(COPIED)))
    assert list(check_quotations(known, page_of(f"<p>Want {COPIED}.</p>")))
    assert list(check_quotations(known, page_of(f"<p>Een <b>twee</b> {COPIED[9:]}</p>")))
    assert not list(check_quotations(known, page_of(f"<blockquote>{COPIED}</blockquote>")))
    assert not list(check_quotations(known, page_of("<p>een twee drie vier vijf zes zeven</p>")))


def test_the_source_texts_are_not_in_the_project() -> None:
    for path in ROOT.joinpath("docs").rglob("*.txt"):
        assert path.name in (RUNS, ADDRESSES, RELEASED, "words.txt", "LICENSE.txt"), path
