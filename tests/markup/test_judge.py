"""Mistakes in the HTML that the engine makes of a page are found, with their lines in the page."""

from __future__ import annotations

import pytest

from tests.markup.reading import find_rules, judge_text, starter_engine
from tools.markup.engine import create_engine
from tools.markup.judge import judge_page

ALLOWED = """\
<b>a</b> <i>a</i> <kbd>b</kbd> <sub>c</sub> <sup>c</sup> <abbr title="e">d</abbr> <mark>f</mark>
<u>g</u> <small>h</small> <span class="i" lang="en">j</span> <a href="https://a.example">k</a>

<div class="wide" id="l">m</div>

<details open>
<summary>n</summary>

o

</details>

<figure>
<img src="p.png" alt="q" width="200" loading="lazy">
<figcaption>r</figcaption>
</figure>

<table><tr><th scope="row" colspan="2">s</th></tr></table>

[t](u.md){ .md-button target=_blank } ![v](w.png){ width=300 #x .y }
"""


def test_html_that_marks_up_text_is_allowed() -> None:
    assert judge_text(ALLOWED) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a <script>b</script>", "html-forbidden"),
        ("<style>a</style>", "html-forbidden"),
        ('<iframe src="https://a.example"></iframe>', "html-forbidden"),
        ('<form action="a"><input name="b"></form>', "html-forbidden"),
        ('- a\n\n  <video src="b.mp4"></video>', "html-forbidden"),
        ("> <svg onload=a></svg>", "html-forbidden"),
        ("!!! note\n    <button>a</button>", "html-forbidden"),
        ("| a |\n|---|\n| <object></object> |", "html-forbidden"),
        ("a[^1]\n\n[^1]: <embed>", "html-forbidden"),
        ("<?php a ?>", "html-forbidden"),
        ("<!DOCTYPE html>", "html-forbidden"),
        ("<![CDATA[a]]>", "html-forbidden"),
        ("<div>\n\na", "html-open"),
        ("a </b>", "html-open"),
        ("- <div>\n\n</div>", "html-open"),
        ("<b onclick=a>b</b>", "attributes-forbidden"),
        ('<p style="color: red">a</p>', "attributes-forbidden"),
        ("*a*{: onclick=b }", "attributes-forbidden"),
        ("## a {: #b onfocus=c tabindex=0 }", "attributes-forbidden"),
        ("a\n{ style='b' }", "attributes-forbidden"),
        ('<b data-md-component="search">a</b>', "attributes-forbidden"),
        ("[a](b.md){ target=_top }", "attributes-forbidden"),
        ('<a href="javascript:a">b</a>', "address-malformed"),
        ("[a](b.md){ href=javascript:c }", "address-malformed"),
        ('<img src="data:image/svg+xml,a" alt="b">', "address-malformed"),
        ('<a href="\tjava\nscript:a">b</a>', "address-malformed"),
        ("<b title='{{ ref(\"a\") }}'>b</b>", "call-in-markup"),
        ('[a]({{ ref("b") }})', "call-in-markup"),
        ('## a {: #{{ term("b") }} }', "call-in-markup"),
        ('<b id="a">b</b> <i id="a">c</i>', "id-double"),
        ("## a\n\n<b id=a>b</b>", "id-double"),
        ('<a name="a">b</a> <a name="a">c</a>', "id-double"),
        ('<b name="a">b</b>', "attributes-forbidden"),
    ],
)
def test_what_may_not_reach_a_reader_is_found_at_its_line(text: str, rule: str) -> None:
    found = find_rules(f"One.\n\n{text}\n")
    assert {name for name, _ in found} == {rule}
    assert found[0][1] >= 3


def test_each_of_many_is_found_at_its_own_line() -> None:
    text = "<video>a</video>\n\nb\n\n<video>c</video>\n\n*d*{ onclick=e }\n\n*f*{ onclick=g }\n"
    lines = [("attributes-forbidden", 7), ("attributes-forbidden", 9)]
    assert find_rules(text) == [*lines, ("html-forbidden", 1), ("html-forbidden", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "**a: **b",
        "~~a",
        "- a\n- b [^1]",
        "a [^1]",
        "a {.b}",
        "a <img src=b",
        "[!NOTE] a",
    ],
)
def test_a_mark_that_readers_would_see_is_told(text: str) -> None:
    found = find_rules(f"One.\n\n{text}\n")
    assert found == [("mark-shown", 3 + text.count("\n"))]


@pytest.mark.parametrize(
    "text",
    [
        "\\*\\*a",
        "`**a`",
        "```\n**a\n```",
        "2 ** 3",
        "a == b",
        "$5 en $6",
        "10:30:15",
        "a:b:c",
        "a <b\\> c",
        "<b c\\> d",
    ],
)
def test_a_mark_that_is_meant_to_be_seen_is_not_told(text: str) -> None:
    assert find_rules(f"{text}\n") == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("a $x^2$ b", "math"), ("$$\nx\n$$", "math"), ("a \\(x^2\\)", "math"),
        ('--8<-- "a.md"', "include"), (":material-check:", "icon"), ("a :smile: b", "icon"),
        ("[TOC]", "contents"), ("```mermaid\na\n```", "diagram"),
    ],
)  # fmt: skip
def test_what_is_not_supported_is_told_by_its_name(text: str, form: str) -> None:
    found = judge_text(f"One.\n\n{text}\n")
    assert [finding.values.get("form") for finding in found] == [form]
    assert found[0].line in (3, 4)


def test_what_the_engine_reads_otherwise_is_told_at_its_line() -> None:
    (found,) = judge_text("One.\n\nSee <https://a.example/`b`>.\n")
    assert (found.rule, found.line) == ("reading-differs", 3)
    assert found.values["meant"] == "link"


def test_signs_that_an_added_extension_reads_are_not_shown() -> None:
    text = "So :smile: it is.\n"
    (finding,) = judge_text(text)
    assert finding.rule == "not-supported"
    assert judge_page(text, starter_engine(), create_engine({"pymdownx.emoji": None})) == []
