"""The command that cleans pasted text: it shows what it changes, and keeps all else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ReportedProblem, change
from tools.cli import main
from tools.model.loader import load_publication

PAGE = "docs/practices/weekly-round.md"
LINE = "Once a week, one person walks through the shed with this"
PASTED = "On\u00adce a\u200b week, one\u00a0person walks through the shed with this"


def clean(root: Path, *names: str) -> int:
    """Run the command."""
    return main(["--project", str(root), "clean", *names])


@pytest.mark.parametrize("name", [PAGE, "weekly-round"])
def test_a_page_is_cleaned_and_the_change_shown(
    small_sources: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    before = (small_sources / PAGE).read_bytes()
    line = change(small_sources, PAGE, LINE, PASTED)
    assert clean(small_sources, name) == 0
    shown = capsys.readouterr().out
    assert (
        f"{PAGE}:{line}: On⟨U+00AD⟩ce a⟨U+200B⟩ week, one⟨U+00A0⟩person → Once a week, one" in shown
    )
    assert (small_sources / PAGE).read_bytes() == before
    load_publication(small_sources)


def test_line_ends_and_other_files_stay(small_sources: Path) -> None:
    path = small_sources / PAGE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert clean(small_sources, PAGE) == 0
    assert path.read_bytes() == before
    path.write_bytes(before.replace(b"Once", "On\u00adce".encode()))
    assert clean(small_sources, PAGE) == 0
    assert path.read_bytes() == before


def test_nothing_to_clean_is_said(small_sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert clean(small_sources, PAGE) == 0
    assert "nothing to clean" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere", "../other.md", "docs/assets/pictures/shed.png"])
def test_what_is_no_page_is_told(
    small_sources: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert clean(small_sources, name) == 1
    assert name in capsys.readouterr().err


def test_pasted_text_is_told_by_check(small_sources: Path, problems_after: object) -> None:
    line = change(small_sources, PAGE, LINE, "On\u00adce a week, one\u00a0person walks with this")
    problems: list[ReportedProblem] = problems_after()  # type: ignore[operator]
    assert problems == [ReportedProblem("text-pasted", PAGE, line)]
