"""Review dates: listed by a command; only the release check fails when one is past due."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built, change
from tests.pdf.read_back import pdftotext, remove_space
from tools.checks.release import check_release, list_due_reviews, list_reviews
from tools.cli import main
from tools.model.loader import load_publication

ROUND = "docs/practices/weekly-round.md"
FACT = dt.date(2027, 3, 1)  # the day before which the small publication's first fact is due
DAY = dt.timedelta(1)


def test_pages_facts_and_lists_are_listed_soonest_first(small: Path) -> None:
    publication = load_publication(small)
    found = list_reviews(small)
    days = [review.due_date for review in found]
    assert days == sorted(days)
    facts = sum(len(page.meta.facts) for page in publication.pages.values())
    lists = len(publication.pages_with_checklist)
    assert facts > 0
    assert len(found) == len(publication.pages) + lists + facts
    text = (small / ROUND).read_text(encoding="utf-8").splitlines()
    for review in (review for review in found if review.file.as_posix() == ROUND):
        assert f"again: {review.due_date}" in text[review.line - 1]


def test_what_is_due_is_so_from_its_day_on(small: Path) -> None:
    assert list_due_reviews(small, FACT - DAY) == []
    (review,) = list_due_reviews(small, FACT)
    assert (review.file.as_posix(), review.due_date) == (ROUND, FACT)
    assert review.title == "The weekly round: 10 minutes | no more: What it is"


def test_past_due_fails_the_release_check_and_no_other(small: Path) -> None:
    publication = load_publication(small)  # which judges the sources, whatever the day
    place = f"{ROUND}:{list_due_reviews(small, FACT)[0].line}: "
    findings = {day: list(check_release(publication, day)) for day in (FACT - DAY, FACT)}
    assert [finding for finding in findings[FACT] if place in finding]
    assert not [finding for finding in findings[FACT - DAY] if place in finding]


def test_the_command_lists_with_file_and_line_and_names_what_comes_next(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = change(small, ROUND, "what: {on: 2026-11-21,", "what: {on: 2026-11-20,")
    title = "The weekly round: 10 minutes | no more: What it is"

    def run_reviews(day: str) -> str:
        assert main(["--project", str(small), "reviews", "--by", day]) == 0
        return capsys.readouterr().out

    assert run_reviews("2027-02-28") == (
        "Nothing to be checked again by 28 February 2027."
        f" Next, on 1 March 2027: {title} ({ROUND}:{line}).\n"
    )
    assert run_reviews("2027-03-01") == (
        f"1 March 2027  {ROUND}:{line}  {title}\nTo be checked again by 1 March 2027: 1.\n"
    )
    assert main(["--project", str(small), "reviews", "--by", "spring"]) == 2
    assert "isoformat string: 'spring'" in capsys.readouterr().err


@pytest.mark.integration
def test_readers_see_when_a_fact_was_checked(built_small: Built) -> None:
    expected = "Checked on 21 November 2026. To be checked again before 1 March 2027."
    page = (built_small.site / "practices/weekly-round.html").read_text(encoding="utf-8")
    assert expected in page
    assert remove_space(expected) in remove_space(
        pdftotext(built_small.site / "downloads/good-sheds.pdf")
    )


EXAMPLE = "*Fictief voorbeeld.*"
AMOUNT = re.compile(r"€|\d[\d.,]* (?:euro|miljoen|miljard)\b")


def test_dated_facts_name_no_amounts_that_age_in_months() -> None:
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")]
    dated_pages = [text for text in pages if "\nfacts:\n" in text]
    assert dated_pages
    # A worked example shows its assumptions, with their years.
    sections = [one for text in dated_pages for one in text.split("\n## ") if EXAMPLE not in one]
    assert [found for text in sections for found in AMOUNT.findall(text)] == []
    assert AMOUNT.findall("hoogstens € 24.999, dus 25.000 euro") == ["€", "25.000 euro"]
