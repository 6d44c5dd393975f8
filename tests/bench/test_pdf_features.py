"""The benchmark reads the features of a PDF correctly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.pdf_features import read_features
from tests.conftest import Built
from tests.pdf.conftest import plain_pdf
from tools.render import site_paths

pytestmark = pytest.mark.integration


def test_the_book_is_read(built: Built) -> None:
    publication = built.publication
    features = read_features(built.site / "downloads" / f"{publication.settings.slug}.pdf")
    assert features.contents >= len(publication.book_pages) + len(
        publication.book_pages_with_checklist
    )
    assert features.references > 50
    assert features.outline > 100
    assert (features.links > 500, features.broken) == (True, 0)
    assert (features.tags, features.language, features.fields) == (True, "nl", 0)
    assert 0 < features.heads < features.pages
    assert features.words > 30_000
    form = site_paths.fillable_path(
        next(publication.checklists).id, publication.language.word("fillable_word")
    )
    assert read_features(built.site / form).fields > 10


def test_missing_features_are_not_found(tmp_path: Path) -> None:
    plain_pdf(tmp_path / "x.pdf", "<p id='a'><a href='#a'>x</a></p>", variant=None)
    features = read_features(tmp_path / "x.pdf")
    assert features.cells() == ["no", "no", "1", "1/0", "no nl", "no", "no"]
