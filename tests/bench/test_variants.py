"""The variants of a document are written in CSS and HTML that WeasyPrint reads by itself."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.bench.variants import BOOK, NATIVE, VARIANTS, native_html, native_styles, write_variant
from tests.conftest import ROOT, copy_small
from tests.pdf.read_back import pdftotext
from tools.model.loader import load_publication
from tools.render.environment import jinja_environment

PRINT = ROOT / "overrides" / "print"
DOCUMENT = """{% extends "print/document.html" %}{% block body %}
<!-- section -->
<p>See <span class="page-of" data-page-of="end"></span></p>
<!-- section -->
<div style="break-before: page" id="end"><h1>End</h1></div>
{% endblock %}"""


def test_each_variant_is_compared_with_a_variant() -> None:
    assert {variant.against for variant in VARIANTS.values()} <= set(VARIANTS)


@pytest.mark.parametrize("name", ["pages.css", "text.css"])
def test_styles_of_the_book_become_those_of_css_alone(name: str) -> None:
    ours = (PRINT / name).read_text(encoding="utf-8")
    native = native_styles(ours)
    assert "--columns" in ours
    assert "--columns" not in native
    assert "attr(data-page)" not in native
    assert "target-counter(attr(data-page url), page)" in native


def test_other_styles_stay() -> None:
    assert native_styles("p { columns: 2; width: 3mm }") == "p { columns: 2; width: 3mm }"


def test_references_become_urls() -> None:
    assert native_html('<a href="#x" data-page-of="x">') == '<a href="#x" data-page="#x">'
    assert native_html('<a href="#x">') == '<a href="#x">'


@pytest.mark.integration
@pytest.mark.parametrize(
    ("name", "is_numbered"),
    [
        (BOOK, True),
        (NATIVE, True),
        (f"{NATIVE}, without page numbers", False),
        ("book without page numbers in contents and text", False),
    ],
)
def test_a_variant_prints_page_numbers_or_none(
    tmp_path: Path, name: str, is_numbered: bool
) -> None:
    project = copy_small(tmp_path / "small")
    (project / "build").mkdir()
    publication = load_publication(project)
    template = jinja_environment(publication).from_string(DOCUMENT)
    html = template.render(title="x", styles=[])
    (project / "build" / "book.html").write_text(html, encoding="utf-8")
    target = tmp_path / "x.pdf"
    write_variant(VARIANTS[name], project, target)
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 2
    assert ("2" in pdftotext(target, "-l", "1").split()) is is_numbered
