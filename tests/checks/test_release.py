"""The release check of the accessibility audit of the site."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Built
from tools.checks.release import check_audit
from tools.model.entities.reference_data import AuditResult
from tools.model.loader import load_publication
from tools.model.publication import Publication


@pytest.fixture
def publication(small: Path) -> Publication:
    """The small publication."""
    return load_publication(small)


def audit_results(publication: Publication, count: int, day: dt.date) -> tuple[AuditResult, ...]:
    """Return the results of an audit of `count` pages and one PDF."""
    pages = AuditResult(id="axe", on=day, by="axe", count=count, times=count, found=())
    return pages, AuditResult(id="pdf", on=day, by="veraPDF", count=1, times=106, found=())


def test_this_version_must_have_been_audited(publication: Publication) -> None:
    day, count = publication.settings.date, len(publication.pages)
    cases = [
        (audit_results(publication, count, day), False),
        (audit_results(publication, count - 1, day), True),
        (audit_results(publication, count, day - dt.timedelta(1)), True),
        ((), True),
    ]
    for results, is_reported in cases:
        assert bool([*check_audit(replace(publication, audit_results=results))]) == is_reported, (
            results
        )


def test_the_statement_shows_the_last_audit(built: Built) -> None:
    publication = built.publication
    assert [result.id for result in publication.audit_results] == [
        "axe",
        "layout",
        "keyboard",
        "html",
        "pdf",
    ]
    page = publication.pages["toegankelijkheid"].url
    text = (built.site / page).read_text(encoding="utf-8")
    for result in publication.audit_results:
        assert f"{result.by}, {publication.language.format_date(result.on)}" in text
