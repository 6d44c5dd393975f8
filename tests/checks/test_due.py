"""What is to be checked again: listed by a command, and past due fails only the release check."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.conftest import ROOT, change, command
from tools.checks.due import due, reviews
from tools.checks.release import check_release
from tools.model.publication import read_publication

ROUND = "docs/practices/weekly-round.md"
FACT = dt.date(2027, 3, 1)  # the day before which the small publication's first fact is due
DAY = dt.timedelta(1)


def test_pages_facts_and_lists_are_listed_soonest_first(small: Path) -> None:
    publication = read_publication(small)
    found = reviews(small)
    days = [one.again for one in found]
    assert days == sorted(days)
    facts = sum(len(page.meta.facts) for page in publication.pages.values())
    lists = len(publication.list_pages)
    assert facts > 0
    assert len(found) == len(publication.pages) + lists + facts
    text = (small / ROUND).read_text(encoding="utf-8").splitlines()
    for one in (one for one in found if one.file.as_posix() == ROUND):
        assert f"again: {one.again}" in text[one.line - 1]


def test_what_is_due_is_so_from_its_day_on(small: Path) -> None:
    assert due(small, FACT - DAY) == []
    (one,) = due(small, FACT)
    assert (one.file.as_posix(), one.again) == (ROUND, FACT)
    assert one.title == "The weekly round: 10 minutes | no more: What it is"


def test_past_due_fails_the_release_check_and_no_other(small: Path) -> None:
    publication = read_publication(small)
    place = f"{ROUND}:{due(small, FACT)[0].line}: "
    told = {day: list(check_release(publication, day)) for day in (FACT - DAY, FACT)}
    assert [one for one in told[FACT] if place in one]
    assert not [one for one in told[FACT - DAY] if place in one]
    assert command(small, "check").returncode == 0


def test_the_command_lists_with_file_and_line_and_names_what_comes_next(small: Path) -> None:
    line = change(small, ROUND, "what: {on: 2026-11-21,", "what: {on: 2026-11-20,")
    none = command(small, "due", "--by", "2027-02-28")
    assert none.returncode == 0
    assert "Nothing to be checked again by 28 February 2027." in none.stdout
    assert f"1 March 2027: The weekly round: 10 minutes | no more: What it is ({ROUND}:{line})" in (
        none.stdout
    )
    some = command(small, "due", "--by", "2027-03-01")
    assert some.returncode == 0
    first, last = some.stdout.splitlines()
    assert first.startswith(f"1 March 2027  {ROUND}:{line}  ")
    assert last == "To be checked again by 1 March 2027: 1."
    wrong = command(small, "due", "--by", "spring")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr


def test_this_publication_is_dated_as_a_whole() -> None:
    publication = read_publication(ROOT)
    assert len(reviews(ROOT)) >= len(publication.pages) + len(publication.list_pages)
