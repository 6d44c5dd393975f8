"""Changes that a reader could notice are detected: a fixed sample; all of them in the corpus."""

from __future__ import annotations

import pytest

from tests.conftest import SMALL
from tests.mutants.detectors import CRASH, UNDETECTED, Outcome
from tests.mutants.runner import PARTS, format_figures, reasons, try_part, try_sources, unexplained

SAMPLE_SIZE = 25


def test_a_sample_of_changes_is_detected() -> None:
    outcomes = try_sources(SMALL, maximum=SAMPLE_SIZE)
    assert len(outcomes) >= SAMPLE_SIZE
    assert unexplained(outcomes, reasons("sources of the small publication"))[0] == []
    assert len({outcome.detector for outcome in outcomes}) > 1, "more than one detector is used"
    assert len({outcome.group for outcome in outcomes}) > 10, "changes of many kinds"


def test_survivors_and_reasons_match() -> None:
    survivor = Outcome("page.on · blur", "page", UNDETECTED, "")
    detected = Outcome("page.title · drop", "page", "rules", "field-missing")
    crashed = Outcome("page.kind · drop", "page", CRASH, "KeyError")
    assert unexplained([survivor, detected], {}) == (["page.on · blur"], [])
    assert unexplained([survivor, detected], {"page.on · *": "why"}) == ([], [])
    assert unexplained([detected], {"page.on · *": "why"}) == ([], ["page.on · *"])
    assert unexplained([crashed], {"page.*": "why"})[0] == ["page.kind · drop KeyError"]
    assert "together      3      1       2" in format_figures([survivor, detected, crashed])


@pytest.mark.corpus
@pytest.mark.parametrize("part", PARTS)
def test_every_change_is_detected(part: str) -> None:
    outcomes = try_part(part)
    table = format_figures(outcomes)
    print(table)
    assert unexplained(outcomes, reasons(part)) == ([], []), table
