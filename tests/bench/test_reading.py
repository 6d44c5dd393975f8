"""What the benchmark reads from a PDF is what the PDF has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.reading import read
from tests.bench.setting import VARIANTS
from tests.conftest import Built
from tests.pdf.conftest import plain_pdf
from tools.render import artifacts

pytestmark = pytest.mark.integration


def test_the_book_is_read(built: Built) -> None:
    publication = built.publication
    found = read(built.site / "downloads" / f"{publication.settings.slug}.pdf")
    assert found.contents >= len(publication.book_pages) + len(
        publication.book_pages_with_checklist
    )
    assert found.references > 50
    assert found.outline > 100
    assert (found.links > 500, found.broken) == (True, 0)
    assert (found.tags, found.language, found.fields) == (True, "nl", 0)
    assert 0 < found.heads < found.pages
    assert found.words > 30_000
    form = artifacts.fillable_path(
        next(publication.checklists).id, publication.language.word("fillable_word")
    )
    assert read(built.site / form).fields > 10


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    plain_pdf(tmp_path / "x.pdf", "<p id='a'><a href='#a'>x</a></p>", variant=None)
    found = read(tmp_path / "x.pdf")
    assert found.told() == ["no", "no", "1", "1/0", "no nl", "no", "no"]


def test_each_variant_is_held_against_one() -> None:
    assert {variant.against for variant in VARIANTS.values()} <= set(VARIANTS)
