"""Of the theme's style only rules go that cannot apply."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Built
from tools.site.purge_css import purge, theme_classes


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("p{a:b}", "p{a:b}"),
        (".md-in{a:b}.md-out{a:b}", ".md-in{a:b}"),
        (".md-out p,.md-in p,.own{a:b}", ".md-in p,.own{a:b}"),
        (".md-in .md-out{a:b}.md-in.own{a:b}", ".md-in.own{a:b}"),
        (".md-in__part{a:b}.md-in--wide{a:b}", ""),  # names of their own
        (".md-in:not(.md-out){a:b}", ".md-in:not(.md-out){a:b}"),
        (":is(.md-out,p){a:b}", ":is(.md-out,p){a:b}"),
        ("[data-md-color-scheme=default]{a:b}", "[data-md-color-scheme=default]{a:b}"),
        ("@media print{.md-out{a:b}.own{a:b}}", "@media print{.own{a:b}}"),
        ("@media print{@media (a){.md-out{a:b}}}p{a:b}", "p{a:b}"),
        ("@supports (a:b){.md-in{a:b}}", "@supports (a:b){.md-in{a:b}}"),
        ("@keyframes x{to{a:b}}@font-face{a:b}", "@keyframes x{to{a:b}}@font-face{a:b}"),
        ("p{a:url('data:,.md-out{},p')}/* .md-out */", "p{a:url(\"data:,.md-out{},p\")}"),
    ],
)  # fmt: skip
def test_what_can_apply_stays(style: str, expected: str) -> None:
    assert purge(style, {"md-in"}) == expected


def test_a_part_counts_wherever_it_is_named() -> None:
    assert theme_classes("<p class=\"a md-in\">{'md-b__c'} data-md-d=x") == {
        "md-in",
        "md-b__c",
        "md-d",
    }


def test_the_built_style_knows_the_parts_that_pages_have(built: Built) -> None:
    """And it has no rule for the menus of the theme, which are not there."""
    styles = [path.read_text("utf-8") for path in built.site.glob("assets/style/all-*.css")]
    assert styles
    for style in styles:
        about = set(re.findall(r"\.(md-[\w-]+)", style))
        assert {"md-typeset", "md-grid", "md-main"} <= about
        assert not {"md-nav", "md-tabs", "md-search", "md-sidebar", "md-tooltip"} & about
        assert ".admonition" in style  # what Markdown makes keeps its look
