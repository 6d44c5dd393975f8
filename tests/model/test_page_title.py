"""The heading at the top of a page is its title, as in every site of MkDocs."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from tests.conftest import ReportedProblem, change
from tests.model.test_rules import CONTACT, HOME, ProblemsAfter
from tools.model.loader import load_project, load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.project import ParsedPage
from tools.model.reading.page_title import derive_title, extract_title, remove_title

TITLE = "title: Contact\n"
CALL = "{{ contact() }}"


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("# The shed\n\nText.\n", "The shed", 1),
        ("\n\n# The shed #\nText.\n", "The shed", 3),
        ("The shed\n===\n\nText.\n", "The shed", 1),
        ("<!-- for\neditors -->\n{# hint: more #}\n# The *big* `shed`\n", "The big shed", 4),
        ("# The \\*shed\\* &amp; garden {: #shed .big }\n", "The *shed* & garden", 1),
        ('# The "shed"\n', "The “shed”", 1),
        ("#\nText.\n", "", 1),
        ("# ", "", 1),
        ("# ![A rake](rake.png) [Sheds](sheds.md)[^1]\n\n[^1]: A note.\n", "A rake Sheds", 1),
        ("# [Sheds][s]\n\n[s]: sheds.md\n", "Sheds", 1),
    ],
)
def test_a_heading_at_the_top_is_the_title(text: str, words: str, line: int) -> None:
    title = extract_title(text)
    assert title
    assert (title.words, title.line) == (words, line)
    assert title.rest.count("\n") == text.count("\n")
    assert extract_title(title.rest) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "Text.\n\n# The shed\n", "## The shed\n", "    # The shed\n", "```\n# The shed\n```\n",
        "#shed\n", "> # The shed\n", "- The shed\n===\n", "# {{ term('shed') }}\n",
        "=== \"Tab\"\n",
    ],
)  # fmt: skip
def test_other_text_stays(text: str) -> None:
    assert remove_title(text) == text


def test_the_text_below_it_stays_on_its_lines() -> None:
    assert remove_title("<!-- a -->\nThe shed\n===\nText.\n# More\n") == (
        "<!-- a -->\n\n\nText.\n# More\n"
    )


@pytest.mark.parametrize(
    ("text", "has_more"),
    [
        ("# The *big* `shed`", False),
        ("# The shed {: #shed }", False),
        ("# The [shed](shed.md)", True),
        ("# ![The shed](shed.png)", True),
        ("# The <kbd>shed</kbd>", True),
        ("# The shed[^1]\n\n[^1]: A note.", True),
    ],
)
def test_what_is_more_than_words_is_known(text: str, has_more: bool) -> None:
    title = extract_title(text)
    assert title
    assert title.has_more is has_more


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("index.md", "Good Sheds"),
        ("tidy-tools_in-may.md", "Tidy tools in may"),
        ("garden/FAQ.md", "FAQ"),
        ("garden/Tidy tools.md", "Tidy tools"),
        ("garden/index.md", "Garden"),
    ],
)
def test_without_one_the_file_names_the_page(path: str, title: str) -> None:
    assert derive_title(PurePath(path), "Good Sheds") == title


def read_contact(root: Path) -> ParsedPage:
    """Return the page about the publisher of the small publication."""
    return next(page for page in load_project(root).pages if page.file == Path(CONTACT))


@pytest.mark.parametrize(
    ("heading", "title", "line"),
    [("# Write to us\n\n", "Write to us", 12), ("#\n\n", "Contact", 2), ("", "Contact", 2)],
)
def test_a_page_without_a_title_has_that_of_its_heading_or_file(
    heading: str, title: str, line: int, small_sources: Path
) -> None:
    change(small_sources, CONTACT, TITLE, "")
    change(small_sources, CONTACT, CALL, heading + CALL)
    page = read_contact(small_sources)
    assert (page.meta.get_text("title"), page.meta.get_line("title")) == (title, line)
    assert page.body.headings == ()


def test_a_page_may_be_only_markdown(small_sources: Path) -> None:
    (small_sources / CONTACT).write_text("# Write to us\n\n## Where\n\nHere.\n", encoding="utf-8")
    page = read_contact(small_sources)
    assert page.id == "about-contact"
    assert (page.meta.get_text("title"), page.meta.get_line("title")) == ("Write to us", 1)
    assert [(heading.id, heading.line) for heading in page.body.headings] == [("where", 3)]


def codes(problems: list[ReportedProblem]) -> list[tuple[str, int]]:
    """Return the codes of problems, with their lines."""
    return [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize("heading", ["# Contact", "#", "# *contact*!", "Contact\n==="])
def test_the_title_may_stand_above_the_text_too(
    heading: str, problems_after: ProblemsAfter
) -> None:
    assert problems_after((CONTACT, CALL, f"{heading}\n\n{CALL}")) == []


def test_another_title_above_the_text_is_told(problems_after: ProblemsAfter) -> None:
    problems = problems_after((CONTACT, CALL, f"# Write to us\n\n{CALL}"))
    assert codes(problems) == [("title-differs", 13)]


def test_what_a_title_cannot_hold_is_told(problems_after: ProblemsAfter) -> None:
    problems = problems_after((CONTACT, CALL, f"# [Contact](../index.md)\n\n{CALL}"))
    assert codes(problems) == [("title-marks", 13)]


@pytest.mark.parametrize(
    ("words", "code"),
    [("<script>go()</script>", "html-forbidden"), (":material-mail:", "not-supported")],
)
def test_what_no_page_may_hold_no_title_may_hold(
    words: str, code: str, problems_after: ProblemsAfter
) -> None:
    problems = problems_after((CONTACT, TITLE, ""), (CONTACT, CALL, f"# {words} Us\n\n{CALL}"))
    assert (code, 12) in codes(problems)


def test_a_title_with_a_bracket_is_told_at_its_line(problems_after: ProblemsAfter) -> None:
    problems = problems_after((CONTACT, TITLE, ""), (CONTACT, CALL, f"# Us & `<b>`\n\n{CALL}"))
    assert codes(problems) == [("form-wrong", 12)]


def test_a_second_heading_of_level_one_is_told_by_its_words_or_number(small: Path) -> None:
    change(small, HOME, "## ", "# Contact\n\nText.\n\n#\n\nText.\n\n## ")
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(small)
    told = [line.partition(": ")[2] for line in caught.value.complete.splitlines() if "P30" in line]
    end = "has level 1, which is that of the title, at the top of the page."
    assert told[:-1] == [
        f"P301 The heading “Contact” {end}",
        f"P301 The heading number 2 (without words) {end}",
    ]


def test_a_home_page_without_an_id_is_the_start(small_sources: Path) -> None:
    change(small_sources, HOME, "id: start\n", "")
    assert "start" in {page.id for page in load_project(small_sources).pages}
    change(small_sources, CONTACT, "id: contact", "id: start")
    assert [page.id for page in load_project(small_sources).pages].count("start") == 1
