"""A remark silences one rule on one line, with a reason, and is told when it is idle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ReportedProblem, change
from tests.model.test_rules import BOX, LINK, ROUND, SETTINGS, TERMS, TOOLS, WHAT
from tools.cli import main
from tools.model.loader import load_project
from tools.model.rules.noqa import read_remarks

ProblemsAfter = Callable[..., list[ReportedProblem]]
FULL_STOP = f"{WHAT}."
REASON = "as the leaflet has it"
PARAGRAPH = "Take one dry"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TOOLS, WHAT, f"{FULL_STOP} # noqa: W107 {REASON}"),
        (TOOLS, WHAT, f"{FULL_STOP}  #noqa: W107: {REASON}"),
        (TOOLS, WHAT, f"what: All dry. # noqa: W101, W107 {REASON}"),
        (TOOLS, BOX, f"two people and 40 hooks.\n\n{{# noqa: W301 {REASON} #}}\nOne more"),
        (TOOLS, BOX, f"{BOX}\n\nOne more {{# noqa: W301 {REASON} #}}"),
        (SETTINGS, "count: 2", f"count: 3 # noqa: C203 {REASON}"),
        (TERMS, "page: weekly-round", f"page: weekly-round # noqa: S314 {REASON}"),
    ],
)
def test_a_remark_silences_its_rules_on_its_line(
    file: str, old: str, new: str, problems_after: ProblemsAfter
) -> None:
    problems = [problem.code for problem in problems_after((file, old, new))]
    assert [code for code in problems if code not in ("figure-without-source", "noqa-idle")] == []


def test_a_remark_above_a_line_is_about_that_line_only(problems_after: ProblemsAfter) -> None:
    new = f"{BOX}\n\n{{# noqa: W301 {REASON} #}}\nOne more\n\nAnd one more"
    (problem,) = problems_after((TOOLS, BOX, new))
    assert problem.code == "paragraph-open"


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        (f"{FULL_STOP} # noqa: W101 {REASON}", ["noqa-idle", "what-full-stop"]),
        (f"{FULL_STOP} # noqa: W1 {REASON}", ["noqa-unknown", "what-full-stop"]),
        (f"{FULL_STOP} # noqa: w107 {REASON}", ["noqa-unknown", "what-full-stop"]),
        (f"{FULL_STOP} # noqa: W107", ["noqa-without-reason"]),
        (f"{FULL_STOP} # W107 {REASON}", ["what-full-stop"]),
        (f"{FULL_STOP} # noqa: W107, W109 {REASON}", ["noqa-idle"]),
        (f"{FULL_STOP}\n          # noqa: W107 {REASON}", ["noqa-idle", "what-full-stop"]),
    ],
)
def test_other_remarks_are_told_and_silence_nothing_else(
    new: str, codes: list[str], problems_after: ProblemsAfter
) -> None:
    assert sorted(problem.code for problem in problems_after((TOOLS, WHAT, new))) == codes


def test_what_is_fixed_cannot_be_silenced(problems_after: ProblemsAfter) -> None:
    link = f"(gone.md) {{# noqa: L101 {REASON} #}}"
    problems = sorted(problem.code for problem in problems_after((TOOLS, LINK, link)))
    assert problems == ["link-missing", "noqa-fixed"]


def test_a_rule_that_is_off_leaves_nothing_to_silence(problems_after: ProblemsAfter) -> None:
    off = (SETTINGS, "S: error", "S: error, W107: off")
    silenced = (TOOLS, WHAT, f"{FULL_STOP} # noqa: W107 {REASON}")
    assert [problem.code for problem in problems_after(off, silenced)] == ["noqa-idle"]


def test_a_remark_is_no_text_of_the_page(small_sources: Path) -> None:
    change(small_sources, TOOLS, BOX, f"{BOX}\n\n{{# noqa: W301 {REASON} #}}\nOne more")
    (page,) = (p for p in load_project(small_sources).pages if p.file == Path(TOOLS))
    assert "noqa" not in "".join(block.text for block in page.body.text_blocks)


def test_remarks_know_their_place(small_sources: Path) -> None:
    line = change(small_sources, ROUND, "minutes: 10}", f"minutes: 10}} # noqa: W101 {REASON}")
    (remark,) = read_remarks(load_project(small_sources)).remarks
    assert (remark.file, remark.line, remark.target_line) == (Path(ROUND), line, line)
    assert (remark.codes, remark.reason) == (("W101",), REASON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"We utilise it. {{# noqa: W403 {REASON} #}}", []),
        (f"We use it. {{# noqa: W403 {REASON} #}}", ["S314"]),
        ("We utilise it.", ["W403"]),
    ],
)
def test_the_prose_of_a_page_has_remarks_too(
    text: str, expected: list[str], small_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small_sources, TOOLS, BOX, f"{BOX}\n\n{text}")
    assert main(["--project", str(small_sources), "check"]) == 0
    capsys.readouterr()
    assert main(["--project", str(small_sources), "prose", TOOLS]) == bool(expected)
    output = capsys.readouterr().out
    assert [code for code in ("W403", "S314") if f": {code} " in output] == expected
