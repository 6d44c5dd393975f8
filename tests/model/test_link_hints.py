"""A link that leads nowhere is told with the file or heading that was probably meant."""

from __future__ import annotations

import pytest

from tests.model.test_rules import LINK, TOOLS, ProblemsAfter
from tools.model.rules.link_hints import suggest_anchor, suggest_file

NAMES = {"index.md", "garden/index.md", "garden/Tidy tools.md", "garden/rake.png", "sheds.md"}


@pytest.mark.parametrize(
    ("target", "suggestion"),
    [
        ("/sheds", "../sheds.md"),
        ("/sheds/", "../sheds.md"),
        ("/sheds.html#door", "../sheds.md#door"),
        ("/garden/", "index.md"),
        ("/garden/rake.png", "rake.png"),
        ("../../sheds/", "../sheds.md"),
        ("../sheds/", "../sheds.md"),
        ("../sheds", "../sheds.md"),
        ("RAKE.png", "rake.png"),
        ("tidy tools.md", "Tidy%20tools.md"),
        ("/nowhere/", ""),
        ("../../../outside/", ""),
    ],
)
def test_a_file_that_was_meant_is_named(target: str, suggestion: str) -> None:
    assert suggest_file("garden/index.md", target, NAMES) == suggestion


@pytest.mark.parametrize(
    ("target", "suggestion"),
    [
        ("#a---b", "#a-b"),
        ("page.md#A-b", "page.md#a-b"),
        ("#one", ""),
        ("#two", ""),
    ],
)
def test_a_heading_that_was_meant_is_named(target: str, suggestion: str) -> None:
    assert suggest_anchor(target, {"a-b", "t-wo", "two-", "-two", ""}) == suggestion


@pytest.mark.parametrize(
    "target", ["http://localhost:8000", "http://localhost", "http://shed:8000/a", "http://shed/"]
)
def test_an_address_on_an_own_machine_is_right(target: str, problems_after: ProblemsAfter) -> None:
    assert problems_after((TOOLS, LINK, f"({target})")) == []


@pytest.mark.parametrize(
    "place",
    ['<a name="peg"></a>A peg.', 'A peg.\n{: #peg }', '<div id="peg">\n<p>A peg.</p>\n</div>'],
)  # fmt: skip
def test_a_link_may_lead_to_any_place_with_an_id(place: str, problems_after: ProblemsAfter) -> None:
    assert problems_after((TOOLS, LINK, f"(#peg).\n\n{place}\n\nSo")) == []


def test_a_link_may_lead_to_the_title_above_the_text(problems_after: ProblemsAfter) -> None:
    title = (TOOLS, "Take one dry", '# Tidy tools & "sharp" edges {: #top }\n\nTake one dry')
    assert problems_after(title, (TOOLS, LINK, "(#top)")) == []
