"""A change that a reader could notice is noticed: a fixed sample, and all of them in the corpus."""

from __future__ import annotations

import pytest

from tests.conftest import SMALL
from tests.mutants.judges import CRASH, NOBODY, Outcome
from tests.mutants.trial import PARTS, figures, reasons, try_part, try_sources, unexplained

FEW = 25


def test_a_sample_of_changes_is_noticed() -> None:
    outcomes = try_sources(SMALL, most=FEW)
    assert len(outcomes) >= FEW
    assert unexplained(outcomes, reasons("sources of the small publication"))[0] == []
    assert len({one.who for one in outcomes}) > 1, "more than one judge is at work"
    assert len({one.group for one in outcomes}) > 10, "changes of many kinds"


def test_a_survivor_needs_a_reason_and_a_reason_a_survivor() -> None:
    alive = Outcome("page.on · blur", "page", NOBODY, "")
    dead = Outcome("page.title · drop", "page", "rules", "field-missing")
    broken = Outcome("page.kind · drop", "page", CRASH, "KeyError")
    assert unexplained([alive, dead], {}) == (["page.on · blur"], [])
    assert unexplained([alive, dead], {"page.on · *": "why"}) == ([], [])
    assert unexplained([dead], {"page.on · *": "why"}) == ([], ["page.on · *"])
    assert unexplained([broken], {"page.*": "why"})[0] == ["page.kind · drop KeyError"]
    assert "together      3      1       2" in figures([alive, dead, broken])


@pytest.mark.corpus
@pytest.mark.parametrize("part", PARTS)
def test_every_change_is_noticed(part: str) -> None:
    outcomes = try_part(part)
    told = figures(outcomes)
    print(told)
    assert unexplained(outcomes, reasons(part)) == ([], []), told
