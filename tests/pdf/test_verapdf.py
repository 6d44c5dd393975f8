"""PDF/UA-1, validated by veraPDF, over every kind of PDF."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built
from tests.pdf.conftest import plain_pdf
from tests.pdf.documents import SAMPLE, group_pdfs, is_for_print, remaining_pdfs, sample_pdfs
from tests.pdf.verapdf import Report, validate

RULES = 106  # of PDF/UA-1 that this version of the engine checks
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        not shutil.which("java") and "CI" not in os.environ,
        reason="Java is missing: python -m tools doctor --tests",
    ),
]


@pytest.mark.parametrize(
    "files",
    [sample_pdfs, pytest.param(remaining_pdfs, marks=pytest.mark.corpus)],
    ids=["sample", "rest"],
)
def test_every_pdf_passes(built: Built, files: Callable[[Built], list[Path]]) -> None:
    report = validate(files(built))
    save_report(built, report, files.__name__)
    assert [str(verdict) for verdict in report.verdicts if verdict.failures] == []
    assert len(report.verdicts) == len(files(built)) > 0
    assert all(verdict.rules == RULES and verdict.checks > RULES for verdict in report.verdicts)


def test_a_file_without_our_tags_fails(tmp_path: Path) -> None:
    """WeasyPrint's own tags break rules of lists and links; what has no tags breaks many."""
    tagged, untagged = tmp_path / "tagged.pdf", tmp_path / "untagged.pdf"
    plain_pdf(tagged, variant="pdf/ua-1")
    plain_pdf(untagged, variant=None)
    report = validate([tagged, untagged])
    found = [{failure.rule for failure in verdict.failures} for verdict in report.verdicts]
    assert {"7.2-20", "7.18.5-1"} <= found[0], str(report)
    assert {"6.2-1", "7.1-3"} <= found[1], str(report)
    failures = [failure for verdict in report.verdicts for failure in verdict.failures]
    assert all(failure.requirement and failure.count and failure.places for failure in failures)


def test_the_sample_holds_every_kind(built: Built) -> None:
    form = built.publication.language.word("fillable_word")
    kinds = group_pdfs(built)
    book = f"{built.publication.settings.slug}.pdf"
    assert {book, "checklists.pdf", "checklists", f"checklists-{form}"} <= set(kinds)
    for files in kinds.values():
        assert set(files[:SAMPLE]) == set(files) & set(sample_pdfs(built))
    all_pdfs = {path for path in built.site.rglob("*.pdf") if not is_for_print(path)}
    assert {*sample_pdfs(built), *remaining_pdfs(built)} == all_pdfs


def save_report(built: Built, report: Report, name: str) -> None:
    """Save the report, to read after a run."""
    target = ROOT / "build" / f"verapdf-{name}.txt"
    target.parent.mkdir(exist_ok=True)
    target.write_text(str(report).replace(f"{built.site}/", "") + "\n", encoding="utf-8")
