"""All mistakes are reported together, once, in order, in the language of the publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SMALL, Change, ReportedProblem, change
from tools.language import load_language
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError, Problem

ProblemsAfter = Callable[..., list[ReportedProblem]]

SETTINGS = "mkdocs.yml"
TOOLS = "docs/practices/tidy-tools.md"
ROUND = "docs/practices/weekly-round.md"
STORY = "docs/stories/beanpole-garden.md"
SOURCES = "docs/_data/sources.yml"
TERMS = "docs/_data/glossary.yml"

WHAT = "what: Wipe all blades dry"
MESSAGE = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+): [A-Z]\d{3} (?P<what>.+)$")

MISTAKES: tuple[tuple[Change, str], ...] = (
    ((TOOLS, WHAT, "what: Wipe all blades dry."), "what-full-stop"),
    ((TOOLS, "number: 1\n", "number: one\n"), "not-a-number"),
    ((TOOLS, "{{ page_stories() }}", "{{ page_storeys() }}"), "macro-unknown"),
    ((ROUND, "caller: member", "caller: visitor"), "role-unknown"),
    ((ROUND, "      title: The round\n", "      phase: then\n"), "choice-wrong"),
    ((STORY, "{: #hard }", ""), "heading-without-id"),
    ((SOURCES, "url: https://example.org/sheds/round", "url: round"), "form-wrong"),
    ((TERMS, "page: weekly-round", "page: daily-round"), "page-unknown"),
    ((SETTINGS, "count: 2", "count: 3"), "lists-count"),
)


def find_line(root: Path, file: str, text: str) -> int:
    """Return the line (from 1) of a text in a file."""
    content = (root / file).read_text(encoding="utf-8")
    return content.count("\n", 0, content.index(text)) + 1


def report(root: Path) -> str:
    """Return the report on a publication with problems."""
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(root)
    return str(caught.value)


def test_mistakes_in_many_files_and_in_one_are_reported_together(
    problems_after: ProblemsAfter,
) -> None:
    problems = problems_after(*(mistake for mistake, _ in MISTAKES))
    expected = [(code, file) for (file, _, _), code in MISTAKES]
    assert sorted((problem.code, problem.file) for problem in problems) == sorted(expected)


def test_they_are_sorted_by_file_and_line(problems_after: ProblemsAfter) -> None:
    problems = problems_after(*(mistake for mistake, _ in MISTAKES))
    places = [(problem.file, problem.line) for problem in problems]
    assert places == sorted(places)
    assert [file for file, _ in places].count(TOOLS) == 3


def test_mistakes_on_one_line_are_all_reported(problems_after: ProblemsAfter) -> None:
    problems = problems_after((TOOLS, WHAT, "what: Wipe and hang all blades carefully."))
    line = find_line(SMALL, TOOLS, WHAT)
    assert problems == [
        ReportedProblem("what-full-stop", TOOLS, line),
        ReportedProblem("what-two-actions", TOOLS, line),
        ReportedProblem("what-vague", TOOLS, line),
    ]


def test_two_mistakes_of_one_kind_on_one_line_are_both_reported(
    problems_after: ProblemsAfter,
) -> None:
    problems = problems_after((TOOLS, WHAT, "what: Wipe enough blades carefully"))
    line = find_line(SMALL, TOOLS, WHAT)
    assert problems == [ReportedProblem("what-vague", TOOLS, line)] * 2


def test_the_same_mistake_twice_on_one_line_is_reported_once(problems_after: ProblemsAfter) -> None:
    link = "[why a round takes ten minutes](weekly-round.md#why)"
    problems = problems_after((TOOLS, link, "[one](gone.md) and [one more](gone.md)"))
    assert problems == [ReportedProblem("link-missing", TOOLS, find_line(SMALL, TOOLS, link))]


def test_equal_problems_are_reported_once() -> None:
    first, second = (
        Problem(Path("a.md"), 3, "what-vague", values={"word": word}) for word in ("ok", "so")
    )
    error = InvalidPublicationError([second, first, first], load_language("en"))
    assert [problem.values["word"] for problem in error.problems] == ["so", "ok"]
    assert str(error).count("a.md:3:") == 2


# A field of the wrong type, and a broken rule over another field of the same entry.
SHAPE_CASES: dict[str, tuple[Change, Change, str, str]] = {
    "an item": (
        (TOOLS, "when: {moment: The day before the next open day, days: -1}", "when: [tomorrow]"),
        (TOOLS, WHAT, "what: Blades dry"), "not-a-mapping-here", "what-verb",
    ),
    "the same item list": (
        (TOOLS, WHAT, "what: 7"),
        (TOOLS, "what: Oil the", "what: Oiling the"), "not-text", "what-verb",
    ),
    "a checklist": (
        (ROUND, "  pause: {meeting: closing, moment: After the last visitor has left, "
                "caller: member, minutes: 10}",
         "  pause: 10"),
        (ROUND, "  close: Read the names next to the empty outlines aloud.", "  close: Goodbye."),
        "not-a-mapping-here", "close-silent",
    ),
    "a page": (
        (STORY, "reviewed: {on: 2026-11-21, again: 2027-11-21}", "reviewed: yesterday"),
        (STORY, "related: [weekly-round]", "related: [daily-round]"),
        "not-a-mapping-here", "page-unknown",
    ),
    "a page's text": (
        (STORY, "related: [weekly-round]", "related: weekly-round"),
        (STORY, 'cite("shed-leaflet"', 'cite("shed-leaf"'), "not-a-list-here", "source-unknown",
    ),
    "the statements of a page": (
        (STORY, "  G-round-3: what-they-did", "  1: hard\n  G-round-3: what-they-did"),
        (STORY, "G-round-3: what-they-did", "G-round-3: what-they-do"),
        "not-text", "statement-heading",
    ),
    "a term": (
        (TERMS, "also: [tool board, '\"outline\" board']", "also: tool board"),
        (TERMS, "source: shed-leaflet", "source: shed-leaf"),
        "not-a-list-here", "source-unknown",
    ),
    "a source": (
        (SOURCES, "- id: round-note\n  short: Round note", "- id: round-note\n  short: 1"),
        (SOURCES, "- id: shed-leaflet", "- id: round-note"), "not-text", "data-id-double",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPE_CASES)
def test_a_wrong_shape_does_not_hide_other_rules(name: str, problems_after: ProblemsAfter) -> None:
    shape, rule, shape_code, rule_code = SHAPE_CASES[name]
    assert {shape_code, rule_code} <= {problem.code for problem in problems_after(shape, rule)}


UNREADABLE = (
    TOOLS, ROUND, STORY, SOURCES, TERMS,
    "docs/about/account.md", "docs/about/sources.md", "docs/about/glossary.md",
    "docs/_data/statements.yml", "docs/_data/roles.yml", "docs/_data/retired.yml",
)  # fmt: skip


@pytest.mark.parametrize("file", UNREADABLE)
def test_an_unreadable_file_brings_no_other_problems(
    file: str, small: Path, problems_after: ProblemsAfter
) -> None:
    text = (small / file).read_text(encoding="utf-8")
    head = "---\n" if text.startswith("---") else ""
    (small / file).write_text(head + "a: b: c\n" + text.removeprefix(head), encoding="utf-8")
    assert problems_after() == [ReportedProblem("yaml", file, 2 if head else 1)]


@pytest.mark.parametrize("file", UNREADABLE)
def test_an_unreadable_file_does_not_hide_mistakes_elsewhere(
    file: str, small: Path, problems_after: ProblemsAfter
) -> None:
    mistake, code = MISTAKES[4 if file == TOOLS else 0]
    (small / file).write_bytes(b"\xff")
    assert {problem.code for problem in problems_after(mistake)} == {"not-utf-8", code}


def test_a_call_that_cannot_be_read_brings_no_other_problems(problems_after: ProblemsAfter) -> None:
    problems = problems_after((ROUND, "{{ page_checklist() }}", "{{ page_checklist( }}"))
    assert [problem.code for problem in problems] == ["macro-broken"]


def test_a_wrong_entry_does_not_make_its_list_too_short(problems_after: ProblemsAfter) -> None:
    problems = problems_after((ROUND, "moment: Within two days, days: 2", "days: 2"))
    assert [problem.code for problem in problems] == ["field-missing"]


def test_a_report_has_file_line_place_what_and_remedy(small: Path) -> None:
    line = change(small, TOOLS, WHAT, "what: Wipe all blades dry.")
    assert report(small) == (
        f"{TOOLS}:{line}: W107 checklist tidy-tools › dry-tools › what: "
        "The action ends with a full stop.\n"
        "    → Remove the full stop.\n"
        "Problems found: 1 (W107 × 1). Nothing was made, and the previous site is still there."
    )


def test_a_report_is_in_the_language_of_the_publication(small: Path) -> None:
    line = change(small, ROUND, "number: 2\n", "number: two\n")
    change(small, SETTINGS, "language: en", "language: nl")
    lines = report(small).splitlines()
    index = lines.index(f"{ROUND}:{line}: Y309 number: `two` is geen heel getal.")
    assert lines[index + 1] == "    → Schrijf een getal zonder aanhalingstekens."
    count = sum(1 for message in lines if MESSAGE.match(message))
    assert lines[-1].startswith(f"Aantal problemen: {count} (W101 × ")
    assert lines[-1].endswith(", Y309 × 1). Er is niets gemaakt en de vorige site staat er nog.")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_problem_has_one_line_and_a_remedy(small: Path, language: str) -> None:
    for file, old, new in (mistake for mistake, _ in MISTAKES):
        change(small, file, old, new)
    change(small, SETTINGS, "language: en", f"language: {language}")
    *messages, count = report(small).splitlines()
    assert len(messages) >= 2 * len(MISTAKES)
    assert [line for line in messages[::2] if not MESSAGE.match(line)] == []
    assert [line for line in messages[1::2] if not line.startswith("    → ")] == []
    assert count.startswith(load_language(language).word("problems").split("{")[0])


def test_mistakes_in_the_settings_are_all_reported(problems_after: ProblemsAfter) -> None:
    problems = problems_after(
        (SETTINGS, "slug: good-sheds", "slug: Good Sheds"),
        (SETTINGS, "count: 2", "count: two"),
        (SETTINGS, "homes:\n      start: start", "homes:\n      begin: start"),
    )
    assert [problem.code for problem in problems] == [
        "form-wrong", "key-unknown", "not-a-number",
    ]  # fmt: skip


def test_an_unknown_language_is_reported_with_the_known_ones(small: Path) -> None:
    line = change(small, SETTINGS, "language: en", "language: xx")
    assert report(small).splitlines()[:2] == [
        f"{SETTINGS}:{line}: S104 language: There is no word list for the language xx.",
        "    → Choose from: en, nl.",
    ]
