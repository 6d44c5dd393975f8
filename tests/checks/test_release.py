"""What the release check says of the round of tests over the whole site."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Built
from tools.checks.release import untested
from tools.model.data import Trial
from tools.model.publication import Publication, read_publication


@pytest.fixture
def publication(small: Path) -> Publication:
    """The small publication."""
    return read_publication(small)


def trials(publication: Publication, count: int, day: dt.date) -> tuple[Trial, ...]:
    """Give a round of tests over so many pages, and over one PDF."""
    pages = Trial(id="axe", on=day, by="axe", count=count, times=count, found=())
    return pages, Trial(id="pdf", on=day, by="veraPDF", count=1, times=106, found=())


def test_this_version_must_have_been_tested_whole(publication: Publication) -> None:
    day, count = publication.own.date, len(publication.pages)
    cases = [
        (trials(publication, count, day), False),
        (trials(publication, count - 1, day), True),
        (trials(publication, count, day - dt.timedelta(1)), True),
        ((), True),
    ]
    for tested, told in cases:
        assert bool([*untested(replace(publication, tested=tested))]) == told, tested


def test_the_statement_shows_what_the_last_round_found(built: Built) -> None:
    publication = built.publication
    assert [one.id for one in publication.tested] == ["axe", "layout", "keyboard", "html", "pdf"]
    page = publication.pages["toegankelijkheid"].url
    text = (built.site / page).read_text(encoding="utf-8")
    for one in publication.tested:
        assert f"{one.by}, {publication.language.date(one.on)}" in text
