"""What the release check says of the round of tests over the whole site."""

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


def trials(publication: Publication, count: int, day: dt.date) -> tuple[AuditResult, ...]:
    """Give a round of tests over so many pages, and over one PDF."""
    pages = AuditResult(id="axe", on=day, by="axe", count=count, times=count, found=())
    return pages, AuditResult(id="pdf", on=day, by="veraPDF", count=1, times=106, found=())


def test_this_version_must_have_been_tested_whole(publication: Publication) -> None:
    day, count = publication.settings.date, len(publication.pages)
    cases = [
        (trials(publication, count, day), False),
        (trials(publication, count - 1, day), True),
        (trials(publication, count, day - dt.timedelta(1)), True),
        ((), True),
    ]
    for tested, told in cases:
        assert bool([*check_audit(replace(publication, audit_results=tested))]) == told, tested


def test_the_statement_shows_what_the_last_round_found(built: Built) -> None:
    publication = built.publication
    assert [one.id for one in publication.audit_results] == [
        "axe",
        "layout",
        "keyboard",
        "html",
        "pdf",
    ]
    page = publication.pages["toegankelijkheid"].url
    text = (built.site / page).read_text(encoding="utf-8")
    for one in publication.audit_results:
        assert f"{one.by}, {publication.language.format_date(one.on)}" in text
