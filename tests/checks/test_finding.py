"""A finding about a built file has the code of its rule."""

from __future__ import annotations

import pytest

from tools.checks.finding import add_code


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("a/b.html: gone.html does not exist", "a/b.html: B102 gone.html does not exist"),
        ("a.html: one: two", "a.html: B102 one: two"),
        ("the menu differs", "B102 the menu differs"),
    ],
)
def test_a_finding_has_its_code_behind_the_place(finding: str, expected: str) -> None:
    assert [*add_code("built-link", [finding])] == [expected]
