"""Known defects of WeasyPrint 70: avoided in the styles, and shown in small documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built
from tests.pdf.conftest import PRINT_STYLES, html_page
from tests.pdf.read_back import pdftotext
from tools.pdf.renderer import PdfRenderError, write_pdf

STYLES = "\n".join(
    re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for path in PRINT_STYLES
)
TRAPS = {
    "a fixed-height flex column drops items": r"display:\s*(?:inline-)?flex",
    "dotted rules make files enormous": r"\bdotted\b",
    "opacity fails PDF/UA-1": r"(?<![\w-])opacity\s*:",
    "gradients paint the whole page": r"gradient\(",
    "leader dots are read aloud": r"leader\(",
    "each page with such a number is laid out again": r"target-counter\(",
    "each column is laid out with all that follows": r"[{;]\s*columns\s*:",
    "a font named after a generic family crashes": r'family:\s*"?(?:serif|monospace)"?\s*;\s*src',
}


@pytest.mark.parametrize("trap", TRAPS)
def test_the_print_styles_avoid_the_trap(trap: str) -> None:
    assert len(STYLES) > 4000
    assert not re.search(TRAPS[trap], STYLES)
    assert re.search(TRAPS[trap], EXAMPLES[trap]), "the pattern no longer matches"


EXAMPLES = {
    "a fixed-height flex column drops items": "ul { display: flex }",
    "dotted rules make files enormous": "li { border-bottom: 1pt dotted }",
    "opacity fails PDF/UA-1": "p { opacity: .5 }",
    "gradients paint the whole page": "p { background: linear-gradient(red, blue) }",
    "leader dots are read aloud": "a::after { content: leader('.') }",
    "each page with such a number is laid out again": "a::after { content: target-counter(x) }",
    "each column is laid out with all that follows": "ul { columns: 2 }",
    "a font named after a generic family crashes": "@font-face { font-family: serif; src: url(x) }",
}


def test_words_break_with_a_plain_hyphen() -> None:
    assert re.search(r'hyphenate-character:\s*"-"', STYLES)


def test_no_soft_hyphen_in_the_sources() -> None:
    for path in ROOT.joinpath("docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert "\u00ad" not in text, path
        assert "&shy;" not in text, path


def test_a_sheet_of_nine_long_items_loses_none(built: Built, tmp_path: Path) -> None:
    """Fixed-height columns drop what does not fit; the sheet grows instead, and is then refused."""
    items = "".join(f'<li class="sheet-item" id="i{n}">punt-{n}</li>' for n in range(40))
    source = html_page(f'<section class="sheet" style="--room: 10mm"><ul>{items}</ul></section>')
    rendered = write_pdf(source, tmp_path / "x.pdf", built.publication)
    text = pdftotext(tmp_path / "x.pdf")
    assert all(f"punt-{n}" in text for n in range(40))
    assert rendered.page_of_anchor["i0"] != rendered.page_of_anchor["i39"]


def test_loose_lists_are_tagged_as_lists(built: Built, tmp_path: Path) -> None:
    import pikepdf

    from tests.pdf.tagged_pdf import elements

    source = html_page(
        "<ul><li><p>Los</p><p>nog los</p></li></ul><p><a href='#x'><b>x</b></a></p><p id='x'>x</p>"
    )
    write_pdf(source, tmp_path / "x.pdf", built.publication)
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        tree = list(elements(pdf.Root.StructTreeRoot.K))
        assert {e.kind for e in tree if e.ancestors and e.ancestors[-1] == "LI"} <= {"Lbl", "LBody"}
        assert any(e.kind == "Link" for e in tree)


def test_a_dead_reference_stops_the_book(built: Built, tmp_path: Path) -> None:
    with pytest.raises(PdfRenderError, match="weg"):
        write_pdf(html_page('<p><a href="#weg">x</a></p>'), tmp_path / "x.pdf", built.publication)
