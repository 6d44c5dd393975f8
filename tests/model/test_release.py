"""Changes after a release: which must be announced, and how they are made correctly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import ReportedProblem, change
from tools.checks.changelog import check_changelog
from tools.language import load_language
from tools.model.entities.version import Version
from tools.model.loader import load_project, load_publication
from tools.model.project import ParsedProject
from tools.model.reading.manifest import format_manifest
from tools.model.release.entries import collect_entries
from tools.model.release.requirements import find_missing_requirements
from tools.model.rules import RULES

ProblemsAfter = Callable[..., list[ReportedProblem]]
ROUND = "docs/practices/weekly-round.md"
TOOLS = "docs/practices/tidy-tools.md"
CONTACT = "docs/about/contact.md"
CHANGES = "docs/_data/changes.yml"
RETIRED = "docs/_data/retired.yml"
RELEASED = "docs/_data/release_manifest.txt"
VERSION = "version: 2026-11-21"
REVIEWED = "reviewed: {on: 2026-11-21, again: 2027-11-21}\n"
NEW = "- id: newer\n  date: 2026-11-25\n"
WHY = "why: A drip in May is a hole in June."


def read_project(root: Path) -> ParsedProject:
    """Read a project, without judging it."""
    return load_project(root)


@pytest.fixture
def small(small_sources: Path) -> Path:
    """The small publication, with a release noted."""
    text = format_manifest(collect_entries(read_project(small_sources)))
    (small_sources / RELEASED).write_text(text, encoding="utf-8")
    return small_sources


def find_unannounced(root: Path, *changes: tuple[str, str, str]) -> list[str]:
    """Change a project; return the changes that must be announced."""
    for edit in changes:
        change(root, *edit)
    return [*check_changelog(read_project(root))]


ASKED_BETWEEN_RELEASES = {"release-damaged", "release-check"}

# The code, the change, and a text on the line where it is reported.
VIOLATIONS = {
    "a field blurred": ("release-version", ROUND, WHY, "why: A drip is bad.", VERSION),
    "a time changed": ("release-version", ROUND, "minutes: 10}", "minutes: 15}", VERSION),
    "a days changed": (
        "release-version",
        ROUND,
        "two days, days: 2",
        "two days, days: 3",
        VERSION,
    ),
    "a title changed": ("release-version", ROUND, "title: The round", "title: A round", VERSION),
    "an earlier version": (
        "release-version",
        ROUND,
        "what: Carry one broken thing",
        "what: Carry one old thing",
        VERSION,
    ),
    "a version for nothing": (
        "release-idle",
        ROUND,
        VERSION,
        "version: 2026-11-22",
        "version: 2026-11-22",
    ),
    "a retired item forgotten": ("release-item", TOOLS, "  retired: [padlock]\n", "", "  blocks:"),
    "a retired page forgotten": (
        "release-id",
        RETIRED,
        "pages: [shed-rules]",
        "pages: []",
        "pages:",
    ),
    "a retired source forgotten": (
        "release-id",
        RETIRED,
        "sources: [lost-leaflet]",
        "sources: []",
        "sources:",
    ),
    "a day that does not exist": (
        "release-damaged",
        RELEASED,
        " 2026-11-21\n",
        " 2026-11-31\n",
        " 2026-11-31",
    ),
    "a merge conflict": (
        "release-damaged",
        RELEASED,
        "\nlist ",
        "\n<<<<<<< HEAD\nlist ",
        "<<<<<<<",
    ),
    "a line that was cut": ("release-damaged", RELEASED, "page contact ", "page\n", "page\n"),
    "a check put off": (
        "release-check",
        ROUND,
        "again: 2027-11-21}\nchecklist",
        "again: 2027-11-30}\nchecklist",
        "reviewed: {on",
    ),
    "a check left out": ("release-check", CONTACT, REVIEWED, "", "id: contact"),
    "a check left out where a list has its own": (
        "release-check",
        ROUND,
        REVIEWED,
        "",
        "id: weekly-round",
    ),
    "a check put back": (
        "release-check",
        ROUND,
        "what: {on: 2026-11-21",
        "what: {on: 2026-11-20",
        "  what: {on",
    ),
}


def find_required(root: Path, *changes: tuple[str, str, str]) -> list[ReportedProblem]:
    """Change a project; return what a release asks of it."""
    for edit in changes:
        change(root, *edit)
    missing = find_missing_requirements(read_project(root))
    return [ReportedProblem(p.code, p.file.as_posix(), p.line) for p in missing]


@pytest.mark.parametrize("name", VIOLATIONS)
def test_published_content_may_not_change_silently(
    name: str, small: Path, problems_after: ProblemsAfter
) -> None:
    code, file, old, new, anchor = VIOLATIONS[name]
    assert problems_after() == []
    problems = problems_after((file, old, new))
    text = (small / file).read_text(encoding="utf-8")
    expected = ReportedProblem(code, file, text.count("\n", 0, text.index(anchor)) + 1)
    if code in ASKED_BETWEEN_RELEASES:
        assert problems == [expected]
    else:
        assert problems == [], "only a release asks for this"
        assert find_required(small) == [expected]


def test_checks_of_a_page_and_its_list_left_out_are_told_once(
    small: Path, problems_after: ProblemsAfter
) -> None:
    of_list = (ROUND, f"  {REVIEWED}", "")
    assert problems_after(of_list) == [], "the list has the review of its page, on the same day"
    assert problems_after((ROUND, REVIEWED, "")) == [ReportedProblem("release-check", ROUND, 2)]


def test_a_check_of_a_list_left_out_is_told_at_the_list(
    small: Path, problems_after: ProblemsAfter
) -> None:
    change(small, ROUND, REVIEWED, "")
    text = format_manifest(collect_entries(read_project(small)))
    (small / RELEASED).write_text(text, encoding="utf-8")
    assert problems_after() == []
    line = change(small, ROUND, f"  {REVIEWED}", "") - 5
    assert problems_after() == [ReportedProblem("release-check", ROUND, line)]


def test_every_code_of_a_release_has_a_case() -> None:
    codes = {code for code in load_language("nl").messages if code.startswith("release-")}
    assert codes == {case[0] for case in VIOLATIONS.values()}
    assert sum(rule.__module__ == "tools.model.rules.release" for rule in RULES) == 2


def test_an_item_that_goes_is_retired_and_its_list_gets_a_version(
    small: Path, problems_after: ProblemsAfter
) -> None:
    text = (small / ROUND).read_text(encoding="utf-8")
    item = text[text.index("        - id: feel-roof") : text.index("        - id: carry-broken")]
    fewer = ("mkdocs.yml", "{weekly-round: 4}", "{weekly-round: 3}")
    assert problems_after(fewer, (ROUND, item, "")) == []
    codes = [problem.code for problem in find_required(small)]
    assert codes == ["release-version", "release-item"]
    required = find_required(small, (ROUND, "retired: []", "retired: [feel-roof]"))
    assert [problem.code for problem in required] == ["release-version"]
    assert find_required(small, (ROUND, VERSION, "version: 2026-11-22")) == []


REUSED = {
    "an item": (TOOLS, "  retired: [padlock]\n", "", TOOLS, "id: oil-cap", "id: padlock"),
    "a page": (
        RETIRED, "pages: [shed-rules]", "pages: []",
        "docs/hand-out.md", "id: hand-out", "id: shed-rules",
    ),
    "a term": (
        RETIRED, "terms: [peg]", "terms: []", "docs/_data/glossary.yml", "id: round", "id: peg"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REUSED)
def test_a_retired_id_is_never_used_again_even_if_the_data_forgot_it(
    name: str, small: Path, problems_after: ProblemsAfter
) -> None:
    file, old, new, user, id_, reused = REUSED[name]
    assert problems_after((file, old, new)) == []
    line = change(small, user, id_, reused)
    assert ReportedProblem("id-retired", user, line) in problems_after()


@pytest.mark.usefixtures("small")
def test_a_role_with_another_title_changes_the_lists_that_name_it(
    small: Path, problems_after: ProblemsAfter
) -> None:
    assert problems_after(("docs/_data/roles.yml", "title: Member", "title: Visitor")) == []
    assert {(problem.code, problem.file) for problem in find_required(small)} == {
        ("release-version", ROUND), ("release-version", TOOLS),
    }  # fmt: skip


# The date in the front matter, whether the words change, and the version that readers see.
VERSIONS = {
    "as released": ("2026-11-21", False, "2026-11-21", "released"),
    "with other words": ("2026-11-21", True, "2026-11-21", "changed"),
    "with other words and a version": ("2026-11-24", True, "2026-11-24", "released"),
    "with other words and an earlier version": ("2026-11-20", True, "2026-11-21", "changed"),
    "with another version for nothing": ("2026-11-24", False, "2026-11-24", "released"),
    "without a version": (None, False, "2026-11-21", "released"),
    "without a version and with other words": (None, True, "2026-11-21", "changed"),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_a_version_says_whether_the_words_were_released_under_it(name: str, small: Path) -> None:
    given, is_changed, date, state = VERSIONS[name]
    change(small, ROUND, f"  {VERSION}\n", f"  version: {given}\n" if given else "")
    if is_changed:
        change(small, ROUND, WHY, "why: A drip is bad.")
    version = load_publication(small).versions["weekly-round"]
    assert (str(version.date), version.state) == (date, state)


def test_a_list_after_the_release_was_added_since(small: Path) -> None:
    manifest = small / RELEASED
    lines = manifest.read_text().splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if "list weekly-round" not in line))
    assert load_publication(small).versions["weekly-round"].state == "added"
    change(small, ROUND, VERSION, "version: 2026-11-22")
    assert load_publication(small).versions["weekly-round"] == Version(dt.date(2026, 11, 22))
    manifest.unlink()
    change(small, ROUND, "  version: 2026-11-22\n", "")
    assert load_publication(small).versions["weekly-round"] == Version(dt.date(2026, 11, 21))


def find_next_version(root: Path) -> str:
    """Return the version that a release would record for the weekly round."""
    entries = {(e.entry.kind, e.entry.id): e.entry for e in collect_entries(read_project(root))}
    return entries["list", "weekly-round"].fingerprint[1]


def test_a_list_without_a_version_keeps_that_of_its_words(small: Path) -> None:
    change(small, ROUND, f"  {VERSION}\n", "")
    change(small, "mkdocs.yml", "date: 2026-11-21", "date: 2026-12-15")
    assert find_next_version(small) == "2026-11-21"
    change(small, ROUND, WHY, "why: A drip is bad.")
    assert find_next_version(small) == "2026-12-15"
    change(small, "mkdocs.yml", "date: 2026-12-15", "date: 2026-11-21")
    assert find_next_version(small) == "2026-11-22", "no two texts under one version"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ROUND, "Once a week, one person walks", "Once a week,\none person  walks"),
        (ROUND, "## Why it works", "{# a remark to editors #}\n## Why it works"),
        (ROUND, "number: 2\n", "number: 2  # the second\n"),
        (ROUND, "{on: 2026-11-21, again: 2027-03-01}", "{on: 2026-11-22, again: 2027-04-01}"),
        ("docs/_data/search_queries.yml", "", "[]\n"),
    ],
)
def test_invisible_changes_need_no_announcement(small: Path, file: str, old: str, new: str) -> None:
    (small / file).touch()
    assert find_unannounced(small, (file, old, new)) == []
    load_publication(small)


# A change, and the pages of which one must be named; none: the publication as a whole.
CHANGED = {
    "text": (ROUND, "Once a week, one person", "Once a month, one person", {"weekly-round"}),
    "a summary": (CONTACT, "summary: ", "summary: Well, ", {"contact"}),
    "where an item comes from": (
        ROUND,
        "statements: {G-round-1: [what]}",
        "statements: {G-round-1: [what, why]}",
        {"weekly-round"},
    ),
    "a source": ("docs/_data/sources.yml", "note: ", "note: About ", {"sources", "weekly-round"}),
    "a word": ("docs/_data/glossary.yml", "definition: ", "definition: So ", {"glossary"}),
    "a question": ("docs/_data/questions.yml", "answer: ", "answer: So ", {"practices"}),
    "an announced change": (
        CHANGES,
        "The first, invented",
        "The very first, invented",
        {"changes"},
    ),
    "the name": ("mkdocs.yml", "site_name: Good Sheds", "site_name: Best Sheds", set()),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_must_be_announced(name: str, small: Path) -> None:
    file, old, new, pages = CHANGED[name]
    assert find_unannounced(small) == []
    first, *others = find_unannounced(small, (file, old, new))
    assert first.startswith(f"{file}:")
    assert any("version 1.0" in line or "own" in line for line in others), "a version of its own"
    changed = read_project(small)
    entry = next(
        candidate
        for candidate in collect_entries(changed)
        if candidate.entry.text not in (small / RELEASED).read_text()
    )
    assert not pages or pages & entry.page_ids
    page = f"  page: {min(entry.page_ids)}\n" if entry.page_ids else ""
    path = small / CHANGES
    path.write_text(path.read_text() + NEW + page + "  what: Something changed.\n")
    assert [
        line
        for line in check_changelog(read_project(small))
        if file in line and "version" not in line
    ] == []


def test_one_entry_can_announce_many_corrections(small: Path) -> None:
    findings = find_unannounced(
        small,
        (ROUND, "Once a week, one person", "Each week, one person"),
        (CONTACT, "summary: ", "summary: Well, "),
    )
    assert "also: [contact, weekly-round]" in findings[2]
    path = small / CHANGES
    entry = f"{NEW}  also: [contact, weekly-round]\n  what: Small corrections.\n"
    path.write_text(path.read_text() + entry)
    (remaining,) = check_changelog(read_project(small))
    assert remaining.startswith("mkdocs.yml:"), "only the version of the publication"
    settings = small / "mkdocs.yml"
    text = settings.read_text()
    publication = load_publication(small)
    version, date = publication.settings.version, str(publication.settings.date)
    settings.write_text(text.replace(version, "9.9", 1).replace(date, "2026-12-01", 1))
    assert [*check_changelog(read_project(small))] == []
    assert publication.changes[0].also == ("contact", "weekly-round")


def test_a_published_entry_announces_nothing_new(small: Path) -> None:
    assert (small / CHANGES).read_text().count("page: weekly-round") == 1
    assert find_unannounced(small, (ROUND, "Once a week, one person", "Each week, one person"))


def test_a_removed_entry_must_be_announced(small: Path) -> None:
    text = (small / CHANGES).read_text()
    entry = text[text.index("- id: first") : text.index("- id: round")]
    findings = find_unannounced(small, (CHANGES, entry, ""))
    (finding,) = findings
    assert "first" in finding


def test_system_files_are_not_in_the_manifest(small: Path) -> None:
    before = format_manifest(collect_entries(read_project(small)))
    (small / "docs/assets/.DS_Store").write_bytes(b"\0\1")
    (small / "docs/assets/pictures/.#shed.png").symlink_to("someone@machine.4711")
    assert format_manifest(collect_entries(read_project(small))) == before
    shed = small / "docs/assets/pictures/shed.png"
    shed.with_name("other.png").write_bytes(shed.read_bytes())
    assert "picture assets/pictures/other.png" in format_manifest(
        collect_entries(read_project(small))
    )


def test_a_new_page_must_be_announced_and_a_new_source_not(small: Path) -> None:
    text = (small / CONTACT).read_text()
    page = text.replace("id: contact", "id: visit").replace("title: ", "title: More ")
    (small / CONTACT).with_name("visit.md").write_text(page)
    findings = find_unannounced(small)
    assert any("visit" in line for line in findings)
    sources = small / "docs/_data/sources.yml"
    entry = sources.read_text().split("\n- ")[1]
    sources.write_text(sources.read_text() + "\n- " + entry.replace("id: ", "id: new-", 1))
    assert find_unannounced(small) == findings


@pytest.mark.parametrize(
    ("version", "date", "expected"),
    [
        ("0.1", "2026-12-01", ["2026-11-21, and has 2026-12-01"]),
        ("0.1", "2026-11-20", ["2026-11-21, and has 2026-11-20"]),
        ("0.2", "2026-11-20", ["2026-11-20 is before 2026-11-21"]),
        ("0.2", "2026-12-01", []),
        ("0.2", "2026-11-21", []),
    ],
)
def test_a_date_of_a_release_fits_its_version(
    small: Path, version: str, date: str, expected: list[str]
) -> None:
    findings = find_unannounced(
        small,
        ("mkdocs.yml", 'version: "0.1"', f'version: "{version}"'),
        ("mkdocs.yml", "date: 2026-11-21", f"date: {date}"),
    )
    assert len(findings) == len(expected)
    assert all(part in line for part, line in zip(expected, findings, strict=True))


def test_a_page_that_is_not_there_is_not_asked_for(small: Path) -> None:
    """Without a page of changes, a changed entry has no page to name."""
    change(small, "mkdocs.yml", "      changes: changes\n", "")
    (small / RELEASED).write_text(format_manifest(collect_entries(read_project(small))))
    findings = find_unannounced(small, (CHANGES, "The first, invented", "The very first, invented"))
    assert findings
    assert not any("also: [" in line for line in findings)
    assert findings[0].startswith(f"{CHANGES}:")
    assert " change first " in findings[0]


def test_changes_are_reported_in_the_language_of_the_publication(small: Path) -> None:
    project = replace(read_project(small), language=load_language("nl"))
    (small / RELEASED).write_text(format_manifest(collect_entries(project)))
    change(small, "docs/_data/glossary.yml", "definition: ", "definition: So ")
    findings = [*check_changelog(replace(read_project(small), language=load_language("nl")))]
    assert ": R311 begrip " in findings[0]


def test_the_manifest_holds_no_texts(small: Path) -> None:
    ids = {
        word for line in (small / RELEASED).read_text().splitlines()[1:] for word in line.split()
    }
    assert not any(" " in word or len(word) > 80 for word in ids)
    assert not {"Once", "drip"} & ids
